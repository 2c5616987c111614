"""One published count, and how many of them become arrays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from equity_lens.cells import Counts, Source, Strata
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup

WITHHELD = "withheld"
"""Stands where a publisher suppressed a count: a number exists, and is not known here."""

Count = float | None | str
"""A count; None where nobody counted; ``WITHHELD`` where its publisher suppressed it."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One numerator and denominator as a publisher printed them."""

    measure: Measure
    organisation: str
    period: str
    dimension: Dimension
    subgroup: Subgroup
    numerator: Count
    denominator: Count


@dataclass
class _Axes:
    """What stands on each axis, in the order in which it is shown."""

    organisations: list[str]
    periods: list[str]
    subgroups: list[Subgroup]


def assemble(rows: Iterable[PublishedRow], source: Source) -> list[Counts]:
    """Arrays of each measure and dimension; what no row names is missing, never nought."""
    by_pair: dict[tuple[str, str], list[PublishedRow]] = {}
    for row in rows:
        by_pair.setdefault((row.measure.id, row.dimension.key), []).append(row)
    return [_counts(pair, source) for pair in by_pair.values()]


def _counts(rows: list[PublishedRow], source: Source) -> Counts:
    axes = _Axes(
        sorted({row.organisation for row in rows}),
        sorted({row.period for row in rows}),
        list({row.subgroup.key: row.subgroup for row in rows}.values()),
    )
    at_organisation = {code: i for i, code in enumerate(axes.organisations)}
    at_period = {period: i for i, period in enumerate(axes.periods)}
    at_subgroup = {subgroup.key: i for i, subgroup in enumerate(axes.subgroups)}
    shape = (len(axes.organisations), len(axes.periods), len(axes.subgroups))
    numerator, denominator = np.full(shape, np.nan), np.full(shape, np.nan)
    numerator_withheld, denominator_withheld = np.zeros(shape, bool), np.zeros(shape, bool)
    source_of = np.full(shape[:2], -1, dtype=np.intp)
    for row in rows:
        at = at_organisation[row.organisation], at_period[row.period], at_subgroup[row.subgroup.key]
        _put(row.numerator, numerator, numerator_withheld, at)
        _put(row.denominator, denominator, denominator_withheld, at)
        source_of[at[:2]] = 0
    return Counts(
        measure=rows[0].measure,
        dimension=rows[0].dimension,
        organisations=tuple(axes.organisations),
        periods=tuple(axes.periods),
        subgroups=tuple(axes.subgroups),
        numerator=numerator,
        denominator=denominator,
        numerator_withheld=numerator_withheld,
        denominator_withheld=denominator_withheld,
        sources=(source,),
        source_of=source_of,
        strata=_as_one_stratum(rows[0].measure, numerator, denominator),
    )


def _as_one_stratum(
    measure: Measure, numerator: np.ndarray, denominator: np.ndarray
) -> Strata | None:
    """A crude rate is a standardised one with a single stratum."""
    if measure.value != "standardised_rate":
        return None
    return Strata(
        events=numerator[..., None],
        population=denominator[..., None],
        standard=np.ones(1),
        described="The population that the publisher printed; not standardised.",
    )


def _put(count: Count, values: np.ndarray, withheld: np.ndarray, at: tuple[int, int, int]) -> None:
    if count == WITHHELD:
        withheld[at] = True
    elif count is not None:
        values[at] = count


def rolled_up(
    rows: list[PublishedRow], to: Dimension, sums: dict[str, str], subgroups: dict[str, Subgroup]
) -> list[PublishedRow]:
    """The same counts by a coarser dimension.

    A coarse count is known only if each of its parts is: a withheld part makes it withheld, and a
    part that was not printed makes it missing.
    """
    parts: dict[tuple[str, str, str, str], list[PublishedRow]] = {}
    for row in rows:
        key = (row.measure.id, row.organisation, row.period, sums[row.subgroup.key])
        parts.setdefault(key, []).append(row)
    expected: dict[str, int] = {}
    for fine in {row.subgroup.key for row in rows}:
        expected[sums[fine]] = expected.get(sums[fine], 0) + 1
    rolled = [
        replace(
            members[0],
            dimension=to,
            subgroup=subgroups[coarse],
            numerator=_sum([row.numerator for row in members], expected[coarse]),
            denominator=_sum([row.denominator for row in members], expected[coarse]),
        )
        for (_, _, _, coarse), members in parts.items()
    ]
    order = {key: position for position, key in enumerate(subgroups)}
    return sorted(rolled, key=lambda row: order[row.subgroup.key])


def _sum(counts: list[Count], expected: int) -> Count:
    if WITHHELD in counts:
        return WITHHELD
    if None in counts or len(counts) < expected:
        return None
    return float(sum(count for count in counts if isinstance(count, float)))
