"""What drives the aim of a project: an outline of drivers and change ideas."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from equity_lens.planning.outline import IDEA, LEVELS, PRIMARY


class DriverDiagram(models.Model):
    """The driver diagram of one project; ``template`` names the starter that it began from."""

    project = models.OneToOneField(
        "improvement.Project", models.CASCADE, related_name="driver_diagram"
    )
    aim = models.CharField(max_length=300)
    template = models.CharField(max_length=60, blank=True, default="")
    template_version = models.PositiveIntegerField(null=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Driver diagram: {self.aim}"


class Driver(models.Model):
    """One line of the outline: a driver or a change idea, by its level."""

    LEVELS = LEVELS

    diagram = models.ForeignKey(DriverDiagram, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__gte=PRIMARY, level__lte=IDEA), name="driver_has_a_level"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="driver_has_words"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def kind(self) -> str:
        """What it is by its level: "Primary driver", "Change idea"."""
        return LEVELS[self.level]
