"""A choice in which somebody loses: options, who gains and who loses, and what was decided."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.plan.models.led import Led, LedQuerySet


class DilemmaQuerySet(LedQuerySet):
    """Reads of dilemmas."""

    def seen_by(self, membership: Membership) -> "DilemmaQuerySet":
        """Those that a member may see: a private one is for its writer and those whom it names."""
        seen = self.filter(
            models.Q(is_private=False)
            | models.Q(added_by=membership.person_id)
            | models.Q(readers=membership)
        )
        return seen.distinct()


class Dilemma(Led):
    """A question with options that fall differently on different groups.

    ``groups`` are the people on whom it falls, one a line; a decision needs every option to say
    what it means for each of them.
    """

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_dilemmas"
    )
    question = models.CharField(max_length=200)
    groups = models.TextField()
    values = models.TextField(blank=True, default="")
    views_heard = models.TextField(blank=True, default="")
    is_private = models.BooleanField(default=True)
    readers = models.ManyToManyField(Membership, blank=True, related_name="+")
    decision = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    decided_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DilemmaQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_on=None)
                | (~models.Q(decision="") & ~models.Q(reasons="")),
                name="decided_with_reasons",
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return self.question

    @property
    def falls_on(self) -> list[str]:
        """The groups on whom it falls."""
        return [line.strip() for line in self.groups.splitlines() if line.strip()]

    def written_by(self, person: Person) -> bool:
        """Whether somebody wrote it."""
        return self.added_by_id == person.pk


class Option(models.Model):
    """One way to decide."""

    dilemma = models.ForeignKey(Dilemma, models.CASCADE, related_name="options")
    title = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class Effect(models.Model):
    """What an option means for one group."""

    class Falls(models.TextChoices):
        """Who gains and who loses."""

        GAINS = "gains", "Gains"
        LOSES = "loses", "Loses"
        SAME = "same", "Neither"
        UNKNOWN = "unknown", "Not known"

    option = models.ForeignKey(Option, models.CASCADE, related_name="effects")
    group = models.CharField(max_length=120)
    falls = models.CharField(max_length=10, choices=Falls)
    how = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["option", "group"], name="one_effect_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_falls_display()}"
