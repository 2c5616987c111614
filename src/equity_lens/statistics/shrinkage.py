"""Small groups drawn towards the rest, by as much as they are uncertain.

For intersecting groups (ethnicity within deprivation) that are too small to stand by themselves.
A shrunken figure is a best guess about a group, and not what was seen: always show the raw value
beside it and call it what it is.

How much groups truly differ is itself uncertain. So each answer is averaged over every degree of
shrinkage, from next to none to next to all, weighed by how well it explains the counts. An interval
at one best degree would cover the truth in 83 of 100 small groups, and not in 95.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, betaln, gammaincinv, gammaln

from equity_lens.errors import TooFewGroups
from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    checked_confidence,
    counts,
    events_among,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray

FEWEST_GROUPS = 3

# Shares of shrinkage of a group of average size, all equally likely beforehand.
DEGREES = (np.arange(40) + 0.5) / 40


class Shrunken(NamedTuple):
    """A shrunken figure with its interval, and what it was made from.

    ``raw`` is the value as counted. ``weight`` is the share of the group's own record in the
    figure: near 1 the group speaks for itself, near 0 the figure is that of everyone.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    raw: FloatArray
    weight: FloatArray

    @property
    def estimate(self) -> Estimate:
        """The value and its limits alone."""
        return Estimate(self.value, self.lower, self.upper)


def shrunken_proportion(
    events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95
) -> Shrunken:
    """Proportions of many small groups, each drawn towards the overall one (empirical Bayes).

    Parameters
    ----------
    events, population : (..., g) counts
        People with the event, and people at risk, groups on the last axis. A group with a ``nan``
        gives ``nan`` and takes no part.
    confidence
        Probability that the true value lies in the interval, from 0.9 to just under 1.

    Returns
    -------
    Shrunken
        ``value``, ``lower``, ``upper`` and ``raw`` as proportions, and ``weight``, (..., g).

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, or more events than people.
    TooFewGroups
        Fewer than three groups, from which no spread between groups can be learnt.

    Notes
    -----
    Beta-binomial: the groups' true proportions are taken to scatter around a common one. Both are
    learnt from the groups, with a uniform shrinkage prior on the scatter; the interval is that of
    the beta distribution with the mean and variance found. In simulations it holds the truth 92 to
    97 times in 100 with 20 groups, 89 to 93 with six. Groups are treated as alike until counted:
    where a group is known to differ, this hides it.

    References
    ----------
    Kleinman JC. J Am Stat Assoc 1973;68:46-54. Christiansen CL, Morris CN. J Am Stat Assoc
    1997;92:618-632. Daniels MJ. Can J Stat 1999;27:567-578.

    Examples
    --------
    >>> small = shrunken_proportion([2, 30, 45, 12], [5, 100, 110, 60])
    >>> small.raw.round(2), small.value.round(2)
    (array([0.4 , 0.3 , 0.41, 0.2 ]), array([0.33, 0.31, 0.38, 0.26]))
    """
    happened, people = _groups(*events_among(events, population))
    with np.errstate(divide="ignore", invalid="ignore"):  # a series without a known group
        mean, variance, weight = _averaged(happened, people, BETA_BINOMIAL)
    strength = mean * (1 - mean) / variance - 1
    tail = (1 - checked_confidence(confidence)) / 2
    lower, upper = (betaincinv(mean * strength, (1 - mean) * strength, p) for p in (tail, 1 - tail))
    return Shrunken(mean, lower, upper, happened / people, weight)


def shrunken_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Shrunken:
    """Rates of many small groups or areas, each drawn towards the overall one (empirical Bayes).

    Parameters
    ----------
    events : (..., g) counts
        Events, groups on the last axis. A group with a ``nan`` gives ``nan`` and takes no part.
    population : (..., g) counts
        People or person-years at risk, above nought; or events expected, with ``per=1``, for
        standardised ratios.
    per
        The base: 100,000 unless another is named.
    confidence
        Probability that the true value lies in the interval, from 0.9 to just under 1.

    Returns
    -------
    Shrunken
        ``value``, ``lower``, ``upper`` and ``raw`` per ``per`` people, and ``weight``, (..., g).

    Raises
    ------
    InvalidCounts
        A negative count or a population of nought.
    TooFewGroups
        Fewer than three groups.

    Notes
    -----
    Poisson-gamma, and a gamma distribution for the interval; otherwise as ``shrunken_proportion``.

    References
    ----------
    Clayton D, Kaldor J. Biometrics 1987;43:671-681. Christiansen CL, Morris CN. J Am Stat Assoc
    1997;92:618-632.

    Examples
    --------
    >>> small = shrunken_rate([2, 30, 45, 12], [500, 10_000, 11_000, 6_000], per=1000)
    >>> small.raw.round(1), small.value.round(1)
    (array([4. , 3. , 4.1, 2. ]), array([3.3, 3.1, 3.7, 2.6]))
    """
    happened, people = _groups(
        *same_shape(
            ("events", counts(events, "events")), ("population", at_risk(population, "population"))
        )
    )
    base = checked_base(per)
    with np.errstate(divide="ignore", invalid="ignore"):  # a series without a known group
        mean, variance, weight = _averaged(happened, people, GAMMA_POISSON)
    tail = (1 - checked_confidence(confidence)) / 2
    lower, upper = (
        base * gammaincinv(mean**2 / variance, p) * variance / mean for p in (tail, 1 - tail)
    )
    return Shrunken(base * mean, lower, upper, base * happened / people, weight)


