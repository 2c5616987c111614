"""Board papers: drafts, and what was issued, kept as it was issued."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.models.refreshes import Refresh

HEAVY = ("document", "record", "withheld")


class PaperQuerySet(models.QuerySet["Paper"]):
    """Reads of papers."""

    def drafts(self) -> "PaperQuerySet":
        """Those that can still change."""
        return self.filter(state=Paper.State.DRAFT)

    def issued(self) -> "PaperQuerySet":
        """Those that cannot, the latest first."""
        return self.filter(state=Paper.State.ISSUED).order_by("-issued_at", "-pk")

    def listed(self) -> "PaperQuerySet":
        """With their people and refresh, without what was kept of them."""
        with_people = self.select_related("refresh", "begun_by", "issued_by")
        return with_people.defer(*HEAVY, "refresh__head", "refresh__changes")

    def to_compare_with(self, meeting: str) -> "Paper | None":
        """The paper with which the next one is compared: of the same meeting if there is one.

        A paper that rests on a withdrawn file is no measure of what has moved.
        """
        sound = self.issued().filter(refresh__superseded_because="")
        same = models.Case(models.When(meeting=meeting, then=0), default=1)
        return sound.order_by(same, "-issued_at", "-pk").defer("document", "withheld").first()


class Paper(models.Model):
    """One paper. ``brief`` holds what people chose and wrote; the figures are the refresh's own.

    ``revision`` counts the changes of a draft, so that two people do not overwrite each other;
    ``steps_done`` names the steps that somebody has saved; ``set_aside`` lists what no longer
    fitted when the draft moved to newer figures. Once issued, ``files`` holds the bytes of each
    format, ``document`` the pages of it, ``record`` what the next paper compares with, and
    ``withheld`` the gate's log: for ever, for the database refuses to change them.
    """

    class State(models.TextChoices):
        """A draft can change; an issued paper cannot."""

        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="papers")
    refresh = models.ForeignKey(Refresh, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    meeting = models.CharField(max_length=120, blank=True, default="")
    meeting_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    brief: Any = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    steps_done: Any = models.JSONField(default=list)
    set_aside: Any = models.JSONField(default=list)
    compared_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    document = models.BinaryField(null=True)
    record = models.BinaryField(null=True)
    withheld = models.BinaryField(null=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        """Newest first; what is issued is whole."""

        ordering: ClassVar = ["-begun_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    Q(issued_at__isnull=False)
                    & Q(issued_by__isnull=False)
                    & Q(document__isnull=False)
                    & Q(record__isnull=False)
                    & Q(withheld__isnull=False)
                ),
                name="an_issued_paper_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_issued(self) -> bool:
        """Whether it can no longer change."""
        return self.state == self.State.ISSUED


class PaperFile(models.Model):
    """One format of an issued paper, byte for byte as it was issued."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """One file of each name."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "name"], name="one_file_a_format")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.paper}"


class Outcome(models.Model):
    """What became of one decision that an issued paper asked, as somebody said it.

    ``place`` counts the decisions of the paper from 0. A later word stands beside the earlier
    one, and is the one that the next paper prints.
    """

    class State(models.TextChoices):
        """What a board can do with a question."""

        AGREED = "agreed", "Agreed"
        NOT_AGREED = "not agreed", "Not agreed"
        DEFERRED = "deferred", "Deferred"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="outcomes")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=State)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In the order in which they were said."""

        ordering: ClassVar = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"Decision {self.place + 1} of {self.paper}: {self.state}"
