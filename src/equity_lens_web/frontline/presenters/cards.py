"""Huddle cards in words: what is on them, how they measure up, and what their links do."""

from collections.abc import Iterable
from dataclasses import dataclass

from equity_lens.reports.huddle_card import (
    FACT,
    LONGEST_ALOUD,
    MOST_WORDS,
    OLDEST_READER,
    QUESTION,
    TO_TRY,
    HuddleCard,
)
from equity_lens_web.design_system.moments import day, day_of
from equity_lens_web.frontline.models import Card, CardLink

REVOKED, EXPIRED, CORRECTED = "Revoked", "Expired", "Closed: its figures were corrected"


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it reads, with its measures."""

    title: str
    when: str
    parts: list[tuple[str, str]]
    organisation: str
    source: str
    measured: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """One link in the list of a card."""

    pk: int
    made: str
    state: str
    is_open: bool
    times_opened: int


@dataclass(frozen=True, slots=True)
class Line:
    """One card in the list."""

    pk: int
    title: str
    when: str
    question: str
    made: str
    project: str
    state: str


def shown(card: HuddleCard) -> Shown:
    """A card, and what was measured of it against the most that a huddle can take."""
    return Shown(
        title=card.title,
        when=card.when,
        parts=[(FACT, " ".join(card.fact)), (QUESTION, card.question), (TO_TRY, card.to_try)],
        organisation=card.organisation,
        source=card.source,
        measured=[
            ("Words", f"{card.words} ({MOST_WORDS} at most)"),
            ("Read aloud", f"{card.seconds:.0f} seconds ({LONGEST_ALOUD} at most)"),
            ("Reading age", f"{card.reading_age:.1f} years ({OLDEST_READER} at most)"),
        ],
    )


def lines(cards: Iterable[Card]) -> list[Line]:
    """A line for each card, in their order."""
    return [
        Line(
            pk=each.pk,
            title=each.card.title,
            when=each.card.when,
            question=each.card.question,
            made=f"{each.made_by}, {day(day_of(each.made_at))}",
            project=str(each.project or ""),
            state=_state(each),
        )
        for each in cards
    ]


def links(card: Card) -> list[Link]:
    """The links of a card, the newest first."""
    return [
        Link(
            pk=each.pk,
            made=f"{day(day_of(each.made_at))}, {each.made_by}",
            state=_link_state(each, card),
            is_open=_is_open(each, card),
            times_opened=each.times_opened,
        )
        for each in card.links.all()
    ]


def _state(card: Card) -> str:
    if card.no_longer_holds:
        return CORRECTED
    all_links = list(card.links.all())
    if not all_links:
        return "No link"
    opened = sum(each.times_opened for each in all_links)
    times = "once" if opened == 1 else f"{opened} times"
    working = sum(_is_open(each, card) for each in all_links)
    if not working:
        return f"No link works any more; opened {times}"
    return f"{'1 link works' if working == 1 else f'{working} links work'}; opened {times}"


def _link_state(link: CardLink, card: Card) -> str:
    if _is_open(link, card):
        return f"Works until {day(day_of(link.expires_at))}"
    if link.revoked_at:
        return f"{REVOKED} on {day(day_of(link.revoked_at))}"
    return CORRECTED if card.no_longer_holds else EXPIRED


def _is_open(link: CardLink, card: Card) -> bool:
    link.card = card  # what is fetched already is not fetched again
    return link.is_open
