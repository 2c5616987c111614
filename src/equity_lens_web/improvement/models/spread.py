"""A design taken to another site: from where, what was different there, and what was adapted."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Spread(models.Model):
    """That one project is a copy of another's design, of this organisation or, by file, of another.

    ``design`` is the original as it stood when it was copied: it never changes, so that what was
    adapted since can be shown field by field.
    """

    project = models.OneToOneField(
        "improvement.Project", models.CASCADE, related_name="spread_from"
    )
    original = models.ForeignKey(
        "improvement.Project", models.PROTECT, null=True, related_name="spreads"
    )
    from_organisation = models.CharField(max_length=200)
    from_title = models.CharField(max_length=200)
    from_setting = models.TextField()
    different_here = models.TextField()
    site = models.CharField(max_length=200)
    design: Any = models.JSONField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.from_title}, from {self.from_organisation}"


class Adaptation(models.Model):
    """Why one part of a copy is not as the original had it."""

    spread = models.ForeignKey(Spread, models.CASCADE, related_name="adaptations")
    part = models.CharField(max_length=40)
    why = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spread", "part"], name="one_reason_a_part")
        ]

    def __str__(self) -> str:
        return f"{self.spread}: {self.part}"
