"""Counts that a project brings for itself: true ones, of which no page shows any."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.improvement.models.measures import ProjectMeasure


class FigureTable(models.Model):
    """Counts of one measure as they came at one moment. A later table takes the place of its months.

    ``rows`` are [period, subgroup, events, people]: a period is a month ("2026-01") or the Monday
    of a week ("2026-01-05"), and a count that nobody made is None. ``rejected`` are [line, reason].
    ``mark`` is random and stands for the file in what is released, so that nobody can try small
    counts against its fingerprint.
    """

    class How(models.TextChoices):
        """By which door they came."""

        KEYED = "keyed", "Keyed"
        UPLOADED = "uploaded", "Uploaded"
        SENT = "sent", "Sent by a system"

    measure = models.ForeignKey(ProjectMeasure, models.CASCADE, related_name="tables")
    how = models.CharField(max_length=10, choices=How)
    name = models.CharField(max_length=200, blank=True, default="")
    rows: Any = models.JSONField(default=list)
    rejected: Any = models.JSONField(default=list)
    mark = models.CharField(max_length=64)
    edition = models.CharField(max_length=40, blank=True, default="")
    came_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    came_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In the order in which they came."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_how_display()} for {self.measure}"

    @property
    def periods(self) -> list[str]:
        """The months or weeks that it counts, in order."""
        return sorted({row[0] for row in self.rows})
