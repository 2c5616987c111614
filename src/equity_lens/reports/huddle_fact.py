"""The one fact of a huddle card: what was counted, the gap, how sure we are and how many people."""

from collections.abc import Iterator
from dataclasses import dataclass

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedGroup,
    ReleasedProfile,
    State,
)
from equity_lens.errors import EquityLensError
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.words import gaps
from equity_lens.words.compared import valued
from equity_lens.words.numbers import about, absence, in_words, number_in_brief
from equity_lens.words.people import counted, place, reference_group, reference_place

SMALL = 7  # a count of 1 to 7 may point to a person
FEWEST = 10  # people affected below this are not said aloud
ON_A_CARD = ("proportion", "percentile")

POOL_OR_ASK = (
    "Put several months or sites together, or choose a larger group. Or take the question to the "
    "huddle without a figure, and ask people."
)
RECORD_OR_ASK = (
    "Choose another measure or group. Or take the question to the huddle without a figure, and ask "
    "people."
)


class CardRefused(EquityLensError):
    """A huddle card cannot be made: its figure may not be shown, or it would be too long or hard."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a card says, in sentences, and what it rests on."""

    sentences: tuple[str, ...]
    measure: Measure
    organisation: Organisation
    period: str
    source: Source


@dataclass(frozen=True)
class MovedGap:
    """A released gap before and after a change; ``change`` is positive where it is wider.

    ``now`` is of ``period``. ``more_people`` is how many more fared badly than had the gap held; fewer where it is negative.
    ``verdict`` is "too early", "narrowing", "holding" or "widening".
    """

    organisation: Organisation
    period: str
    measure: Measure
    dimension: Dimension
    subgroup: Subgroup
    reference: Subgroup
    before: Figure
    now: Figure
    reference_before: Figure
    reference_now: Figure
    change: Figure
    more_people: Figure
    verdict: str
    source: Source
    confidence: float = 0.95


def fact_of_gap(profile: ReleasedProfile, group: ReleasedGroup) -> Fact:
    """One group against its reference.

    Raises
    ------
    CardRefused
        The figure, its reference or the gap is suppressed or missing, or rests on a count of 1 to
        7; or the measure has no rate that a ward could move.
    """
    measure = profile.measure
    if measure.value not in ON_A_CARD:
        raise CardRefused(
            f"{measure.title} is not for a huddle: it has no rate that a team could move.",
            remedy="Choose a measure that is a percentage or a wait.",
        )
    _refuse_absent(measure, group.value, profile.reference_value, group.gap)
    _refuse_small(measure, group, reference_group(profile))
    said = tuple(_gap_sentences(profile, group))
    return Fact(said, measure, profile.organisation, profile.period, profile.source)


def fact_of_change(moved: MovedGap) -> Fact:
    """One group and its reference before and after a change, and what became of the gap.

    Raises
    ------
    CardRefused
        One of the figures is suppressed or missing.
    """
    _refuse_absent(
        moved.measure,
        moved.before, moved.now, moved.reference_before, moved.reference_now, moved.change,
    )  # fmt: skip
    said = tuple(_change_sentences(moved))
    return Fact(said, moved.measure, moved.organisation, moved.period, moved.source)


def _gap_sentences(profile: ReleasedProfile, group: ReleasedGroup) -> Iterator[str]:
    measure, dimension = profile.measure, profile.dimension
    who = counted(measure, dimension, group.subgroup)
    yield f"{valued(measure, group.value, who)}."
    yield f"{_first_large(reference_place(profile))} it was {in_words(profile.reference_value)}."
    yield f"The gap is {_points(group.gap)}{_in_brackets(group.gap, profile.confidence)}."
    if group.ratio.is_number:
        yield f"The ratio is {in_words(group.ratio)}."
    if gaps.could_be_nothing(group.gap):
        yield gaps.CONSISTENT
    elif (group.people_affected.value or 0) >= FEWEST:
        way = "more" if (group.gap.value or 0) < 0 else "fewer"
        yield f"{_first_large(about(group.people_affected))} {way} would close it."


def _change_sentences(moved: MovedGap) -> Iterator[str]:
    who = counted(moved.measure, moved.dimension, moved.subgroup)
    now = valued(moved.measure, moved.now, who)
    yield f"{now}; before, it was {in_words(moved.before)}."
    other = _first_large(place(moved.dimension, moved.reference))
    yield f"{other} it is {in_words(moved.reference_now)}; it was {in_words(moved.reference_before)}."
    said = f"{_points(moved.change)}{_in_brackets(moved.change, moved.confidence)}"
    if gaps.could_be_nothing(moved.change) or not moved.change.value:
        yield f"The gap moved by {said}: it may not have moved."
    else:
        yield f"The gap {'grew' if moved.change.value > 0 else 'shrank'} by {said}."
    yield f"The verdict: {moved.verdict}."
    people = moved.more_people.value or 0
    if abs(people) >= FEWEST and not gaps.could_be_nothing(moved.change):
        size = Figure(State.NUMBER, moved.more_people.unit, abs(people))
        # Where the event is a good one, faring worse means fewer of it.
        way = "more" if (people > 0) != (moved.measure.better == "higher") else "fewer"
        yield f"{_first_large(about(size))} {way} than had the gap held."


def _refuse_absent(measure: Measure, *figures: Figure) -> None:
    withheld = [figure for figure in figures if figure.state is State.SUPPRESSED]
    if withheld:
        raise CardRefused(
            f"{measure.title}: the figure is {absence(withheld[0])}. It cannot stand on a card.",
            remedy=POOL_OR_ASK,
        )
    missing = [figure for figure in figures if not figure.is_number]
    if missing:
        raise CardRefused(
            f"{measure.title}: there is no figure for a card: {absence(missing[0])}.",
            remedy=RECORD_OR_ASK,
        )


def _refuse_small(measure: Measure, *groups: ReleasedGroup | None) -> None:
    """Some policies show small counts inside a trust; a card is read by anyone."""
    for group in groups:
        if group is None:
            continue
        for count in (group.numerator, group.denominator):
            if count.value is not None and 0 < count.value <= SMALL:
                raise CardRefused(
                    f"{measure.title}: the figure rests on a count of 1 to {SMALL}, and a card is "
                    "read by anyone.",
                    remedy=POOL_OR_ASK,
                )


def _points(figure: Figure) -> str:
    return number_in_brief(abs(figure.value or 0.0), figure.unit)


def _in_brackets(figure: Figure, confidence: float) -> str:
    interval = gaps.interval(figure, confidence)
    return f" ({interval})" if interval else ""


def _first_large(words: str) -> str:
    return words[0].upper() + words[1:]
