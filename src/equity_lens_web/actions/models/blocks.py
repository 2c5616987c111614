"""What stands in the way of a decision, and the executive team's answers where it is asked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from equity_lens_web.actions.models.decisions import Decision


class BlockQuerySet(models.QuerySet["Block"]):
    """Reads of what stands in the way."""

    def help_asked(self) -> "BlockQuerySet":
        """Where the executive team was asked, with the last answer; the oldest first."""
        newest = Answer.objects.filter(block=OuterRef("pk")).order_by("-pk")
        return (
            self.filter(asks_executive_team=True)
            .select_related("decision__owner__person", "decision__organisation", "by")
            .annotate(answered=Subquery(newest.values("kind")[:1]))
            .order_by("began_at", "pk")
        )

    def waiting(self) -> "BlockQuerySet":
        """Help that was asked and waits for the executive team; after ``help_asked``."""
        return self.filter(ended_at=None).filter(Q(answered=None) | Q(answered=Answer.Kind.REPLIED))


class Block(models.Model):
    """One thing that stood in the way: why, since when, and the one decision that is needed."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="blocks")
    why = models.CharField(max_length=300)
    asks_executive_team = models.BooleanField(default=False)
    needed = models.CharField(max_length=200, blank=True, default="")
    pounds = models.PositiveIntegerField(null=True)
    began_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(ended_at=None), name="one_open_block"
            ),
            models.CheckConstraint(
                condition=Q(asks_executive_team=False) | ~Q(needed=""),
                name="help_asked_names_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.needed or self.why


class Answer(models.Model):
    """What the executive team said to a request for help, or what was said back to its question."""

    class Kind(models.TextChoices):
        """Which way it went."""

        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        ASKED_BACK = "asked back", "Asked back"
        REPLIED = "replied", "Replied"

    block = models.ForeignKey(Block, models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="approved") | ~Q(words=""), name="answer_gives_its_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.block}"
