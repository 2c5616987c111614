"""A rate, its interval, and the counts behind it."""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from equity_lens.statistics._blocks import in_blocks
from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    checked_confidence,
    counts,
    normal_deviate,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray

EXACT_UNDER = 10


def rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Events for each 100,000 people (or person-years), with an interval.

    Larger means commoner. A person may have several events, so a rate may exceed its base.

    Parameters
    ----------
    events : any shape, counts
        Events. ``nan`` where missing or withheld.
    population : counts, broadcast against ``events``
        People or person-years at risk, above nought. ``nan`` where missing or withheld.
    per
        The base: 100,000 unless another is named.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as events per ``per`` people; ``nan`` where a count is.

    Raises
    ------
    InvalidCounts
        A negative count or a population of nought.

    Notes
    -----
    Exact Poisson limits under 10 events and Byar's approximation from 10, as OHID does. Assumes
    that events are independent: where the same people come back, the interval is too narrow.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research II. IARC 1987, p 69.
    OHID, PHEindicatormethods, ``phe_rate``.

    Examples
    --------
    >>> admitted = rate([65, 4], [120_000, 9_000])
    >>> admitted.value.round(1), admitted.lower.round(1), admitted.upper.round(1)
    (array([54.2, 44.4]), array([41.8, 12.1]), array([ 69. , 113.8]))
    """
    base = checked_base(per)

    def of_block(happened: npt.ArrayLike, people: npt.ArrayLike) -> Estimate:
        x, n = same_shape(
            ("events", counts(happened, "events")), ("population", at_risk(people, "population"))
        )
        lower, upper = _limits(x, confidence)
        scale = base / n
        return Estimate(x * scale, lower * scale, upper * scale)

    return in_blocks(of_block, events, population)


def poisson_limits(events: npt.ArrayLike, confidence: float = 0.95) -> Estimate:
    """Limits of a count of independent events: exact under 10, Byar's from 10.

    Parameters
    ----------
    events : any shape, counts
        Events. ``nan`` where missing or withheld.
    confidence
        Coverage, from 0.9 to just under 1.

    Returns
    -------
    Estimate
        The count itself and its limits, in events.

    Raises
    ------
    InvalidCounts
        A negative count.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research II. IARC 1987, p 69.

    Examples
    --------
    >>> limits = poisson_limits([0, 9, 10])
    >>> limits.lower.round(2), limits.upper.round(2)
    (array([0.  , 4.12, 4.79]), array([ 3.69, 17.08, 18.39]))
    """
    happened = counts(events, "events")
    return Estimate(happened, *_limits(happened, confidence))


def _limits(events: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Exact under 10 events, Byar's from 10."""
    lower, upper = (np.asarray(limit) for limit in byars_limits(events, confidence))
    few = events < EXACT_UNDER
    if few.any():
        # Few counts are under 10, and each is there many times.
        distinct, place = np.unique(events[few], return_inverse=True)
        exact_lower, exact_upper = exact_limits(distinct, confidence)
        lower[few], upper[few] = exact_lower[place], exact_upper[place]
    return lower, upper


def exact_limits(events: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Exact Poisson limits: the counts whose tail beyond ``events`` is half of the risk."""
    tail = (1 - checked_confidence(confidence)) / 2
    lower = np.where(events == 0, 0.0, gammaincinv(np.where(events == 0, 1.0, events), tail))
    return lower, gammaincinv(events + 1, 1 - tail)


def byars_limits(events: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Byar's approximate Poisson limits; the lower is ``nan`` where the formula has none.

    It has none for no events, nor where it would fall below nought (one event at 99.8%).
    """
    third = normal_deviate(confidence) / 3
    some = np.where(events > 0, events, np.nan)
    root = 1 - 1 / (9 * some) - third / np.sqrt(some)
    lower = np.where(root >= 0, some * root * root * root, np.nan)
    more = events + 1
    root = 1 - 1 / (9 * more) + third / np.sqrt(more)
    return lower, more * root * root * root
