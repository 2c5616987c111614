"""A needs profile: suspected causes of a priority's gap, with evidence for and against."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.plan.models.priorities import Priority


class Cause(models.Model):
    """Why the gap may be there: suspected, until the evidence says more."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="causes")
    title = models.CharField(max_length=200)
    behind_it = models.CharField(max_length=300, blank=True, default="")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class CauseEvidence(models.Model):
    """What speaks for a cause, or against it, and where that comes from."""

    class Comes(models.TextChoices):
        """Where evidence comes from."""

        POPULATION = "population", "Population data"
        SERVICE = "service", "Service data"
        INSIGHT = "insight", "Insight: what people say"

    class Speaks(models.TextChoices):
        """Which way it speaks; looked for and not found is worth a line too."""

        FOR = "for", "For"
        AGAINST = "against", "Against"
        NOTHING = "nothing", "Looked for, and found nothing either way"

    cause = models.ForeignKey(Cause, models.CASCADE, related_name="evidence")
    speaks = models.CharField(max_length=10, choices=Speaks)
    comes_from = models.CharField(max_length=12, choices=Comes)
    says = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.says
