"""Tallies counted on paper and keyed in a form: drafts, until they become an extract."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class TallySheet(models.Model):
    """One measure, dimension and period, with a numerator and denominator for each subgroup.

    ``rows`` maps a subgroup's key to what was typed: [numerator, denominator], each a number or
    None. A sheet that was sent became ``extract`` and cannot be changed.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tally_sheets")
    measure = models.CharField(max_length=100)
    dimension = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    rows: Any = models.JSONField(default=dict)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    extract = models.OneToOneField(
        "evidence.Extract", models.SET_NULL, null=True, related_name="tally_sheet"
    )

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-begun_at"]

    def __str__(self) -> str:
        return f"{self.measure} by {self.dimension}, {self.period}"
