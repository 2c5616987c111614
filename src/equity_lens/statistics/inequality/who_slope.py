"""Slope and relative indices as WHO makes them: a logistic curve through the groups.

``slope_index_of_inequality`` is ours, a straight line through counts; ``slope_index_of_values`` is
OHID's. This one suits shares that come near 0 or 100%, where a straight line would pass them.
"""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import checked_base, normal_deviate, refuse_where
from equity_lens.statistics.estimate import FloatArray
from equity_lens.statistics.inequality.groups import Inequality, ordered_groups, with_limits

Model = Literal["logistic", "linear"]
Use = Literal["once", "twice"]

# Newton's steps towards the curve; R's fit stops far sooner.
STEPS = 50


def who_slope_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    scale: float = 1,
    model: Model = "logistic",
    population_used: Use = "once",
    confidence: float = 0.95,
) -> Inequality:
    """Gap between the two ends of a fitted gradient: most advantaged minus most disadvantaged.

    Positive when the outcome is commoner among the advantaged, negative when commoner among the
    disadvantaged; 0 when there is no gradient.

    Parameters
    ----------
    value : (..., g) numbers
        Values of the groups, most disadvantaged first, from 0 to ``scale``. None may be missing.
    population : (..., g) counts
        People in each group, in the same order. None may be nought.
    scale
        What a value would be if everyone had the outcome: 1 for proportions, 100 for per cent,
        100,000 for a rate per 100,000. WHO's package guesses it from the largest value.
    model
        "logistic", a curve that stays between 0 and ``scale``, or "linear".
    population_used
        "once", as the weight of each group. "twice" is WHO's package: it passes the counts as the
        response and the people again as weights, so that each group weighs by its people squared
        and small groups hardly count. Say which one a chart shows. The linear model is the same
        either way.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        Fewer than three groups, one of them missing, a value outside 0 to ``scale``, all values of
        a series equal.

    Notes
    -----
    Type: complex, absolute, weighted. For ordered dimensions with more than two groups. People are
    rounded up, and people with the outcome to whole ones, as WHO does. The error is the robust one
    (HC1), from how the groups scatter about the curve. Warning: with few groups it is itself
    uncertain, and three groups that happen to lie on the curve look too sure.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Int J Environ Res Public Health 2022;19:3697. WHO. HEAT
    technical notes, version 6.0; 2024. MacKinnon JG, White H. J Econometrics 1985;29:305-325.

    Examples
    --------
    >>> share, people = [0.57, 0.59, 0.60, 0.63, 0.65], [9100, 8000, 8100, 8000, 7600]
    >>> gap = who_slope_index(share, people)
    >>> f"{100 * gap.value:.1f} points ({100 * gap.lower:.1f} to {100 * gap.upper:.1f})"
    '10.0 points (8.9 to 11.1)'
    """
    fit = _fit(value, population, scale, model, population_used)
    pull = np.stack([fit.moves_last[..., i] - fit.moves_first[..., i] for i in (0, 1)], axis=-1)
    error = scale * _error(pull, fit.covariance)
    return with_limits(scale * (fit.last - fit.first), error, confidence)


def who_relative_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    scale: float = 1,
    model: Model = "logistic",
    population_used: Use = "once",
    confidence: float = 0.95,
) -> Inequality:
    """Ratio of the two ends of a fitted gradient: most advantaged over most disadvantaged.

    Above 1 when the outcome is commoner among the advantaged, below 1 when commoner among the
    disadvantaged.

    Parameters
    ----------
    value, population, scale, model, population_used, confidence
        As ``who_slope_index``.

    Returns
    -------
    Inequality
        A ratio, over the leading axes; ``standard_error`` is that of its logarithm. ``nan`` where
        a straight line falls to nought or below at either end.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``who_slope_index``.

    Notes
    -----
    Type: complex, relative, weighted. For ordered dimensions with more than two groups. Warning:
    large where the outcome is rare at the disadvantaged end; otherwise as ``who_slope_index``.

    References
    ----------
    As ``who_slope_index``.

    Examples
    --------
    >>> share, people = [0.57, 0.59, 0.60, 0.63, 0.65], [9100, 8000, 8100, 8000, 7600]
    >>> ratio = who_relative_index(share, people)
    >>> f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    '1.18 (1.16 to 1.20)'
    """
    fit = _fit(value, population, scale, model, population_used)
    positive = (fit.first > 0) & (fit.last > 0)
    first, last = (np.where(positive, end, np.nan) for end in (fit.first, fit.last))
    pull = fit.moves_last / last[..., None] - fit.moves_first / first[..., None]
    error = _error(pull, fit.covariance)
    reach = np.exp(normal_deviate(confidence) * error)
    ratio = last / first
    return Inequality(ratio, error, ratio / reach, ratio * reach)


