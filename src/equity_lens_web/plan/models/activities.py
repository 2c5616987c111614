"""What the lead does, on the four quadrants of board activity (Mannion et al 2015)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.models.led import Led
from equity_lens_web.plan.models.measures import ChainMeasure


class Quadrant(models.TextChoices):
    """Outward or inward, for now or for the long term."""

    ACCOUNTABILITY = "accountability", "Accountability"
    POLICY = "policy", "Policy formulation"
    SUPERVISION = "supervision", "Supervision"
    STRATEGY = "strategy", "Strategic thinking"


class Activity(Led):
    """One thing that the lead does. ``starter`` is the key of the starter it came from."""

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", "Planned"
        UNDER_WAY = "under_way", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_activities"
    )
    quadrant = models.CharField(max_length=20, choices=Quadrant)
    title = models.CharField(max_length=200)
    starter = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    moves = models.ManyToManyField(ChainMeasure, blank=True, related_name="activities")

    class Meta:
        verbose_name_plural = "activities"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "under_way"], ended_on=None)
                | models.Q(state__in=["done", "stopped"], ended_on__isnull=False),
                name="an_activity_ends_when_done_or_stopped",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ActivityEntry(models.Model):
    """What was done on a day, in how many minutes, and where the evidence of it is."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="entries")
    done_on = models.DateField()
    minutes = models.PositiveIntegerField()
    what = models.CharField(max_length=300)
    evidence = models.URLField(blank=True, default="")
    state = models.CharField(max_length=10, choices=Activity.State)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.done_on}: {self.what}"


class EmptyQuadrant(models.Model):
    """Why nothing is planned in a quadrant in a quarter, as the lead said it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_empty_quadrants"
    )
    quadrant = models.CharField(max_length=20, choices=Quadrant)
    quarter_from = models.DateField()
    reason = models.CharField(max_length=300)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "quadrant", "quarter_from"],
                name="one_reason_a_quadrant_and_quarter",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_quadrant_display()}: {self.reason}"
