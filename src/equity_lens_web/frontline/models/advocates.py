"""Advocates: people who want to work for fairer care, by their consent and no longer than that."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Membership, Organisation, Person


class AdvocateQuerySet(models.QuerySet["Advocate"]):
    """Reads of advocates."""

    def for_a_list(self) -> "AdvocateQuerySet":
        """Those who still belong to the organisation, with what each was offered, by team."""
        theirs = Membership.objects.current().filter(
            person=OuterRef("person"), organisation=OuterRef("organisation")
        )
        there = Q(person=None) | Exists(theirs)
        return self.filter(there).prefetch_related("support").order_by("team", "pk")

    def themselves(self, person: Person) -> "Advocate | None":
        """What a person recorded of themselves, or None."""
        return self.filter(person=person).first()


class Advocate(models.Model):
    """Somebody who asked to be known as an advocate. When they withdraw, the record is erased."""

    class Consent(models.TextChoices):
        """How they said yes."""

        THEMSELVES = "themselves", "Recorded by themselves"
        IN_PERSON = "in person", "They told us"
        IN_WRITING = "in writing", "They wrote to us"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="advocates")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="advocacy"
    )
    known_as = models.CharField(max_length=80)
    team = models.CharField(max_length=80)
    hours_a_month = models.DecimalField(
        max_digits=4, decimal_places=1, validators=[MinValueValidator(0)]
    )
    consent = models.CharField(max_length=20, choices=Consent)
    consent_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = AdvocateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person"], name="one_advocate_record_a_person"
            ),
            models.CheckConstraint(
                condition=Q(consent="themselves", person__isnull=False)
                | Q(~Q(consent="themselves"), person=None),
                name="advocate_recorded_themselves_or_consented",
            ),
            models.CheckConstraint(
                condition=Q(hours_a_month__gte=0), name="advocate_gives_no_less_than_no_time"
            ),
        ]

    def __str__(self) -> str:
        return self.known_as


class Support(models.Model):
    """Something that an advocate was offered: time, training, a coach. It goes with the advocate."""

    advocate = models.ForeignKey(Advocate, models.CASCADE, related_name="support")
    what = models.CharField(max_length=160)
    offered_on = models.DateField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["offered_on", "pk"]

    def __str__(self) -> str:
        return self.what
