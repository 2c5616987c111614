"""Counts that can have only one value, found by fitting other tables to all that is shown.

Interval propagation looks at one sum at a time. Several sums together can still pin a count down:
levels that overlap, pairs of dimensions whose margins close a circle. Here whole tables are fitted
that agree with everything shown, by linear programming in whole numbers, and a count that is the
same in all of them is known.
"""

import itertools
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.possible import Range
from equity_lens.disclosure.tables import Tables

TURNS_AT_RANDOM = 4
SEED = 20261031
HALF, ALMOST = 0.5, 1e-6


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
    In each row by itself, the counts in question are pushed up or down at random, all at once, and
    then the other way; those that move are settled. Whichever never move are pushed one by one. So
    the answer is exact, and the same whatever the draws.
    """
    known = np.zeros(asked.shape, dtype=bool)
    for row in np.flatnonzero(np.any(asked, axis=(0, 2))).tolist():
        alone = np.arange(asked.shape[1]) == row
        here = Range(possible.least[:, alone], possible.most[:, alone])
        known[:, alone] = _in_one_row(tables.in_rows(alone), here, asked[:, alone])
    return known


def _in_one_row(tables: Tables, possible: Range, asked: BoolArray) -> BoolArray:
    fitting = _Fitting.of(tables, possible)
    if not len(fitting.free):
        return asked
    rng = np.random.default_rng(SEED)
    in_question = asked.ravel()[fitting.free]
    known = np.zeros(in_question.shape, dtype=bool)
    for turn in itertools.count():
        if not in_question.any():
            break
        push = np.where(in_question, rng.choice([-1.0, 1.0], in_question.size), 0.0)
        if turn >= TURNS_AT_RANDOM:
            push = (np.arange(in_question.size) == in_question.argmax()).astype(np.float64)
        if not (fitting.push(push) and fitting.push(-push)):
            # No table fits: the counts do not add up as they should. Take all for known.
            return asked
        moved = fitting.most - fitting.least > HALF
        if turn >= TURNS_AT_RANDOM:
            known |= (push > 0) & ~moved
        in_question = in_question & ~moved & ~known
    found = np.zeros(asked.size, dtype=bool)
    found[fitting.free] = known
    settled = np.ones(asked.size, dtype=bool)
    settled[fitting.free] = False
    return asked & (found | settled).reshape(asked.shape)


@dataclass
class _Fitting:
    """Tables that fit what is shown; ``least`` and ``most`` of each count in all fitted so far.

    ``free`` are the places of the counts that are not known to begin with.
    """

    free: npt.NDArray[np.intp]
    sums: LinearConstraint
    bounds: Bounds
    least: FloatArray = field(init=False)
    most: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self.least = np.full(len(self.free), np.inf)
        self.most = np.full(len(self.free), -np.inf)

    @classmethod
    def of(cls, tables: Tables, possible: Range) -> "_Fitting":
        """The sums and ranges of one row."""
        free = np.flatnonzero(possible.most > possible.least)
        bounds = Bounds(possible.least.ravel()[free], possible.most.ravel()[free])
        return cls(free, _sums(tables, possible, free), bounds)

    def push(self, direction: FloatArray) -> bool:
        """Fit one more table, in which counts lie as far against a direction as they can."""
        # Without asking for whole numbers first: it is quicker, and they nearly always come out.
        for whole in (0, 1):
            fit = milp(
                direction, constraints=self.sums, bounds=self.bounds,
                integrality=np.full(len(self.free), whole),
            ).x  # fmt: skip
            if fit is None:
                return False
            if np.abs(fit - fit.round()).max() < ALMOST:
                break
        self.least = np.minimum(self.least, fit.round())
        self.most = np.maximum(self.most, fit.round())
        return True


def _sums(tables: Tables, possible: Range, free: npt.NDArray[np.intp]) -> LinearConstraint:
    """Every sum that has a free member, with the members that are known on the other side."""
    place = np.full(tables.counts.size, -1)
    place[free] = np.arange(len(free))
    names = np.arange(tables.counts.size).reshape(tables.counts.shape)
    least = possible.least.ravel()
    rows, columns, entries = [], [], []
    right: list[float] = []
    for relation in tables.relations:
        members = relation.of(names)
        members = members[:, np.broadcast_to(relation.holds, members.shape[1:])]
        sign = np.where(np.arange(len(members)) == 0, 1.0, -1.0)[:, None]
        is_free = place[members] >= 0
        some = is_free.any(axis=0)
        number = len(right) + np.cumsum(some) - 1
        rows.append(np.broadcast_to(number, members.shape)[is_free])
        columns.append(place[members][is_free])
        entries.append(np.broadcast_to(sign, members.shape)[is_free])
        known = np.where(is_free, 0.0, least[members] * sign)
        right.extend((-known.sum(axis=0))[some].tolist())
    matrix = csr_array(
        (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns))),
        shape=(len(right), len(free)),
    )
    return LinearConstraint(matrix, right, right)
