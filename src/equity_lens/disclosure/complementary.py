"""Which further count to withhold, so that a small one cannot be worked out."""

import numpy as np
import numpy.typing as npt

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.possible import Range
from equity_lens.disclosure.tables import Tables

NONE = -1


def choose_more(tables: Tables, found: Range, unsafe: BoolArray, withheld: BoolArray) -> BoolArray:
    """For each unsafe count, one more count to withhold: (table, row, column).

    Of the sums in which the count stands and which hold something that can go, the one that
    narrows it most gives up its smallest part, or its whole if no part is left. Where all of them
    are withheld already, the same is asked of the counts in the sum that narrows it most.
    """
    can_go = ~withheld & ~tables.is_rest[:, None, None] & (np.nan_to_num(tables.counts) > 0)
    can_go[:, :, tables.columns.everyone] = False
    chosen = _narrowing(tables, found, unsafe, can_go)
    more = _smallest(tables, chosen, can_go)
    stuck = unsafe & (chosen == NONE)
    if stuck.any():
        near = _members_of(tables, _narrowing(tables, found, stuck, None))
        more |= _smallest(tables, _narrowing(tables, found, near, can_go), can_go)
    return more


def whole_dimensions(
    tables: Tables, unsafe: BoolArray, withheld: BoolArray, further: npt.NDArray[np.intp]
) -> BoolArray:
    """All that can go of the dimensions in which a count is still unsafe, with their noughts.

    ``further`` is how often that has been done to each row: the second time all dimensions of the
    table go, then its total and every other table of the same organisation and period.
    """
    unsafe = unsafe.copy()
    for parts, rest in tables.rests:
        for part in parts:
            unsafe[part] |= unsafe[rest]
    more = np.zeros(unsafe.shape, dtype=bool)
    for key in tables.columns.dimensions:
        places = tables.columns.of(key)
        more[:, :, places] |= unsafe[:, :, places].any(axis=2, keepdims=True)
    again, at_last = (further > 0)[:, None], (further > 1)[:, None]
    more |= np.any(unsafe, axis=2, keepdims=True) & again
    more |= np.any(unsafe, axis=(0, 2), keepdims=True) & at_last
    everyone = tables.columns.everyone
    more[:, :, everyone] &= unsafe[:, :, everyone] | (further > 1)
    return more & ~withheld & ~tables.is_rest[:, None, None] & ~np.isnan(tables.counts)


def _narrowing(
    tables: Tables, found: Range, wanted: BoolArray, candidates: BoolArray | None
) -> npt.NDArray[np.intp]:
    """For each count wanted, the number of the relation that narrows it most, or ``NONE``.

    With ``candidates``, only relations count in which another member is one.
    """
    width = found.most - found.least
    narrowest = np.full(wanted.shape, np.inf)
    chosen = np.full(wanted.shape, NONE, dtype=np.intp)
    for number, relation in enumerate(tables.relations):
        asked = relation.of(wanted) & relation.holds
        if not asked.any():
            continue
        widths = relation.of(width)
        others: FloatArray = widths.sum(axis=0) - widths
        if candidates is not None:
            open_ = relation.of(candidates)
            asked &= open_.sum(axis=0) > open_
        so_far = relation.of(narrowest)
        better = asked & (others < so_far)
        relation.put(narrowest, np.where(better, others, so_far))
        relation.put(chosen, np.where(better, number, relation.of(chosen)))
    return chosen


def _smallest(tables: Tables, chosen: npt.NDArray[np.intp], candidates: BoolArray) -> BoolArray:
    """Of each relation that was chosen the smallest candidate; the whole only if it is alone."""
    more = np.zeros(candidates.shape, dtype=bool)
    for number in np.unique(chosen[chosen != NONE]).tolist():
        relation = tables.relations[number]
        open_ = relation.of(candidates)
        size = np.where(open_, np.nan_to_num(relation.of(tables.counts)), np.inf)
        size[0] = np.where(open_[1:].any(axis=0), np.inf, size[0])
        members = np.arange(len(size)).reshape(-1, *[1] * (size.ndim - 1))
        take = open_ & (members == size.argmin(axis=0))
        take &= (relation.of(chosen) == number).any(axis=0)
        relation.put(more, relation.of(more) | take)
    return more


def _members_of(tables: Tables, chosen: npt.NDArray[np.intp]) -> BoolArray:
    """All the counts in the relations that were chosen."""
    members = np.zeros(chosen.shape, dtype=bool)
    for number in np.unique(chosen[chosen != NONE]).tolist():
        relation = tables.relations[number]
        here = (relation.of(chosen) == number).any(axis=0)
        relation.put(members, relation.of(members) | here)
    return members
