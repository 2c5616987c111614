"""Directly standardised rates, to three significant figures.

Digits beyond the third say nothing true of so uncertain a number, and a rate to full precision
could be unpicked: with the populations known, only one set of age-sex counts gives all its digits.
So the rate is rounded first; gap and ratio are those of the rounded rates.
"""

import numpy as np

from equity_lens.analysis.groups import Groups
from equity_lens.analysis.statistic import where_valid
from equity_lens.cells import BoolArray
from equity_lens.statistics import Estimate, directly_standardised_rate
from equity_lens.statistics.rounding import significant

FEWEST_EVENTS = 10
PER = 100_000


def estimate(groups: Groups, confidence: float) -> Estimate:
    """Rate per 100,000 of each group; ``nan`` under 10 events."""
    if groups.stratum_events is None or groups.stratum_people is None or groups.standard is None:
        none = np.full(groups.people.shape, np.nan)
        return Estimate(none, none, none)
    standard = groups.standard
    parts = where_valid(
        _countable(groups),
        lambda events, people: directly_standardised_rate(
            events, people, standard, per=PER, confidence=confidence
        )[:3],
        groups.stratum_events,
        groups.stratum_people,
    )
    return Estimate(*(significant(part) for part in parts))


def too_few(groups: Groups) -> BoolArray:
    """True where there are rates to be had but for fewer than 10 events."""
    if groups.stratum_events is None:
        return np.zeros(groups.people.shape, dtype=bool)
    return _countable(groups) & (groups.stratum_events.sum(axis=-1) < FEWEST_EVENTS)


def _countable(groups: Groups) -> BoolArray:
    """True where every stratum has residents and a known number of events."""
    assert groups.stratum_events is not None
    assert groups.stratum_people is not None
    with np.errstate(invalid="ignore"):
        peopled: BoolArray = np.all(groups.stratum_people > 0, axis=-1)
    return peopled & ~np.any(np.isnan(groups.stratum_events), axis=-1)
