"""The gap between two groups, and whether chance could have made it."""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from equity_lens.statistics._checks import events_among, normal_deviate, refuse_where, same_shape
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.proportions import wilson


def proportion_difference(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Gap in a proportion between a group and its reference, with Newcombe's interval.

    Group minus reference: negative when the event is rarer in the group.

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
        ``value``, ``lower``, ``upper`` as a difference in proportion, -1 to 1; multiply by 100
        for percentage points. ``nan`` where any count is.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, or more events than people.

    Notes
    -----
    Newcombe's hybrid score method (his method 10, without continuity correction): the Wilson
    limits of each group, squared and added. Assumes two groups with nobody in common; for a group
    that is part of its reference use ``part_whole_difference``.

    References
    ----------
    Newcombe RG. Stat Med 1998;17:873-890.

    Examples
    --------
    The most deprived fifth against the least deprived, within 18 weeks:

    >>> gap = proportion_difference(5180, 9100, 4925, 7600)
    >>> f"{100 * gap.value:.1f} ({100 * gap.lower:.1f} to {100 * gap.upper:.1f}) points"
    '-7.9 (-9.4 to -6.4) points'
    """
    group, reference = two_groups(events, population, reference_events, reference_population)
    deviate = normal_deviate(confidence)
    return square_and_add(wilson(*group, deviate), wilson(*reference, deviate))


def part_whole_difference(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    total_events: npt.ArrayLike,
    total_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Gap in a proportion between a group and everyone, the group among them.

    Group minus everyone: negative when the event is rarer in the group than overall.

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
        ``value``, ``lower``, ``upper`` as a difference in proportion. Exactly nought where the
        group is everyone.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, more events than people, or a group that cannot
        be part of the total.

    Notes
    -----
    With w the group's share of everyone, overall = w group + (1 - w) rest, so that
    group - overall = (1 - w) (group - rest). Group and rest have nobody in common, so their
    Newcombe interval holds, and (1 - w) scales it. Comparing group and total as if they were
    separate would count the group twice and give too wide an interval. The shares w are taken as
    known.

    References
    ----------
    Newcombe RG. Stat Med 1998;17:873-890, for group against rest.

    Examples
    --------
    >>> gap = part_whole_difference(30, 100, 100, 500)
    >>> f"{gap.value:+.3f} ({gap.lower:+.3f} to {gap.upper:+.3f})"
    '+0.100 (+0.028 to +0.181)'
    """
    group, rest, share = split_whole(events, population, total_events, total_population)
    deviate = normal_deviate(confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = square_and_add(wilson(*group, deviate), wilson(*rest, deviate))
    is_everyone = share == 1
    return Estimate(*(np.where(is_everyone, 0.0, (1 - share) * part) for part in apart))


def difference_p_value(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
) -> FloatArray:
    """Probability of a gap this large or larger in either direction, were there none.

    Parameters
    ----------
    events, population : any shape, counts
        People with the event, and people at risk, in the group. ``nan`` where withheld.
    reference_events, reference_population : counts, broadcast against those
        The same in the reference, none of whom is in the group. For a group against everyone,
        give the rest of everyone.

    Returns
    -------
    array
        Two-sided p values, 0 to 1; 1 where nobody, or everybody, had the event in both groups.
        ``nan`` where any count is.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought, or more events than people.

    Notes
    -----
    The "N - 1" chi-squared test: the score test of two proportions with the pooled variance,
    N / (N - 1) larger, and no continuity correction. It keeps its error rate where the smallest
    expected count is 1 or more, and agrees with ``proportion_ratio``: p is under 0.05 exactly when
    that interval leaves out 1. Put many comparisons through ``benjamini_hochberg``.

    References
    ----------
    Campbell I. Stat Med 2007;26:3661-3675. Pearson ES. Biometrika 1947;34:139-167.

    Examples
    --------
    >>> difference_p_value([30, 55], 100, 20, 100).round(4)
    array([0.1033, 0.    ])
    """
    (happened, people), (reference_happened, reference_people) = two_groups(
        events, population, reference_events, reference_population
    )
    total = people + reference_people
    pooled = (happened + reference_happened) / total
    spread = pooled * (1 - pooled) * (1 / people + 1 / reference_people) * total / (total - 1)
    gap = happened / people - reference_happened / reference_people
    nobody_differs = spread == 0
    deviate = np.abs(gap) / np.sqrt(np.where(nobody_differs, 1.0, spread))
    return 2 * ndtr(-deviate)


def square_and_add(group: Estimate, reference: Estimate) -> Estimate:
    """Difference of two independent estimates, from the distances to their own limits.

    The lower limit goes as far below the difference as the group could lie below its value and
    the reference above its own, squared and added; the upper limit the other way about.

    References
    ----------
    Zou GY, Donner A. Stat Med 2008;27:1693-1702 ("MOVER"); Newcombe 1998 for proportions.
    """
    gap = group.value - reference.value
    below = np.hypot(group.value - group.lower, reference.upper - reference.value)
    above = np.hypot(group.upper - group.value, reference.value - reference.lower)
    return Estimate(gap, gap - below, gap + above)


def split_whole(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    total_events: npt.ArrayLike,
    total_population: npt.ArrayLike,
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray], FloatArray]:
    """A group, the rest of everyone, and the group's share of the people (1 if there is no rest)."""
    (happened, people), (total_happened, total_people) = two_groups(
        events, population, total_events, total_population, "total "
    )
    rest_events, rest_people = total_happened - happened, total_people - people
    refuse_where(
        (rest_events < 0) | (rest_people < 0) | (rest_events > rest_people),
        "the group cannot be part of the total: it has more people, or more events, or what is "
        "left would have more events than people",
        "Give the counts of everyone, with the group among them, from the same file.",
    )
    return (happened, people), (rest_events, rest_people), people / total_people


def two_groups(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    whose: str = "reference ",
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
    """Two checked pairs of counts, broadcast to one shape."""
    happened, people = events_among(events, population)
    other_happened, other_people = events_among(reference_events, reference_population, whose)
    a, b, c, d = same_shape(
        ("events", happened),
        ("population", people),
        (f"{whose}events", other_happened),
        (f"{whose}population", other_people),
    )
    return (a, b), (c, d)
