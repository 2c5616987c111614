"""Events seen against events expected: fair for age where each age has too few events."""

from typing import NamedTuple

import numpy.typing as npt

from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    counts,
    none_missing,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.rates import poisson_limits


class AgainstExpected(NamedTuple):
    """An indirectly standardised ratio or rate, and the two numbers of events behind it."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    observed: FloatArray
    expected: FloatArray

    @property
    def estimate(self) -> Estimate:
        """The value and its limits alone."""
        return Estimate(self.value, self.lower, self.upper)


def indirectly_standardised_ratio(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    reference_value: float = 1,
    confidence: float = 0.95,
) -> AgainstExpected:
    """Events in a group over those expected, had each age the rate of the reference.

    Above 1 when there were more events than expected. Each group is compared with the reference;
    two groups should not be compared with one another by it, as each has weights of its own.

    Parameters
    ----------
    events : (...) counts
        Events in the group, all ages together.
    population : (..., a) counts
        People or person-years at risk by age, last axis; nought is allowed.
    reference_events : (a,) or (..., a) counts
        Events by age in the reference, usually all the groups together; nought if there were none.
    reference_population : (a,) or (..., a) counts
        People at risk by age in the reference. None may be nought.
    reference_value
        What the reference itself counts as: 1, or 100 for the customary mortality ratio.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    AgainstExpected
        ``value``, ``lower``, ``upper`` as a ratio times ``reference_value``, over the leading
        axes; ``observed`` and ``expected`` events.

    Raises
    ------
    InvalidCounts
        A negative or missing count, a reference population of nought, or no events expected.

    Notes
    -----
    Limits of the events seen, exact Poisson under 10 and Byar's from 10, over those expected;
    the reference is taken as known. Exact limits hold for few events, so nothing is withheld.
    OHID's package takes a missing reference count or population as nought; we refuse it.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research II. IARC 1987, p 69.
    OHID, PHEindicatormethods, ``calculate_ISRatio``.

    Examples
    --------
    >>> smr = indirectly_standardised_ratio(30, [1000, 500], [100, 400], [10_000, 10_000])
    >>> f"{smr.value:.2f} ({smr.lower:.2f} to {smr.upper:.2f}), {smr.expected:.0f} expected"
    '1.00 (0.67 to 1.43), 30 expected'
    """
    observed, expected, _ = _expected(events, population, reference_events, reference_population)
    return _against(observed, expected, checked_base(reference_value), confidence)


def indirectly_standardised_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> AgainstExpected:
    """Crude rate of the reference, times events over those expected in the group.

    Larger means commoner. Read as ``indirectly_standardised_ratio``, in the unit of a rate.

    Parameters
    ----------
    events, population, reference_events, reference_population
        As ``indirectly_standardised_ratio``.
    per
        The base: 100,000 unless another is named.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    AgainstExpected
        ``value``, ``lower``, ``upper`` per ``per`` people, over the leading axes; ``observed``
        and ``expected`` events.

    Raises
    ------
    InvalidCounts
        As ``indirectly_standardised_ratio``.

    References
    ----------
    OHID, PHEindicatormethods, ``calculate_ISRate``.

    Examples
    --------
    >>> rate = indirectly_standardised_rate(45, [1000, 500], [100, 400], [10_000, 10_000], per=1000)
    >>> f"{rate.value:.1f} ({rate.lower:.1f} to {rate.upper:.1f}) per 1,000"
    '37.5 (27.4 to 50.2) per 1,000'
    """
    observed, expected, crude = _expected(
        events, population, reference_events, reference_population
    )
    return _against(observed, expected, crude * checked_base(per), confidence)


def _expected(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Events observed and expected, and the reference's crude rate, over the leading axes."""
    people, happened, at_age = same_shape(
        ("population", counts(population, "population")),
        ("reference events", counts(reference_events, "reference events")),
        ("reference population", at_risk(reference_population, "reference population")),
    )
    for array, what in (
        (people, "a population"),
        (happened, "a reference count"),
        (at_age, "a reference population"),
    ):
        none_missing(array, what, "Give every age in the same order, with 0 where there are none.")
    expected = (happened / at_age * people).sum(axis=-1)
    refuse_where(
        expected == 0, "no events are expected", "Use a reference in which the event happens."
    )
    observed, expected = same_shape(
        ("events", counts(events, "events")), ("groups with a population", expected)
    )
    none_missing(observed, "a count of events", "Give 0 where nothing happened.")
    return observed, expected, happened.sum(axis=-1) / at_age.sum(axis=-1)


def _against(
    observed: FloatArray, expected: FloatArray, scale: FloatArray | float, confidence: float
) -> AgainstExpected:
    """Poisson limits of the events seen, over those expected."""
    _, lower, upper = poisson_limits(observed, confidence)
    unit = scale / expected
    return AgainstExpected(observed * unit, lower * unit, upper * unit, observed, expected)
