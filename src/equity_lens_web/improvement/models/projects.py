"""Projects: any piece of work that changes what people are given, and the gap that it watches."""

import datetime as dt
from typing import Any, ClassVar, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments

Day: TypeAlias = "models.DateField[dt.date | None, dt.date | None]"


class ProjectQuerySet(models.QuerySet["Project"]):
    """Reads of projects."""

    def begun(self) -> "ProjectQuerySet":
        """Those that are live or have ended."""
        return self.exclude(state=Project.State.DRAFT)

    def live(self) -> "ProjectQuerySet":
        """Those that are under way."""
        return self.filter(state=Project.State.LIVE)

    def drafts(self) -> "ProjectQuerySet":
        """Those that are still being set up."""
        return self.filter(state=Project.State.DRAFT)

    def without_split(self) -> "ProjectQuerySet":
        """Those that went live with a reason instead of a split by group."""
        return self.begun().filter(split=None)

    def undecided_past_end(self) -> "ProjectQuerySet":
        """Work with a term that is over, and no decision to stop, adapt or spread."""
        return self.begun().filter(decision="", ends_on__lt=moments.today())

    def unchecked(self) -> "ProjectQuerySet":
        """Those that went ahead with no equity check finished by the day they began."""
        in_time = Project.objects.filter(checks__done_on__lte=F("begins_on")).values("pk")
        return self.begun().exclude(pk__in=in_time)

    def listed(self) -> "ProjectQuerySet":
        """With the people and the split that a list shows."""
        return self.select_related("split", "sponsor", "lead").order_by("title", "pk")


class Project(models.Model):
    """One piece of work: an aim for whom, how much, by when, and the split that it is judged by.

    A draft is set up in steps, ``steps_done``. It goes live with a ``split`` (the measure along
    groups on which the verdict rests) or with ``no_split_because``, which the board list shows; the
    database holds to that. ``begun_from`` holds the keys of the gap beside which somebody took the
    door to it: measure, by, group. ``learning_goal`` is what an experiment is judged on; ``learning`` is
    what was learnt.
    """

    class Kind(models.TextChoices):
        """What sort of work it is."""

        PROJECT = "project", "Improvement project"
        PILOT = "pilot", "Pilot"
        EXPERIMENT = "experiment", "Experiment"
        COST_PROGRAMME = "cost programme", "Cost programme"
        SERVICE_CHANGE = "service change", "Service change"
        BUSINESS_CASE = "business case", "Business case"

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", "Being set up"
        LIVE = "live", "Live"
        ENDED = "ended", "Ended"

    class Decision(models.TextChoices):
        """What was decided at its end."""

        STOP = "stop", "Stop"
        ADAPT = "adapt", "Adapt"
        SPREAD = "spread", "Spread"

    HAS_TERM = (Kind.PILOT, Kind.EXPERIMENT)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="projects")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PROJECT)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    for_whom = models.CharField(max_length=300, blank=True, default="")
    how_much = models.CharField(max_length=300, blank=True, default="")
    by_when: Day = models.DateField(null=True, blank=True)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sponsor_post = models.CharField(max_length=120, blank=True, default="")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.CharField(max_length=300, blank=True, default="")
    partners = models.CharField(max_length=300, blank=True, default="")
    begins_on: Day = models.DateField(null=True, blank=True)
    ends_on: Day = models.DateField(null=True, blank=True)
    ended_on: Day = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default="")
    decision_reason = models.CharField(max_length=500, blank=True, default="")
    decided_on: Day = models.DateField(null=True, blank=True)
    learning_goal = models.CharField(max_length=300, blank=True, default="")
    learning = models.TextField(blank=True, default="")
    split = models.OneToOneField(
        "improvement.ProjectMeasure", models.PROTECT, null=True, blank=True, related_name="+"
    )
    no_split_because = models.CharField(max_length=300, blank=True, default="")
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    begun_from: Any = models.JSONField(default=dict)
    steps_done: Any = models.JSONField(default=list)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    live_on: Day = models.DateField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        """What the register promises, whoever writes to it."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(split__isnull=False) | ~Q(no_split_because=""),
                name="live_with_a_split_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(kind__in=["pilot", "experiment"])
                | Q(ends_on__isnull=False),
                name="a_pilot_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_on__isnull=False), name="ended_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | (~Q(decision_reason="") & Q(decided_on__isnull=False)),
                name="a_decision_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(begins_on=None) | Q(ends_on__gte=F("begins_on")),
                name="a_project_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether it is still being set up."""
        return self.state == self.State.DRAFT

    @property
    def is_protected(self) -> bool:
        """Whether it is an experiment within its term: judged on learning, shown in no colour."""
        if self.kind != self.Kind.EXPERIMENT or self.decision:
            return False
        return self.ends_on is None or self.ends_on >= moments.today()

    @property
    def sponsored_by(self) -> str:
        """The sponsor's post where it is named, else the person."""
        return self.sponsor_post or (self.sponsor.name if self.sponsor else "")


class ProjectDecision(models.Model):
    """A decision to stop, adapt or spread, as it was made. A later one stands beside it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="decisions")
    decision = models.CharField(max_length=10, choices=Project.Decision)
    reason = models.CharField(max_length=500)
    on = models.DateField()
    goes_on_until: Day = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In order; only work that is adapted goes on."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(goes_on_until=None) | Q(decision="adapt"),
                name="what_is_adapted_goes_on",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.project}"
