"""Huddle cards as they were made, and the links by which a phone opens them without sign-in."""

from dataclasses import asdict
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from equity_lens.reports.huddle_card import HuddleCard
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.models import Refresh
from equity_lens_web.frontline.links import hash_of_token


class CardQuerySet(models.QuerySet["Card"]):
    """Reads of cards."""

    def for_a_list(self) -> "CardQuerySet":
        """With who made each and its links, the newest first."""
        return (
            self.select_related("made_by", "project", "refresh")
            .defer("refresh__head", "refresh__changes")
            .prefetch_related("links__made_by")
            .order_by("-made_at", "-pk")
        )


class Card(models.Model):
    """A card as it was made: it says what was released then, and does not change."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="huddle_cards")
    content = models.JSONField()
    measure = models.CharField(max_length=80)
    dimension = models.CharField(max_length=80)
    subgroup = models.CharField(max_length=80)
    project = models.ForeignKey(
        "improvement.Project", models.SET_NULL, null=True, related_name="huddle_cards"
    )
    refresh = models.ForeignKey(Refresh, models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = CardQuerySet.as_manager()

    def __str__(self) -> str:
        return self.card.title

    @property
    def card(self) -> HuddleCard:
        """The card of the library."""
        return HuddleCard(**{**self.content, "fact": tuple(self.content["fact"])})

    @property
    def no_longer_holds(self) -> bool:
        """Whether its figures rest on an extract that was withdrawn since."""
        return bool(self.refresh is not None and self.refresh.superseded_because)


def kept(card: HuddleCard) -> dict[str, Any]:
    """A card as it is kept."""
    return {**asdict(card), "fact": list(card.fact)}


class CardLinkQuerySet(models.QuerySet["CardLink"]):
    """Reads of links."""

    def of_token(self, token: str) -> "CardLink | None":
        """The link of a token, open or not, with its card."""
        return (
            self.select_related("card", "card__refresh")
            .defer("card__refresh__head", "card__refresh__changes")
            .filter(token_hash=hash_of_token(token))
            .first()
        )

    def count_opening(self, pk: int) -> None:
        """Count one more opening: how often, and never by whom."""
        self.filter(pk=pk).update(times_opened=F("times_opened") + 1)


class CardLink(models.Model):
    """One link to a card, for a print or a message. Only a hash of its token is kept."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    times_opened = models.PositiveIntegerField(default=0)

    objects = CardLinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Link {self.pk} of card {self.card_id}"

    @property
    def is_open(self) -> bool:
        """Whether it still opens the card."""
        lasts = self.revoked_at is None and timezone.now() < self.expires_at
        return lasts and not self.card.no_longer_holds
