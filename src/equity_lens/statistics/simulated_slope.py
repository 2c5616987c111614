"""OHID's simulation of the slope and relative indices, by name.

The intervals of ``slope_of_values`` are what it tends to, and need no draws. It is here to be
compared with, and always seeded, so that it too says the same on every run.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import checked_confidence, numbers
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.slope_of_values import (
    Ends,
    Kind,
    Values,
    checked_values,
    ends,
    ends_difference,
)

FEWEST_REPETITIONS = 1000
OTHER_RUNS = 9


class Indices(NamedTuple):
    """The slope and the relative index of the same gradient."""

    slope: Estimate
    relative: Estimate


class Reliability(NamedTuple):
    """Mean absolute difference of a simulated interval's limits from one run to another."""

    slope: FloatArray
    relative: FloatArray


def simulated_indices(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    *,
    kind: Kind,
    transform: bool = False,
    repetitions: int = 100_000,
    seed: int = 1,
    draws: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Indices:
    """Slope and relative indices with intervals from simulated gradients.

    Least deprived minus, and over, most deprived.

    Parameters
    ----------
    value, population, standard_error, kind, transform, confidence
        As ``slope_index_of_values``.
    repetitions
        Gradients drawn, at least 1,000.
    seed
        Where the drawing starts; the same seed gives the same interval.
    draws : (repetitions, g) standard normal numbers
        Drawn elsewhere, in place of ``repetitions`` and ``seed``.

    Returns
    -------
    Indices
        ``slope`` and ``relative``, each with ``value``, ``lower``, ``upper`` over the leading
        axes.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``slope_index_of_values``.
    StatisticRefused
        Fewer than 1,000 repetitions.

    Notes
    -----
    Each group's value is drawn anew from a normal distribution on its own scale and the line fitted
    again; the limits are the draws at the places that cut off half the risk at each end. With
    ``transform`` the slope alone varies and the middle of the gradient is held.

    References
    ----------
    OHID, PHEindicatormethods, ``phe_sii``.

    Examples
    --------
    >>> years, people = [55.1, 58.0, 61.2, 63.9, 66.5], [2100, 2000, 1950, 1900, 1850]
    >>> slope, _ = simulated_indices(years, people, [0.5] * 5, kind="mean")
    >>> f"{slope.value:.1f} ({slope.lower:.1f} to {slope.upper:.1f}) years"
    '14.4 (12.9 to 16.0) years'
    """
    given = checked_values(value, population, standard_error, kind, transform)
    at = ends(given)
    noise = _noise(given, repetitions, seed, draws)
    lower, upper = _places(len(noise), confidence)
    slopes = np.empty((*given.scaled.shape[:-1], 2))
    ratios = np.empty_like(slopes)
    # One series at a time: a hundred thousand draws of each group fill the memory soon enough.
    for series in np.ndindex(given.scaled.shape[:-1]):
        slopes[series], ratios[series] = _limits_of_one(given, series, noise, lower, upper)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = at.least_deprived / at.most_deprived
    return Indices(
        Estimate(ends_difference(at), slopes[..., 0], slopes[..., 1]),
        Estimate(ratio, ratios[..., 0], ratios[..., 1]),
    )


def simulation_reliability(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    *,
    kind: Kind,
    transform: bool = False,
    repetitions: int = 100_000,
    seed: int = 1,
    confidence: float = 0.95,
) -> Reliability:
    """How much the limits of the simulation move from one run to the next.

    Parameters
    ----------
    value, population, standard_error, kind, transform, repetitions, seed, confidence
        As ``simulated_indices``.

    Returns
    -------
    Reliability
        ``slope`` and ``relative``: mean absolute difference between the limits of one run and
        those of nine others, over the leading axes. Nought, for the intervals without draws.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``simulated_indices``.

    References
    ----------
    OHID, PHEindicatormethods, ``phe_sii``, ``reliability_stat``.

    Examples
    --------
    >>> years, people = [55.1, 58.0, 61.2, 63.9, 66.5], [2100, 2000, 1950, 1900, 1850]
    >>> moves = simulation_reliability(years, people, [0.5] * 5, kind="mean", repetitions=1000)
    >>> bool(0 < moves.slope < 0.2)
    True
    """
    runs = [
        simulated_indices(
            value,
            population,
            standard_error,
            kind=kind,
            transform=transform,
            repetitions=repetitions,
            seed=seed + run,
            confidence=confidence,
        )
        for run in range(OTHER_RUNS + 1)
    ]
    moved = [
        np.mean(
            [np.abs(np.subtract(run[which][1:], runs[0][which][1:])) for run in runs[1:]], (0, 1)
        )
        for which in (0, 1)
    ]
    return Reliability(*moved)


def _limits_of_one(
    given: Values, series: tuple[int, ...], noise: FloatArray, lower: int, upper: int
) -> tuple[list[float], list[float]]:
    """Slope limits and ratio limits of one series."""
    drawn = given.scaled[series] + given.error[series] * noise
    if not given.straight:
        drawn = given.back(drawn)
    slope = drawn @ given.line.slope[series]
    if given.straight:
        middle = (given.line.intercept[series] + given.line.slope[series] / 2) @ given.scaled[
            series
        ]
        half = np.sort(slope)[[lower, upper]] / 2
        at = Ends(given.back(middle - half), given.back(middle + half))
        return list(ends_difference(at)), list(at.least_deprived / at.most_deprived)
    most = drawn @ given.line.intercept[series]
    ratio = np.sort((most + slope) / most)
    return list(np.sort(slope)[[lower, upper]]), list(ratio[[lower, upper]])


def _noise(given: Values, repetitions: int, seed: int, draws: npt.ArrayLike | None) -> FloatArray:
    """Standard normal numbers, one row for each repetition."""
    groups = given.scaled.shape[-1]
    if draws is not None:
        noise = numbers(draws, "draws")
    else:
        noise = np.random.default_rng(seed).standard_normal((repetitions, groups))
    if len(noise) < FEWEST_REPETITIONS or noise.shape[1:] != (groups,):
        raise StatisticRefused(
            f"{len(noise):,} repetitions of shape {noise.shape[1:]} were given for {groups} groups.",
            remedy=f"Draw at least {FEWEST_REPETITIONS:,} rows of one number for each group.",
        )
    return noise


def _places(repetitions: int, confidence: float) -> tuple[int, int]:
    """Where the limits stand among the sorted draws, counted from nought."""
    upper = (1 + checked_confidence(confidence)) / 2
    return round(repetitions * (1 - upper)) - 1, round(repetitions * upper) - 1
