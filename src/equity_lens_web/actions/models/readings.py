"""A gap read again: what became of it, from the figures of one refresh."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from equity_lens.disclosure.released_readings import Outcome, Rereading
from equity_lens_web.actions.models.decisions import Decision
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import Refresh


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Reads of readings."""

    def sound(self) -> "ReadingQuerySet":
        """Those that rest on figures which still hold, then and now: no file of theirs was withdrawn."""
        return self.filter(refresh__superseded_because="", decision__refresh__superseded_because="")


class Reading(models.Model):
    """One decision's gap in one refresh. It is made once, and stays as it was."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="readings")
    refresh = models.ForeignKey(Refresh, models.PROTECT, related_name="+")
    outcome = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Outcome]
    )
    content = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "refresh"], name="one_reading_of_a_decision_a_refresh"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.decision}"

    @property
    def released(self) -> Rereading:
        """The gap then and now, and the change between them."""
        return decode(self.content, Rereading)
