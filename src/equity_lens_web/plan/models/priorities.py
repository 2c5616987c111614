"""Choosing three priorities or fewer: a round of candidates, its weights, and its reasons."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.models.led import Led


class ChoiceRound(models.Model):
    """One time of choosing. Open until it is settled; then it stays as it was.

    ``weights`` maps each criterion of the rule to a share of a hundred; ``rule`` names the rule's
    version, ``figures`` the refresh that the candidates were read from.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="plan_rounds")
    weights: Any = models.JSONField(default=dict)
    rule = models.CharField(max_length=120, blank=True, default="")
    figures = models.PositiveIntegerField(null=True, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_on = models.DateField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["-begun_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(settled_on=None),
                name="one_open_round_of_choosing",
            )
        ]

    def __str__(self) -> str:
        return f"Round of {self.begun_on}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.settled_on is None


class Candidate(models.Model):
    """A gap that might become a priority, with its figures as they stood.

    ``people``, ``size`` and ``certainty`` were read from the finding; None is not known, and is
    never nought. How many people is not known of a measure that counts appointments or attendances. ``ability``, ``community`` and ``cost`` are judged, 0 to 10, 10 being best.
    """

    choice_round = models.ForeignKey(ChoiceRound, models.CASCADE, related_name="candidates")
    measure = models.CharField(max_length=100)
    dimension = models.CharField(max_length=60)
    subgroup = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    group = models.CharField(max_length=120)
    sentence = models.TextField()
    people = models.FloatField(null=True, blank=True)
    size = models.FloatField(null=True, blank=True)
    certainty = models.CharField(max_length=10, blank=True, default="")
    ability = models.PositiveSmallIntegerField(null=True, blank=True)
    community = models.PositiveSmallIntegerField(null=True, blank=True)
    cost = models.PositiveSmallIntegerField(null=True, blank=True)
    judged_because = models.TextField(blank=True, default="")
    is_chosen: "models.BooleanField[bool | None, bool | None]" = models.BooleanField(
        null=True, blank=True
    )
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["choice_round", "measure", "dimension", "subgroup"],
                name="one_candidate_a_gap",
            ),
            models.CheckConstraint(
                condition=models.Q(is_chosen=None)
                | models.Q(is_chosen=True)
                | ~models.Q(reason=""),
                name="left_out_with_a_reason",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{name: None}) | models.Q(**{f"{name}__lte": 10}),
                    name=f"{name}_is_0_to_10",
                )
                for name in ("ability", "community", "cost")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def gap(self) -> tuple[str, str, str]:
        """Which gap it is: measure, dimension, subgroup."""
        return self.measure, self.dimension, self.subgroup


class Priority(Led):
    """A gap that the board works on first, from the round in which it was chosen."""

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_priorities"
    )
    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="priority")
    title = models.CharField(max_length=200)
    chosen_on = models.DateField()

    class Meta:
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return self.title
