"""By how much more than chance units differ.

Every unit has patients, staff and records of its own, so a funnel of chance alone flags most large
units. ``overdispersed_funnels`` draws limits that allow for what is found here.
"""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import (
    at_risk,
    checked_choice,
    counts,
    events_among,
    none_missing,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import FloatArray

FEWEST_UNITS = 3


class Scores(NamedTuple):
    """Units on a scale on which chance is the same for all of one size.

    ``z`` is each unit's distance from the common value in standard errors ``error``.
    """

    value: FloatArray
    error: FloatArray
    z: FloatArray


class Overdispersion(NamedTuple):
    """How much more the units differ than by chance.

    ``ratio`` is the mean squared z score: 1 when chance explains it all (often written phi).
    ``between`` is the variance between units on the scale of the scores: 0 when chance explains
    it all (tau squared). ``z`` holds the scores they came from, ``nan`` where a unit was dropped.
    """

    ratio: float
    between: float
    z: FloatArray


def log_ratio_scores(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Scores:
    """Scores of observed over expected events on the scale of logarithms (SHMI).

    Parameters
    ----------
    observed, expected : (u,) counts and events
        Events in each unit, and those expected. Neither may be nought.

    Returns
    -------
    Scores
        ``value`` is ln(observed / expected), around 0.

    Raises
    ------
    InvalidCounts
        A count that is missing or not above nought; with noughts, use
        ``square_root_ratio_scores``.

    References
    ----------
    NHS England, Summary Hospital-level Mortality Indicator, methodology.

    Examples
    --------
    >>> log_ratio_scores([120, 80], [100, 100]).z.round(2)
    array([ 1.82, -2.23])
    """
    happened, anticipated = _complete(at_risk(observed, "observed events"), expected)
    value, error = np.log(happened / anticipated), 1 / np.sqrt(anticipated)
    return Scores(value, error, value / error)


def square_root_ratio_scores(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Scores:
    """Scores of observed over expected events on the scale of square roots (CQC).

    Parameters
    ----------
    observed, expected : (u,) counts and events
        Events in each unit, which may be nought, and those expected, which may not.

    Returns
    -------
    Scores
        ``value`` is the square root of observed over expected, around 1.

    Raises
    ------
    InvalidCounts
        A missing or negative count, or no events expected.

    References
    ----------
    Spiegelhalter DJ et al. J R Stat Soc A 2012;175:1-47.

    Examples
    --------
    >>> square_root_ratio_scores([120, 80], [100, 100]).z.round(2)
    array([ 1.91, -2.11])
    """
    happened, anticipated = _complete(counts(observed, "observed events"), expected)
    value, error = np.sqrt(happened / anticipated), 1 / (2 * np.sqrt(anticipated))
    return Scores(value, error, (value - 1) / error)


def proportion_scores(
    events: npt.ArrayLike, population: npt.ArrayLike, centre: float | None = None
) -> Scores:
    """Scores of proportions on the arcsine scale.

    Parameters
    ----------
    events, population : (u,) counts
        People with the event, and people at risk, in each unit.
    centre
        The common proportion; all events over all people unless given.

    Returns
    -------
    Scores
        ``value`` is the arcsine of the square root of the proportion, in radians.

    Raises
    ------
    InvalidCounts
        A missing or negative count, a population of nought, or more events than people.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> proportion_scores([30, 10], [100, 100]).z.round(2)
    array([ 2.32, -2.84])
    """
    happened, people = events_among(events, population)
    none_missing(happened, "a count of events", "Leave out the units without a count.")
    none_missing(people, "a population", "Leave out the units without a count.")
    middle = happened.sum() / people.sum() if centre is None else centre
    value, error = np.arcsin(np.sqrt(happened / people)), 1 / (2 * np.sqrt(people))
    return Scores(value, error, (value - np.arcsin(np.sqrt(middle))) / error)


def count_ratio_scores(counted: npt.ArrayLike, against: npt.ArrayLike) -> Scores:
    """Scores of the ratio of two counts on the scale of logarithms.

    Parameters
    ----------
    counted, against : (u,) counts
        The two counts in each unit, such as readmissions and discharges; either may be nought.

    Returns
    -------
    Scores
        ``value`` is ln((counted + 1/2) / (against + 1/2)), around the log of the overall ratio.

    Raises
    ------
    InvalidCounts
        A missing or negative count, or no ``against`` in any unit.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202, section A.1.3.

    Examples
    --------
    >>> count_ratio_scores([30, 20], [100, 100]).z.round(2)
    array([ 0.94, -0.85])
    """
    top, bottom = same_shape(
        ("counted", counts(counted, "counted")), ("against", counts(against, "against"))
    )
    none_missing(top, "a count", "Leave out the units without a count.")
    none_missing(bottom, "a count", "Leave out the units without a count.")
    refuse_where(
        (bottom.sum() == 0) | (top.sum() == 0),
        "there is nothing to take a ratio of",
        "Give counts that are not all nought.",
    )
    half = 0.5
    value = np.log((top + half) / (bottom + half))
    error = np.sqrt(top / (top + half) ** 2 + bottom / (bottom + half) ** 2)
    return Scores(value, error, (value - np.log(top.sum() / bottom.sum())) / error)


def overdispersion(
    scores: Scores, *, share: float = 0.1, extremes: Literal["winsorise", "drop"] = "winsorise"
) -> Overdispersion:
    """How much more the units differ than by chance, without being ruled by the extremes.

    Parameters
    ----------
    scores
        The units' scores.
    share
        Share of units at each end whose scores are tempered: 0.1 is customary, 0 for none.
    extremes
        "winsorise" pulls those scores in to the quantile at the edge; "drop" leaves their units
        out, as the national mortality indicator does.

    Returns
    -------
    Overdispersion
        ``ratio`` (1 when chance explains all) and ``between`` (0 when it does).

    Raises
    ------
    StatisticRefused
        Fewer than three units, a share that is not from 0 to under a half, or a treatment of
        extremes that is not known.

    Notes
    -----
    ``between`` is the moment estimate of DerSimonian and Laird on the tempered scores.

    References
    ----------
    Spiegelhalter DJ. Qual Saf Health Care 2005;14:347-351. DerSimonian R, Laird N. Control Clin
    Trials 1986;7:177-188.

    Examples
    --------
    >>> found = overdispersion(log_ratio_scores([140, 90, 110, 70, 95], [100] * 5), share=0)
    >>> f"{found.ratio:.2f}, {found.between:.3f}"
    '5.26, 0.056'
    """
    if len(scores.z) < FEWEST_UNITS:
        raise StatisticRefused(
            f"{len(scores.z)} units were given; over-dispersion needs at least {FEWEST_UNITS}.",
            remedy="Use limits for chance alone.",
        )
    if not 0 <= share < 0.5:
        raise StatisticRefused(
            f"The share of extreme units is {share}, and must be from 0 to under a half.",
            remedy="Give it as a share: 0.1, not 10.",
        )
    temper = {"winsorise": _winsorised, "drop": _dropped}
    z = temper[checked_choice(extremes, tuple(temper), "treatment of extremes")](scores.z, share)
    kept = ~np.isnan(z)
    units, ratio = np.count_nonzero(kept), float(np.mean(z[kept] ** 2))
    weight = scores.error[kept] ** -2.0
    excess = units * ratio - (units - 1)
    between = excess / (weight.sum() - (weight**2).sum() / weight.sum())
    return Overdispersion(ratio, max(0.0, float(between)), z)


def _complete(happened: FloatArray, expected: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    happened, anticipated = same_shape(
        ("observed", happened), ("expected", at_risk(expected, "expected events"))
    )
    none_missing(happened, "a count of events", "Leave out the units without a count.")
    none_missing(anticipated, "an expected count", "Leave out the units without one.")
    return happened, anticipated


def _winsorised(z: FloatArray, share: float) -> FloatArray:
    return np.clip(z, *np.quantile(z, [share, 1 - share]))


def _dropped(z: FloatArray, share: float) -> FloatArray:
    """The scores with the first and last of 1 / share equal groups missing."""
    if share == 0:
        return z
    below = (z[:, None] > z).sum(axis=1)
    ties = (z[:, None] == z).sum(axis=1)
    rank = below + (ties + 1) / 2
    groups = 1 / share
    group = np.floor(rank * groups / (len(z) + 1))
    return np.where((group == 0) | (group == groups - 1), np.nan, z)
