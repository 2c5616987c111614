"""Decisions and actions, each tied to the gap that it should move, and the history of each."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from equity_lens.disclosure.released_readings import GapAsShown, Outcome
from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import Refresh

MOVED = (Outcome.AS_HOPED, Outcome.NARROWER)
WORSE = (Outcome.WIDER, Outcome.TURNED_ROUND, Outcome.LEVELLED_DOWN)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def for_a_list(self) -> "DecisionQuerySet":
        """With owner, what stands in the way, and what the gap did; what is due first comes first."""
        block = _of_this("blocks").filter(ended_at=None)
        return (
            self.select_related("owner__person", "refresh")
            .defer("refresh__head", "refresh__changes")
            .with_outcome()
            .annotate(
                blocked_at=Subquery(block.values("began_at")[:1]),
                asks_help=Subquery(block.values("asks_executive_team")[:1]),
            )
            .order_by("due_on", "pk")
        )

    def with_outcome(self) -> "DecisionQuerySet":
        """With the ``outcome`` of the newest reading: both its figures and those before still hold."""
        sound = _of_this("readings").filter(
            refresh__superseded_because="", decision__refresh__superseded_because=""
        )
        return self.annotate(outcome=Subquery(sound.order_by("-pk").values("outcome")[:1]))

    def under_way(self) -> "DecisionQuerySet":
        """Those on which somebody still works, blocked or not."""
        return self.filter(state__in=(Decision.State.OPEN, Decision.State.BLOCKED))

    def due_by(self, day: dt.date) -> "DecisionQuerySet":
        """Those under way whose day has come."""
        return self.under_way().filter(due_on__lte=day)

    def without_an_owner(self) -> "DecisionQuerySet":
        """Those under way whose owner is no longer a member."""
        return self.under_way().filter(owner__ended_at__lte=timezone.now())

    def to_be_read(self, day: dt.date) -> "DecisionQuerySet":
        """Those whose gap is read again: their day has come, and they were not stopped.

        A gap that was shown by mistake is not read: whatever came after would seem to have moved it.
        """
        sound = self.filter(shown__isnull=False, refresh__superseded_because="")
        return sound.filter(due_on__lte=day).exclude(state=Decision.State.STOPPED)

    def done_and(self, *outcomes: Outcome) -> "DecisionQuerySet":
        """Those that are done and of whose gap this became; after ``with_outcome``."""
        return self.filter(state=Decision.State.DONE, outcome__in=outcomes)


class Decision(models.Model):
    """Something that was decided, who sees to it, by when, and which gap it should move by how much.

    ``shown`` is the gap as people saw it then, from ``refresh``; it never changes. ``hoped`` is by
    how much the gap should become narrower, in its own unit (0.02 for two points). It is stopped or
    done, and never deleted. A commitment by or to a partner may be about no gap.
    """

    class Kind(models.TextChoices):
        """What sort of promise it is."""

        DECISION = "decision", "Decision"
        ACTION = "action", "Action"
        OURS = "ours", "Commitment that we made to a partner"
        THEIRS = "theirs", "Commitment that a partner made to us"

    class Source(models.TextChoices):
        """What it was made from."""

        FINDING = "finding", "A finding"
        MEETING = "meeting", "A meeting"
        VERDICT = "verdict", "The verdict on a change"
        THEME = "theme", "A theme of a survey"

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "Open"
        BLOCKED = "blocked", "Blocked"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.DECISION)
    what = models.CharField(max_length=300)
    source = models.CharField(max_length=20, choices=Source, default=Source.FINDING)
    source_words = models.CharField(max_length=200, blank=True, default="")
    measure = models.CharField(max_length=100, blank=True, default="")
    dimension = models.CharField(max_length=60, blank=True, default="")
    subgroup = models.CharField(max_length=60, blank=True, default="")
    shown = models.BinaryField(null=True)
    refresh = models.ForeignKey(Refresh, models.PROTECT, null=True, related_name="+")
    hoped = models.FloatField(null=True)
    no_number_because = models.CharField(max_length=200, blank=True, default="")
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="decisions")
    helpers = models.CharField(max_length=300, blank=True, default="")
    partner = models.CharField(max_length=120, blank=True, default="")
    due_on: "models.DateField[dt.date, dt.date]" = models.DateField()
    first_step = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "due_on"], name="decision_state")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(shown__isnull=False, refresh__isnull=False)
                | Q(kind__in=["ours", "theirs"], shown__isnull=True, hoped=None),
                name="decision_is_tied_to_a_gap",
            ),
            models.CheckConstraint(
                condition=Q(shown__isnull=True) | Q(hoped__gt=0) | ~Q(no_number_because=""),
                name="decision_has_a_number_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["decision", "action"]) | ~Q(partner=""),
                name="commitment_names_its_partner",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def gap(self) -> GapAsShown | None:
        """The gap as it was shown when this was decided."""
        return None if self.shown is None else decode(self.shown, GapAsShown)

    @property
    def is_over(self) -> bool:
        """Whether nobody works on it any more."""
        return self.state in (self.State.DONE, self.State.STOPPED)

    @property
    def needs_a_new_owner(self) -> bool:
        """Whether its owner has left, and somebody must take it over."""
        ended = self.owner.ended_at
        return not self.is_over and ended is not None and ended <= timezone.now()


class Step(models.Model):
    """One thing that happened to a decision, as its history shows it."""

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", "Made"
        HANDED_OVER = "handed over", "Handed over"
        POSTPONED = "postponed", "Given another day"
        BLOCKED = "blocked", "Blocked"
        UNBLOCKED = "unblocked", "No longer blocked"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"
        CONCLUDED = "concluded", "What we make of the gap now"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.decision}"


def _of_this(records: str) -> models.QuerySet[models.Model]:
    """The blocks or readings of the decision of the outer query; their modules know this one."""
    related = Decision._meta.get_field(records).related_model
    assert related is not None
    assert not isinstance(related, str)
    return related._default_manager.filter(decision=OuterRef("pk"))
