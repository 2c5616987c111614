"""Rows into groups, and groups into arrays."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.tables.table import Numbers, Table

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Groups(NamedTuple):
    """``of_row`` is the group of each row; ``first`` is a row of each group, groups in order."""

    of_row: Rows
    first: Rows

    def __len__(self) -> int:
        return len(self.first)

    def sums(self, values: Numbers) -> Numbers:
        """Total of each group; ``nan`` where any of its rows is missing."""
        totals = np.bincount(self.of_row, weights=values, minlength=len(self.first))
        return totals.astype(np.float64, copy=False)


def grouped(table: Table) -> Groups:
    """Rows that share a value in every column of ``by``; one group of all where none is named."""
    codes = np.zeros(len(table), dtype=np.int64)
    for column in table.by:
        own, size = table.keys(column)
        # Missing keys are a group of their own, after the others.
        own = np.where(own < 0, size, own)
        # Numbered anew each time, so that many columns cannot outgrow an integer.
        _, codes = np.unique(codes * (size + 1) + own, return_inverse=True)
    _, first, of_row = np.unique(codes, return_index=True, return_inverse=True)
    return Groups(of_row, first)


class Grid(NamedTuple):
    """The groups that have a row for every place, such as an age or a rank: ``whole``.

    The others are left out of the arrays, so that those are never larger than the table.
    """

    groups: Groups
    place: Rows
    size: int
    whole: Mask

    def fill(self, values: Numbers) -> Numbers:
        """The values of the whole groups (first axis) by place (last axis)."""
        inside = self.whole[self.groups.of_row]
        among_whole = np.cumsum(self.whole) - 1
        cells = np.empty((np.count_nonzero(self.whole), self.size))
        cells[among_whole[self.groups.of_row[inside]], self.place[inside]] = values[inside]
        return cells

    def known(self, *cells: Numbers) -> tuple[Mask, Mask]:
        """Which of the whole groups have every number, and the same among all the groups."""
        of_whole = np.logical_and.reduce([~np.isnan(each).any(axis=-1) for each in cells])
        of_all = self.whole.copy()
        of_all[self.whole] = of_whole
        return of_whole, of_all


def pivoted(table: Table, groups: Groups, column: str, what: str) -> Grid:
    """A grid over the places that ``column`` names, in order. Refuses a place given twice."""
    place, size = table.order(column, what)
    refuse_repeated(table, groups, place, column, what)
    rows = np.bincount(groups.of_row, minlength=len(groups))
    return Grid(groups, place, size, rows == size)


def refuse_repeated(table: Table, groups: Groups, place: Rows, column: str, what: str) -> None:
    """Refuse more than one row of a group at the same age, rank or period."""
    cell = groups.of_row * (int(place.max(initial=0)) + 1) + place
    _, which, times = np.unique(cell, return_inverse=True, return_counts=True)
    table.refuse(
        times[which] > 1,
        column,
        f"share their {what} with another row of the same group",
        f"Name in `by` every column that tells groups apart, or add up the rows of one {what}.",
    )


def spread(values: Numbers, complete: Mask) -> Numbers:
    """Results of the complete groups in their places; ``nan`` for the others."""
    whole = np.full(complete.shape, np.nan)
    whole[complete] = values
    return whole
