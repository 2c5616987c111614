"""Interrupted time series: did a series step, or bend, when something changed?"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from equity_lens.errors import StatisticRefused, TooFewGroups
from equity_lens.statistics._checks import checked_confidence, numbers
from equity_lens.statistics.estimate import Estimate, FloatArray

FEWEST_EACH_SIDE = 4


class Interruption(NamedTuple):
    """What happened to a series at a change, each with its interval, in the unit of the values.

    ``trend_before`` is the change a month before; ``step`` the jump at the first month after;
    ``change_in_trend`` how much faster it rises each month after; ``by_the_end`` how far the last
    month lies from where the trend before would have led. ``autocorrelation`` is how far one month's
    departure from the lines repeats in the next: 0 not at all, 1 wholly.
    """

    trend_before: Estimate
    step: Estimate
    change_in_trend: Estimate
    by_the_end: Estimate
    autocorrelation: FloatArray


def interrupted_time_series(
    values: npt.ArrayLike,
    *,
    change_at: int,
    lags: int | None = None,
    confidence: float = 0.95,
) -> Interruption:
    """Step and bend of a series at a change, allowing for months that resemble their neighbours.

    Give the rate of each group for what happened to it, and group minus reference for what happened
    to the gap: the comparison group then stands for whatever else changed that month.

    Parameters
    ----------
    values : (..., months) numbers
        Rates or gaps, equally spaced, oldest first; ``nan`` where a month is missing.
    change_at
        Position of the first month after the change, from 0.
    lags
        How many months back one may resemble another; by default the whole part of
        4 (n / 100)^(2/9), which is 2 or 3 for one to four years of months.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Interruption
        Over the leading axes; positive where the values rise.

    Raises
    ------
    TooFewGroups
        Fewer than four known months before or after; eight or more of each are advised.
    StatisticRefused
        Lags below nought.

    Notes
    -----
    Ordinary least squares of a straight line before and another after; Newey and West's errors with
    Bartlett's weights, n / (n - 4) for few months, and Student's t on n - 4 degrees. Assumes that the
    trend before would have gone on. Warning: with fewer than two years of months these errors are
    still somewhat too small, and twelve months hold one season only.

    References
    ----------
    Newey WK, West KD. Econometrica 1987;55:703-708. Lopez Bernal J, Cummins S, Gasparrini A. Int J
    Epidemiol 2017;46:348-355.

    Examples
    --------
    A rate that rose by 1 a month, fell by 5 at the change, and has risen by 2 a month since:

    >>> found = interrupted_time_series(
    ...     [10, 11, 12, 13, 14, 15, 11, 13, 15, 17, 19, 21], change_at=6
    ... )
    >>> found.step.value.round(6), found.change_in_trend.value.round(6)
    (np.float64(-5.0), np.float64(1.0))
    """
    series = np.atleast_1d(numbers(values, "the series"))
    months = series.shape[-1]
    known = ~np.isnan(series)
    _refuse_short(known, change_at)
    how_many = known.sum(axis=-1)
    if lags is None:
        lags = int(4 * (months / 100) ** (2 / 9))
    if lags < 0:
        raise StatisticRefused(
            f"{lags} lags were asked for.", remedy="Give 0 or more, or leave it out."
        )
    design = _design(months, change_at)
    shown = np.where(known, 1.0, 0.0)[..., None] * design
    bread = np.linalg.inv(np.swapaxes(shown, -1, -2) @ shown)
    fitted = bread @ (np.swapaxes(shown, -1, -2) @ np.where(known, series, 0.0)[..., None])
    left = np.where(known, series - (design @ fitted)[..., 0], 0.0)
    meat = _long_run(left[..., None] * shown, lags)
    degrees = how_many - design.shape[-1]
    covariance = bread @ meat @ bread * (how_many / degrees)[..., None, None]
    deviate = stdtrit(degrees, (1 + checked_confidence(confidence)) / 2)

    def estimate(*weight: float) -> Estimate:
        pull = np.array(weight)
        value = fitted[..., 0] @ pull
        reach = deviate * np.sqrt(np.maximum((covariance @ pull) @ pull, 0))
        return Estimate(value, value - reach, value + reach)

    return Interruption(
        estimate(0, 1, 0, 0),
        estimate(0, 0, 1, 0),
        estimate(0, 0, 0, 1),
        estimate(0, 0, 1, months - 1 - change_at),
        _repeats(left),
    )


def _refuse_short(known: npt.NDArray[np.bool_], change_at: int) -> None:
    sides = (known[..., :change_at], known[..., change_at:])
    if change_at < 0 or any((side.sum(axis=-1) < FEWEST_EACH_SIDE).any() for side in sides):
        raise TooFewGroups(
            f"Fewer than {FEWEST_EACH_SIDE} months are known before or after month {change_at}.",
            remedy="Wait for more months, or compare before with after by change_in_gap.",
        )


def _design(months: int, change_at: int) -> FloatArray:
    """Level and trend, and what is added to each from the change on; time is 0 at the change."""
    time = np.arange(months) - float(change_at)
    after = (time >= 0) * 1.0
    return np.stack([np.ones(months), time, after, after * time], axis=-1)


def _long_run(scores: FloatArray, lags: int) -> FloatArray:
    """Newey and West's sum of the scores' covariances with themselves and with those before."""
    total = np.swapaxes(scores, -1, -2) @ scores
    for lag in range(1, lags + 1):
        shifted = np.swapaxes(scores[..., lag:, :], -1, -2) @ scores[..., :-lag, :]
        total = total + (1 - lag / (lags + 1)) * (shifted + np.swapaxes(shifted, -1, -2))
    return total


def _repeats(left: FloatArray) -> FloatArray:
    square = (left**2).sum(axis=-1)
    product = (left[..., 1:] * left[..., :-1]).sum(axis=-1)
    return np.where(square > 1e-20, product / np.where(square > 0, square, 1), 0.0)
