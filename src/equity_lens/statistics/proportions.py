"""A proportion and its interval."""

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from equity_lens.statistics._blocks import in_blocks
from equity_lens.statistics._checks import (
    at_risk,
    checked_confidence,
    counts,
    events_among,
    normal_deviate,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray


def proportion(
    events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95
) -> Estimate:
    """Share of people who had the event, with Wilson's interval.

    Larger means commoner; whether that is good is for the measure to say.

    Parameters
    ----------
    events : any shape, counts
        People with the event. ``nan`` where missing or withheld.
    population : counts, broadcast against ``events``
        People at risk, above nought. ``nan`` where missing or withheld.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as proportions, 0 to 1; ``nan`` where either count is.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, or more events than people.

    Notes
    -----
    Wilson's score interval without continuity correction. It never leaves 0 to 1 and holds its
    coverage in small groups. Assumes that people are independent of one another.

    References
    ----------
    Wilson EB. J Am Stat Assoc 1927;22:209-212. Newcombe RG. Stat Med 1998;17:857-872.

    Examples
    --------
    >>> seen = proportion(5180, 9100)
    >>> f"{seen.value:.3f} ({seen.lower:.3f} to {seen.upper:.3f})"
    '0.569 (0.559 to 0.579)'
    """
    deviate = normal_deviate(confidence)
    return in_blocks(lambda x, n: wilson(*events_among(x, n), deviate), events, population)


def clopper_pearson_proportion(
    events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95
) -> Estimate:
    """Share of people who had the event, with the exact binomial interval.

    Parameters
    ----------
    events, population, confidence
        As ``proportion``.

    Returns
    -------
    Estimate
        As ``proportion``.

    Raises
    ------
    InvalidCounts
        As ``proportion``.

    Notes
    -----
    Never covers less often than it says, and so mostly more often: wider than Wilson's. For where
    a regulator asks for it.

    References
    ----------
    Clopper CJ, Pearson ES. Biometrika 1934;26:404-413.

    Examples
    --------
    >>> seen = clopper_pearson_proportion(0, 20)
    >>> f"{seen.value:.3f} ({seen.lower:.3f} to {seen.upper:.3f})"
    '0.000 (0.000 to 0.168)'
    """
    happened, people = events_among(events, population)
    tail = (1 - checked_confidence(confidence)) / 2
    none, all_of_them = happened == 0, happened == people
    some, not_all = np.where(none, 1, happened), np.where(all_of_them, 0, happened)
    lower = np.where(none, 0.0, betaincinv(some, people - some + 1, tail))
    upper = np.where(all_of_them, 1.0, betaincinv(not_all + 1, people - not_all, 1 - tail))
    return Estimate(happened / people, lower, upper)


def agresti_coull_proportion(
    events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95
) -> Estimate:
    """Share of people who had the event, with Agresti and Coull's interval.

    Parameters
    ----------
    events, population, confidence
        As ``proportion``.

    Returns
    -------
    Estimate
        As ``proportion``; the limits are cut off at 0 and 1.

    Raises
    ------
    InvalidCounts
        As ``proportion``.

    Notes
    -----
    The textbook interval around Wilson's centre: about two events and two others are added
    first. A little wider than Wilson's.

    References
    ----------
    Agresti A, Coull BA. Am Stat 1998;52:119-126.

    Examples
    --------
    >>> seen = agresti_coull_proportion(5, 10)
    >>> f"{seen.value:.3f} ({seen.lower:.3f} to {seen.upper:.3f})"
    '0.500 (0.237 to 0.763)'
    """
    happened, people = events_among(events, population)
    deviate = normal_deviate(confidence)
    more_people = people + deviate**2
    centre = (happened + deviate**2 / 2) / more_people
    reach = deviate * np.sqrt(centre * (1 - centre) / more_people)
    return Estimate(happened / people, np.maximum(centre - reach, 0), np.minimum(centre + reach, 1))


def count_share(
    count: npt.ArrayLike, total: npt.ArrayLike, *, confidence: float = 0.95
) -> Estimate:
    """Share of all the people counted who belong to a group: a group's share of a list.

    Parameters
    ----------
    count : any shape, counts
        People in the group. ``nan`` where missing or withheld.
    total : counts, broadcast against ``count``
        Everyone counted, the group among them. Above nought.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as proportions, 0 to 1. Wilson's interval, as for any
        proportion: how far the share could have come about by chance.

    Raises
    ------
    InvalidCounts
        A negative count, a total of nought, or a group larger than the total.

    References
    ----------
    Wilson EB. J Am Stat Assoc 1927;22:209-212.

    Examples
    --------
    >>> share = count_share([9100, 7600], 40888)
    >>> share.value.round(3)
    array([0.223, 0.186])
    """
    group, everyone = same_shape(
        ("count", counts(count, "count")), ("total", at_risk(total, "total"))
    )
    refuse_where(
        group > everyone,
        "a group is larger than the total that it is part of",
        "Check that the total counts everyone in the groups.",
    )
    return wilson(group, everyone, normal_deviate(confidence))


def wilson(events: FloatArray, population: FloatArray, deviate: float) -> Estimate:
    """Wilson's interval of counts that have been checked: the formula alone."""
    narrowness = 1 / deviate**2
    value = events / population
    centre = 2 * narrowness * events + 1
    reach = np.sqrt(4 * narrowness * events * (1 - value) + 1)
    width = 2 * (narrowness * population + 1)
    return Estimate(value, (centre - reach) / width, (centre + reach) / width)
