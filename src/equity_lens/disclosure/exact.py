"""Counts that can have only one value, found by fitting other tables to all that is shown.

Interval propagation looks at one sum at a time. Where counts are not rounded, several sums
together can still pin a count down; here whole tables are fitted that agree with everything shown
(integer linear programming), and a count that is the same in all of them is taken to be known.
"""

import itertools

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.possible import Range
from equity_lens.disclosure.tables import Tables

TURNS_AT_RANDOM = 8
SEED = 20261031
HALF = 0.5


def only_one_value(tables: Tables, possible: Range, asked: BoolArray) -> BoolArray:
    """Which of the counts asked about are the same in every table that agrees with what is shown.

    Parameters
    ----------
    tables
        Everything that adds up.
    possible
        The range of each count, narrowed.
    asked : (table, row, column)
        The small counts.

    Notes
    -----
    The counts in question are pushed up or down, many at a time and at random, and then the other
    way; those that move are settled. Whichever never move are pushed one by one, a count of every
    row at a time, for rows have nothing to do with each other. So the answer is exact, and the
    same whatever the draws and whichever rows come with a row.
    """
    free = np.flatnonzero(possible.most > possible.least)
    place = np.full(tables.counts.size, -1)
    place[free] = np.arange(len(free))
    sums = _sums(tables, possible, place, len(free))
    bounds = Bounds(possible.least.ravel()[free], possible.most.ravel()[free])
    row = np.broadcast_to(np.arange(asked.shape[1])[:, None], asked.shape).ravel()[free]
    in_question = asked.ravel()[free].copy()
    known = np.zeros(len(free), dtype=bool)
    seen = Range(np.full(len(free), np.inf), np.full(len(free), -np.inf))
    rng = np.random.default_rng(SEED)
    for turn in itertools.count():
        if not in_question.any():
            break
        at_random = turn < TURNS_AT_RANDOM
        pushed = in_question if at_random else _one_of_each_row(in_question, row)
        push = np.where(pushed, rng.choice([-1.0, 1.0], len(free)) if at_random else 1.0, 0.0)
        for direction in (push, -push):
            fit = milp(direction, constraints=sums, bounds=bounds, integrality=np.ones(len(free))).x
            if fit is None:
                # No table fits: the counts do not add up as they should. Take all for known.
                return asked
            seen.least, seen.most = np.minimum(seen.least, fit), np.maximum(seen.most, fit)
        moved = seen.most - seen.least > HALF
        if not at_random:
            known |= pushed & ~moved
        in_question = in_question & ~moved & ~known
    found = np.zeros(asked.size, dtype=bool)
    found[free] = known
    return asked & (found | (place < 0)).reshape(asked.shape)


def _one_of_each_row(in_question: BoolArray, row: npt.NDArray[np.intp]) -> BoolArray:
    places = np.flatnonzero(in_question)
    _, first = np.unique(row[places], return_index=True)
    chosen = np.zeros(in_question.shape, dtype=bool)
    chosen[places[first]] = True
    return chosen


def _sums(tables: Tables, possible: Range, place: FloatArray, size: int) -> LinearConstraint:
    """Every sum that has a free member, with the members that are known on the other side."""
    names = np.arange(tables.counts.size).reshape(tables.counts.shape)
    rows, columns, entries = [], [], []
    right: list[float] = []
    for relation in tables.relations:
        members = relation.of(names)
        holds = np.broadcast_to(relation.holds, members.shape[1:])
        members = members[:, holds]
        sign = np.where(np.arange(len(members)) == 0, 1.0, -1.0)[:, None]
        is_free = place[members] >= 0
        known = np.where(is_free, 0.0, possible.least.ravel()[members]) * sign
        some = is_free.any(axis=0)
        number = len(right) + np.cumsum(some) - 1
        take = is_free & some
        rows.append(np.broadcast_to(number, members.shape)[take])
        columns.append(place[members][take])
        entries.append(np.broadcast_to(sign, members.shape)[take])
        right.extend((-known.sum(axis=0))[some].tolist())
    matrix = csr_array(
        (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns))),
        shape=(len(right), size),
    )
    return LinearConstraint(matrix, right, right)
