"""Where each unit lies in a funnel: inside the limits of chance, or above or below them."""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    counts,
    events_among,
    none_missing,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.funnels import proportion_funnel
from equity_lens.statistics.rates import poisson_limits
from equity_lens.statistics.standardisation import FEWEST_EVENTS

LEVELS = (0.95, 0.998)


def effective_population(
    events: npt.ArrayLike, rate: npt.ArrayLike, *, per: float = 100_000
) -> FloatArray:
    """People in whom the events would give the standardised rate as a crude one.

    What places a directly standardised rate along a funnel.

    Parameters
    ----------
    events : any shape, counts
        Events behind each rate.
    rate : rates, broadcast against ``events``
        Directly standardised rates per ``per`` people.
    per
        The base of the rates.

    Returns
    -------
    array
        People (person-years, if the rate was of several years); ``nan`` under 10 events, where
        the rate is withheld.

    Raises
    ------
    InvalidCounts
        A negative or missing count, or a rate of nought: without events or without a rate, the
        people cannot be worked out.

    References
    ----------
    OHID, PHEindicatormethods, ``calculate_funnel_points``.

    Examples
    --------
    >>> effective_population([31, 7], [155.5444054, 110]).round()
    array([19930.,    nan])
    """
    happened, standardised = same_shape(
        ("events", counts(events, "events")), ("rate", counts(rate, "rate"))
    )
    none_missing(happened, "a count of events", "Leave out the units without a count.")
    refuse_where(
        (happened == 0) | (standardised == 0),
        "there are no events, so that the population cannot be worked out from the rate",
        "Leave those units out, or give their population.",
    )
    size = checked_base(per) * happened / standardised
    return np.where(happened < FEWEST_EVENTS, np.nan, size)


def proportion_position(
    events: npt.ArrayLike, population: npt.ArrayLike, centre: float | None = None
) -> FloatArray:
    """Where each unit lies in a funnel of proportions.

    Parameters
    ----------
    events, population : (u,) counts
        People with the event, and people at risk, in each unit.
    centre
        The common proportion; all events over all people unless given.

    Returns
    -------
    array
        (u,) 0 within the 95% limits; 1 above those, 2 above the 99.8% limits; -1 and -2 below.

    Raises
    ------
    InvalidCounts
        A negative or missing count, a population of nought, or more events than people.

    References
    ----------
    OHID, PHEindicatormethods, ``assign_funnel_significance``.

    Examples
    --------
    >>> proportion_position([20, 70, 40], [200, 200, 200], centre=0.2)
    array([-2.,  2.,  0.])
    """
    happened, people = events_among(events, population)
    none_missing(happened, "a count of events", "Leave out the units without a count.")
    none_missing(people, "a population", "Leave out the units without a count.")
    middle = happened.sum() / people.sum() if centre is None else centre
    limits = [proportion_funnel(people, middle, confidence=level) for level in LEVELS]
    value = happened / people
    return _position(
        [value < limit.lower for limit in limits], [value > limit.upper for limit in limits]
    )


def ratio_position(observed: npt.ArrayLike, expected: npt.ArrayLike) -> FloatArray:
    """Where each unit lies in a funnel of observed over expected events, or of rates.

    Parameters
    ----------
    observed : any shape, counts
        Events in each unit.
    expected : events, broadcast against ``observed``
        Events expected in each unit; for rates, the common rate times its people.

    Returns
    -------
    array
        0 where the unit's 95% limits include the expected; 1 where it lies above, 2 where its
        99.8% limits say so too; -1 and -2 below.

    Raises
    ------
    InvalidCounts
        A negative or missing count, or no events expected.

    Notes
    -----
    By the unit's own limits, exact under 10 events and Byar's from 10, as OHID does. No events has
    a lower limit of nought.

    References
    ----------
    OHID, PHEindicatormethods, ``assign_funnel_significance``.

    Examples
    --------
    >>> ratio_position([24, 6, 200], [18.0, 17.9, 100.0])
    array([ 0., -1.,  2.])
    """
    happened, anticipated = same_shape(
        ("observed", counts(observed, "observed events")),
        ("expected", at_risk(expected, "expected events")),
    )
    none_missing(happened, "a count of events", "Leave out the units without a count.")
    none_missing(anticipated, "an expected count", "Leave out the units without one.")
    limits = [poisson_limits(happened, level) for level in LEVELS]
    return _position(
        [limit.upper < anticipated for limit in limits],
        [limit.lower > anticipated for limit in limits],
    )


def standardised_rate_position(
    events: npt.ArrayLike, rate: npt.ArrayLike, *, per: float = 100_000
) -> FloatArray:
    """Where each unit lies in a funnel of directly standardised rates.

    Parameters
    ----------
    events, rate : (u,) counts and rates
        Events behind each rate, and the rate per ``per`` people.
    per
        The base of the rates.

    Returns
    -------
    array
        (u,) as ``ratio_position``, around all events over all effective people; ``nan`` under 10
        events, where the rate is withheld.

    Raises
    ------
    InvalidCounts
        As ``effective_population``.

    References
    ----------
    OHID, PHEindicatormethods, ``assign_funnel_significance``.

    Examples
    --------
    >>> standardised_rate_position([100, 100, 4], [50, 25, 30])
    array([ 2., -1., nan])
    """
    shown = effective_population(events, rate, per=per)
    happened, standardised = np.broadcast_arrays(counts(events, "events"), counts(rate, "rate"))
    size = checked_base(per) * happened / standardised
    common = happened.sum() / size.sum()
    return np.where(np.isnan(shown), np.nan, ratio_position(happened, common * size))


def _position(below: list[BoolArray], above: list[BoolArray]) -> FloatArray:
    """How many levels each unit lies above (positive) or below (negative)."""
    high, low = np.stack(above), np.stack(below)
    return high.sum(axis=0).astype(np.float64) - low.sum(axis=0)
