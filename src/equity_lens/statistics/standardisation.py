"""Rates made fair for age and sex: as if every group had the same standard population."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import InvalidCounts
from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    counts,
    none_missing,
    numbers,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.differences import square_and_add
from equity_lens.statistics.estimate import BoolArray, Estimate, FloatArray
from equity_lens.statistics.rates import byars_limits

FEWEST_EVENTS = 10
EACH_ONCE = "Give one number for each row, such as events_each=[1, 2, 3, 5]."
TOO_FEW = f"fewer than {FEWEST_EVENTS} events"


class StandardisedRate(NamedTuple):
    """A standardised rate, or the reason why there is none.

    ``value``, ``lower`` and ``upper`` are ``nan`` where ``withheld`` is true. ``events`` and
    ``population`` are the totals over the ages, shown either way.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    withheld: BoolArray
    events: FloatArray
    population: FloatArray

    @property
    def estimate(self) -> Estimate:
        """The value and its limits alone."""
        return Estimate(self.value, self.lower, self.upper)

    @property
    def reason(self) -> npt.NDArray[np.str_]:
        """Why each rate is withheld, in words; empty where it is not."""
        return np.where(self.withheld, TOO_FEW, "")


def directly_standardised_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRate:
    """Rate that a group would have, were its ages and sexes those of a standard population.

    Larger means commoner. Fair between groups that differ in age and sex; not the number of
    events that anybody saw.

    Parameters
    ----------
    events : (..., a) counts
        Events by age (or age and sex), last axis; nought where there were none.
    population : (..., a) counts
        People or person-years at risk, in the same order. None may be nought.
    standard : (a,) weights
        The standard population, in the same order; nought leaves an age out.
    per
        The base: 100,000 unless another is named.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    StandardisedRate
        ``value``, ``lower``, ``upper`` per ``per`` people, over the leading axes. Under 10 events
        they are ``nan``, ``withheld`` is true, and ``reason`` says why.

    Raises
    ------
    InvalidCounts
        A negative or missing count, a population of nought, a missing or negative weight, or
        weights that are all nought.

    Notes
    -----
    Dobson's interval around Byar's limits of the total, at any total from 10. Assumes independent
    events: where the same people come back use ``repeat_event_standardised_rate``. OHID's package
    takes a missing count as nought; we ask you to say so, because missing is not nought.

    References
    ----------
    Dobson AJ et al. Stat Med 1991;10:457-462. OHID, PHEindicatormethods, ``calculate_dsr``.

    Examples
    --------
    >>> rate = directly_standardised_rate([4, 16, 40], [1000, 800, 500], [50, 30, 20], per=1000)
    >>> f"{rate.value:.1f} ({rate.lower:.1f} to {rate.upper:.1f})"
    '24.0 (18.3 to 30.9)'
    >>> directly_standardised_rate([1, 2, 3], [1000, 800, 500], [50, 30, 20]).reason
    array('fewer than 10 events', dtype='<U20')
    """
    happened, people, weight = by_age(events, population, standard)
    scale = weight / people
    total = happened.sum(axis=-1)
    value = (scale * happened).sum(axis=-1)
    variance = (scale**2 * happened).sum(axis=-1)
    limits = dobson_interval(value, variance, total, confidence)
    return withhold_few(limits, total, people.sum(axis=-1), checked_base(per))


