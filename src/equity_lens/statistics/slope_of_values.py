"""Slope and relative indices from published values and their standard errors, as OHID makes them.

For indicators that come as values with limits and not as counts: life expectancy, standardised
rates, survey scores. From counts of people, ``slope_index_of_inequality`` needs less.
"""

from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit, ndtri

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import (
    at_risk,
    checked_choice,
    checked_confidence,
    none_missing,
    normal_deviate,
    numbers,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.gradient_distribution import quantile_of_ratio, quantile_of_sum
from equity_lens.statistics.slope import Line, enough_groups, fit_line

Kind = Literal["mean", "count", "rate", "proportion"]

COMPLETE = "Leave out the series in which a group is missing or withheld."


class Ends(NamedTuple):
    """Heights of the fitted line at the two ends of the gradient, in the unit of the values."""

    most_deprived: FloatArray
    least_deprived: FloatArray


class Values(NamedTuple):
    """Checked values on the scale on which their errors are normal, and the line through them.

    ``straight`` is true where the line is fitted on that scale and not on the values' own.
    """

    scaled: FloatArray
    error: FloatArray
    line: Line
    kind: Kind
    straight: bool

    def back(self, scaled: FloatArray) -> FloatArray:
        """Values on their own scale."""
        return from_scale(scaled, self.kind)


def slope_index_of_values(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    *,
    kind: Kind,
    transform: bool = False,
    multiplier: float = 1,
    confidence: float = 0.95,
) -> Estimate:
    """Gap in a value across the whole deprivation gradient, from values and their errors.

    Least deprived minus most deprived, times the multiplier: with a multiplier of -1 it reads
    "most minus least".

    Parameters
    ----------
    value : (..., g) numbers
        Values, most deprived group first: above nought for a rate, between 0 and 1 for a
        proportion (0.57, not 57).
    population : (..., g) counts
        People in each group, in the same order. None may be nought.
    standard_error : (..., g) numbers
        Standard errors, of the log of a rate and the logit of a proportion, and of a mean or count
        itself: see ``standard_error_from_limits``.
    kind
        "mean" (or any value with a symmetric error), "count", "rate" or "proportion".
    transform
        True to fit the line to the log of rates, or the logit of proportions: better where the
        gradient is steep. Refused for means and counts.
    multiplier
        What the index is multiplied by; its sign may turn the index round.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` in the unit of the values times the multiplier, over the
        leading axes.

    Raises
    ------
    TooFewGroups
        Fewer than three groups.
    InvalidCounts
        A value, population or error that is missing or out of range; a percentage for a
        proportion.

    Notes
    -----
    Population-weighted least squares on midpoints of the ranked population. The interval is what
    OHID's simulation tends to with ever more draws, the same on every run. With ``transform``, and
    for means and counts, it is exact normal theory; the middle of the gradient is held, as there.
    For rates and proportions without it, the skewed sum is solved by a Cornish-Fisher series.
    ``simulated_indices`` is the simulation itself.

    References
    ----------
    Low A, Low A. J Public Health 2004;26:388-395. OHID, PHEindicatormethods, ``phe_sii``. Cornish
    EA, Fisher RA. Rev Inst Int Stat 1938;5:307-320.

    Examples
    --------
    Years of healthy life in fifths, and how much longer the least deprived have:

    >>> years, people = [55.1, 58.0, 61.2, 63.9, 66.5], [2100, 2000, 1950, 1900, 1850]
    >>> gap = slope_index_of_values(years, people, [0.5] * 5, kind="mean")
    >>> f"{gap.value:.1f} ({gap.lower:.1f} to {gap.upper:.1f}) years"
    '14.4 (12.8 to 16.0) years'
    """
    given = checked_values(value, population, standard_error, kind, transform)
    tail = (1 - checked_confidence(confidence)) / 2
    least, most = _slope_limits(given, tail)
    size, limits = _size(multiplier), (least, most)
    index = ends_difference(ends(given)) * size
    low, high = (limit * size for limit in (limits if size > 0 else limits[::-1]))
    return Estimate(index, low, high)


def relative_index_of_values(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    *,
    kind: Kind,
    transform: bool = False,
    most_over_least: bool = False,
    confidence: float = 0.95,
) -> Estimate:
    """Ratio of a value between the two ends of the gradient, from values and their errors.

    Least deprived over most deprived, unless ``most_over_least`` turns it round (as a negative
    multiplier does in OHID's package).

    Parameters
    ----------
    value, population, standard_error, kind, transform, confidence
        As ``slope_index_of_values``.
    most_over_least
        True to read "most over least".

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a ratio, over the leading axes; ``nan`` as for
        ``relative_index_of_inequality``.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``slope_index_of_values``.

    Notes
    -----
    As ``slope_index_of_values``; for means and counts, Fieller's interval.

    References
    ----------
    Low A, Low A. J Public Health 2004;26:388-395. Fieller EC. J R Stat Soc B 1954;16:175-185.

    Examples
    --------
    >>> years, people = [55.1, 58.0, 61.2, 63.9, 66.5], [2100, 2000, 1950, 1900, 1850]
    >>> ratio = relative_index_of_values(years, people, [0.5] * 5, kind="mean")
    >>> f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    '1.27 (1.24 to 1.30)'
    """
    given = checked_values(value, population, standard_error, kind, transform)
    tail = (1 - checked_confidence(confidence)) / 2
    most, least = ends(given)
    with np.errstate(divide="ignore", invalid="ignore"):
        index = np.where(most > 0, least / most, np.nan)
    low, high = _ratio_limits(given, tail)
    if not most_over_least:
        return Estimate(index, low, high)
    with np.errstate(divide="ignore"):
        return Estimate(1 / index, 1 / high, 1 / low)


def gradient_ends(
    value: npt.ArrayLike, population: npt.ArrayLike, *, kind: Kind, transform: bool = False
) -> Ends:
    """Heights of the fitted line at the two ends of the gradient: what the indices compare.

    Parameters
    ----------
    value, population, kind, transform
        As ``slope_index_of_values``.

    Returns
    -------
    Ends
        ``most_deprived`` (the intercept) and ``least_deprived``, in the unit of the values.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``slope_index_of_values``.

    References
    ----------
    Low A, Low A. J Public Health 2004;26:388-395.

    Examples
    --------
    >>> most, least = gradient_ends([50, 55, 60, 65, 70], [1000] * 5, kind="mean")
    >>> f"from {most:.1f} to {least:.1f}"
    'from 47.5 to 72.5'
    """
    none = np.zeros(np.shape(value))
    return ends(checked_values(value, population, none, kind, transform))


def standard_error_from_limits(
    lower: npt.ArrayLike, upper: npt.ArrayLike, *, kind: Kind, confidence: float = 0.95
) -> FloatArray:
    """Standard errors behind published limits, on the scale that the indices ask for.

    Parameters
    ----------
    lower, upper : any shape, numbers
        Published limits: above nought for a rate, between 0 and 1 for a proportion.
    kind
        As ``slope_index_of_values``.
    confidence
        The coverage of those limits: 0.95 unless they say otherwise.

    Returns
    -------
    array
        Standard errors, of the log of a rate and the logit of a proportion.

    Raises
    ------
    InvalidCounts
        A limit that is missing, out of range, or a lower above its upper.

    References
    ----------
    OHID, PHEindicatormethods, ``phe_sii``, which takes half the width over 1.96.

    Examples
    --------
    >>> standard_error_from_limits([80.4], [119.6], kind="mean").round(2)
    array([10.])
    """
    low, high = same_shape(("lower", numbers(lower, "lower")), ("upper", numbers(upper, "upper")))
    for limit in (low, high):
        none_missing(limit, "a limit", COMPLETE)
    refuse_where(low > high, "a lower limit is above its upper limit", "Swap the two columns.")
    width = to_scale(high, kind, "an upper limit") - to_scale(low, kind, "a lower limit")
    return width / (2 * normal_deviate(confidence))


def checked_values(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    kind: Kind,
    transform: bool,
) -> Values:
    """Everything the indices need, or a refusal."""
    checked_choice(kind, get_args(Kind), "kind of value")
    if transform and kind in ("mean", "count"):
        raise StatisticRefused(
            f"A {kind} cannot be transformed.",
            remedy="Only a rate (logarithm) or a proportion (logit) can: leave transform out.",
        )
    found, people, error = same_shape(
        ("value", numbers(value, "values")),
        ("population", at_risk(population, "population")),
        ("standard error", numbers(standard_error, "standard errors")),
    )
    enough_groups(people, "their values and intervals")
    for array, what in ((found, "value"), (people, "population"), (error, "standard error")):
        none_missing(array, f"a {what}", COMPLETE)
    refuse_where(error < 0, "a standard error is negative", "Check the source.")
    return Values(to_scale(found, kind, "a value"), error, fit_line(people), kind, transform)


def to_scale(value: FloatArray, kind: Kind, what: str) -> FloatArray:
    """A value on the scale on which its error is normal."""
    if kind == "rate":
        remedy = "The logarithm of a rate of nought is not a number: use counts, or fewer groups."
        refuse_where(value <= 0, f"{what} is nought or negative", remedy)
        return np.log(value)
    if kind == "proportion":
        remedy = "Give proportions such as 0.57, not percentages; with 0 or 1 in them, use counts."
        refuse_where((value <= 0) | (value >= 1), f"{what} is not between 0 and 1", remedy)
        return logit(value)
    return value


def from_scale(scaled: FloatArray, kind: Kind) -> FloatArray:
    """A value back on its own scale."""
    if kind == "rate":
        return np.exp(scaled)
    return expit(scaled) if kind == "proportion" else scaled


def ends(given: Values) -> Ends:
    """Heights of the line at its two ends, in the unit of the values."""
    fitted = given.scaled if given.straight else given.back(given.scaled)
    most = (given.line.intercept * fitted).sum(axis=-1)
    least = most + (given.line.slope * fitted).sum(axis=-1)
    if given.straight:
        return Ends(given.back(most), given.back(least))
    return Ends(most, least)


def ends_difference(at: Ends) -> FloatArray:
    """Least deprived minus most deprived."""
    return at.least_deprived - at.most_deprived


def _slope_limits(given: Values, tail: float) -> tuple[FloatArray, FloatArray]:
    def limit(probability: float) -> FloatArray:
        if given.straight:
            return ends_difference(_about_the_middle(given, probability))
        return quantile_of_sum(given.line.slope, given.scaled, given.error, given.back, probability)

    return limit(tail), limit(1 - tail)


def _ratio_limits(given: Values, tail: float) -> tuple[FloatArray, FloatArray]:
    def limit(probability: float) -> FloatArray:
        if given.straight:
            most, least = _about_the_middle(given, probability)
            return least / most
        above = given.line.intercept + given.line.slope
        return quantile_of_ratio(
            above, given.line.intercept, given.scaled, given.error, given.back, probability
        )

    return limit(tail), limit(1 - tail)


def _about_the_middle(given: Values, probability: float) -> Ends:
    """Ends of the line whose slope is at a quantile and whose middle is held."""
    slope, intercept = (
        (weight * given.scaled).sum(axis=-1) for weight in (given.line.slope, given.line.intercept)
    )
    middle = intercept + slope / 2
    error = np.sqrt((given.line.slope**2 * given.error**2).sum(axis=-1))
    half = (slope + ndtri(probability) * error) / 2
    return Ends(given.back(middle - half), given.back(middle + half))


def _size(multiplier: float) -> float:
    if not (np.isfinite(multiplier) and multiplier != 0):
        raise StatisticRefused(
            f"The multiplier is {multiplier}, and must be a number other than nought.",
            remedy="Give multiplier=100 for percentage points, or -1 to turn the index round.",
        )
    return float(multiplier)
