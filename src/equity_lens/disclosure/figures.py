"""Arrays of protected statistics, as figures that are a number, missing, or suppressed."""

from functools import cache
from math import isfinite

from equity_lens.analysis.statistic import Statistic
from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.released import Figure, State

Row = list[Figure]


@cache
def suppressed(unit: str, reason: str) -> Figure:
    """A figure that is there and not shown."""
    return Figure(State.SUPPRESSED, unit, reason=reason)


@cache
def missing(unit: str, reason: str = "") -> Figure:
    """A figure that nobody has."""
    return Figure(State.MISSING, unit, reason=reason)


def number(value: float, unit: str) -> Figure:
    """A number without an interval."""
    return Figure(State.NUMBER, unit, value)


def figure(
    numbers: tuple[float, float, float], withheld: bool, unit: str, reason: str, why: str
) -> Figure:
    """A figure from a value and its limits: why it is suppressed, why it is missing otherwise."""
    value, lower, upper = numbers
    if withheld:
        return suppressed(unit, reason)
    if not isfinite(value):
        return missing(unit, why)
    return Figure(
        State.NUMBER,
        unit,
        value,
        lower if isfinite(lower) else None,
        upper if isfinite(upper) else None,
    )


def figures_of(statistic: Statistic, organisation: int, reason: str) -> list[Row]:
    """One organisation's figures: a row for each period, an entry for each subgroup.

    A statistic without subgroups has rows of one entry. ``reason`` is why one is suppressed.
    """
    parts = (statistic.value, statistic.lower, statistic.upper, statistic.withheld)
    of_ours = [part[organisation].reshape(part.shape[1], -1).tolist() for part in parts]
    unit, why = statistic.unit, statistic.why_missing
    return [
        [
            figure((value, lower, upper), hidden, unit, reason, why)
            for value, lower, upper, hidden in zip(*period, strict=True)
        ]
        for period in zip(*of_ours, strict=True)
    ]


def counts_of(
    values: FloatArray, withheld: BoolArray, organisation: int, unit: str, reason: str
) -> list[Row]:
    """One organisation's counts, which have no interval."""
    hidden, absent = suppressed(unit, reason), missing(unit, "not counted")
    return [
        [
            hidden if is_hidden else absent if value != value else Figure(State.NUMBER, unit, value)
            for value, is_hidden in zip(*period, strict=True)
        ]
        for period in zip(
            values[organisation].tolist(), withheld[organisation].tolist(), strict=True
        )
    ]
