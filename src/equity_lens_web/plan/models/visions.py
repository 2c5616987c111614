"""What the board and its partners want to have come true, in three roles."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.models.led import Led


class Vision(models.Model):
    """One wording of the shared statement. A new wording is a new record; the newest counts."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="plan_visions")
    employer = models.TextField()
    provider = models.TextField()
    anchor = models.TextField()
    partners = models.TextField(blank=True, default="")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"Vision of {self.written_at:%Y-%m-%d}"


class Ambition(Led):
    """Something to reach in one role, with how it is measured and who owns it."""

    class InRole(models.TextChoices):
        """The three roles of a trust."""

        EMPLOYER = "employer", "As an employer"
        PROVIDER = "provider", "As a care provider"
        ANCHOR = "anchor", "As an anchor institution"

    organisation: Any = models.ForeignKey(
        Organisation, models.CASCADE, related_name="plan_ambitions"
    )
    role = models.CharField(max_length=10, choices=InRole)
    title = models.CharField(max_length=200)
    measured_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(measured_by="")
                & (models.Q(lead__isnull=False) | ~models.Q(post="")),
                name="an_ambition_has_a_measure_and_an_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title
