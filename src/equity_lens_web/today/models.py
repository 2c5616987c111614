"""Who is sent the weekly brief, and when it was sent last."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from equity_lens_web.accounts.models import Membership


class BriefQuerySet(models.QuerySet["Brief"]):
    """Reads of briefs."""

    def due_since(self, moment: dt.datetime) -> "BriefQuerySet":
        """Those that are on, of members since before a moment, and were not sent after it."""
        here = Q(membership__ended_at=None) | Q(membership__ended_at__gt=timezone.now())
        return self.filter(here, switched_off_at=None, membership__began_at__lt=moment).filter(
            Q(sent_at=None) | Q(sent_at__lt=moment)
        )


class Brief(models.Model):
    """One membership's weekly brief: on until it is switched off."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="brief")
    switched_off_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"The brief of {self.membership}"

    @property
    def is_on(self) -> bool:
        """Whether it is sent."""
        return self.switched_off_at is None
