"""Everyone of a measure, laid beside its subgroups."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from equity_lens.cells import ALL, EVERYONE, BoolArray, Counts, FloatArray, Strata

NOWHERE = -1


def everyone_of(counts: Counts, cells: Sequence[Counts]) -> Counts:
    """Counts of everyone for the same measure, on the organisations and periods of ``counts``.

    Missing throughout where no such counts are among ``cells``.
    """
    measure = counts.measure
    for each in cells:
        same = each.measure.id == measure.id and each.measure.version == measure.version
        if each.dimension.key == EVERYONE.key and same:
            if each.organisations == counts.organisations and each.periods == counts.periods:
                return each
            return _laid_beside(each, counts)
    shape = (*counts.source_of.shape, 1)
    nothing, shown = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    return replace(
        counts,
        dimension=EVERYONE,
        subgroups=(ALL,),
        numerator=nothing,
        denominator=nothing,
        numerator_withheld=shown,
        denominator_withheld=shown,
        histogram=None,
        strata=None,
    )


def _laid_beside(total: Counts, counts: Counts) -> Counts:
    organisation = _places(counts.organisations, total.organisations)
    period = _places(counts.periods, total.periods)
    absent = (organisation == NOWHERE)[:, None] | (period == NOWHERE)[None]

    def numbers(array: FloatArray) -> FloatArray:
        taken = array[organisation[:, None], period[None]]
        taken[absent] = np.nan
        return taken

    def flags(array: BoolArray) -> BoolArray:
        taken = array[organisation[:, None], period[None]]
        taken[absent] = False
        return taken

    source_of = total.source_of[organisation[:, None], period[None]]
    source_of[absent] = -1
    strata = total.strata
    return replace(
        total,
        organisations=counts.organisations,
        periods=counts.periods,
        numerator=numbers(total.numerator),
        denominator=numbers(total.denominator),
        numerator_withheld=flags(total.numerator_withheld),
        denominator_withheld=flags(total.denominator_withheld),
        source_of=source_of,
        histogram=None if total.histogram is None else numbers(total.histogram),
        strata=None
        if strata is None
        else Strata(
            numbers(strata.events), numbers(strata.population), strata.standard, strata.described
        ),
    )


def _places(wanted: Sequence[str], there: Sequence[str]) -> npt.NDArray[np.intp]:
    place = {name: i for i, name in enumerate(there)}
    return np.array([place.get(name, NOWHERE) for name in wanted], dtype=np.intp)
