"""What somebody should know who takes over; and who covers for whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Membership, Organisation


class WorthKnowing(models.Model):
    """A risk, a partner or a lesson, written down for a successor. It is ended, never deleted."""

    class Kind(models.TextChoices):
        """What it is."""

        RISK = "risk", "Risk"
        PARTNER = "partner", "Partner"
        LESSON = "lesson", "Lesson"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="worth_knowing")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=400)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Cover(models.Model):
    """That one member covers for another from one day to another, both included."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="covers")
    away = models.ForeignKey(Membership, models.PROTECT, related_name="covered_by")
    covers = models.ForeignKey(Membership, models.PROTECT, related_name="covers_for")
    from_on = models.DateField()
    to_on = models.DateField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="cover_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(away=models.F("covers")), name="nobody_covers_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covers.person} for {self.away.person}"
