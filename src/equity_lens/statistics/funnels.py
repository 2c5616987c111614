"""Funnels: how far a unit of each size may lie from the common value by chance.

A funnel asks whether a unit differs from the rest, not which unit is best: it gives no order of
merit. Where many units lie outside, the units differ in ways that chance does not explain, and
the limits of ``overdispersion`` are fairer.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrik, betainc, gammaincinv, gdtrib

from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    checked_confidence,
    checked_level,
    checked_proportion,
    normal_deviate,
)
from equity_lens.statistics.estimate import Estimate, FloatArray


def proportion_funnel(
    population: npt.ArrayLike, centre: float, *, confidence: float = 0.95
) -> Estimate:
    """Limits of a proportion around a common value, by the normal approximation.

    Parameters
    ----------
    population : any shape, counts
        Sizes at which the limits are wanted, above nought.
    centre
        The common proportion, 0 to 1; usually all events over all people.
    confidence
        Share of units that chance leaves inside: 0.95 and 0.998 are customary.

    Returns
    -------
    Estimate
        The centre and the limits at each size, as proportions, never outside 0 to 1.

    Raises
    ------
    InvalidCounts
        A size of nought.
    StatisticRefused
        A centre that is not a proportion: a percentage, or 0 or 1.

    Notes
    -----
    OHID's default. Poor where fewer than about 10 events are expected: there, use
    ``exact_proportion_funnel``. OHID's package cuts limits off at 100 whatever the multiplier; a
    proportion here ends at 1, whatever it is multiplied by later.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202. OHID, ``calculate_funnel_limits``.

    Examples
    --------
    >>> limits = proportion_funnel([100, 400], 0.2)
    >>> limits.lower.round(3), limits.upper.round(3)
    (array([0.122, 0.161]), array([0.278, 0.239]))
    """
    size = at_risk(population, "population")
    middle = checked_proportion(centre)
    reach = normal_deviate(confidence) * np.sqrt(middle * (1 - middle) / size)
    return Estimate(
        np.full_like(size, middle), np.maximum(middle - reach, 0), np.minimum(middle + reach, 1)
    )


def exact_proportion_funnel(
    population: npt.ArrayLike, centre: float, *, confidence: float = 0.95
) -> Estimate:
    """Limits of a proportion around a common value, from the binomial distribution.

    Parameters
    ----------
    population, centre, confidence
        As ``proportion_funnel``; sizes are whole numbers.

    Returns
    -------
    Estimate
        The centre and the limits at each size, as proportions.

    Raises
    ------
    InvalidCounts, StatisticRefused
        As ``proportion_funnel``.

    Notes
    -----
    Binomial quantiles, interpolated so that the lines run smoothly between whole events.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202, section A.1.1.

    Examples
    --------
    >>> limits = exact_proportion_funnel([100, 400], 0.2)
    >>> limits.lower.round(3), limits.upper.round(3)
    (array([0.12, 0.16]), array([0.276, 0.239]))
    """
    size = at_risk(population, "population")
    middle = checked_proportion(centre)
    tail = (1 - checked_confidence(confidence)) / 2
    lower, upper = (_binomial_limit(p, size, middle) for p in (tail, 1 - tail))
    return Estimate(np.full_like(size, middle), lower, upper)


def ratio_funnel(expected: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Limits of observed over expected events around 1, exact for Poisson counts.

    Parameters
    ----------
    expected : any shape, events
        Expected events at which the limits are wanted, above nought.
    confidence
        Share of units that chance leaves inside: 0.95 and 0.998 are customary.

    Returns
    -------
    Estimate
        1 and the limits at each size, as ratios; multiply by 100 for a mortality ratio.

    Raises
    ------
    InvalidCounts
        Nought or fewer events expected.

    Notes
    -----
    A unit lies outside exactly when its own exact Poisson interval leaves out 1. The lines are
    OHID's, who find them by bisection for each count; here they are solved at any size. OHID's
    package ignores the multiplier; here it is yours to apply.

    References
    ----------
    Dover DC, Schopflocher DP. BMC Med Res Methodol 2011;11:58. OHID, ``calculate_funnel_limits``.

    Examples
    --------
    Two events where 7.22 are expected lie on the lower line, as 2 / 7.22 = 0.277:

    >>> limits = ratio_funnel([7.2247, 100])
    >>> limits.lower.round(3), limits.upper.round(3)
    (array([0.277, 0.804]), array([1.857, 1.206]))
    """
    size = at_risk(expected, "expected events")
    tail = (1 - checked_confidence(confidence)) / 2
    # P(this many or fewer | expected) = tail, and P(this many or more | expected) = tail.
    fewest = np.maximum(gdtrib(1.0, 1 - tail, size) - 1, 0)
    most = gdtrib(1.0, tail, size)
    return Estimate(np.ones_like(size), fewest / size, most / size)


