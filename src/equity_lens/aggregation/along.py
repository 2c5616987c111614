"""The counts of every measure along one dimension."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from equity_lens.aggregation.axes import Axis
from equity_lens.aggregation.roll_up import CellRows, Placed
from equity_lens.aggregation.strata import COLUMNS, Catchment, strata_of
from equity_lens.aggregation.tallies import Tallied
from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.store import Store


def along(
    axis: Axis,
    counted: Sequence[Tallied],
    rows: Sequence[CellRows],
    store: Store,
    residents: Catchment | None,
) -> Iterator[Counts]:
    """Each measure along one axis, unless the axis is part of what the measure asks.

    ``rows`` are the cells of every grouping set; those of the smallest that has the axis are
    added up.
    """
    fitting = [some for some in rows if set(axis.columns) <= set(some.codes)]
    placed = Placed(min(fitting, key=len), axis, len(store.organisations), len(store.periods))
    for each in counted:
        if each.standardised and residents is not None:
            if set(axis.columns) <= {COLUMNS[0]}:
                strata_rows = next(some for some in rows if set(COLUMNS) <= set(some.codes))
                yield _standardised(each, strata_rows, axis, placed.present, store, residents)
        elif not _is_in_the_question(each.measure, axis):
            yield _plain(each, placed, axis, store)


def _is_in_the_question(measure: Measure, axis: Axis) -> bool:
    return any(condition.column in axis.made_from for condition in measure.numerator.where)


def _plain(each: Tallied, placed: Placed, axis: Axis, store: Store) -> Counts:
    numerator = placed.sum(each.numerator, each.numerator_weeks)
    denominator = placed.sum(each.denominator, each.denominator_weeks)
    counts = _counts(each.measure, axis, numerator, denominator, placed.present, store)
    if each.measure.value != "percentile":
        return counts
    return replace(counts, histogram=placed.histogram(each.denominator, each.denominator_weeks))


def _standardised(
    each: Tallied,
    rows: CellRows,
    axis: Axis,
    present: BoolArray,
    store: Store,
    residents: Catchment,
) -> Counts:
    known, strata = strata_of(each.measure, each.numerator, rows, axis, store, residents)
    strata.events[~present] = np.nan
    events, people = strata.events.sum(axis=-1), strata.population.sum(axis=-1)
    people[~present] = np.nan
    return replace(_counts(each.measure, known, events, people, present, store), strata=strata)


def _counts(
    measure: Measure,
    axis: Axis,
    numerator: FloatArray,
    denominator: FloatArray,
    present: BoolArray,
    store: Store,
) -> Counts:
    return Counts(
        measure=measure,
        dimension=_as_this_measure_has_it(measure, axis.dimension),
        organisations=store.organisations,
        periods=store.periods,
        subgroups=axis.subgroups,
        numerator=numerator,
        denominator=denominator,
        numerator_withheld=np.zeros(numerator.shape, dtype=bool),
        denominator_withheld=np.zeros(numerator.shape, dtype=bool),
        sources=(store.source,),
        source_of=np.where(present, 0, -1).astype(np.intp),
    )


def _as_this_measure_has_it(measure: Measure, dimension: Dimension) -> Dimension:
    """A measure's own choice of reference for a dimension, where it makes one."""
    return next((own for own in measure.dimensions if own.key == dimension.key), dimension)
