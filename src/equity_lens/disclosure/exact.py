"""Counts that can have only one value, found by fitting other tables to all that is shown.

Interval propagation looks at one sum at a time. Several sums together can still pin a count down:
levels that overlap, pairs of dimensions whose margins close a circle. Here whole tables are fitted
that agree with everything shown, by linear programming in whole numbers, and a count that is the
same in all of them is known.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.kept import Kept, question_of
from equity_lens.disclosure.possible import Range
from equity_lens.disclosure.tables import Tables

SEED = 20261031
ALMOST = 1e-6
# Changed with the method, so that answers kept from another method are not taken for ours.
METHOD = f"only one value, 1, {SEED}"


def only_one_value(
    tables: Tables, possible: Range, asked: BoolArray, kept: Kept | None = None
) -> BoolArray:
    """Which of the counts asked about are the same in every table that agrees with what is shown.

    Parameters
    ----------
    tables
        Everything that adds up.
    possible
        The range of each count, narrowed.
    asked : (table, row, column)
        The small counts.
    kept
        Answers from before; with none, each row is worked out.

    Notes
    -----
    In each row by itself: the true table fits, so a count is settled as soon as another table fits
    in which it differs. All counts in question are pushed away from the truth at once, and then
    with weights drawn at random, one way and the other. Where neither way moves any of them, none
    can move, for a weighted sum that can take only one value has only one table behind it.
    """
    known = np.zeros(asked.shape, dtype=bool)
    for row in np.flatnonzero(np.any(asked, axis=(0, 2))).tolist():
        alone = np.arange(asked.shape[1]) == row
        here = Range(possible.least[:, alone], possible.most[:, alone])
        known[:, alone] = _in_one_row(tables.in_rows(alone), here, asked[:, alone], kept)
    return known


def _in_one_row(tables: Tables, possible: Range, asked: BoolArray, kept: Kept | None) -> BoolArray:
    is_free = (possible.most > possible.least) & ~np.isnan(tables.counts)
    free = np.flatnonzero(is_free)
    fitting = _Fitting.of(tables, possible, free)
    in_question = asked.ravel()[free]
    found = ~is_free
    found.ravel()[free] = _settled(fitting, in_question, kept)
    return asked & found


def _settled(fitting: "_Fitting", in_question: BoolArray, kept: Kept | None) -> BoolArray:
    """Which of the counts in question can have one value only; from what is kept, if it is."""
    if kept is None:
        return _without_another_table(fitting, in_question)
    question = question_of(METHOD, [*fitting.described, in_question])
    answer = kept.answer(question, len(in_question))
    if answer is None:
        answer = _without_another_table(fitting, in_question)
        kept.keep(question, answer)
    return answer


def _without_another_table(fitting: "_Fitting", in_question: BoolArray) -> BoolArray:
    """Those of the counts in question that no other table has otherwise."""
    asked, free = in_question, len(in_question)
    rng = np.random.default_rng(SEED)
    # Where there is more room above the truth a count is pushed up, which is -1 to a minimiser.
    away = np.where(fitting.room_above > fitting.room_below, -1.0, 1.0)
    push = away * rng.uniform(1, 2, free)
    before = ~in_question
    while in_question.any() and (in_question != before).any():
        before = in_question
        for direction in (push, -push):
            if in_question.any() and not fitting.push(np.where(in_question, direction, 0.0)):
                # No table fits, so the counts do not add up as they should. Take all for known.
                return asked
            in_question = in_question & ~fitting.moved
        push = rng.uniform(1, 2, free) * rng.choice([-1.0, 1.0], free)
    return in_question


@dataclass
class _Fitting:
    """Tables of one row that fit what is shown, the true one to begin with.

    ``truth`` holds the counts that are not known outright; ``moved`` is true for those that some
    other table had otherwise.
    """

    truth: FloatArray
    sums: LinearConstraint
    bounds: Bounds
    moved: BoolArray

    @classmethod
    def of(cls, tables: Tables, possible: Range, free: npt.NDArray[np.intp]) -> "_Fitting":
        """The sums and ranges of the counts that are free."""
        return cls(
            tables.counts.ravel()[free],
            _sums(tables, possible, free),
            Bounds(possible.least.ravel()[free], possible.most.ravel()[free]),
            np.zeros(len(free), dtype=bool),
        )

    @property
    def described(self) -> list[npt.NDArray[np.generic]]:
        """Everything that the fitting rests on: the truth, the ranges, and the sums."""
        sums = self.sums.A
        return [
            self.truth, np.asarray(self.bounds.lb), np.asarray(self.bounds.ub),
            sums.indptr, sums.indices, sums.data, np.asarray(self.sums.lb),
        ]  # fmt: skip

    @property
    def room_above(self) -> FloatArray:
        """How much larger than the truth each count could be by itself."""
        return np.asarray(self.bounds.ub) - self.truth

    @property
    def room_below(self) -> FloatArray:
        """How much smaller."""
        return self.truth - np.asarray(self.bounds.lb)

    def push(self, direction: FloatArray) -> bool:
        """Fit one more table, as far against a direction as can be; False where none fits."""
        # Without asking for whole numbers first: it is quicker, and they nearly always come out.
        for whole in (0, 1):
            fit = milp(
                direction,
                constraints=self.sums,
                bounds=self.bounds,
                integrality=np.full(len(self.truth), whole),
            ).x
            if fit is None:
                return False
            if np.abs(fit - fit.round()).max() < ALMOST:
                break
        self.moved |= fit.round() != self.truth
        return True


def _sums(tables: Tables, possible: Range, free: npt.NDArray[np.intp]) -> LinearConstraint:
    """Every sum that has a free member, with the members that are known on the other side."""
    place = np.full(tables.counts.size, -1)
    place[free] = np.arange(len(free))
    names = np.arange(tables.counts.size).reshape(tables.counts.shape)
    least = possible.least.ravel()
    nothing = np.empty(0, dtype=np.intp)
    rows, columns, entries = [nothing], [nothing], [np.empty(0)]
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
