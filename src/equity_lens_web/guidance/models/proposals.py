"""Changes that members propose, and their votes."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.guidance.models.versions import GuideVersion


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals."""

    def waiting(self) -> "ProposalQuerySet":
        """Those that an editor has not answered."""
        return self.filter(state=Proposal.State.OPEN)

    def for_a_list(self) -> "ProposalQuerySet":
        """With who proposed and answered, and the votes counted; the newest first."""
        return (
            self.select_related("proposed_by", "answered_by")
            .annotate(
                votes_for=Count("votes", filter=Q(votes__is_for=True)),
                votes_against=Count("votes", filter=Q(votes__is_for=False)),
            )
            .order_by("-proposed_at", "-pk")
        )


class Proposal(models.Model):
    """A change that somebody proposes: the whole entry as it would read, and why.

    ``key`` is empty where a new entry is proposed. ``before`` says which version lay before whoever
    proposed it (0: the shipped text).
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="guide_proposals")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100, blank=True, default="")
    before = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    fields: Any = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    why = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.OneToOneField(
        GuideVersion, models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        """A proposal says why, and so does its answer; an accepted one has its version."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="a_proposal_says_why"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined"])
                | (~Q(answer="") & Q(answered_by__isnull=False) & Q(answered_at__isnull=False)),
                name="an_answer_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", version__isnull=False)
                | (~Q(state="accepted") & Q(version=None)),
                name="an_accepted_proposal_has_its_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == self.State.OPEN


class Vote(models.Model):
    """One person's vote on one proposal. It can be changed until the proposal is answered."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One vote a person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_vote_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {'for' if self.is_for else 'against'}"
