"""A whole and its parts, wherever in the tables they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.people import Subtraction
from equity_lens.disclosure.sums import Columns, known_groups, sums_within

Entry = TypeVar("Entry", bound=np.generic)
EVERY = slice(None)
MEMBERS_FIRST, MEMBERS_LAST = (2, 0, 1), (1, 2, 0)


@dataclass(frozen=True)
class Relation:
    """Counts of which the first is the sum of the rest, in many places at once.

    ``index`` picks the members out of an array of (table, row, column); ``axis``, 0 or 2, is where
    they stand then, and ``holds`` says, for the other axes, where the sum is true; ``row_axis`` is that
    of the rows in it. A relation of two members says that both are the same people.
    """

    index: tuple[Any, ...]
    axis: int
    holds: BoolArray
    row_axis: int

    def of(self, array: npt.NDArray[Entry]) -> npt.NDArray[Entry]:
        """The members' entries: (member, ...), the whole first."""
        taken = array[self.index]
        return taken if self.axis == 0 else taken.transpose(MEMBERS_FIRST)

    def put(self, array: npt.NDArray[Entry], members: npt.NDArray[Entry]) -> None:
        """Write the members' entries back."""
        array[self.index] = members if self.axis == 0 else members.transpose(MEMBERS_LAST)

    def in_rows(self, rows: BoolArray) -> "Relation":
        """The same relation in an array of which only some rows were taken."""
        return replace(self, holds=np.compress(rows, self.holds, axis=self.row_axis))

    @property
    def is_same_people(self) -> bool:
        """True where a count has two names."""
        return all(len(each) == 2 for each in self.index if not isinstance(each, slice))


def relations_of(
    counts: FloatArray,
    columns: Columns,
    left_over: Sequence[Subtraction],
    quality: Sequence[tuple[int, int]],
) -> Iterator[Relation]:
    """Everything that adds up.

    Parameters
    ----------
    counts : (table, row, column)
        Published tables first; then one for each of ``left_over``.
    left_over
        Which tables were taken from which.
    quality
        Denominator and numerator of each measure of data quality, whose numerator may be a sum of
        known subgroups.

    Notes
    -----
    Sums are looked for in the counts, row by row: one that is not true there, because a file
    leaves a subgroup out, is no help to a reader. Published tables that are the same, or of which
    one is two others together, are found in the same way.
    """
    for whole, parts in sums_within(columns):
        holds = _adds_up(counts[:, :, whole], np.moveaxis(counts[:, :, parts], 2, 0))
        yield Relation((EVERY, EVERY, np.array([whole, *parts])), 2, holds, 1)
    for denominator, numerator in quality:
        for whole, parts in known_groups(columns):
            holds = _adds_up(counts[numerator, :, whole], counts[denominator][:, parts].T)
            tables = np.array([numerator] + [denominator] * len(parts))
            yield Relation((tables, EVERY, np.array([whole, *parts])), 0, holds, 0)
    published = len(counts) - len(left_over)
    for number, taken in enumerate(left_over):
        yield _split(counts, taken.whole, *taken.parts, published + number)
    yield from _found_in_the_counts(counts[:published], columns.everyone)


def _found_in_the_counts(counts: FloatArray, everyone: int) -> Iterator[Relation]:
    """Tables that are one other, or two others together; looked for by their totals first."""
    total = np.nan_to_num(counts[:, :, everyone])
    for a in range(len(counts)):
        for whole in np.flatnonzero((total[a] == total).any(axis=1)).tolist():
            if whole > a:
                yield _split(counts, whole, a)
        for b in range(a + 1, len(counts)):
            both = (total[a] > 0) & (total[b] > 0) & (total[a] + total[b] == total)
            for whole in np.flatnonzero(both.any(axis=1)).tolist():
                yield _split(counts, whole, a, b)


def _split(counts: FloatArray, whole: int, *parts: int) -> Relation:
    """A table that is others together, column by column, in the rows where it is so throughout."""
    difference = counts[list(parts)].sum(axis=0) - counts[whole]
    shared = ~np.isnan(difference)
    same = ((difference == 0) | ~shared).all(axis=1)
    some = np.nan_to_num(counts[list(parts)]).any(axis=(0, 2))
    return Relation((np.array([whole, *parts]),), 0, shared & (same & some)[:, None], 0)


def _adds_up(whole: FloatArray, parts: FloatArray) -> BoolArray:
    """Where a sum is true; a part that nobody counted, among others that were, is nobody."""
    some = ~np.isnan(parts).all(axis=0)
    return some & (whole == np.nansum(parts, axis=0))