class _Fit(NamedTuple):
    """Heights of the fitted gradient at its ends, and how they move with its two coefficients."""

    first: FloatArray
    last: FloatArray
    moves_first: FloatArray
    moves_last: FloatArray
    covariance: FloatArray


def _fit(
    value: npt.ArrayLike, population: npt.ArrayLike, scale: float, model: Model, used: Use
) -> _Fit:
    if model not in ("logistic", "linear") or used not in ("once", "twice"):
        raise StatisticRefused(
            f"The model {model!r} with the population used {used!r} is not known.",
            remedy='Give model="logistic" or "linear", and population_used="once" or "twice".',
        )
    whole = checked_base(scale)
    groups = ordered_groups(value, population)
    refuse_where(
        (groups.value < 0) | (groups.value > whole),
        f"a value is not between 0 and the scale of {whole:g}",
        "Give scale=100 for per cent, scale=100_000 for rates per 100,000.",
    )
    refuse_where(
        np.ptp(groups.value, axis=-1) == 0,
        "all values of a series are equal",
        "There is no gradient to fit, and no error to be learnt from it: leave out the series.",
    )
    people = np.broadcast_to(np.asarray(population, dtype=float), groups.value.shape)
    share = groups.value / whole
    if model == "linear":
        rank = _ranks(people)
        return _linear(share, rank, people)
    people = np.ceil(people)
    weight = people if used == "once" else people**2
    return _logistic(np.rint(share * people) / people, _ranks(people), weight)


def _linear(share: FloatArray, rank: FloatArray, weight: FloatArray) -> _Fit:
    intercept, slope = _solve(weight, weight * share, rank)
    fitted = intercept[..., None] + slope[..., None] * rank
    covariance = _sandwich(weight, weight * (share - fitted), rank)
    one = np.ones_like(intercept)
    return _Fit(
        intercept,
        intercept + slope,
        np.stack([one, 0 * one], axis=-1),
        np.stack([one, one], axis=-1),
        covariance,
    )


def _logistic(share: FloatArray, rank: FloatArray, weight: FloatArray) -> _Fit:
    """Maximum likelihood by Newton's steps; ``nan`` where no curve fits (all groups at 0 or 1)."""
    with np.errstate(all="ignore"):
        intercept = logit((weight * share).sum(axis=-1) / weight.sum(axis=-1))
        slope = np.zeros_like(intercept)
        for _ in range(STEPS):
            fitted = expit(intercept[..., None] + slope[..., None] * rank)
            steps = _solve(weight * fitted * (1 - fitted), weight * (share - fitted), rank)
            intercept, slope = intercept + steps[0], slope + steps[1]
            if np.nanmax(np.abs(steps), initial=0) < 1e-13:
                break
        settled = np.maximum(*np.abs(steps)) < 1e-8
        intercept, slope = (np.where(settled, part, np.nan) for part in (intercept, slope))
        fitted = expit(intercept[..., None] + slope[..., None] * rank)
        covariance = _sandwich(weight * fitted * (1 - fitted), weight * (share - fitted), rank)
    first, last = expit(intercept), expit(intercept + slope)
    at_first, at_last = first * (1 - first), last * (1 - last)
    return _Fit(
        first,
        last,
        np.stack([at_first, np.zeros_like(at_first)], axis=-1),
        np.stack([at_last, at_last], axis=-1),
        covariance,
    )


def _ranks(people: FloatArray) -> FloatArray:
    """Middle of each group's share of the ranked population."""
    share = people / people.sum(axis=-1, keepdims=True)
    return np.cumsum(share, axis=-1) - share / 2


def _solve(
    weight: FloatArray, score: FloatArray, rank: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Σ weight·(1, rank)(1, rank)' times what = Σ score·(1, rank)."""
    a, b, c = ((weight * rank**power).sum(axis=-1) for power in (0, 1, 2))
    u, v = score.sum(axis=-1), (score * rank).sum(axis=-1)
    size = a * c - b**2
    return (c * u - b * v) / size, (a * v - b * u) / size


def _sandwich(weight: FloatArray, residual: FloatArray, rank: FloatArray) -> FloatArray:
    """Robust covariance of the two coefficients, with k / (k - 2) for few groups (HC1)."""
    a, b, c = ((weight * rank**power).sum(axis=-1) for power in (0, 1, 2))
    bread = np.stack([np.stack([c, -b], -1), np.stack([-b, a], -1)], -2)
    bread = bread / (a * c - b**2)[..., None, None]
    place = np.stack([np.ones_like(rank), rank], axis=-1) * residual[..., None]
    groups = rank.shape[-1]
    meat = np.swapaxes(place, -1, -2) @ place * groups / (groups - 2)
    return bread @ meat @ bread


def _error(pull: FloatArray, covariance: FloatArray) -> FloatArray:
    return np.sqrt((pull[..., None, :] @ covariance @ pull[..., :, None])[..., 0, 0])
