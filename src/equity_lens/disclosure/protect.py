"""True counts in, protected counts out: the only place where a small number is met.

Whatever is shown afterwards is worked out from the protected counts, so nothing that they do not
give away can come out (docs/adr/0002-protect-counts-then-compute.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.disclosure.before import Before
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.suppression import Suppression, rounded, suppress
from equity_lens.disclosure.tables import Part, Tables, tables_of


@dataclass(frozen=True)
class Protected:
    """Counts that may be shown, in the order of the true ones.

    ``possible`` holds for each the least and the most that a reader could take each denominator
    for, (organisation, period, subgroup); None where the counts were not ours to protect.
    """

    cells: tuple[Counts, ...]
    possible: tuple[tuple[FloatArray, FloatArray] | None, ...]


def protect(
    cells: Sequence[Counts],
    policy: Policy,
    *,
    kept: Kept | None = None,
    before: Sequence[Before] = (),
) -> Protected:
    """Withhold and round the counts of one run, all together.

    Parameters
    ----------
    cells
        True counts, everything that will be shown: what one table hides another must not tell.
    policy
        The rules.
    kept
        What was found out about counts in earlier runs; it saves time and changes nothing.
    before
        Other policies under which periods of these counts were shown until now, in order.

    Returns
    -------
    Protected
        A count that is withheld is ``nan`` and flagged. Counts that their publisher protected are
        as published. Histograms are cut at both ends, and are ``nan`` where too few people lie on
        either side of the percentile; strata are ``nan`` where the events are withheld.

    Notes
    -----
    Each organisation and period is protected by itself, so that a period comes out the same
    whenever it is released from the same counts.

    What the published method of Hospital Episode Statistics leaves free stays free: a standardised
    rate may be shown for a group of 10 events or more, and residents are not patients.
    """
    ours = [_ours(each, policy) for each in cells]
    protected = list(cells)
    possible: list[tuple[FloatArray, FloatArray] | None] = [None] * len(cells)
    for contract in dict.fromkeys(each.measure.contract for each in cells):
        members = [
            i for i, each in enumerate(cells) if each.measure.contract == contract and ours[i].any()
        ]
        if not members:
            continue
        tables = tables_of([cells[i] for i in members], [ours[i] for i in members])
        periods = _periods(tables, [cells[i] for i in members])
        shown_before = [(each.policy, each.rows(periods)) for each in before]
        made = suppress(tables, policy, kept, shown_before)
        shown = np.where(made.withheld, np.nan, rounded(tables.counts, policy))
        for part in tables.parts:
            i = members[part.counts]
            protected[i] = _write(protected[i], part, shown, made.withheld)
            if not part.is_numerator:
                possible[i] = _possible(cells[i], part, made)
    details = (_details(each, own, policy) for each, own in zip(protected, ours, strict=True))
    return Protected(tuple(details), tuple(possible))


def _ours(counts: Counts, policy: Policy) -> BoolArray:
    """(organisation, period) true where counts are there, and no publisher has protected them."""
    if policy.passes_through:
        return np.zeros(counts.source_of.shape, dtype=bool)
    by_publisher = np.array([source.published_by is not None for source in counts.sources] + [True])
    return ~by_publisher[counts.source_of]


def _periods(tables: Tables, cells: Sequence[Counts]) -> list[str]:
    """The period of each row of the tables."""
    periods = [""] * tables.counts.shape[1]
    for part in tables.parts:
        for row, period in zip(part.rows.tolist(), part.at[1].tolist(), strict=True):
            periods[row] = cells[part.counts].periods[period]
    return periods


def _write(counts: Counts, part: Part, shown: FloatArray, withheld: BoolArray) -> Counts:
    name = "numerator" if part.is_numerator else "denominator"
    values, flags = getattr(counts, name).copy(), getattr(counts, f"{name}_withheld").copy()
    place = (part.table, part.rows[:, None], part.columns)
    values[part.at], flags[part.at] = shown[place], withheld[place]
    return replace(counts, **{name: values, f"{name}_withheld": flags})


def _possible(counts: Counts, part: Part, made: Suppression) -> tuple[FloatArray, FloatArray]:
    place = (part.table, part.rows[:, None], part.columns)
    least, most = (
        np.full(counts.denominator.shape, np.nan),
        np.full(counts.denominator.shape, np.nan),
    )
    least[part.at], most[part.at] = made.possible.least[place], made.possible.most[place]
    return least, most


def _details(counts: Counts, own: BoolArray, policy: Policy) -> Counts:
    """Histograms and strata that go with protected counts."""
    if counts.histogram is not None:
        least = policy.suppress_to + 1
        weeks = _without_ends(counts.histogram, least)
        share = counts.measure.percentile or 0.5
        people = counts.histogram.sum(axis=-1)
        with np.errstate(invalid="ignore"):
            few = people * min(share, 1 - share) < least - 1e-9
        hide = (few | counts.denominator_withheld) & own[..., None]
        weeks = np.where(own[..., None, None], weeks, counts.histogram)
        counts = replace(counts, histogram=np.where(hide[..., None], np.nan, weeks))
    if counts.strata is not None:
        hide = counts.numerator_withheld & own[..., None]
        events = np.where(hide[..., None], np.nan, counts.strata.events)
        counts = replace(counts, strata=replace(counts.strata, events=events))
    return counts


def _without_ends(histogram: FloatArray, least: int) -> FloatArray:
    """People beyond the eighth shortest and the eighth longest wait are counted with these.

    So no percentile, nor either limit of one, says anything of fewer than ``least`` people.
    """
    people = histogram.sum(axis=-1, keepdims=True)
    seen_by = np.cumsum(histogram, axis=-1)
    with np.errstate(invalid="ignore"):
        cut = np.where(seen_by >= least, seen_by, 0.0)
        cut = np.where(seen_by > people - least, people, cut)
    return np.diff(cut, axis=-1, prepend=0.0)
