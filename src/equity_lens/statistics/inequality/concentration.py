"""Concentration indices: how far an outcome is gathered among the advantaged."""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import refuse_where
from equity_lens.statistics.estimate import FloatArray
from equity_lens.statistics.inequality.groups import (
    Groups,
    Inequality,
    ordered_groups,
    ratio_scaled,
    with_limits,
)

Correction = Literal["wagstaff", "erreygers"]


def absolute_concentration_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    *,
    bounds: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """How far an outcome is gathered among the advantaged, in the unit of the outcome.

    Positive when it is commoner among the advantaged, negative when commoner among the
    disadvantaged; 0 when it is spread evenly along the gradient.

    Parameters
    ----------
    value : (..., g) numbers, nought or more
        Values of the groups, most disadvantaged first. None may be missing.
    population : (..., g) counts, or None
        People in each group; None where the groups are of one size.
    standard_error : (..., g) numbers, optional
        Standard errors in the unit of the values. With them the interval is one of sampling;
        without, it is WHO's, from the scatter of the groups about a straight line.
    bounds
        Lowest and highest possible value, such as (0, 100): the values are then first put on the
        scale from 0 to 1.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        In the unit of the values, or on the scale from 0 to 1 with ``bounds``, over the leading
        axes.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        Fewer than three groups, one of them missing, a value outside the bounds.

    Notes
    -----
    Type: complex, absolute, weighted. For ordered dimensions with more than two groups. Warning:
    a high value in the middle can hide a low one at both ends. WHO's interval treats few groups as
    many, and says nothing of how many people were counted.

    References
    ----------
    Kakwani N, Wagstaff A, van Doorslaer E. J Econometrics 1997;77:87-103. Schlotheuber A,
    Hosseinpoor AR. Int J Environ Res Public Health 2022;19:3697.

    Examples
    --------
    Ranks .1 .3 .5 .7 .9: 2 x .2 x (-.4 x 40 - .2 x 45 + .2 x 55 + .4 x 60) = 4 points

    >>> index = absolute_concentration_index([40, 45, 50, 55, 60], None, [1] * 5)
    >>> f"{index.value:.1f} ({index.lower:.1f} to {index.upper:.1f})"
    '4.0 (3.5 to 4.5)'
    """
    gradient = _gradient(value, population, standard_error, bounds)
    if standard_error is None:
        error = gradient.mean * _scatter(gradient)
    else:
        pull = 2 * gradient.groups.share * gradient.from_middle
        error = np.sqrt((pull**2 * gradient.groups.error**2).sum(axis=-1))
    return with_limits(gradient.mean * gradient.plain, error, confidence)


def relative_concentration_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    *,
    bounds: tuple[float, float] | None = None,
    correction: Correction | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """How far an outcome is gathered among the advantaged, as a share of its average.

    Positive when it is commoner among the advantaged, negative when commoner among the
    disadvantaged; 0 when it is spread evenly along the gradient. Between -1 and 1.

    Parameters
    ----------
    value, population, standard_error, bounds, confidence
        As ``absolute_concentration_index``.
    correction
        For an outcome that cannot pass 100%, whose index cannot reach 1: "wagstaff" divides it by
        1 minus the average, "erreygers" multiplies it by 4 times the average. Both need ``bounds``.

    Returns
    -------
    Inequality
        Without a unit, over the leading axes; ``nan`` where the average is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``absolute_concentration_index``; a correction without bounds.

    Notes
    -----
    Type: complex, relative, weighted. For ordered dimensions with more than two groups. Warning:
    without a correction, that of seen and that of not seen can disagree. Otherwise as
    ``absolute_concentration_index``.

    References
    ----------
    Kakwani N, Wagstaff A, van Doorslaer E. J Econometrics 1997;77:87-103. Wagstaff A. Health Econ
    2005;14:429-432. Erreygers G. J Health Econ 2009;28:504-515.

    Examples
    --------
    >>> index = relative_concentration_index([40, 45, 50, 55, 60], None, [1] * 5)
    >>> f"{index.value:.3f} ({index.lower:.3f} to {index.upper:.3f})"
    '0.080 (0.070 to 0.090)'
    """
    gradient = _gradient(value, population, standard_error, bounds)
    mean, index = gradient.mean, gradient.plain
    factor, slope = _corrected(correction, mean, bounds)
    if standard_error is None:
        error = np.abs(factor) * _scatter(gradient)
    else:
        # The index times a factor of the mean, both of which move with each group's value.
        share = gradient.groups.share
        of_index = share * (2 * gradient.from_middle - index[..., None]) / mean[..., None]
        pull = factor[..., None] * of_index + (slope * index)[..., None] * share
        error = np.sqrt((pull**2 * gradient.groups.error**2).sum(axis=-1))
    return with_limits(factor * index, error, confidence)


