"""Comparisons from values and limits alone, for statistics that are not proportions."""

import numpy as np
from scipy.special import ndtr, ndtri

from equity_lens.analysis.groups import Comparison
from equity_lens.cells import FloatArray
from equity_lens.statistics import Estimate
from equity_lens.statistics.differences import square_and_add


def against_estimate(own: Estimate, other: Estimate, confidence: float) -> Comparison:
    """Each group against a reference; where that holds the group, it errs on the wide side."""
    gap = square_and_add(own, other)
    none = np.full(gap.value.shape, np.nan)
    return Comparison(
        gap, log_ratio(own, other), p_value_of(gap, confidence), Estimate(none, none, none)
    )


def against_value(own: Estimate, value: FloatArray, confidence: float) -> Comparison:
    """Each group against a fixed value in its own unit."""
    gap = Estimate(*(part - value for part in own))
    none = np.full(gap.value.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = Estimate(*(part / value for part in own))
    return Comparison(gap, ratio, p_value_of(gap, confidence), Estimate(none, none, none))


def log_ratio(own: Estimate, other: Estimate) -> Estimate:
    """Ratio of two positive estimates; distances to the limits squared and added on the log scale.

    ``nan`` where a value is nought; a limit is ``nan`` where one that it is made from is nought.

    References
    ----------
    Zou GY, Donner A. Stat Med 2008;27:1693-1702.

    Examples
    --------
    >>> ratio = log_ratio(Estimate(20.0, 16.0, 25.0), Estimate(10.0, 8.0, 12.5))
    >>> f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    '2.00 (1.46 to 2.74)'
    """
    ours, theirs = (
        Estimate(*(np.log(np.where(np.asarray(part) > 0, part, np.nan)) for part in one))
        for one in (own, other)
    )
    ratio = ours.value - theirs.value
    below = np.hypot(ours.value - ours.lower, theirs.upper - theirs.value)
    above = np.hypot(ours.upper - ours.value, theirs.value - theirs.lower)
    return Estimate(*(np.exp(part) for part in (ratio, ratio - below, ratio + above)))


def p_value_of(gap: Estimate, confidence: float) -> FloatArray:
    """Two-sided p value of a gap whose limits are known, from the limit nearer to nought.

    It is under 1 - confidence exactly where the interval leaves out nought.

    Examples
    --------
    >>> round(float(p_value_of(Estimate(2.0, 0.0, 5.0), 0.95)), 3)
    0.05
    """
    deviate = ndtri((1 + confidence) / 2)
    towards = np.where(gap.value > 0, gap.value - gap.lower, gap.upper - gap.value)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(gap.value == 0, 0.0, np.abs(gap.value) / towards)
    return np.where(np.isnan(gap.value + towards), np.nan, 2 * ndtr(-deviate * distance))
