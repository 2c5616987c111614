"""Too early, narrowing, holding or widening: many projects at once, from protected counts.

A word is made from what is shown, so that it can tell no more than that does (docs/adr/0010). Where
a count is withheld because it is small, the rule is asked three times: with the middle of what the
count can be, and with both ends set against the change. Only a word on which all three agree is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.verdict_periods import Reading
from equity_lens.analysis.verdict_rule import verdict_rule
from equity_lens.cells import BoolArray, FloatArray
from equity_lens.statistics import Estimate, GapVerdicts, gap_verdicts, smallest_change_to_show
from equity_lens.statistics.change_in_gap_evidence import FEWEST_BEFORE

TOO_EARLY, NARROWING, HOLDING, WIDENING = "too early", "narrowing", "holding", "widening"
LEVELLING_DOWN, NOT_BETTER_OFF = "levelling down", "not better off"
NO_GAP, TURNED_ROUND = "no gap", "turned round"

WordArray = npt.NDArray[np.str_]

MIDDLE, WIDER, NARROWER = 0.0, 1.0, -1.0


@dataclass(frozen=True)
class Said:
    """What may be said of one reading at each look.

    ``change`` is how much wider the gap is than before, with limits that hold at all looks together
    and for every value that a withheld count can have. ``why_not`` says, where the gap has closed by
    more than those limits and is not called narrowing, why: "levelling down", or "not better off"
    where the target itself has not been shown to fare better. ``enough`` is false where too many
    counts are withheld, or too few periods come before, for anything to be said.
    """

    words: tuple[str, ...]
    change: Estimate
    why_not: tuple[str, ...]
    enough: tuple[bool, ...]


def said(readings: Sequence[Reading]) -> list[Said]:
    """What the rule says of each reading, in their order.

    Parameters
    ----------
    readings
        Any number; those with like terms are worked out together.

    Returns
    -------
    list of Said
        An entry for each look that a reading has; none where it has no period after the change.

    Examples
    --------
    Missed by the most and the least deprived fifth, six months before and after: 14.2% to 13.6%
    of 2,400 a month, and 6.1% to 4.0% of 2,000.

    >>> from equity_lens.analysis.verdict_periods import Known
    >>> events = np.array([[340] * 6 + [325] * 6, [120] * 6 + [80] * 6], dtype=float)
    >>> people = np.array([[2400] * 12, [2000] * 12], dtype=float)
    >>> months = tuple(f"2026-{month:02d}" for month in range(1, 13))
    >>> reading = Reading(Known(events, people, 0 * events), 6, months, "lower", 0.01, 12)
    >>> said([reading])[0].words
    ('too early', 'too early', 'too early', 'too early', 'widening', 'widening')
    """
    found: dict[int, Said] = {}
    for rows in _alike(readings):
        together = [readings[row] for row in rows]
        found.update(zip(rows, _said_together(together), strict=True))
    return [found[row] for row in range(len(readings))]


class _Rule(NamedTuple):
    """The rule's answers with withheld counts at the middle of what they can be, and at both ends."""

    middle: GapVerdicts
    ends: tuple[GapVerdicts, ...]

    @property
    def all(self) -> tuple[GapVerdicts, ...]:
        """Every answer; one only where no count is withheld as small."""
        return (self.middle, *self.ends)


def _said_together(readings: Sequence[Reading]) -> Iterator[Said]:
    """Readings of one length before the change, direction and terms; lengths after may differ."""
    first = readings[0]
    most = max(reading.looks for reading in readings)
    if not most:
        yield from (_nothing(0) for _ in readings)
        return
    if first.before < FEWEST_BEFORE:
        yield from (_nothing(reading.looks) for reading in readings)
        return
    rule = _asked(readings, most)
    enough = np.stack([_enough(reading, most) for reading in readings])
    words = [each.verdict for each in rule.all]
    agreed = enough & np.all([one == words[0] for one in words], axis=0)
    word = np.where(agreed, words[0], TOO_EARLY)
    lower = np.min([each.lower for each in rule.all], axis=0)
    upper = np.max([each.upper for each in rule.all], axis=0)
    levelling = np.any([each.levelling_down for each in rule.all], axis=0)
    with np.errstate(invalid="ignore"):
        closed = enough & (upper < 0) & (word != NARROWING)
    why_not = np.where(closed, np.where(levelling, LEVELLING_DOWN, NOT_BETTER_OFF), "")
    word, why_not = _of_a_gap(word, why_not, _gaps_before(readings), rule.middle.change)
    for row, reading in enumerate(readings):
        looks = slice(0, reading.looks)
        yield Said(
            tuple(word[row, looks].tolist()),
            Estimate(rule.middle.change[row, looks], lower[row, looks], upper[row, looks]),
            tuple(why_not[row, looks].tolist()),
            tuple(enough[row, looks].tolist()),
        )


def _of_a_gap(
    word: WordArray, why_not: WordArray, before: FloatArray, change: FloatArray
) -> tuple[WordArray, WordArray]:
    """The rule takes the target for the group that is worse off: where it was not, or is not any more,
    "narrower" may be wider the other way round, and neither word is given for the opposite."""
    with np.errstate(invalid="ignore"):
        no_gap = before <= 0
        opposite = before + change / 2 <= 0
    narrows, widens = word == NARROWING, word == WIDENING
    unasked = (narrows & no_gap) | (widens & opposite) | ((why_not != "") & no_gap)
    turned = narrows & opposite & ~no_gap
    return (
        np.select([unasked, turned], [TOO_EARLY, HOLDING], word),
        np.select([unasked, turned], [NO_GAP, TURNED_ROUND], why_not),
    )


