"""Shared leadership: a lead, helpers, and bodies that take part; and who handed over to whom."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Membership, Organisation


class LedQuerySet(models.QuerySet[Any]):
    """Reads of whatever has a lead."""

    def current(self) -> "LedQuerySet":
        """Those that have not been ended."""
        return self.filter(ended_on=None)

    def with_people(self) -> "LedQuerySet":
        """With the lead and the helpers, by name."""
        return self.select_related("lead__person").prefetch_related("helpers__person")

    def left_behind(self) -> "LedQuerySet":
        """Those whose lead is no longer a member."""
        return self.filter(lead__ended_at__lte=timezone.now())


class Led(models.Model):
    """Something that somebody leads: a member, or a post of somebody who does not sign in.

    ``bodies`` are directorates and partner bodies that take part, one a line. The organisation and
    what it is called are each model's own.
    """

    organisation: models.ForeignKey[Organisation]
    lead = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(max_length=120, blank=True, default="")
    helpers = models.ManyToManyField(Membership, blank=True, related_name="+")
    bodies = models.TextField(blank=True, default="")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    ended_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )

    objects = LedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def who(self) -> str:
        """Who leads it; nothing where nobody does."""
        return str(self.lead.person) if self.lead else self.post

    @property
    def is_left_behind(self) -> bool:
        """Whether whoever leads it is no longer a member."""
        ended = self.lead.ended_at if self.lead else None
        return ended is not None and ended <= timezone.now()

    @property
    def taking_part(self) -> list[str]:
        """Directorates and partner bodies, in the order in which they were written."""
        return [line.strip() for line in self.bodies.splitlines() if line.strip()]


class Handover(models.Model):
    """That somebody took something over, from whom, and when."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="plan_handovers")
    kind = models.CharField(max_length=20)
    item = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    before = models.CharField(max_length=120, blank=True)
    after = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-handed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}: {self.before or 'nobody'} to {self.after.person}"
