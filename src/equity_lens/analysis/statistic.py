"""One statistic over organisations and periods, with what is withheld kept apart from missing."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.statistics import Estimate


@dataclass(frozen=True)
class Statistic:
    """Values with limits, their unit, and why some are not there.

    Arrays are (organisation, period) or (organisation, period, subgroup). Where ``withheld`` is
    true the value rests on a count that is not shown; elsewhere ``nan`` is missing, and
    ``why_missing`` says why in words.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    withheld: BoolArray
    unit: str
    why_missing: str = ""

    @property
    def estimate(self) -> Estimate:
        """The value and its limits, as the statistics take them."""
        return Estimate(self.value, self.lower, self.upper)


def statistic(
    estimate: Estimate | FloatArray, withheld: BoolArray, unit: str, why_missing: str = ""
) -> Statistic:
    """A statistic in which whatever is withheld is not a number, whatever else was worked out."""
    if not isinstance(estimate, Estimate):
        none = np.full(estimate.shape, np.nan)
        estimate = Estimate(estimate, none, none)
    value, lower, upper = (np.where(withheld, np.nan, part) for part in estimate)
    return Statistic(value, lower, upper, withheld, unit, why_missing)


def nothing(like: BoolArray, unit: str, why_missing: str) -> Statistic:
    """A statistic that this kind of measure, or dimension, does not have."""
    none = np.full(like.shape, np.nan)
    return Statistic(none, none, none, np.zeros(like.shape, dtype=bool), unit, why_missing)


def where_valid(
    valid: BoolArray, compute: Callable[..., tuple[FloatArray, ...]], *arrays: FloatArray
) -> tuple[FloatArray, ...]:
    """The parts of a statistic where it has a meaning, and ``nan`` elsewhere.

    ``arrays`` start with the axes of ``valid``, or broadcast to them; further axes (weeks, ages)
    are handed on. The statistics refuse an entry without meaning, such as a group of nobody; in
    a table such entries are to be expected.
    """
    chosen = []
    for array in arrays:
        full = np.broadcast_to(array, valid.shape + array.shape[valid.ndim :])
        chosen.append(full[valid])
    parts = compute(*chosen)
    found = []
    for part in parts:
        full = np.full(valid.shape, np.nan)
        full[valid] = part
        found.append(full)
    return tuple(found)
