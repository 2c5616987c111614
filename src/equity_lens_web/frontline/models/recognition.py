"""Recognition: thanks for a gap that narrowed, to the team and to partners who agreed to be named."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.improvement.models import KeptVerdict, Project, VerdictChange


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Reads of recognition."""

    def for_a_list(self) -> "RecognitionQuerySet":
        """With project, partners, and how its verdict has changed, the newest first."""
        changes = VerdictChange.objects.order_by("pk")
        return (
            self.select_related("project", "verdict__refresh")
            .defer("verdict__content", "verdict__refresh__head", "verdict__refresh__changes")
            .prefetch_related("partners", Prefetch("project__verdict_changes", queryset=changes))
            .order_by("-said_at", "-pk")
        )


class Recognition(models.Model):
    """Thanks that rest on a verdict of narrowing: ``verdict`` is the one that it was.

    What was said stays. Where the verdict changes later, both are shown with their dates.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="recognitions")
    project = models.ForeignKey(Project, models.CASCADE, related_name="recognitions")
    verdict = models.ForeignKey(KeptVerdict, models.PROTECT, related_name="+")
    sentence = models.TextField()
    team = models.CharField(max_length=160)
    thanks = models.TextField(max_length=1000)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    said_on = models.DateField()
    said_at = models.DateTimeField(default=timezone.now)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "verdict"], name="one_recognition_a_verdict")
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.team}"

    @property
    def changed_since(self) -> VerdictChange | None:
        """The latest change of the verdict after this, where it is narrowing no longer."""
        later = [each for each in self.project.verdict_changes.all() if self._is_later(each)]
        return later[-1] if later and later[-1].now != self.verdict.word else None

    def _is_later(self, change: VerdictChange) -> bool:
        return change.verdict_id > self.verdict_id


class CreditedPartner(models.Model):
    """A partner who is named, with the day on which they agreed to it."""

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="partners")
    name = models.CharField(max_length=120)
    agreed_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name
