"""Other organisations: they appear only as points of a funnel, and only those counts are taken."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.funnel import (
    FEWEST_PROVIDERS,
    Funnel,
    funnel_of_everyone,
    funnel_of_gap,
)
from equity_lens.cells import EVERYONE, Counts, Source
from equity_lens.disclosure.released import FunnelPoint, Organisation, ReleasedFunnel

AnyArray = npt.NDArray[Any]
GRADIENTS = ("imd_quintile", "imd_decile")


def of_organisations(
    counts: Counts, organisations: Sequence[str], periods: Sequence[int] | None = None
) -> Counts:
    """Counts of some organisations, in all periods or in some."""
    o = np.array([counts.organisations.index(code) for code in organisations], dtype=np.intp)
    p = np.arange(len(counts.periods)) if periods is None else np.array(periods, dtype=np.intp)
    at = np.ix_(o, p)
    strata = counts.strata
    return replace(
        counts,
        organisations=tuple(organisations),
        periods=tuple(counts.periods[i] for i in p.tolist()),
        numerator=counts.numerator[at],
        denominator=counts.denominator[at],
        numerator_withheld=counts.numerator_withheld[at],
        denominator_withheld=counts.denominator_withheld[at],
        source_of=counts.source_of[at],
        histogram=None if counts.histogram is None else counts.histogram[at],
        strata=strata
        and replace(strata, events=strata.events[at], population=strata.population[at]),
    )


def needed_for_funnels(
    cells: Sequence[Counts], ours: Sequence[str], is_provider: Callable[[str], bool]
) -> list[Counts]:
    """Counts of other providers: everyone, and by deprivation, in the period of the funnel."""
    taken = []
    for each in cells:
        if each.measure.value != "proportion" or each.dimension.key not in (
            EVERYONE.key,
            *GRADIENTS,
        ):
            continue
        providers = [code for code in each.organisations if is_provider(code)]
        there = [i for i, code in enumerate(each.organisations) if code in providers]
        enough = np.flatnonzero((each.source_of[there] >= 0).sum(axis=0) >= FEWEST_PROVIDERS)
        others = [code for code in providers if code not in ours]
        if others and len(enough):
            taken.append(of_organisations(each, others, [int(enough[-1])]))
    return taken


@dataclass(frozen=True)
class Beside:
    """Protected counts of providers in one period, and the day of our own if it is another."""

    counts: Counts
    our_period: str = ""


def funnel_cells(ours: Sequence[Counts], others: Sequence[Counts]) -> list[Beside]:
    """Protected counts for funnels: ours beside the others, in the month of the others."""
    if not others:
        return [Beside(each) for each in ours]
    own = {(each.measure.id, each.dimension.key): each for each in ours}
    return [_side_by_side(own.get((each.measure.id, each.dimension.key)), each) for each in others]


def _side_by_side(ours: Counts | None, others: Counts) -> Beside:
    at = None if ours is None else _same_month(ours, others.periods[0])
    if ours is None or at is None:
        return Beside(others)
    own = of_organisations(ours, ours.organisations, [at])
    keys = [subgroup.key for subgroup in others.subgroups]
    own_order = [[subgroup.key for subgroup in own.subgroups].index(key) for key in keys]
    moved = np.where(others.source_of >= 0, others.source_of + len(own.sources), -1)

    def both(one: AnyArray, other: AnyArray) -> AnyArray:
        return np.concatenate([one[..., own_order], other])

    our_day = "" if ours.periods[at] == others.periods[0] else ours.periods[at]
    together = replace(
        others,
        organisations=own.organisations + others.organisations,
        sources=(*own.sources, *others.sources),
        source_of=np.concatenate([own.source_of, moved]),
        numerator=both(own.numerator, others.numerator),
        denominator=both(own.denominator, others.denominator),
        numerator_withheld=both(own.numerator_withheld, others.numerator_withheld),
        denominator_withheld=both(own.denominator_withheld, others.denominator_withheld),
    )
    return Beside(together, our_day)


def _same_month(ours: Counts, wanted: str) -> int | None:
    """Position of the period itself, else of the last one in its month, if we have counts of it.

    A trust counts its list at the end of a month, and the public file is of a Sunday: both are
    the list of that month.
    """
    there = np.flatnonzero((ours.source_of >= 0).any(axis=0)).tolist()
    same = [i for i in there if ours.periods[i] == wanted]
    alike = [i for i in there if ours.periods[i][:7] == wanted[:7]]
    return next(iter(same or alike[-1:]), None)


def released_funnels(
    cells: Sequence[Beside],
    ours: str | None,
    names: Callable[[str], str],
    is_provider: Callable[[str], bool],
) -> Iterator[ReleasedFunnel]:
    """Funnels of each measure: of everyone, and of the gap across deprivation.

    ``cells`` are protected counts of all providers of one period. The gap is between fifths;
    between tenths only where there are no fifths.
    """
    gradient_of: dict[str, str] = {}
    for each in (beside.counts for beside in cells):
        key, measure = each.dimension.key, each.measure.id
        if key in GRADIENTS and gradient_of.get(measure) != GRADIENTS[0]:
            gradient_of[measure] = key
    for beside in cells:
        each = beside.counts
        providers = np.array([is_provider(code) for code in each.organisations])
        if each.dimension.key == EVERYONE.key:
            funnel = funnel_of_everyone(each, providers)
        elif gradient_of.get(each.measure.id) == each.dimension.key:
            funnel = funnel_of_gap(each, providers)
        else:
            continue
        if funnel is not None:
            yield _released(funnel, beside, ours, names)


def _released(
    funnel: Funnel, beside: Beside, ours: str | None, names: Callable[[str], str]
) -> ReleasedFunnel:
    counts = beside.counts
    points = tuple(
        FunnelPoint(
            Organisation(code, names(code)),
            people,
            value,
            beyond,
            code == ours,
            beside.our_period if code == ours else "",
        )
        for code, people, value, beyond in zip(
            [counts.organisations[i] for i in funnel.provider.tolist()],
            funnel.people.tolist(),
            funnel.value.tolist(),
            funnel.beyond,
            strict=True,
        )
    )
    return ReleasedFunnel(
        measure=counts.measure,
        dimension=counts.dimension,
        title=funnel.title,
        period=counts.periods[funnel.period],
        unit=funnel.unit,
        centre=funnel.centre,
        points=points,
        curve=tuple(map(tuple, funnel.curve.tolist())),
        left_out=funnel.left_out,
        source=_most_common(counts, funnel.provider, funnel.period),
    )


def _most_common(counts: Counts, provider: npt.NDArray[np.intp], period: int) -> Source:
    sources = counts.source_of[provider, period]
    return counts.sources[int(np.bincount(sources).argmax())]
