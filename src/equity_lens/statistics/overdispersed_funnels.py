"""Funnels for units that differ by more than chance.

They allow for the ordinary differences between units that ``overdispersion`` finds, and flag what
is left. With ``ratio=1`` and ``between=0`` they are limits of chance alone.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import (
    at_risk,
    checked_choice,
    checked_level,
    checked_proportion,
    normal_deviate,
)
from equity_lens.statistics.estimate import Estimate, FloatArray


def overdispersed_proportion_funnel(
    population: npt.ArrayLike,
    centre: float,
    *,
    ratio: float = 1,
    between: float = 0,
    confidence: float = 0.95,
) -> Estimate:
    """Limits of a proportion for units that differ by more than chance.

    Parameters
    ----------
    population : any shape, counts
        Sizes at which the limits are wanted, above nought.
    centre
        The common proportion, 0 to 1.
    ratio, between
        Either the ``ratio`` of ``overdispersion`` (multiplicative: large units gain most) or its
        ``between`` (additive: no unit's limits get narrower than the units differ). Give one.
    confidence
        Share of units left inside: 0.95 and 0.998 are customary.

    Returns
    -------
    Estimate
        The centre and the limits at each size, as proportions, never outside 0 to 1.

    Raises
    ------
    InvalidCounts
        A size of nought.
    StatisticRefused
        A centre that is not a proportion, or a ratio or variance that cannot be.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> limits = overdispersed_proportion_funnel(400, 0.2, between=0.002)
    >>> f"{limits.lower:.3f} to {limits.upper:.3f}"
    '0.126 to 0.286'
    """
    size = at_risk(population, "population")
    middle = np.arcsin(np.sqrt(checked_proportion(centre)))
    reach = normal_deviate(confidence) * _error(1 / (4 * size), ratio, between)
    lower, upper = np.maximum(middle - reach, 0), np.minimum(middle + reach, np.pi / 2)
    return Estimate(np.full_like(size, centre), np.sin(lower) ** 2, np.sin(upper) ** 2)


def overdispersed_ratio_funnel(
    expected: npt.ArrayLike,
    *,
    scale: Literal["log", "square root"] = "log",
    ratio: float = 1,
    between: float = 0,
    confidence: float = 0.95,
) -> Estimate:
    """Limits of observed over expected events for units that differ by more than chance.

    Parameters
    ----------
    expected : any shape, events
        Expected events at which the limits are wanted, above nought.
    scale
        The scale of the scores from which ``ratio`` or ``between`` came.
    ratio, between
        As ``overdispersed_proportion_funnel``.
    confidence
        Share of units left inside: 0.95 and 0.998 are customary.

    Returns
    -------
    Estimate
        1 and the limits at each size, as ratios.

    Raises
    ------
    InvalidCounts
        Nought or fewer events expected.
    StatisticRefused
        A scale that is not known, or a ratio or variance that cannot be.

    Notes
    -----
    On the scale of square roots the limits are squared to make them ratios again. FunnelPlotR
    plots them unsquared beside ratios: 1 + 1.96 x 0.1 is drawn at 1.196, and belongs at 1.430.

    References
    ----------
    Spiegelhalter DJ et al. J R Stat Soc A 2012;175:1-47.

    Examples
    --------
    >>> limits = overdispersed_ratio_funnel(100, between=0.01)
    >>> f"{limits.lower:.3f} to {limits.upper:.3f}"
    '0.758 to 1.319'
    """
    size = at_risk(expected, "expected events")
    deviate = normal_deviate(confidence)
    if checked_choice(scale, ("log", "square root"), "scale") == "log":
        reach = deviate * _error(1 / size, ratio, between)
        return Estimate(np.ones_like(size), np.exp(-reach), np.exp(reach))
    reach = deviate * _error(1 / (4 * size), ratio, between)
    return Estimate(np.ones_like(size), np.maximum(1 - reach, 0) ** 2, (1 + reach) ** 2)


def overdispersed_count_ratio_funnel(
    against: npt.ArrayLike,
    centre: float,
    *,
    ratio: float = 1,
    between: float = 0,
    confidence: float = 0.95,
) -> Estimate:
    """Limits of the ratio of two counts for units that differ by more than chance.

    Parameters
    ----------
    against : any shape, counts
        The second count, at which the limits are wanted, above nought.
    centre
        The common ratio, above nought.
    ratio, between
        As ``overdispersed_proportion_funnel``; ``ratio=1`` and ``between=0`` are chance alone.
    confidence
        Share of units left inside: 0.95 and 0.998 are customary.

    Returns
    -------
    Estimate
        The centre and the limits at each size, as ratios.

    Raises
    ------
    InvalidCounts
        A size of nought.
    StatisticRefused
        A centre that is not above nought, or a ratio or variance that cannot be.

    Notes
    -----
    The variance of the log of a ratio of counts is 1 / counted + 1 / against, which around the
    centre is (1 + 1 / centre) / against. FunnelPlotR takes 1 / (4 against), which belongs to a
    square root: at a centre of 0.52 its limits for chance are 3.4 times too narrow, and its own z
    scores (``count_ratio_scores``) contradict them. Its lines are these with
    ``ratio=1 / (4 * (1 + 1 / centre))``.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202, section A.1.3.

    Examples
    --------
    >>> limits = overdispersed_count_ratio_funnel(100, 0.25)
    >>> f"{limits.lower:.3f} to {limits.upper:.3f}"
    '0.161 to 0.388'
    """
    size, middle = at_risk(against, "the count against"), checked_level(centre)
    reach = normal_deviate(confidence) * _error((1 + 1 / middle) / size, ratio, between)
    return Estimate(np.full_like(size, middle), middle * np.exp(-reach), middle * np.exp(reach))


def _error(variance: FloatArray, ratio: float, between: float) -> FloatArray:
    """Standard error with what units differ by multiplied in, or added."""
    if not (ratio > 0 and between >= 0):
        raise StatisticRefused(
            f"An over-dispersion ratio of {ratio} and a variance of {between} were given.",
            remedy="The ratio is above nought and the variance nought or more: see overdispersion.",
        )
    return np.sqrt(ratio * variance + between)
