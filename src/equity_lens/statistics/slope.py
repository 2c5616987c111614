"""The gap across a whole gradient, in one number."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import TooFewGroups
from equity_lens.statistics._checks import events_among, none_missing, normal_deviate
from equity_lens.statistics.estimate import Estimate, FloatArray

FEWEST_GROUPS = 3


def slope_index_of_inequality(
    events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95
) -> Estimate:
    """Gap in a proportion across the whole deprivation gradient.

    Slope of a population-weighted line through the group proportions, each
    placed at the midpoint of its share of the ranked population. It reads
    "least deprived minus most deprived": negative when the event is commoner
    among the most deprived.

    Parameters
    ----------
    events : (..., g) counts
        People with the event, most deprived group first.
    population : (..., g) counts
        People at risk, in the same order. None may be zero.
    confidence
        Coverage, between 0 and 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a difference in proportion, over the leading axes.

    Raises
    ------
    TooFewGroups
        Fewer than three groups; use ``proportion_difference``.
    InvalidCounts
        A population of zero, more events than people, or a count that is missing: a slope
        through the groups that are left would be a different gradient.

    Notes
    -----
    Assumes a straight gradient. Binomial variance, carried through the
    regression exactly, so the interval is the same on every run.

    References
    ----------
    Low A, Low A. J Public Health 2004;26:388-395.

    Examples
    --------
    >>> sii = slope_index_of_inequality([200, 180, 160, 140, 120], [1000] * 5)
    >>> f"{sii.value:+.3f} ({sii.lower:+.3f} to {sii.upper:+.3f})"
    '-0.100 (-0.136 to -0.064)'
    """
    value, variance, people = _gradient(events, population)
    line = fit_line(people)
    slope = (line.slope * value).sum(axis=-1)
    reach = normal_deviate(confidence) * np.sqrt((line.slope**2 * variance).sum(axis=-1))
    return Estimate(slope, slope - reach, slope + reach)


def relative_index_of_inequality(
    events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95
) -> Estimate:
    """Ratio of a proportion between the two ends of the deprivation gradient.

    Height of the slope index's line at the least deprived end over its height at the most
    deprived end. It reads "least deprived over most deprived": below 1 when the event is commoner
    among the most deprived, as the slope index is then below 0.

    Parameters
    ----------
    events : (..., g) counts
        People with the event, most deprived group first.
    population : (..., g) counts
        People at risk, in the same order. None may be zero.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a ratio, over the leading axes. All ``nan`` where the
        line falls to nought or below at the most deprived end; the limits alone are ``nan`` where
        chance could have taken it there, as no finite interval then covers the ratio.

    Raises
    ------
    TooFewGroups
        Fewer than three groups; use ``proportion_ratio``.
    InvalidCounts
        A population of zero, more events than people, or a count that is missing.

    Notes
    -----
    Assumes a straight gradient. Fieller's interval on binomial variance: both ends come from the
    same line, and their covariance is kept. It is what OHID's simulation tends to with ever more
    draws, and the same on every run.

    References
    ----------
    Low A, Low A. J Public Health 2004;26:388-395. Fieller EC. J R Stat Soc B 1954;16:175-185.

    Examples
    --------
    >>> rii = relative_index_of_inequality([200, 180, 160, 140, 120], [1000] * 5)
    >>> f"{rii.value:.2f} ({rii.lower:.2f} to {rii.upper:.2f})"
    '0.52 (0.40 to 0.66)'
    """
    value, variance, people = _gradient(events, population)
    line = fit_line(people)
    return fieller_ratio(line.intercept + line.slope, line.intercept, value, variance, confidence)


class Line(NamedTuple):
    """A weighted straight line as sums over the groups: Σ slope·y is the slope, and so on.

    ``midpoint`` is where each group stands: 0 at the most deprived end, 1 at the least.
    """

    intercept: FloatArray
    slope: FloatArray
    midpoint: FloatArray


def fit_line(weight: FloatArray) -> Line:
    """Coefficients of the least-squares line weighted by, and ranked over, ``weight`` (..., g)."""
    share = weight / weight.sum(axis=-1, keepdims=True)
    midpoint = np.cumsum(share, axis=-1) - share / 2
    # The shares' mean midpoint is one half whatever the shares.
    from_middle = midpoint - 0.5
    slope = share * from_middle / (share * from_middle**2).sum(axis=-1, keepdims=True)
    return Line(share - slope / 2, slope, midpoint)


def fieller_ratio(
    above: FloatArray,
    below: FloatArray,
    value: FloatArray,
    variance: FloatArray,
    confidence: float,
) -> Estimate:
    """Ratio of two sums Σ above·value / Σ below·value over the last axis, with Fieller's interval.

    The limits are the ratios r at which Σ (above - r below)·value lies ``deviate`` standard
    errors from nought: the roots of a quadratic.
    """
    squared = normal_deviate(confidence) ** 2
    top, bottom = (above * value).sum(axis=-1), (below * value).sum(axis=-1)
    a = bottom**2 - squared * (below**2 * variance).sum(axis=-1)
    b = top * bottom - squared * (above * below * variance).sum(axis=-1)
    c = top**2 - squared * (above**2 * variance).sum(axis=-1)
    bounded = (bottom > 0) & (a > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(bottom > 0, top / bottom, np.nan)
        reach = np.sqrt(np.maximum(b**2 - a * c, 0))
        lower = np.where(bounded, (b - reach) / a, np.nan)
        upper = np.where(bounded, (b + reach) / a, np.nan)
    return Estimate(ratio, lower, upper)


def enough_groups(array: FloatArray, instead: str) -> None:
    """Refuse an array with fewer than three groups on its last axis."""
    groups = array.shape[-1] if array.ndim else 1
    if groups < FEWEST_GROUPS:
        raise TooFewGroups(
            f"A gradient needs at least {FEWEST_GROUPS} groups; {groups} were given.",
            remedy=f"Compare the groups with {instead}.",
        )


def _gradient(
    events: npt.ArrayLike, population: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Proportions, their binomial variances, and the people, groups on the last axis."""
    happened, people = events_among(events, population)
    enough_groups(people, "proportion_difference or proportion_ratio")
    remedy = "Leave out the series in which a group is missing or withheld."
    none_missing(happened, "a count of events", remedy)
    none_missing(people, "a population", remedy)
    value = happened / people
    return value, value * (1 - value) / people, people
