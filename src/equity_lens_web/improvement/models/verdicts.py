"""Verdicts as the rule made them: each is kept, none is changed, and a new word is told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.evidence.models import Refresh
from equity_lens_web.improvement.models.measures import ProjectMeasure
from equity_lens_web.improvement.models.projects import Project


class KeptVerdict(models.Model):
    """What may be shown of one verdict, whole, as it was made. The database refuses to change it.

    ``word`` is of the last period read, ``on``, and has stood ``since``. ``refresh`` is where the
    trust's own figures were the source.
    """

    measure = models.ForeignKey(ProjectMeasure, models.CASCADE, related_name="verdicts")
    word = models.CharField(max_length=12)
    on = models.CharField(max_length=20, blank=True, default="")
    since = models.CharField(max_length=20, blank=True, default="")
    content = models.BinaryField()
    refresh = models.ForeignKey(Refresh, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In the order in which they were made."""

        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["measure", "-id"], name="latest_verdict")]

    def __str__(self) -> str:
        return f"{self.word}, as of {self.on or 'nothing yet'}"


class VerdictChange(models.Model):
    """One verdict whose word is another than the one before: its sponsor and the lead are told."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="verdict_changes")
    verdict = models.OneToOneField(KeptVerdict, models.CASCADE, related_name="change")
    was = models.CharField(max_length=12)
    now = models.CharField(max_length=12)
    on = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In order."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.was}, then {self.now}"


class VerdictSeen(models.Model):
    """Who has seen that a verdict changed."""

    change = models.ForeignKey(VerdictChange, models.CASCADE, related_name="seen")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Once for each person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "person"], name="a_change_is_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.change}, seen by {self.person}"
