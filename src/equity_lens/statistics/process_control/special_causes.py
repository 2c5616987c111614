"""Which points of a chart are special causes, and by which rule.

In order of precedence, as NHS England's Making Data Count has them: outside the limits; a trend; two
of three beyond two sigma; a run on one side of the mean.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.reading import TwoSigmaRule

OUTSIDE, TREND, TWO_IN_THREE, RUN, COMMON = "outside", "trend", "two in three", "run", ""
# In order of precedence, common cause before them all; looked up, so that a word is stored once.
RULES = np.array([COMMON, OUTSIDE, TREND, TWO_IN_THREE, RUN], dtype=object)

# Rounding in the mean must not put a point of a constant series above or below it.
ALIKE = 1e-12


Words = npt.NDArray[np.object_]


class Lines(NamedTuple):
    """Centre, process limits and near (two sigma) limits of each point; ``nan`` if not known."""

    centre: FloatArray
    lower: FloatArray
    upper: FloatArray
    near_lower: FloatArray
    near_upper: FloatArray


class SpecialCauses(NamedTuple):
    """The rule that marks each point ("" for common cause), and 1 if it is high, -1 if low."""

    rule: Words
    side: npt.NDArray[np.int8]


def special_causes(
    series: FloatArray, lines: Lines, points_in_a_run: int, two_sigma: TwoSigmaRule
) -> SpecialCauses:
    """Special causes among neighbouring points; ``nan`` ends a trend, a run and a two in three."""
    slack = ALIKE * np.abs(np.nan_to_num(series)).max(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        side = (series > lines.centre + slack) * 1 - (series < lines.centre - slack) * 1
        outside = (series > lines.upper + slack) * 1 - (series < lines.lower - slack) * 1
        near = (series > lines.near_upper + slack) | (series < lines.near_lower - slack)
    if two_sigma == "before 2023":
        near &= outside == 0
    trend = _trend(series, points_in_a_run)
    pairs = near & _in_window(side, 3, near, 2)
    runs = _in_window(side, points_in_a_run, side != 0, points_in_a_run)
    which, towards = np.zeros(series.shape, dtype=np.int8), np.zeros(series.shape, dtype=np.int8)
    marked = ((runs, side), (pairs, side), (trend != 0, trend), (outside != 0, outside))
    for place, (mark, way) in zip((4, 3, 2, 1), marked, strict=True):
        which[mark], towards[mark] = place, way[mark]
    return SpecialCauses(RULES[which], towards)


def _trend(series: FloatArray, points: int) -> npt.NDArray[np.int_]:
    """1 in a rising trend, -1 in a falling one; a turning point of two takes the later."""
    change = np.nan_to_num(np.sign(np.diff(series, axis=-1)))
    steady = _in_window(change, points - 1, change != 0, points - 1)
    beyond = np.zeros((*series.shape[:-1], 1))
    to_next = np.concatenate([change * steady, beyond], axis=-1)
    from_last = np.concatenate([beyond, change * steady], axis=-1)
    return np.where(to_next != 0, to_next, from_last).astype(int)


def _in_window(
    side: npt.NDArray[np.generic], size: int, counted: BoolArray, enough: int
) -> BoolArray:
    """True in any window of ``size`` all on one side, of which ``enough`` are counted."""
    member = np.zeros(side.shape, dtype=bool)
    windows = side.shape[-1] - size + 1
    if windows < 1:
        return member

    def sums(of: npt.NDArray[np.generic]) -> npt.NDArray[np.int_]:
        total = np.cumsum(of, axis=-1, dtype=int)
        total[..., size:] -= total[..., :-size].copy()
        return total[..., size - 1 :]

    found = (np.abs(sums(side)) == size) & (sums(counted) >= enough)
    for offset in range(size):
        member[..., offset : offset + windows] |= found
    return member
