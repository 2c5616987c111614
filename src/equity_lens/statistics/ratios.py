"""The ratio of one group's proportion or rate to another's."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from equity_lens.statistics._checks import (
    at_risk,
    checked_confidence,
    counts,
    normal_deviate,
    same_shape,
)
from equity_lens.statistics.differences import split_whole, two_groups
from equity_lens.statistics.estimate import Estimate, FloatArray

# Ratios are sought between exp(-40) and exp(40); 64 halvings leave less than rounding error.
FURTHEST_LOG_RATIO = 40.0
HALVINGS = 64


def proportion_ratio(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """How many times as common the event is in a group as in its reference.

    Group over reference: below 1 when the event is rarer in the group. The "relative likelihood"
    of the workforce race and disability standards, with an interval.

    Parameters
    ----------
    events, population : any shape, counts
        People with the event, and people at risk, in the group. ``nan`` where withheld.
    reference_events, reference_population : counts, broadcast against those
        The same in the reference, none of whom is in the group.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a ratio, nought or more. Where nobody in the reference
        had the event the value and upper limit are infinite; where nobody in either had it there
        is no ratio (``nan``), and nor is there where any count is ``nan``.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, or more events than people.

    Notes
    -----
    Miettinen and Nurminen's score interval: the ratios that the score test does not reject, with
    the variance at each ratio worked out under it and made N / (N - 1) larger. It keeps its
    coverage with few events, where the usual interval on the log scale does not. Swapping the
    groups inverts value and limits.

    References
    ----------
    Miettinen O, Nurminen M. Stat Med 1985;4:213-226. Koopman PAR. Biometrics 1984;40:513-517.

    Examples
    --------
    >>> likelihood = proportion_ratio(30, 400, 90, 2000)
    >>> f"{likelihood.value:.2f} ({likelihood.lower:.2f} to {likelihood.upper:.2f})"
    '1.67 (1.12 to 2.47)'
    """
    group, reference = two_groups(events, population, reference_events, reference_population)
    return _score_ratio(*group, *reference, normal_deviate(confidence))


def part_whole_ratio(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    total_events: npt.ArrayLike,
    total_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """How many times as common the event is in a group as among everyone, the group included.

    Group over everyone: below 1 when the event is rarer in the group than overall.

    Parameters
    ----------
    events, population : any shape, counts
        People with the event, and people at risk, in the group. ``nan`` where withheld.
    total_events, total_population : counts, broadcast against those
        The same for everyone, including the group.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a ratio; exactly 1 where the group is everyone, ``nan``
        where nobody at all had the event.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, more events than people, or a group that cannot
        be part of the total.

    Notes
    -----
    With w the group's share of everyone and r the ratio of group to rest, group over everyone is
    r / (w r + 1 - w), which only rises with r. So the limits of r (``proportion_ratio``: group and
    rest have nobody in common) carry over. The shares w are taken as known.

    References
    ----------
    Miettinen O, Nurminen M. Stat Med 1985;4:213-226.

    Examples
    --------
    >>> ratio = part_whole_ratio(30, 100, 100, 500)
    >>> f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    '1.50 (1.14 to 1.90)'
    """
    group, rest, share = split_whole(events, population, total_events, total_population)
    is_everyone = share == 1
    rest_people = np.where(is_everyone, 1.0, rest[1])
    apart = _score_ratio(*group, rest[0], rest_people, normal_deviate(confidence))
    with np.errstate(invalid="ignore", divide="ignore"):
        # 1 / (w + (1 - w) / r) is the same, and holds for r infinite.
        parts = (1 / (share + (1 - share) / part) for part in apart)
        some = np.where(group[0] + rest[0] > 0, 1.0, np.nan)
        return Estimate(*(np.where(is_everyone, some, part) for part in parts))


def rate_ratio(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """How many times as high the rate of events is in a group as in its reference.

    Group over reference: below 1 when events are rarer in the group.

    Parameters
    ----------
    events, population : any shape, counts
        Events, and people or person-years at risk, in the group. ``nan`` where withheld.
    reference_events, reference_population : counts, broadcast against those
        The same in the reference.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a ratio; infinite, or ``nan``, where
        ``proportion_ratio`` would be.

    Raises
    ------
    InvalidCounts
        A negative count or a population of nought.

    Notes
    -----
    Exact: given the events in both together, those in the group are binomial, and the limits are
    Clopper and Pearson's for that binomial. Never too narrow; a little too wide for few events.
    Assumes that events are independent.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research II. IARC 1987, p 93-95.

    Examples
    --------
    >>> ratio = rate_ratio(20, 10_000, 20, 20_000)
    >>> f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    '2.00 (1.02 to 3.92)'
    """
    happened, people, other, other_people = same_shape(
        ("events", counts(events, "events")),
        ("population", at_risk(population, "population")),
        ("reference events", counts(reference_events, "reference events")),
        ("reference population", at_risk(reference_population, "reference population")),
    )
    tail = (1 - checked_confidence(confidence)) / 2
    none, other_none = happened == 0, other == 0
    some, other_some = np.where(none, 1.0, happened), np.where(other_none, 1.0, other)
    lowest = np.where(none, 0.0, betaincinv(some, other + 1, tail))
    highest = np.where(other_none, 1.0, betaincinv(happened + 1, other_some, 1 - tail))
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = other_people / people
        value = scale * happened / other
        lower, upper = scale * lowest / (1 - lowest), scale * highest / (1 - highest)
    neither = none & other_none
    return Estimate(*(np.where(neither, np.nan, part) for part in (value, lower, upper)))


def _score_ratio(
    events: FloatArray,
    people: FloatArray,
    other_events: FloatArray,
    other_people: FloatArray,
    deviate: float,
) -> Estimate:
    """Value and score limits; the limits are found by halving on the log scale, all at once."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (events / people) / (other_events / other_people)
        total = people + other_people
        # The statistic is made N / (N - 1) smaller; we make what it is compared with larger.
        critical = deviate * np.sqrt(total / (total - 1))

    def beyond(log_ratio: FloatArray) -> FloatArray:
        """The score statistic: positive where the ratio is too low, negative where too high."""
        ratio = np.exp(log_ratio)
        linear = people * ratio + events + other_people + other_events * ratio
        both = events + other_events
        root = np.sqrt(np.maximum(linear**2 - 4 * total * ratio * both, 0))
        # The smaller root of the quadratic, in the form that does not lose digits.
        other_share = 2 * both / (linear + root)
        share = np.minimum(ratio * other_share, 1)
        other_share = np.minimum(other_share, 1)
        variance = share * (1 - share) / people
        variance += ratio**2 * other_share * (1 - other_share) / other_people
        apart = events / people - ratio * other_events / other_people
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(apart == 0, 0.0, apart / np.sqrt(variance))

    lower = np.where(events == 0, 0.0, _where_it_falls_to(beyond, critical))
    upper = np.where(other_events == 0, np.inf, _where_it_falls_to(beyond, -critical))
    neither = (events + other_events) == 0
    missing = np.isnan(value) | neither
    return Estimate(*(np.where(missing, np.nan, part) for part in (value, lower, upper)))


def _where_it_falls_to(
    statistic: Callable[[FloatArray], FloatArray], level: FloatArray
) -> FloatArray:
    """The ratio at which a falling function of the log ratio meets a level."""
    low = np.full(np.shape(level), -FURTHEST_LOG_RATIO)
    high = np.full(np.shape(level), FURTHEST_LOG_RATIO)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_low = statistic(middle) > level
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return np.exp((low + high) / 2)