def _gaps_before(readings: Sequence[Reading]) -> FloatArray:
    """(reading, 1) the gap before the change; positive is worse for the target."""
    found = np.full((len(readings), 1), np.nan)
    for row, reading in enumerate(readings):
        earlier = reading.usable[: reading.before]
        if earlier.any():
            events = reading.known.events[:2, : reading.before][:, earlier].sum(axis=1)
            people = reading.known.people[:2, : reading.before][:, earlier].sum(axis=1)
            target, reference = (events / people).tolist()
            worse = reference - target if reading.better == "higher" else target - reference
            found[row] = worse
    return found


def _nothing(looks: int) -> Said:
    none = np.full(looks, np.nan)
    return Said((TOO_EARLY,) * looks, Estimate(none, none, none), ("",) * looks, (False,) * looks)


def _asked(readings: Sequence[Reading], most: int) -> _Rule:
    first = readings[0]
    asked = []
    ends = (WIDER, NARROWER) if any(each.known.slack[:2].any() for each in readings) else ()
    for end in (MIDDLE, *ends):
        counts = [counts_at(reading, end) for reading in readings]
        asked.append(
            gap_verdicts(
                *(_padded(part, first.before + most) for part in zip(*counts, strict=True)),
                change_at=first.before,
                better=first.better,
                smallest_that_matters=first.matters,
                planned_looks=first.planned,
                false_alarms=verdict_rule()["false_calls"],
            )
        )
    return _Rule(asked[0], tuple(asked[1:]))


def counts_at(reading: Reading, end: float) -> tuple[FloatArray, ...]:
    """Events and people of target and reference, with withheld counts at one end of their range.

    ``end`` is 0 for the middle; 1 for the end at which the target rose most after the change and
    its reference least, and -1 for the other. Where either is not known, neither is.
    """
    after = np.where(np.arange(len(reading.periods)) >= reading.before, end, -end)
    events = reading.known.events[:2] + np.array([[1.0], [-1.0]]) * after * reading.known.slack[:2]
    shown = np.where(reading.usable, events, np.nan)
    people = np.where(reading.usable, reading.known.people[:2], np.nan)
    return shown[0], people[0], shown[1], people[1]


def _enough(reading: Reading, most: int) -> BoolArray:
    """(look,) whether few enough periods are left out or small, before the change and after it."""
    least = 1 - verdict_rule()["most_left_out"]
    whole = np.zeros(reading.before + most, dtype=bool)
    whole[: len(reading.periods)] = reading.whole
    earlier, later = whole[: reading.before], whole[reading.before :]
    share = np.cumsum(later) / np.arange(1, most + 1)
    known: BoolArray = (share >= least) & (earlier.mean() >= least)
    return known & (reading.usable[: reading.before].sum() >= FEWEST_BEFORE)


def could_show(readings: Sequence[Reading]) -> list[tuple[int, float]]:
    """For each reading, a coming look and the smallest change that it would probably show.

    The look that the rule names (the sixth), or the last planned where that is past; (0, nan) where
    none is left or nothing is known.
    """
    found = [(0, np.nan)] * len(readings)
    rule = verdict_rule()

    def terms(row: int) -> tuple[int, int, int, int]:
        reading = readings[row]
        look = rule["show_by"] if reading.looks < rule["show_by"] <= reading.planned else 0
        return reading.before, reading.looks, look or reading.planned, reading.planned

    chosen = [row for row, reading in enumerate(readings) if _may_look_on(reading)]
    for (before, looks, look, planned), rows in groupby(sorted(chosen, key=terms), key=terms):
        alike = list(rows)
        counts = [counts_at(readings[row], MIDDLE) for row in alike]
        size = smallest_change_to_show(
            *(_padded(part, before + looks) for part in zip(*counts, strict=True)),
            change_at=before,
            more_months=look - looks,
            planned_looks=planned,
            false_alarms=rule["false_calls"],
            power=rule["power"],
        )
        for row, smallest in zip(alike, size.tolist(), strict=True):
            found[row] = (look, smallest)
    return found


def _may_look_on(reading: Reading) -> bool:
    known = int(reading.usable[: reading.before].sum())
    some = known >= FEWEST_BEFORE and reading.known_enough
    return some and reading.looks < reading.planned


def _padded(rows: Sequence[FloatArray], length: int) -> FloatArray:
    """Rows as one array; what a shorter one lacks at its end is not known."""
    whole = np.full((len(rows), length), np.nan)
    for row, values in enumerate(rows):
        whole[row, : len(values)] = values
    return whole


def _alike(readings: Sequence[Reading]) -> Iterator[list[int]]:
    """Positions of readings that the rule can be asked about together."""

    def terms(row: int) -> tuple[int, str, float, int]:
        reading = readings[row]
        return reading.before, reading.better, reading.matters, reading.planned

    for _, rows in groupby(sorted(range(len(readings)), key=terms), key=terms):
        yield list(rows)
