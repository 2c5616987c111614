"""A huddle card: one local fact, one question, one thing to try; read aloud in a minute.

It looks at the process and never at persons. What may not be shown makes no card: see
``huddle_fact``. ``huddle_files`` makes it a print and a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.language.check import check_language
from equity_lens.language.reading_age import reading_age, seconds_aloud
from equity_lens.language.remark import Remark
from equity_lens.reports.covers import SYNTHETIC
from equity_lens.reports.huddle_fact import (
    RECORD_OR_ASK,
    CardRefused,
    Fact,
    MovedGap,
    fact_of_change,
    fact_of_gap,
)
from equity_lens.reports.huddle_prompts import Prompt, prompt_for
from equity_lens.words.dates import period
from equity_lens.words.people import group_named
from equity_lens.words.widest import widest

MOST_WORDS = 90
OLDEST_READER = 11
LONGEST_ALOUD = 60  # seconds
KIND = "Huddle card"
FACT, QUESTION, TO_TRY = "Fact", "Question", "Try this"


@dataclass(frozen=True, slots=True)
class HuddleCard:
    """What stands on a card. ``period`` is that of its figures ("2026-10"), and stands under the title."""

    title: str
    fact: tuple[str, ...]
    question: str
    to_try: str
    organisation: str
    source: str
    period: str
    watermark: str = ""

    @property
    def when(self) -> str:
        """The period of the figures, in words."""
        return period(self.period)

    @property
    def said(self) -> str:
        """What is read aloud, a line for each heading and each part."""
        parts = (FACT, " ".join(self.fact), QUESTION, self.question, TO_TRY, self.to_try)
        return "\n".join((self.title, self.when, *parts))

    @property
    def words(self) -> int:
        """How many words stand on the print, all but the mark of synthetic data."""
        return len(f"{self.said} {self.organisation} {self.source}".split())

    @property
    def reading_age(self) -> float:
        """The reading age of its sentences, in years (Flesch-Kincaid grade plus 5)."""
        return reading_age("\n".join((*self.fact, self.question, self.to_try))).age

    @property
    def seconds(self) -> float:
        """How long it takes to read aloud, at 130 words a minute, figures as they are spoken."""
        return seconds_aloud(self.said)

    @property
    def remarks(self) -> list[Remark]:
        """Advice on its wording: none for our own prompts, perhaps some for a trust's."""
        return check_language(self.said)


def huddle_card(
    profile: ReleasedProfile,
    subgroup: str | None = None,
    *,
    prompts: Sequence[Prompt] | None = None,
) -> HuddleCard:
    """A card about one group of a profile, by its key; the group beside the headline if none.

    Parameters
    ----------
    profile
        A released profile of a proportion or a wait.
    subgroup
        Key of a known subgroup that is not the reference.
    prompts
        A trust's own questions and things to try; ours where not given.

    Raises
    ------
    CardRefused
        The fact may not be shown, with what to do instead; there is no such group; or the card
        would hold more than 90 words, take more than a minute or be harder than a reading age of 11.
    """
    group = widest(profile) if subgroup is None else group_named(profile, subgroup)
    if group is None or group.is_reference:
        raise CardRefused(
            f"{profile.measure.title} is not compared for such a group.", remedy=RECORD_OR_ASK
        )
    return _card(fact_of_gap(profile, group), prompts)


def huddle_card_of_change(
    moved: MovedGap, *, prompts: Sequence[Prompt] | None = None
) -> HuddleCard:
    """A card about what became of a gap since a change was made.

    Raises CardRefused as ``huddle_card`` does.
    """
    return _card(fact_of_change(moved), prompts)


def _card(fact: Fact, prompts: Sequence[Prompt] | None) -> HuddleCard:
    prompt = prompt_for(fact.measure.id, prompts)
    card = HuddleCard(
        title=fact.measure.title,
        fact=fact.sentences,
        question=prompt.question,
        to_try=prompt.to_try,
        organisation=fact.organisation.name,
        source=fact.source.name,
        period=fact.period,
        watermark=SYNTHETIC if fact.source.synthetic else "",
    )
    # The fact says what is counted, so a long title can give way; then a long name to its code.
    if card.words > MOST_WORDS:
        card = replace(card, title=KIND)
    if card.words > MOST_WORDS:
        card = replace(card, organisation=fact.organisation.code)
    _refuse_long_or_hard(card)
    return card


def _refuse_long_or_hard(card: HuddleCard) -> None:
    faults = []
    if card.words > MOST_WORDS:
        faults.append(f"It has {card.words} words; {MOST_WORDS} is the most.")
    if card.seconds > LONGEST_ALOUD:
        faults.append(f"It takes {card.seconds:.0f} seconds aloud; {LONGEST_ALOUD} is the most.")
    if card.reading_age > OLDEST_READER:
        faults.append(f"Its reading age is {card.reading_age:.1f}; {OLDEST_READER} is the most.")
    if faults:
        raise CardRefused(
            f"{card.title}: the card is too long or too hard for a huddle.",
            faults=faults,
            remedy="Shorten the question and the thing to try, or choose a group with a shorter name.",
        )
