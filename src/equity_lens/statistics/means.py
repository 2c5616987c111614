"""A mean and its interval, from values or from sums that can be added."""

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from equity_lens.errors import InvalidCounts
from equity_lens.statistics._checks import (
    checked_confidence,
    counts,
    numbers,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray


def mean(values: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Mean of measurements, with Student's interval.

    Parameters
    ----------
    values : (..., n) numbers
        Measurements, last axis, such as minutes or scores. A series with any ``nan`` gives
        ``nan``: leave out first what was not measured, and say how many.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` in the unit of the measurements, over the leading axes. The
        limits of a single measurement are ``nan``.

    Raises
    ------
    InvalidCounts
        Nothing to take a mean of.

    Notes
    -----
    Assumes that measurements are independent and either many or roughly bell-shaped. Waits are
    not: prefer ``histogram_percentile`` for them.

    References
    ----------
    Armitage P, Berry G. Statistical Methods in Medical Research, 4th ed. Blackwell 2002.

    Examples
    --------
    >>> minutes = mean([62, 71, 55, 80])
    >>> f"{minutes.value:.1f} ({minutes.lower:.1f} to {minutes.upper:.1f})"
    '67.0 (49.7 to 84.3)'
    """
    measured = np.atleast_1d(numbers(values, "values"))
    size = measured.shape[-1]
    if size == 0:
        raise InvalidCounts("There are no values to take a mean of.", remedy="Leave the group out.")
    middle = measured.mean(axis=-1)
    squares = ((measured - middle[..., None]) ** 2).sum(axis=-1)
    return _student(middle, squares, np.full(middle.shape, float(size)), confidence)


def mean_from_sums(
    count: npt.ArrayLike,
    total: npt.ArrayLike,
    total_of_squares: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Mean of measurements from three sums, which can be added across groups and trusts.

    Parameters
    ----------
    count : any shape, counts
        Measurements made, above nought.
    total, total_of_squares : broadcast against ``count``
        Sum of the measurements, and sum of each multiplied by itself.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        As ``mean``; ``nan`` where any of the sums is.

    Raises
    ------
    InvalidCounts
        A count of nought, or a sum of squares too small for the sum.

    Notes
    -----
    The same as ``mean`` of the measurements. Sums of large numbers that differ little lose
    digits; take a round number off each first.

    References
    ----------
    Armitage P, Berry G. Statistical Methods in Medical Research, 4th ed. Blackwell 2002.

    Examples
    --------
    >>> minutes = mean_from_sums(4, 268, 18310)
    >>> f"{minutes.value:.1f} ({minutes.lower:.1f} to {minutes.upper:.1f})"
    '67.0 (49.7 to 84.3)'
    """
    size, summed, squared = same_shape(
        ("count", counts(count, "count")),
        ("total", numbers(total, "total")),
        ("total of squares", numbers(total_of_squares, "total of squares")),
    )
    refuse_where(size == 0, "there is no measurement", "Leave the group out, or give nan.")
    squares = squared - summed**2 / size
    refuse_where(
        squares < -1e-9 * squared,
        "the sum of squares is too small for the sum",
        "Check that the sums are of the same measurements.",
    )
    return _student(summed / size, np.maximum(squares, 0), size, confidence)


def _student(
    middle: FloatArray, squares: FloatArray, size: FloatArray, confidence: float
) -> Estimate:
    """Student's interval from the sum of squared distances to the mean."""
    freedom = np.where(size > 1, size - 1, np.nan)
    deviate = stdtrit(freedom, (1 + checked_confidence(confidence)) / 2)
    reach = deviate * np.sqrt(squares / freedom / size)
    return Estimate(middle, middle - reach, middle + reach)
