"""The chain of measures, from what makes change possible to what it is for."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.models import Refresh
from equity_lens_web.plan.models.led import Led


class Stage(models.TextChoices):
    """Where in the chain a measure stands: the first two are of process."""

    ENABLING = "enabling", "Enabling action"
    BOARD = "board", "Board-specific"
    SHORT = "short", "Short-term"
    MEDIUM = "medium", "Medium-term"
    LONGER = "longer", "Longer-term"


class ChainMeasure(Led):
    """A measure of the plan. It is a draft until it has all that a chosen one needs.

    ``measure``, ``dimension`` and ``subgroup`` are set where its baseline was read from a released
    figure, and ``baseline`` is then that figure in words, as it stood in ``refresh``.
    """

    class Direction(models.TextChoices):
        """Which way is better."""

        UP = "up", "Should go up"
        DOWN = "down", "Should go down"
        HOLD = "hold", "Should stay as it is"
        REACHED = "reached", "Should be in place"

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_measures"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    title = models.CharField(max_length=200)
    starter = models.CharField(max_length=60, blank=True, default="")
    definition = models.TextField(blank=True, default="")
    baseline = models.CharField(max_length=300, blank=True, default="")
    measure = models.CharField(max_length=100, blank=True, default="")
    dimension = models.CharField(max_length=60, blank=True, default="")
    subgroup = models.CharField(max_length=60, blank=True, default="")
    refresh = models.ForeignKey(Refresh, models.PROTECT, null=True, blank=True, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction, blank=True, default="")
    review_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )
    chosen_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(chosen_on=None)
                | (
                    ~models.Q(definition="")
                    & ~models.Q(baseline="")
                    & ~models.Q(direction="")
                    & models.Q(review_on__isnull=False)
                    & (models.Q(lead__isnull=False) | ~models.Q(post=""))
                ),
                name="a_chosen_measure_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def no_longer_holds(self) -> str:
        """That its baseline was read from figures which were withdrawn since, and why."""
        because = self.refresh.superseded_because if self.refresh else ""
        return f"These figures no longer hold. {because}" if because else ""

    @property
    def lacks(self) -> list[str]:
        """What it still needs before it can be chosen, in plain words."""
        needed = (
            ("a definition", self.definition),
            ("a baseline", self.baseline),
            ("an owner", self.who),
            ("a direction", self.direction),
            ("a review date", self.review_on),
        )
        return [name for name, there in needed if not there]


class MeasureReading(models.Model):
    """What a measure was found to be at a review."""

    chain_measure = models.ForeignKey(ChainMeasure, models.CASCADE, related_name="readings")
    read_on = models.DateField()
    found = models.CharField(max_length=300)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-read_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.read_on}: {self.found}"
