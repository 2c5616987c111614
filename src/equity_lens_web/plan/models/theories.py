"""A theory of change: how what goes in should lead to what comes of it, arrow by arrow."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.models import Refresh
from equity_lens_web.plan.models.led import Led
from equity_lens_web.plan.models.priorities import Priority


class Theory(Led):
    """An outline of arrows, about one priority or about the whole."""

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_theories"
    )
    title = models.CharField(max_length=200)
    priority = models.ForeignKey(
        Priority, models.SET_NULL, null=True, blank=True, related_name="theories"
    )

    class Meta:
        verbose_name_plural = "theories"

    def __str__(self) -> str:
        return self.title


class Arrow(models.Model):
    """One step: from this to that, because; how well it is known; what it takes for granted.

    Where ``measure``, ``dimension`` and ``subgroup`` are set, it says that this gap should narrow,
    and by when. ``shown`` is the gap as it was shown when work on it began (``since``), packed, from
    ``refresh``; the figures that came later then speak for the arrow or against it.
    """

    class Kind(models.TextChoices):
        """Where in the outline an end of the arrow lies."""

        INPUT = "input", "Input"
        ACTIVITY = "activity", "Activity"
        OUTPUT = "output", "Output"
        OUTCOME = "outcome", "Outcome"

    class Strength(models.TextChoices):
        """How well it is known that one leads to the other."""

        STRONG = "strong", "Strong evidence"
        SOME = "some", "Some evidence"
        WEAK = "weak", "Weak evidence"
        NONE = "none", "None yet"

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="arrows")
    from_kind = models.CharField(max_length=10, choices=Kind)
    from_text = models.CharField(max_length=80)
    to_kind = models.CharField(max_length=10, choices=Kind)
    to_text = models.CharField(max_length=80)
    because = models.CharField(max_length=300)
    strength = models.CharField(max_length=10, choices=Strength)
    assumption = models.CharField(max_length=300, blank=True, default="")
    measure = models.CharField(max_length=100, blank=True, default="")
    dimension = models.CharField(max_length=60, blank=True, default="")
    subgroup = models.CharField(max_length=60, blank=True, default="")
    shown: "models.BinaryField[bytes | None, bytes | None]" = models.BinaryField(
        null=True, blank=True
    )
    refresh = models.ForeignKey(Refresh, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    moves_by: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.from_text} → {self.to_text}"
