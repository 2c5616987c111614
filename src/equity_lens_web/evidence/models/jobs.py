"""Jobs: long work that a person can watch, cancel, and find again after a crash."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class JobQuerySet(models.QuerySet["Job"]):
    """Reads of jobs."""

    def open(self) -> "JobQuerySet":
        """Those of which something will still come."""
        return self.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))

    def newest(self) -> "Job | None":
        """The one that was asked for last, or None."""
        return self.order_by("-pk").first()


class Job(models.Model):
    """One piece of work of the worker.

    ``beat_at`` moves while the worker lives: a job that says it is running and has not beaten for
    ``LOST_AFTER`` was lost with its worker, and is begun again by the next one. Work writes its
    results in one transaction at its end, so beginning again neither loses nor doubles anything.
    ``attempts`` counts how often it was begun, and is what tells a worker that its job is still its
    own.
    """

    LOST_AFTER = dt.timedelta(seconds=30)
    MOST_ATTEMPTS = 3

    class Kind(models.TextChoices):
        """What is to be done."""

        INSPECT = "inspect", "Reading a file"
        PREPARE = "prepare", "Checking a file row by row"
        REFRESH = "refresh", "Making the figures"
        VERDICTS = "verdicts", "Asking for verdicts"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting for the worker"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped by a problem"
        CANCELLED = "cancelled", "Cancelled"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    extract = models.ForeignKey("evidence.Extract", models.CASCADE, null=True, related_name="jobs")
    step = models.CharField(max_length=200, blank=True, default="")
    fraction = models.FloatField(null=True)
    problem = models.TextField(blank=True, default="")
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        """One open job for each extract, and one set of figures waiting to be made."""

        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="job_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["extract"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_open_job_an_extract",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="waiting", kind="refresh"),
                name="one_refresh_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display()})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)
