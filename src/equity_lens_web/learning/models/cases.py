"""Case studies: what failed and what worked, for whom; their versions; who has used them."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.improvement.models import KeptVerdict, Project

WORDS = ("failed", "worked", "for_whom", "context", "cost", "together", "advice")
HALVES = ("failed", "worked")
BETWEEN = "; "
ASK_AFTER, STALE_AFTER = 6, 12  # months


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last of the month where there is no such day.

    >>> months_after(dt.date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    end = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, end.day))


class CaseQuerySet(models.QuerySet["CaseStudy"]):
    """Reads of case studies."""

    def published(self) -> "CaseQuerySet":
        """Those that members can read."""
        return self.filter(state=CaseStudy.State.PUBLISHED)

    def searched(self, words: str) -> "CaseQuerySet":
        """Those in which every word stands."""
        found = self
        for word in words.lower().split():
            found = found.filter(current__searched__contains=word)
        return found

    def listed(self) -> "CaseQuerySet":
        """With what a card shows, the latest first: never by how well the work went."""
        return (
            self.select_related("current", "owner")
            .annotate(times_used=Count("uses"))
            .order_by("-current__published_at", "-pk")
        )


class CaseStudy(models.Model):
    """One case of one project. ``current`` is the version that members read; the rest is the draft.

    ``outcomes`` are the words of every verdict along the way, as they were when it was last published,
    so that a gap that widened before it narrowed is found by both. ``checked_on`` is when somebody last said that it still holds.
    """

    class State(models.TextChoices):
        """Whether members can read it."""

        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="cases")
    project = models.ForeignKey(Project, models.PROTECT, related_name="cases")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=150)
    setting = models.CharField(max_length=100, blank=True, default="")
    partners = models.CharField(max_length=300, blank=True, default="")
    failed = models.TextField(blank=True, default="")
    worked = models.TextField(blank=True, default="")
    for_whom = models.TextField(blank=True, default="")
    context = models.TextField(blank=True, default="")
    cost = models.TextField(blank=True, default="")
    together = models.TextField(blank=True, default="")
    advice = models.TextField(blank=True, default="")
    outcomes = models.CharField(max_length=100, blank=True, default="")
    was_stopped = models.BooleanField(default=False)
    measure = models.CharField(max_length=100, blank=True, default="")
    dimension = models.CharField(max_length=60, blank=True, default="")
    group = models.CharField(max_length=60, blank=True, default="")
    verdicts: Any = models.ManyToManyField(KeptVerdict, related_name="+")
    current = models.ForeignKey("learning.CaseVersion", models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    checked_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project"], name="one_case_a_project"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(current__isnull=False, checked_on__isnull=False),
                name="published_case_has_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def outcome_words(self) -> list[str]:
        """Every verdict along the way, in turn, the one in force last."""
        return self.outcomes.split(BETWEEN) if self.outcomes else []

    @property
    def asked_on(self) -> dt.date | None:
        """The day from which its owner is asked whether it still holds."""
        return months_after(self.checked_on, ASK_AFTER) if self.checked_on else None

    @property
    def stale_on(self) -> dt.date | None:
        """The day from which it is marked as out of date."""
        return months_after(self.checked_on, STALE_AFTER) if self.checked_on else None


class CaseVersion(models.Model):
    """A case as it was published: its words, its figures as they were shown, and what is searched."""

    case = models.ForeignKey(CaseStudy, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    searched = models.TextField()
    verdicts: Any = models.ManyToManyField(KeptVerdict, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="one_case_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.case}, version {self.number}"


class CaseUse(models.Model):
    """That somebody used another's case, and for what: credit for success and failure alike."""

    case = models.ForeignKey(CaseStudy, models.CASCADE, related_name="uses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what_for = models.CharField(max_length=300)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-said_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "by"], name="one_use_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.what_for}"
