"""Tests of change: a prediction first, then what happened, then what is learnt from the two."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from equity_lens_web.improvement.models.driver_diagrams import Driver
from equity_lens_web.improvement.models.projects import Day

BEFORE_IT_BEGINS = ("prediction", "plan", "included", "left_out")
AT_ITS_END = ("happened", "against_prediction", "learning", "next_step")


class ChangeTestQuerySet(models.QuerySet["ChangeTest"]):
    """Reads of tests of change."""

    def in_turn(self) -> "ChangeTestQuerySet":
        """Those that began or will begin first, first."""
        return self.order_by("begins_on", "pk")

    def begun(self) -> "ChangeTestQuerySet":
        """Those that ran at all."""
        return self.exclude(began_on=None)

    def running(self) -> "ChangeTestQuerySet":
        """Those that run now."""
        return self.filter(state=ChangeTest.State.RUNNING)


class ChangeTest(models.Model):
    """One cycle of plan, do, study, act. Its prediction cannot change once it has begun."""

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", "Planned"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped early"

    class Against(models.TextChoices):
        """What came, beside what was predicted."""

        AS_PREDICTED = "as predicted", "As predicted"
        BETTER = "better", "Better than predicted"
        WORSE = "worse", "Not as good as predicted"
        MIXED = "mixed", "Better for some people, worse for others"
        CANNOT_TELL = "cannot tell", "Cannot tell yet"

    class Next(models.TextChoices):
        """What is done with the change."""

        ADOPT = "adopt", "Adopt: make it how we work"
        ADAPT = "adapt", "Adapt: change it and test again"
        ABANDON = "abandon", "Abandon: stop it"

    project = models.ForeignKey(
        "improvement.Project", models.CASCADE, related_name="tests_of_change"
    )
    idea = models.ForeignKey(Driver, models.SET_NULL, null=True, related_name="tests")
    title = models.CharField(max_length=150)
    prediction = models.TextField(blank=True, default="")
    plan = models.TextField(blank=True, default="")
    included = models.TextField(blank=True, default="")
    left_out = models.TextField(blank=True, default="")
    begins_on = models.DateField()
    ends_on: Day = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    began_on: Day = models.DateField(null=True)
    ended_on: Day = models.DateField(null=True)
    happened = models.TextField(blank=True, default="")
    against_prediction = models.CharField(max_length=20, choices=Against, blank=True, default="")
    learning = models.TextField(blank=True, default="")
    next_step = models.CharField(max_length=10, choices=Next, blank=True, default="")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)

    objects = ChangeTestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(began_on=None) | ~(Q(prediction="") | Q(included="") | Q(left_out="")),
                name="test_is_predicted_before_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") & ~Q(state="done") | Q(began_on__isnull=False),
                name="test_that_ran_began",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | ~(Q(against_prediction="") | Q(learning="") | Q(next_step="")),
                name="test_that_is_done_says_what_came",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="test_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (self.State.DONE, self.State.STOPPED)

    @property
    def still_to_say(self) -> list[str]:
        """The fields that must be filled before it can begin."""
        return [field for field in BEFORE_IT_BEGINS if not getattr(self, field).strip()]


class ChangeNote(models.Model):
    """What was seen on a day while a test ran, in a sentence or two."""

    test = models.ForeignKey(ChangeTest, models.CASCADE, related_name="notes")
    on = models.DateField()
    said = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.test}, {self.on}"


class ChangeStep(models.Model):
    """What became of a test, when, and who said so: the history that its page shows."""

    class What(models.TextChoices):
        """What was done."""

        PLANNED = "planned", "Planned"
        CHANGED = "changed", "Plan changed"
        BEGAN = "began", "Begun"
        ENDED = "ended", "Ended"
        STOPPED = "stopped", "Stopped early"

    test = models.ForeignKey(ChangeTest, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    plan_then: Any = models.JSONField(
        default=dict, help_text="The plan as it stood after this step."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.test}: {self.what}"
