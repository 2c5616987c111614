"""Programmes, what they were approved for, and what was added since."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.models.led import Led
from equity_lens_web.plan.models.priorities import Priority


class Programme(Led):
    """A piece of work under a name, at one level, with the priorities that it serves."""

    class Level(models.TextChoices):
        """How far it reaches."""

        ORGANISATION = "organisation", "Organisation"
        SYSTEM = "system", "System"
        REGION = "region", "Region"

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_programmes"
    )
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=20, choices=Level, default=Level.ORGANISATION)
    group = models.CharField(max_length=120, blank=True, default="")
    scope = models.TextField(blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    priorities = models.ManyToManyField(Priority, blank=True, related_name="programmes")

    def __str__(self) -> str:
        return self.title


class ScopeAddition(models.Model):
    """What a programme took on after it was approved."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="additions")
    what = models.CharField(max_length=300)
    added_on = models.DateField()
    agreed_by = models.CharField(max_length=120, blank=True, default="")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-added_on", "-pk"]

    def __str__(self) -> str:
        return self.what