class _Gradient(NamedTuple):
    """Groups placed along the gradient; ``plain`` is the relative index uncorrected."""

    groups: Groups
    from_middle: FloatArray
    mean: FloatArray
    plain: FloatArray


def _gradient(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None,
    standard_error: npt.ArrayLike | None,
    bounds: tuple[float, float] | None,
) -> _Gradient:
    groups = ordered_groups(value, population, standard_error)
    if bounds is not None:
        low, high = _checked(bounds)
        refuse_where(
            (groups.value < low) | (groups.value > high),
            "a value is outside the bounds",
            "Give the bounds on the scale of the values: (0, 100) for per cent.",
        )
        groups = groups._replace(
            value=(groups.value - low) / (high - low), error=groups.error / (high - low)
        )
    groups = ratio_scaled(groups)
    from_middle = np.cumsum(groups.share, axis=-1) - groups.share / 2 - 0.5
    mean = groups.mean[..., 0]
    mean = np.where(mean == 0, np.nan, mean)
    index = 2 * (groups.share * from_middle * groups.value).sum(axis=-1) / mean
    return _Gradient(groups, from_middle, mean, index)


def _scatter(gradient: _Gradient) -> FloatArray:
    """WHO's standard error of the plain index: that of the slope of a weighted straight line.

    The line is of 2 var(rank) value / mean on rank, weighted by people; its slope is the index.
    """
    share, place = gradient.groups.share, gradient.from_middle
    variance = (share * place**2).sum(axis=-1, keepdims=True)
    height = 2 * variance * gradient.groups.value / gradient.mean[..., None]
    level = (share * height).sum(axis=-1, keepdims=True)
    left = height - level - gradient.plain[..., None] * place
    degrees = share.shape[-1] - 2
    return np.sqrt((share * left**2).sum(axis=-1) / degrees / variance[..., 0])


def _corrected(
    correction: Correction | None, mean: FloatArray, bounds: tuple[float, float] | None
) -> tuple[FloatArray, FloatArray]:
    """What the plain index is multiplied by, and how fast that moves with the mean."""
    if correction is None:
        return np.ones_like(mean), np.zeros_like(mean)
    if correction not in ("wagstaff", "erreygers"):
        raise StatisticRefused(
            f"The correction is {correction!r}, which is not known.",
            remedy='Give correction="wagstaff" or "erreygers", or leave it out.',
        )
    if bounds is None:
        raise StatisticRefused(
            "A correction for bounds was asked for without bounds.",
            remedy="Give bounds=(0, 100) for per cent, or (0, 1) for proportions.",
        )
    if correction == "wagstaff":
        with np.errstate(divide="ignore"):
            return 1 / (1 - mean), 1 / (1 - mean) ** 2
    return 4 * mean, np.full_like(mean, 4.0)


def _checked(bounds: tuple[float, float]) -> tuple[float, float]:
    low, high = bounds
    if not low < high:
        raise StatisticRefused(
            f"The bounds are {low} and {high}.", remedy="Give the lower bound first."
        )
    return low, high