class Family(NamedTuple):
    """How counts scatter within groups, and true values between them.

    A prior that weighs as much as ``strength`` people, around ``common``: ``evidence`` is the log
    probability of a group's count under it, ``scatter`` the variance of a group's raw value, and
    ``spread`` the variance of a true value whose mean is known. ``reach`` is how low and how high
    the common value may be: half an event short of none, and of everybody, among all the people.
    """

    evidence: Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray]
    scatter: Callable[[FloatArray, FloatArray, FloatArray], FloatArray]
    spread: Callable[[FloatArray, FloatArray], FloatArray]
    reach: Callable[[FloatArray], tuple[FloatArray, FloatArray]]


def _beta_binomial_evidence(
    happened: FloatArray, people: FloatArray, strength: FloatArray, common: FloatArray
) -> FloatArray:
    yes, no = strength * common, strength * (1 - common)
    return betaln(happened + yes, people - happened + no) - betaln(yes, no)


def _gamma_poisson_evidence(
    happened: FloatArray, people: FloatArray, strength: FloatArray, common: FloatArray
) -> FloatArray:
    shape = strength * common
    rise = gammaln(happened + shape) - gammaln(shape)
    return rise - happened * np.log(people + strength) - shape * np.log1p(people / strength)


BETA_BINOMIAL = Family(
    _beta_binomial_evidence,
    lambda people, strength, p: p * (1 - p) * (people + strength) / (people * (1 + strength)),
    lambda weighs, mean: mean * (1 - mean) / (weighs + 1),
    lambda total: (0.5 / (total + 1), 1 - 0.5 / (total + 1)),
)
GAMMA_POISSON = Family(
    _gamma_poisson_evidence,
    lambda people, strength, rate: rate * (people + strength) / (people * strength),
    lambda weighs, mean: mean / weighs,
    lambda total: (0.5 / total, np.full_like(total, np.inf)),
)


def _averaged(
    happened: FloatArray, people: FloatArray, family: Family
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean and variance of each true value, and weight of its own record, over all degrees."""
    known = ~(np.isnan(happened) | np.isnan(people))
    # A group without counts stands in as one person whom nothing is learnt from.
    size, seen = np.where(known, people, 1.0), np.where(known, happened, 0.0)
    typical = (size * known).sum(axis=-1, keepdims=True) / known.sum(axis=-1, keepdims=True).clip(1)

    total = (size * known).sum(axis=-1, keepdims=True)
    least, most = family.reach(total)
    rough = np.clip((seen * known).sum(axis=-1, keepdims=True) / total, least, most)

    def common_value(strength: FloatArray) -> tuple[FloatArray, FloatArray]:
        precision = known / family.scatter(size, strength, rough)
        all_precision = precision.sum(axis=-1, keepdims=True)
        common = (precision * seen / size).sum(axis=-1, keepdims=True) / all_precision
        return np.clip(common, least, most), 1 / all_precision

    def strength_of(degree: float) -> FloatArray:
        return typical * degree / (1 - degree)

    evidence = []
    for degree in DEGREES:
        strength = strength_of(degree)
        common, doubt = common_value(strength)
        explained = known * family.evidence(seen, size, strength, common)
        evidence.append(explained.sum(axis=-1, keepdims=True) + np.log(doubt) / 2)
    weighed = np.exp(np.array(evidence) - np.max(evidence, axis=0))
    weighed /= weighed.sum(axis=0)

    mean, squared, own = (np.zeros(size.shape) for _ in range(3))
    for degree, chance in zip(DEGREES, weighed, strict=True):
        strength = strength_of(degree)
        common, doubt = common_value(strength)
        weighs = size + strength
        guess = (seen + strength * common) / weighs
        about = family.spread(weighs, guess) + (strength / weighs) ** 2 * doubt
        mean += chance * guess
        squared += chance * (about + guess**2)
        own += chance * size / weighs
    variance = squared - mean**2
    mean, variance, own = (np.where(known, part, np.nan) for part in (mean, variance, own))
    return mean, variance, own


def _groups(happened: FloatArray, people: FloatArray) -> tuple[FloatArray, FloatArray]:
    groups = happened.shape[-1] if happened.ndim else 1
    if groups < FEWEST_GROUPS:
        raise TooFewGroups(
            f"{groups} groups were given; at least {FEWEST_GROUPS} are needed to learn how much "
            "groups differ.",
            remedy="Show the groups as they were counted, with their intervals.",
        )
    return happened, people
