"""People, organisations, memberships, invitations."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from equity_lens.measures.material import material_that_fits
from equity_lens_web.accounts.permissions import Permission, Role, roles


class PersonManager(BaseUserManager["Person"]):
    """Makes people."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Person":
        """A person who signs in with an e-mail address; without a password, by a provider only."""
        person = self.model(email=self.normalize_email(email).lower(), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> "Person":
        """Addresses are compared without regard to capitals."""
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do hangs on their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    times_signed_out = models.PositiveIntegerField(
        default=0, help_text="How often all sessions of this person were ended at once."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_email")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """There is no back door: nobody is staff."""
        return False

    is_superuser = is_staff

    def get_session_auth_hash(self) -> str:
        """What a session must carry to go on: it changes with the password and with each ending."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by each former secret key, so that a new key signs nobody out."""
        for former in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(former)

    def _session_hash(self, secret: str | None) -> str:
        value = f"{self.password}|{self.times_signed_out}"
        salt = "equity_lens_web.accounts.session"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class Organisation(models.Model):
    """A trust, a system, a collaborative or a partner. It owns all that its members see."""

    class Kind(models.TextChoices):
        """What sort of organisation it is."""

        TRUST = "trust", "NHS trust or foundation trust"
        SYSTEM = "system", "Integrated care system"
        COLLABORATIVE = "collaborative", "Collaborative of trusts"
        PARTNER = "partner", "Partner"

    class Sector(models.TextChoices):
        """What sort of care a trust gives."""

        ACUTE = "acute", "Acute"
        COMMUNITY = "community", "Community"
        MENTAL_HEALTH = "mental_health", "Mental health and learning disability"
        AMBULANCE = "ambulance", "Ambulance"
        COMBINED = "combined", "Combined acute and community"
        NONE = "", "Does not apply"

    code = models.CharField(max_length=12, unique=True, help_text="The organisation's ODS code.")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TRUST)
    sector = models.CharField(max_length=20, choices=Sector, blank=True, default="")
    synthetic = models.BooleanField(default=False)
    local_authorities = models.JSONField(
        default=list,
        blank=True,
        help_text="ONS codes of the catchment; the ICB's if none are given.",
    )
    material = models.JSONField(
        default=dict,
        blank=True,
        help_text="Kinds of material switched on or off by hand; the others follow the sector.",
    )
    policy = models.CharField(max_length=40, default="hes")
    edition = models.CharField(max_length=40, blank=True, default="")
    needs_second_factor = models.BooleanField(default=False)
    logo = models.BinaryField(null=True, blank=True)
    word_template = models.BinaryField(null=True, blank=True)
    members = models.ManyToManyField(Person, through="Membership", related_name="organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def material_shown(self) -> frozenset[str]:
        """Kinds of material that concern it: those of its sector, but for what was switched."""
        return material_that_fits(self.sector, self.material)

    @cached_property
    def has_logo(self) -> bool:
        """Whether the organisation has supplied an identity of its own."""
        return self.logo is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def current(self) -> "MembershipQuerySet":
        """Those that have not ended."""
        return self.filter(models.Q(ended_at=None) | models.Q(ended_at__gt=timezone.now()))

    def with_organisation(self) -> "MembershipQuerySet":
        """With the organisation, but without its files, which few pages need."""
        there = models.Q(organisation__logo__isnull=False)
        return (
            self.select_related("organisation")
            .defer("organisation__logo", "organisation__word_template")
            .annotate(has_logo=models.ExpressionWrapper(there, output_field=models.BooleanField()))
        )

    def that_may(self, permission: Permission) -> "MembershipQuerySet":
        """Those whose role includes a permission."""
        keys = [key for key, role in roles().items() if permission in role.may]
        return self.filter(role__in=keys)

    def for_a_list(self) -> "MembershipQuerySet":
        """With each person, and whether a second factor is set up, by name."""
        factor = models.Q(person__authenticator__type="totp")
        return (
            self.select_related("person")
            .annotate(second_factors=models.Count("person__authenticator", filter=factor))
            .order_by("person__name", "pk")
        )


class Membership(models.Model):
    """One person's role in one organisation. It is ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=40)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(ended_at=None),
                name="one_open_membership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role_held.title}, {self.organisation}"

    @property
    def role_held(self) -> Role:
        """The role, with what it may do."""
        return roles()[self.role]

    def may(self, permission: Permission) -> bool:
        """Whether this membership lets the person do one thing."""
        return permission in self.role_held.may


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def open(self) -> "InvitationQuerySet":
        """Those whose link still works."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def for_a_list(self) -> "InvitationQuerySet":
        """With who invited, and whether they are a member now; the newest first."""
        held = Membership.objects.current().filter(
            person=models.OuterRef("invited_by"), organisation=models.OuterRef("organisation")
        )
        return (
            self.select_related("invited_by")
            .annotate(inviter_is_member=models.Exists(held))
            .order_by("-invited_at")
        )

    def by_token(self, token: str) -> "Invitation | None":
        """The invitation of a link, open or not."""
        hashed = hashlib.sha256(token.encode()).hexdigest()
        return self.select_related("organisation").filter(token_hash=hashed).first()


class Invitation(models.Model):
    """A single-use link by which somebody joins. Only a hash of the link is kept."""

    LASTS = dt.timedelta(days=7)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} to {self.organisation}"

    @property
    def role_offered(self) -> Role:
        """The role that the person will hold."""
        return roles()[self.role]

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return not self.used_at and not self.withdrawn_at and timezone.now() < self.expires_at
