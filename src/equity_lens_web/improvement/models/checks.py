"""Equity checks: who could be left out, what is known, what to change, and when to look again."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from equity_lens_web.improvement.models.projects import Day, Project


class EquityCheck(models.Model):
    """One check of one piece of work, before it starts or at a review.

    ``known`` holds what the trust's released figures said when it was begun, as sentences with the
    refresh that they are of. A finished check stays; the next review makes another beside it.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="checks")
    known: Any = models.JSONField(default=list)
    left_out = models.TextField(blank=True, default="")
    no_contact_all: "models.DecimalField[Any, Any]" = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    no_contact_group: "models.DecimalField[Any, Any]" = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    what_is_known = models.TextField(blank=True, default="")
    to_change = models.TextField(blank=True, default="")
    review_on: Day = models.DateField(null=True, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_on: Day = models.DateField(null=True, blank=True)

    class Meta:
        """In order; one is open at most, and a finished one is whole."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on=None)
                | (
                    ~Q(left_out="")
                    & ~Q(to_change="")
                    & Q(review_on__isnull=False)
                    & Q(done_by__isnull=False)
                ),
                name="a_finished_check_is_whole",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(done_on=None), name="one_open_check_a_project"
            ),
        ]

    def __str__(self) -> str:
        return f"Equity check of {self.project}"

    @property
    def is_done(self) -> bool:
        """Whether it was finished, and stays as it is."""
        return self.done_on is not None


class Mitigation(models.Model):
    """Something that a check says will be done, who does it and by when, and what became of it."""

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        NOT_DONE = "not done", "Not done"

    check_of = models.ForeignKey(EquityCheck, models.CASCADE, related_name="mitigations")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    came_of_it = models.CharField(max_length=300, blank=True, default="")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Due first comes first."""

        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="planned") | ~Q(came_of_it=""), name="what_became_is_said"
            )
        ]

    def __str__(self) -> str:
        return self.what