def chi_squared_ratio_funnel(expected: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Limits of observed over expected events as the interval of a count equal to the expected.

    The form of the national mortality indicator and of FunnelPlotR. It answers a slightly
    different question from ``ratio_funnel`` and is a little wider above.

    Parameters
    ----------
    expected, confidence
        As ``ratio_funnel``.

    Returns
    -------
    Estimate
        1 and the limits at each size, as ratios.

    Raises
    ------
    InvalidCounts
        Nought or fewer events expected.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202. FunnelPlotR, ``build_limits_lookup``.

    Examples
    --------
    >>> limits = chi_squared_ratio_funnel(100)
    >>> f"{limits.lower:.3f} to {limits.upper:.3f}"
    '0.814 to 1.216'
    """
    size = at_risk(expected, "expected events")
    tail = (1 - checked_confidence(confidence)) / 2
    lower, upper = gammaincinv(size, tail), gammaincinv(size + 1, 1 - tail)
    return Estimate(np.ones_like(size), lower / size, upper / size)


def rate_funnel(
    population: npt.ArrayLike, centre: float, *, per: float = 100_000, confidence: float = 0.95
) -> Estimate:
    """Limits of a rate around a common rate, exact for Poisson counts.

    Parameters
    ----------
    population : any shape, counts
        People or person-years at which the limits are wanted, above nought. For standardised
        rates, use ``effective_population``.
    centre
        The common rate, per ``per`` people, above nought.
    per
        The base: 100,000 unless another is named.
    confidence
        Share of units that chance leaves inside: 0.95 and 0.998 are customary.

    Returns
    -------
    Estimate
        The centre and the limits at each size, per ``per`` people.

    Raises
    ------
    InvalidCounts
        A size of nought.
    StatisticRefused
        A centre that is not above nought.

    Notes
    -----
    The common rate times ``ratio_funnel`` at the events expected.

    References
    ----------
    Dover DC, Schopflocher DP. BMC Med Res Methodol 2011;11:58.

    Examples
    --------
    >>> limits = rate_funnel(10_000, 400)
    >>> f"{limits.value:.0f} ({limits.lower:.0f} to {limits.upper:.0f})"
    '400 (276 to 533)'
    """
    size = at_risk(population, "population")
    middle = checked_level(centre)
    limits = ratio_funnel(size * middle / checked_base(per), confidence=confidence)
    return Estimate(*(part * middle for part in limits))


def _binomial_limit(probability: float, size: FloatArray, centre: float) -> FloatArray:
    """The binomial quantile as a proportion, interpolated between whole events."""
    events = np.ceil(bdtrik(probability, size, centre))
    events = np.where(_at_most(events - 1, size, centre) >= probability, events - 1, events)
    reached, before = _at_most(events, size, centre), _at_most(events - 1, size, centre)
    beyond = (reached - probability) / (reached - before)
    return np.clip((events - beyond) / size, 0, 1)


def _at_most(events: FloatArray, size: FloatArray, centre: float) -> FloatArray:
    """Probability of that many events or fewer."""
    inside = np.clip(events, 0, size - 1)
    within = betainc(size - inside, inside + 1, 1 - centre)
    return np.where(events < 0, 0.0, np.where(events >= size, 1.0, within))
