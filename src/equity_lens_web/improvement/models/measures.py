"""What a project counts, split by group; where its baselines begin; measures that it defines itself."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.improvement.models.projects import Project


class LocalMeasure(models.Model):
    """A measure that the library does not hold, as one organisation defines it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="local_measures")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=120)
    noun = models.CharField(max_length=40, default="people")
    better = models.CharField(max_length=6, choices=[("lower", "Lower"), ("higher", "Higher")])

    class Meta:
        """One of each key."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_local_measure_a_key")
        ]

    def __str__(self) -> str:
        return self.title


class LocalDefinition(models.Model):
    """One version of a local measure's definition. A later one stands beside it, with its month."""

    measure = models.ForeignKey(LocalMeasure, models.CASCADE, related_name="definitions")
    version = models.PositiveSmallIntegerField()
    from_month = models.CharField(max_length=7, blank=True, default="")
    numerator = models.CharField(max_length=200)
    denominator = models.CharField(max_length=200)
    because = models.CharField(max_length=300, blank=True, default="")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In order; a changed one says from when and why."""

        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "version"], name="one_definition_a_version"),
            models.CheckConstraint(
                condition=Q(version=1) | (~Q(because="") & ~Q(from_month="")),
                name="a_new_definition_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, version {self.version}"


class ProjectMeasureQuerySet(models.QuerySet["ProjectMeasure"]):
    """Reads of projects' measures."""

    def due(self) -> "ProjectMeasureQuerySet":
        """Those that wait for a verdict."""
        return self.filter(asked__gt=F("answered"))

    def with_all(self) -> "ProjectMeasureQuerySet":
        """With all that a verdict is made from, but the counts."""
        return self.select_related("project", "local").prefetch_related(
            "baselines", "local__definitions"
        )


class ProjectMeasure(models.Model):
    """One measure of a project and its equity split: whose gap, against whom, who else is watched.

    ``measure`` is an id of the library, or the key of ``local``. ``smallest_that_matters`` is a
    share: 0.02 for two points. ``counted`` says where its counts come from. A verdict is due while
    it was ``asked`` for more often than ``answered``; ``problem`` says why none could be made.
    """

    class Role(models.TextChoices):
        """What it is to the project."""

        OUTCOME = "outcome", "Outcome"
        PROCESS = "process", "Process"
        BALANCING = "balancing", "Balancing"

    class Counted(models.TextChoices):
        """Where its counts come from."""

        TABLE = "table", "The project counts for itself"
        TRUST = "trust", "The trust's own figures"

    project = models.ForeignKey(Project, models.CASCADE, related_name="measures")
    role = models.CharField(max_length=10, choices=Role, default=Role.OUTCOME)
    measure = models.CharField(max_length=100)
    local = models.ForeignKey(
        LocalMeasure, models.PROTECT, null=True, blank=True, related_name="used_by"
    )
    dimension = models.CharField(max_length=60)
    target = models.CharField(max_length=60)
    reference = models.CharField(max_length=60)
    watched: Any = models.JSONField(default=list)
    smallest_that_matters = models.DecimalField(max_digits=5, decimal_places=4)
    planned_looks = models.PositiveSmallIntegerField(default=12)
    months_together = models.PositiveSmallIntegerField(default=1)
    until = models.CharField(max_length=7, blank=True, default="")
    counted = models.CharField(max_length=10, choices=Counted, default=Counted.TABLE)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)

    objects = ProjectMeasureQuerySet.as_manager()

    class Meta:
        """Nobody is compared with themselves, and somebody else is always watched."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(target=F("reference")), name="compared_with_somebody_else"
            ),
            models.CheckConstraint(condition=~Q(watched=[]), name="somebody_else_is_watched"),
            models.CheckConstraint(
                condition=Q(smallest_that_matters__gt=0, smallest_that_matters__lt=1),
                name="what_matters_is_a_share",
            ),
            models.UniqueConstraint(
                fields=["project", "measure", "dimension"], name="one_split_a_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} by {self.dimension}"

    @property
    def groups(self) -> list[str]:
        """Keys of every group that it names, each once: the target first."""
        return list(dict.fromkeys((self.target, self.reference, *self.watched)))

    @property
    def is_counted_by_project(self) -> bool:
        """Whether the project brings its own counts."""
        return self.counted == self.Counted.TABLE


class Baseline(models.Model):
    """With which months what came after a change is compared. A later one says why; none goes away."""

    measure = models.ForeignKey(ProjectMeasure, models.CASCADE, related_name="baselines")
    before_from = models.CharField(max_length=7)
    change_from = models.CharField(max_length=7)
    reason = models.CharField(max_length=500, blank=True, default="")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Oldest first."""

        ordering: ClassVar = ["change_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "change_from"], name="one_baseline_a_month"),
            models.CheckConstraint(
                condition=Q(before_from__lt=F("change_from")), name="a_baseline_lies_before"
            ),
        ]

    def __str__(self) -> str:
        return f"Change of {self.change_from}"
