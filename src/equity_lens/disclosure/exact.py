"""Counts that can have only one value, found by fitting other tables to all that is shown.

Interval propagation looks at one sum at a time. Where counts are not rounded, several sums
together can still pin a count down; here whole tables are fitted that agree with everything shown
(integer linear programming), and a count that is the same in all of them is taken to be known.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.possible import Range
from equity_lens.disclosure.tables import Tables

FITTED = 8
SEED = 20261031


def only_one_value(tables: Tables, possible: Range, asked: BoolArray) -> BoolArray:
    """Which of the counts asked about come out alike in every table that was fitted.

    Parameters
    ----------
    tables
        Everything that adds up.
    possible
        The range of each count, narrowed.
    asked : (table, row, column)
        The small counts.

    Returns
    -------
    array
        True where no table was found in which the count differs. A few of these may have other
        values that were not found: it errs on the safe side.
    """
    free = np.flatnonzero(possible.most > possible.least)
    place = np.full(tables.counts.size, -1)
    place[free] = np.arange(len(free))
    constraint = _sums(tables, possible, place, len(free))
    bounds = Bounds(possible.least.ravel()[free], possible.most.ravel()[free])
    # The same directions in every row, whichever rows there are: a row comes out the same alone.
    pull = np.random.default_rng(SEED).normal(size=(FITTED // 2, *tables.counts.shape[::2]))
    pulls = np.broadcast_to(pull[:, :, None], (len(pull), *tables.counts.shape)).reshape(
        len(pull), -1
    )
    fitted = [
        milp(
            sign * each[free], constraints=constraint, bounds=bounds, integrality=np.ones(len(free))
        ).x
        for each in pulls
        for sign in (1, -1)
    ]
    values = np.round([each for each in fitted if each is not None])
    same = np.ones(tables.counts.size, dtype=bool)
    if len(values):
        same[free] = (values == values[0]).all(axis=0)
    return asked & same.reshape(tables.counts.shape)


def _sums(tables: Tables, possible: Range, place: FloatArray, size: int) -> LinearConstraint:
    """Every sum that has a free member, with the members that are known on the other side."""
    names = np.arange(tables.counts.size).reshape(tables.counts.shape)
    rows, columns, entries, right = [], [], [], []
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
