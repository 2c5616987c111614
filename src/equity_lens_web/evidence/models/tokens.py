"""Tokens by which Power BI, Excel and scripts read an organisation's released results."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Membership, Organisation


def hash_of(secret: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Reads of tokens."""

    def open(self) -> "ApiTokenQuerySet":
        """Those that still open something: their maker has to be a member still."""
        return self.with_maker().filter(
            revoked_at=None, expires_at__gt=timezone.now(), maker_is_member=True
        )

    def with_maker(self) -> "ApiTokenQuerySet":
        """Whether whoever made each is a member of the organisation now."""
        held = Membership.objects.current().filter(
            person=models.OuterRef("made_by"), organisation=models.OuterRef("organisation")
        )
        return self.annotate(maker_is_member=models.Exists(held))

    def opened_by(self, secret: str) -> "ApiToken | None":
        """The open token of a secret with its organisation, or None."""
        return self.open().select_related("organisation").filter(token_hash=hash_of(secret)).first()

    def for_a_list(self) -> "ApiTokenQuerySet":
        """With who made each, the newest first."""
        return self.with_maker().select_related("made_by").order_by("-made_at", "-pk")


class ApiToken(models.Model):
    """A token of one organisation; only its hash is kept. It reads; one that ``may_send`` sends counts too.

    It ends with the membership of whoever made it: who may no longer see the figures may not
    keep a program that does.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    may_send = models.BooleanField(default=False)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it was neither revoked nor has run out; see ``open`` for its maker."""
        return self.revoked_at is None and timezone.now() < self.expires_at
