"""WHO's simulated intervals, by name.

They are here to be compared with. Each group's value already holds the chance of its own count;
drawing it anew adds as much again, and a measure of spread, which is never negative, can only grow.
Of five equal groups, an interval that claims 95% then never holds nought, and of ten groups that
differ by about a standard error it holds the truth a few times in a hundred.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import checked_confidence, none_missing, numbers, refuse_where
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.inequality.groups import Inequality

FEWEST_REPETITIONS = 100


def simulated_interval(
    measure: Callable[..., Inequality],
    value: npt.ArrayLike,
    population: npt.ArrayLike | None,
    standard_error: npt.ArrayLike,
    *,
    highest: float = np.inf,
    repetitions: int = 100_000,
    seed: int = 1,
    confidence: float = 0.95,
    **options: Any,
) -> Estimate:
    """Any measure of inequality with WHO's interval: percentiles over groups drawn anew.

    Parameters
    ----------
    measure
        One of the measures of inequality, such as ``between_group_standard_deviation``.
    value : (..., g) numbers, nought or more
        As the measure takes them.
    population : (..., g) counts, or None
        As the measure takes them; None where it is given none.
    standard_error : (..., g) numbers
        Standard errors in the unit of the values.
    highest
        Highest possible value: 100 for per cent, as WHO has it; draws stay between 0 and this.
    repetitions, seed
        Draws, at least 100 (WHO's number), and where the drawing starts: the same seed gives the
        same interval.
    confidence
        Coverage claimed, from 0.9 to just under 1: 0.95, not 95.
    **options
        Whatever else the measure takes: ``better``, ``reference``, ``average``.

    Returns
    -------
    Estimate
        In the unit of the measure, over the leading axes.

    Raises
    ------
    StatisticRefused, InvalidCounts
        Fewer than 100 repetitions, a missing standard error, or what the measure refuses.

    Notes
    -----
    Drawn from normal distributions cut off at 0 and ``highest``, by inversion, which is what
    drawing again until inside comes to. Warning: see the head of this file; the measures' own
    intervals need no draws and hold.

    References
    ----------
    Ahn J, Harper S, Yu M, Feuer EJ, Liu B. PLoS One 2019;14:e0219542.

    Examples
    --------
    >>> from equity_lens.statistics import between_group_standard_deviation
    >>> simulated = simulated_interval(
    ...     between_group_standard_deviation, [60, 62, 67], [500, 300, 200], [1, 1, 2]
    ... )
    >>> f"{simulated.value:.1f} ({simulated.lower:.1f} to {simulated.upper:.1f}) points"
    '2.6 (1.1 to 4.3) points'
    """
    if repetitions < FEWEST_REPETITIONS:
        raise StatisticRefused(
            f"{repetitions:,} repetitions were asked for.",
            remedy=f"Draw at least {FEWEST_REPETITIONS:,}; 100,000 for limits that hold still.",
        )
    tail = (1 - checked_confidence(confidence)) / 2
    found, error = np.broadcast_arrays(
        numbers(value, "values"), numbers(standard_error, "standard errors")
    )
    none_missing(np.where(np.isnan(found), 0, error), "a standard error", "Leave out the series.")
    refuse_where(error < 0, "a standard error is negative", "Check the source.")

    def measured(values: FloatArray, series: tuple[int, ...]) -> Inequality:
        if population is None:
            return measure(values, **options)
        return measure(values, np.broadcast_to(population, found.shape)[series], **options)

    uniform = np.random.default_rng(seed).random((repetitions, found.shape[-1]))
    made = np.empty((3, *found.shape[:-1]))
    # One series at a time: a hundred thousand draws of each group fill the memory soon enough.
    for series in np.ndindex(found.shape[:-1]):
        drawn = _drawn(found[series], error[series], highest, uniform)
        limits = np.quantile(measured(drawn, series).value, [tail, 1 - tail])
        made[(slice(None), *series)] = measured(found[series], series).value, *limits
    return Estimate(*made)


def _drawn(value: FloatArray, error: FloatArray, highest: float, uniform: FloatArray) -> FloatArray:
    """Normal draws between nought and the highest value; a value without error stays put."""
    spread = np.where(error > 0, error, 1)
    lowest, top = ndtr(-value / spread), ndtr((highest - value) / spread)
    drawn = value + spread * ndtri(lowest + uniform * (top - lowest))
    return np.where(error > 0, drawn, value)
