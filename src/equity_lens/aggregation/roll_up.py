"""From the statement's rows to arrays: everything coarser is had by adding, not by asking again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from equity_lens.aggregation.axes import Axis
from equity_lens.aggregation.conditions import holds
from equity_lens.aggregation.statement import ALWAYS, TALLY, marks
from equity_lens.cells import BoolArray, FloatArray
from equity_lens.measures.measure import Condition

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class CellRows:
    """The cells of one grouping set, a row each: only those in which anybody is.

    ``further`` is the value of the column by which sets are divided further (weeks waited),
    ``nan`` where it is not known, or None if they are not.
    """

    organisation: Codes
    period: Codes
    codes: Mapping[str, Codes]
    further: FloatArray | None
    tallies: Mapping[TALLY, FloatArray]

    def __len__(self) -> int:
        return len(self.organisation)


def cell_rows(
    table: pa.Table,
    sets: Sequence[tuple[str, ...]],
    tallies: Sequence[TALLY],
    also_by: str | None,
) -> list[CellRows]:
    """The rows of each grouping set, in the order of the sets.

    Raises
    ------
    ValueError
        A column that should hold a code in every record is empty in some.
    """
    return [
        _rows_of(table.filter(pc.equal(table["set_"], mark)), group, tallies, also_by)
        for mark, group in zip(marks(sets), sets, strict=True)
    ]


def _rows_of(
    table: pa.Table, group: tuple[str, ...], tallies: Sequence[TALLY], also_by: str | None
) -> CellRows:
    empty = [column for column in (*ALWAYS, *group) if table[column].null_count]
    if empty:
        raise ValueError(f"The prepared records have empty codes in {', '.join(empty)}.")
    further = None
    if also_by is not None:
        further = pc.cast(table[also_by], pa.float64()).to_numpy()
    return CellRows(
        table["organisation"].to_numpy().astype(np.intp),
        table["period"].to_numpy().astype(np.intp),
        {column: table[column].to_numpy().astype(np.intp) for column in group},
        further,
        {
            tally: table[f"tally_{i}"].to_numpy().astype(np.float64)
            for i, tally in enumerate(tallies)
        },
    )


class Placed:
    """The cells of one grouping set, put to the places of one axis, ready to be added up.

    Parameters
    ----------
    rows
        Cells of a set that has every column of the axis.
    axis
        What people are compared by.
    organisations, periods
        How many there are.
    """

    def __init__(self, rows: CellRows, axis: Axis, organisations: int, periods: int) -> None:
        self.rows = rows
        self.shape = (organisations, periods, len(axis.subgroups))
        at = rows.organisation * periods + rows.period
        self.at = at * self.shape[2] + axis.place(rows.codes, len(rows))
        self.present: BoolArray = np.zeros(organisations * periods, dtype=bool)
        self.present[at] = True
        self.present = self.present.reshape(organisations, periods)
        self._sums: dict[tuple[TALLY, tuple[Condition, ...]], FloatArray] = {}
        self._histograms: dict[tuple[TALLY, tuple[Condition, ...]], FloatArray] = {}

    def sum(self, tally: TALLY, further: tuple[Condition, ...] = ()) -> FloatArray:
        """(organisation, period, subgroup) sums, over cells whose further column meets conditions.

        An organisation and period without any record is ``nan``: nobody counted. Where there are
        records, a subgroup with nobody in it is nought.
        """
        key = (tally, further)
        if key not in self._sums:
            weights = self._weights(tally, further)
            self._sums[key] = self._added(self.at, weights, self.shape)
        return self._sums[key]

    def histogram(self, tally: TALLY, further: tuple[Condition, ...]) -> FloatArray:
        """(organisation, period, subgroup, value) sums by whole value of the further column.

        The last axis runs from 0 to the highest value in the store. Cells whose value is not
        known are in none: ``further`` must shut them out.
        """
        key = (tally, further)
        if key not in self._histograms:
            values = np.nan_to_num(self._further()).astype(np.intp)
            width = int(values.max(initial=0)) + 1
            weights = self._weights(tally, further)
            shape = (*self.shape, width)
            self._histograms[key] = self._added(self.at * width + values, weights, shape)
        return self._histograms[key]

    def _further(self) -> FloatArray:
        if self.rows.further is None:
            raise ValueError("These cells are not divided by a further column.")
        return self.rows.further

    def _weights(self, tally: TALLY, further: tuple[Condition, ...]) -> FloatArray:
        counted = self.rows.tallies[tally]
        return np.where(holds(further, self._further()), counted, 0.0) if further else counted

    def _added(self, at: Codes, weights: FloatArray, shape: tuple[int, ...]) -> FloatArray:
        size = int(np.prod(shape))
        added = np.bincount(at, weights=weights, minlength=size).astype(np.float64)
        added = added.reshape(shape)
        added[~self.present] = np.nan
        return added
