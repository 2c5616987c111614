"""Each group, and the gap, before a change and after it: sums of protected counts, many at once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from equity_lens.analysis.verdict_periods import Reading
from equity_lens.cells import FloatArray
from equity_lens.statistics import Estimate, change_in_gap, proportion, proportion_difference
from equity_lens.statistics.rounding import round_people

BEFORE, AFTER = 0, 1
CONFIDENCE = 0.95


class BeforeAndAfter(NamedTuple):
    """Arrays over readings, padded with ``nan`` to the most groups that any has.

    ``events``, ``people`` and ``value`` are (reading, group, 2), before and after; ``change`` is
    (reading, group), after minus before. ``gap`` is (reading, 2) and ``gap_change`` (reading,):
    both are turned so that positive is worse for the target, whichever way is better.
    ``more_people`` is how many more in the target fared badly after the change than had the gap
    held; fewer where negative. Limits of events are those of what withheld counts can be.
    """

    events: Estimate
    people: FloatArray
    value: Estimate
    change: Estimate
    gap: Estimate
    gap_change: Estimate
    more_people: Estimate


def before_and_after(readings: Sequence[Reading]) -> BeforeAndAfter:
    """Sums and rates of every group of every reading, and how they and the gap changed.

    Only periods in which target and reference are both known are added up, so that before and after
    are of the same periods for both; of another group, those in which it is known as well. Where
    a count is withheld as small, the limits reach as far as every value of it takes them.

    Parameters
    ----------
    readings
        Any number, with any number of groups.

    Examples
    --------
    Missed by the most and the least deprived fifth, six months before and after: 14.2% to 13.6%
    of 2,400 a month, and 6.1% to 4.0% of 2,000.

    >>> from equity_lens.analysis.verdict_periods import Known
    >>> events = np.array([[341] * 6 + [326] * 6, [122] * 6 + [80] * 6], dtype=float)
    >>> people = np.array([[2400] * 12, [2000] * 12], dtype=float)
    >>> months = tuple(f"2026-{month:02d}" for month in range(1, 13))
    >>> reading = Reading(Known(events, people, 0 * events), 6, months, "lower", 0.01, 12)
    >>> found = before_and_after([reading])
    >>> [round(100 * part[0], 1).item() for part in found.gap_change]
    [1.5, 0.5, 2.4]
    >>> (100 * found.gap.value[0]).round(1), found.more_people.value
    (array([8.1, 9.6]), array([210.]))
    """
    events, people, slack = _sums(readings)
    low, high = events - slack, events + slack
    turn = np.array([-1.0 if each.better == "higher" else 1.0 for each in readings])
    value = _enveloped(
        proportion(events, people, confidence=CONFIDENCE),
        proportion(low, people, confidence=CONFIDENCE),
        proportion(high, people, confidence=CONFIDENCE),
    )
    falls, rises = _ends(events, slack, -1.0), _ends(events, slack, 1.0)
    change = _enveloped(*(_over_time(each, people) for each in (events, falls, rises)))
    gap_change = _turned(
        _enveloped(
            *(
                _of_gap(each, people)
                for each in (events, _apart(falls, rises), _apart(rises, falls))
            )
        ),
        turn,
    )
    gap = _turned(
        _enveloped(
            *(_gaps(each, people) for each in (events, _apart(low, high), _apart(high, low)))
        ),
        turn[:, None],
    )
    return BeforeAndAfter(
        Estimate(events, low, high),
        people,
        value,
        change,
        gap,
        gap_change,
        Estimate(*(_people(part * people[:, 0, AFTER]) for part in gap_change)),
    )


def _sums(readings: Sequence[Reading]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Events, people and slack, (reading, group, 2), before and after; ``nan`` where none is known."""
    groups = max((len(each.known.events) for each in readings), default=2)
    made = np.full((3, len(readings), groups, 2), np.nan)
    for row, each in enumerate(readings):
        known = ~np.isnan(each.known.events + each.known.people) & each.usable
        parts = np.where(known, np.stack(each.known), 0.0)
        for when, chosen in ((BEFORE, slice(each.before)), (AFTER, slice(each.before, None))):
            some = known[:, chosen].any(axis=1)
            sums = parts[..., chosen].sum(axis=-1)
            made[:, row, : len(each.known.events), when] = np.where(some, sums, np.nan)
    return made[0], made[1], made[2]


def _ends(events: FloatArray, slack: FloatArray, end: float) -> FloatArray:
    """Withheld counts at the ends at which every group rose most, or least, after the change."""
    return events + slack * np.array([-end, end])


def _apart(target: FloatArray, reference: FloatArray) -> FloatArray:
    """The first group of one array beside the others of another."""
    return np.concatenate([target[:, :1], reference[:, 1:]], axis=1)


def _over_time(events: FloatArray, people: FloatArray) -> Estimate:
    return proportion_difference(
        events[..., AFTER],
        people[..., AFTER],
        events[..., BEFORE],
        people[..., BEFORE],
        confidence=CONFIDENCE,
    )


def _of_gap(events: FloatArray, people: FloatArray) -> Estimate:
    return change_in_gap(
        events[:, 0], people[:, 0], events[:, 1], people[:, 1], confidence=CONFIDENCE
    )


def _gaps(events: FloatArray, people: FloatArray) -> Estimate:
    return proportion_difference(
        events[:, 0], people[:, 0], events[:, 1], people[:, 1], confidence=CONFIDENCE
    )


def _enveloped(middle: Estimate, *ends: Estimate) -> Estimate:
    """The value at the middle of what withheld counts can be, with the farthest limits of all."""
    lower = np.min([each.lower for each in (middle, *ends)], axis=0)
    upper = np.max([each.upper for each in (middle, *ends)], axis=0)
    return Estimate(middle.value, lower, upper)


def _turned(gap: Estimate, turn: FloatArray) -> Estimate:
    """Positive where the target is worse off."""
    low, high = turn * gap.lower, turn * gap.upper
    return Estimate(turn * gap.value, np.minimum(low, high), np.maximum(low, high))


def _people(number: FloatArray) -> FloatArray:
    """Rounded as people affected are, more and fewer alike."""
    return np.sign(number) * round_people(np.abs(number))