def repeat_event_standardised_rate(
    people: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    events_each: npt.ArrayLike | None = None,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRate:
    """Directly standardised rate of events that the same people have again and again.

    The value is that of ``directly_standardised_rate`` on all the events; the interval is wider,
    because ten admissions of one person say less than one admission each of ten.

    Parameters
    ----------
    people : (..., k, a) counts
        People by how many events each had (second axis from last) and by age (last axis).
    population : (..., a) counts
        People or person-years at risk. None may be nought.
    standard : (a,) weights
        The standard population; nought leaves an age out.
    events_each : (k,) whole numbers
        How many events each person in a row had; 1, 2, ... k unless given.
    per
        The base: 100,000 unless another is named.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    StandardisedRate
        ``value``, ``lower``, ``upper`` as events per ``per`` people, over the leading axes;
        withheld under 10 events. ``events`` counts events, not people.

    Raises
    ------
    InvalidCounts
        As ``directly_standardised_rate``; or numbers of events that are not 1 or more, each once,
        one for each row.

    Notes
    -----
    Compound Poisson variance: people who had f events add f squared times the variance of a rate
    of such people. People are assumed independent of one another; their own events are not.

    References
    ----------
    Stukel TA et al. Stat Med 1994;13:1781-1791. Dobson AJ et al. Stat Med 1991;10:457-462.

    Examples
    --------
    Of 110 events, 40 belong to ten people:

    >>> once, four_times = [10, 20, 40], [1, 3, 6]
    >>> rate = repeat_event_standardised_rate(
    ...     [once, four_times], [1000, 800, 500], [50, 30, 20], events_each=[1, 4], per=1000
    ... )
    >>> f"{rate.value:.1f} ({rate.lower:.1f} to {rate.upper:.1f}), {rate.events:.0f} events"
    '44.6 (33.1 to 57.8), 110 events'
    """
    who = counts(people, "people")
    if who.ndim < 2:
        raise InvalidCounts(
            "People who had events must be given by events each and by age: two axes at least.",
            remedy="Put people with one event in the first row, with two in the second, and so on.",
        )
    each = numbers(
        np.arange(1, who.shape[-2] + 1) if events_each is None else events_each, "events"
    )
    refuse_where(
        np.isnan(each) | (each < 1),
        "the number of events each is missing or less than 1",
        EACH_ONCE,
    )
    if each.shape != who.shape[-2:-1] or len(np.unique(each)) < len(each):
        raise InvalidCounts(
            "The numbers of events each do not name every row of people once.", remedy=EACH_ONCE
        )
    happened, at_age, weight = by_age((who * each[:, None]).sum(axis=-2), population, standard)
    scale = weight / at_age
    total = happened.sum(axis=-1)
    squared = (who * each[:, None] ** 2).sum(axis=-2)
    value, variance = (scale * happened).sum(axis=-1), (scale**2 * squared).sum(axis=-1)
    limits = dobson_interval(value, variance, total, confidence)
    return withhold_few(limits, total, at_age.sum(axis=-1), checked_base(per))


def standardised_rate_difference(
    rate: StandardisedRate | Estimate, reference: StandardisedRate | Estimate
) -> Estimate:
    """Gap between two directly standardised rates, with an interval.

    Rate minus reference: negative when the event is rarer in the group.

    Parameters
    ----------
    rate, reference : any shapes that broadcast
        Two results of ``directly_standardised_rate``, to one standard, per one base, and at one
        confidence, of groups with nobody in common.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` in the unit of the rates, at their confidence; ``nan``
        where either is withheld.

    Raises
    ------
    ValueError
        Two rates whose shapes do not broadcast.

    Notes
    -----
    The distances from each rate to its own limits, squared and added ("MOVER"), so the gap keeps
    the lopsidedness of few events. For a group against everyone, the group included, the interval
    errs on the wide side.

    References
    ----------
    Zou GY, Donner A. Stat Med 2008;27:1693-1702.

    Examples
    --------
    >>> standard = [50, 30, 20]
    >>> most = directly_standardised_rate([8, 32, 80], [1000, 800, 500], standard, per=1000)
    >>> least = directly_standardised_rate([4, 16, 40], [1000, 800, 500], standard, per=1000)
    >>> gap = standardised_rate_difference(most, least)
    >>> f"{gap.value:.1f} ({gap.lower:.1f} to {gap.upper:.1f}) per 1,000"
    '24.0 (13.3 to 35.0) per 1,000'
    """
    return square_and_add(Estimate(*rate[:3]), Estimate(*reference[:3]))


def standardised_rate_ratio(
    rate: StandardisedRate | Estimate, reference: StandardisedRate | Estimate
) -> Estimate:
    """How many times as high one directly standardised rate is as another, with an interval.

    Rate over reference: below 1 when the event is rarer in the group.

    Parameters
    ----------
    rate, reference : any shapes that broadcast
        Two results of ``directly_standardised_rate``, as for ``standardised_rate_difference``.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` as a ratio, at the confidence of the rates; ``nan`` where
        either is withheld.

    Raises
    ------
    ValueError
        Two rates whose shapes do not broadcast.

    Notes
    -----
    Distances to the limits squared and added as for the difference, on the scale of logarithms:
    swapping the two inverts value and limits, and no limit is negative.

    References
    ----------
    Zou GY, Donner A. Stat Med 2008;27:1693-1702.

    Examples
    --------
    >>> standard = [50, 30, 20]
    >>> most = directly_standardised_rate([8, 32, 80], [1000, 800, 500], standard)
    >>> least = directly_standardised_rate([4, 16, 40], [1000, 800, 500], standard)
    >>> ratio = standardised_rate_ratio(most, least)
    >>> f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"
    '2.00 (1.46 to 2.77)'
    """
    with np.errstate(divide="ignore"):
        logs = [
            Estimate(*(np.log(np.maximum(part, 0)) for part in one[:3]))
            for one in (rate, reference)
        ]
    return Estimate(*(np.exp(part) for part in square_and_add(*logs)))


def by_age(
    events: npt.ArrayLike, population: npt.ArrayLike, standard: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Checked events and populations by age, and the standard's shares, which add to 1."""
    happened, people = same_shape(
        ("events", counts(events, "events")), ("population", at_risk(population, "population"))
    )
    weight = counts(standard, "the standard population")
    none_missing(happened, "a count of events", "Give 0 for an age at which nothing happened.")
    none_missing(people, "a population", "Give the people at risk at every age, or leave it out.")
    none_missing(weight, "a standard population", "Give the weight of every age; 0 leaves it out.")
    same_shape(("events", happened), ("standard", weight))
    total = weight.sum(axis=-1, keepdims=True)
    refuse_where(
        total == 0, "the standard population is all nought", "Give the weight of each age."
    )
    return happened, people, weight / total


def dobson_interval(
    value: FloatArray, variance: FloatArray, total: FloatArray, confidence: float
) -> Estimate:
    """Byar's limits of the total, carried to a weighted rate in proportion to its spread."""
    lower, upper = byars_limits(total, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(variance / total)
        return Estimate(value, value + spread * (lower - total), value + spread * (upper - total))


def withhold_few(
    limits: Estimate, total: FloatArray, population: FloatArray, per: float
) -> StandardisedRate:
    """The rate per its base, with nothing shown under 10 events."""
    withheld = total < FEWEST_EVENTS
    value, lower, upper = (np.where(withheld, np.nan, per * part) for part in limits)
    return StandardisedRate(value, lower, upper, withheld, total, population)
