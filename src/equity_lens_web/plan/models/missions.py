"""A goal that more than one body owns, and each one's part in it."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.models.led import Led
from equity_lens_web.plan.models.priorities import Priority


class Mission(Led):
    """A joint goal."""

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_missions"
    )
    title = models.CharField(max_length=200)
    priority = models.ForeignKey(
        Priority, models.SET_NULL, null=True, blank=True, related_name="missions"
    )
    by_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """One body's part: who owns it there, and what they do. It is ended when they leave."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="parts")
    body = models.CharField(max_length=120)
    owner = models.CharField(max_length=120)
    does = models.CharField(max_length=300)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    ended_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.body}: {self.does}"
