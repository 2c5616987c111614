"""Mean difference of the groups from the best one, from the average, or from a reference."""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.estimate import FloatArray
from equity_lens.statistics.inequality.groups import (
    Better,
    Groups,
    Inequality,
    centre_of,
    is_higher_better,
    one_group,
    unordered_groups,
)
from equity_lens.statistics.inequality.spread import limits_of_root, mean_absolute


def mean_difference_from_best(
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    better: Better,
    confidence: float = 0.95,
) -> Inequality:
    """How far the groups are behind the best one on average, every group counting alike.

    Never negative; 0 when all groups are equal, larger the more unequal they are.

    Parameters
    ----------
    value : (..., g) numbers
        Values of the groups, in any order; ``nan`` for a missing group, which takes no part.
    standard_error : (..., g) numbers, optional
        Standard errors in the unit of the values. Without them there are no limits.
    better
        "higher" where a high value is good, "lower" where it is bad: it says which is the best.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts
        Fewer than three groups, or more than 15% of them missing.

    Notes
    -----
    Type: complex, absolute, unweighted. For unordered dimensions with more than two groups.
    Warning: the best of many small groups is partly the luckiest, so the measure is too large
    where groups are small; a small group counts as much as a large one. The limits are roots of
    those of the square, and hold where groups are nearly alike.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Int J Environ Res Public Health 2022;19:3697. Ahn J and others.
    JCO Clin Cancer Inform 2018;2:1-19.

    Examples
    --------
    Missed appointments, per cent: the others are 3, 1 and 4 above the best, over four groups:

    >>> behind = mean_difference_from_best([9, 7, 6, 10], [0.4] * 4, better="lower")
    >>> f"{behind.value:.1f} points ({behind.lower:.1f} to {behind.upper:.1f})"
    '2.0 points (1.1 to 2.6)'
    """
    groups = unordered_groups(value, None, standard_error)
    best = _best(groups, better)
    return _mean_difference(groups, groups.alike, best, confidence)


def weighted_mean_difference_from_best(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    better: Better,
    confidence: float = 0.95,
) -> Inequality:
    """How far people are behind the best group on average, every person counting alike.

    Never negative; 0 when all groups are equal.

    Parameters
    ----------
    value, standard_error, better, confidence
        As ``mean_difference_from_best``.
    population : (..., g) counts
        People in each group. None may be nought.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes. Times the people in all groups, it is how
        many more would have the better outcome if all had the rate of the best group.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``mean_difference_from_best``; a population of nought or missing.

    Notes
    -----
    Type: complex, absolute, weighted. For unordered dimensions with more than two groups. Warning:
    as ``mean_difference_from_best``.

    References
    ----------
    As ``mean_difference_from_best``.

    Examples
    --------
    >>> behind = weighted_mean_difference_from_best(
    ...     [9, 7, 6, 10], [400, 300, 200, 100], [0.4] * 4, better="lower"
    ... )
    >>> f"{behind.value:.1f} points"
    '1.9 points'
    """
    groups = unordered_groups(value, population, standard_error)
    return _mean_difference(groups, groups.share, _best(groups, better), confidence)


def mean_difference_from_mean(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    *,
    average: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """How far the groups lie from the average of everyone, every group counting alike.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, standard_error, confidence
        As ``mean_difference_from_best``.
    population : (..., g) counts, or None
        People in each group, from whom the average is worked out.
    average : (...) numbers, optional
        The average of everyone where it is published and the people in each group are not. It is
        taken as known without error.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``mean_difference_from_best``; a population of nought or missing.
    StatisticRefused
        Both a population and an average, or neither.

    Notes
    -----
    Type: complex, absolute, unweighted. For unordered dimensions with more than two groups.
    Warning: above nought by chance alone; a gap above the average counts like one below it.

    References
    ----------
    As ``mean_difference_from_best``.

    Examples
    --------
    >>> around = mean_difference_from_mean([9, 7, 6, 10], [100] * 4, [0.4] * 4)
    >>> f"{around.value:.1f} points"
    '1.5 points'
    """
    groups = unordered_groups(value, population, standard_error)
    centre, centre_weight = centre_of(groups, average, population)
    spread = mean_absolute(groups, groups.alike, centre, centre_weight)
    return limits_of_root(spread, groups.error, confidence)


def weighted_mean_difference_from_mean(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """How far people's groups lie from the average of everyone, every person counting alike.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, population, standard_error, confidence
        As ``weighted_mean_difference_from_best``.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``weighted_mean_difference_from_best``.

    Notes
    -----
    Type: complex, absolute, weighted. For unordered dimensions with more than two groups. Warning:
    as ``mean_difference_from_mean``; one large group pulls the average to itself, and hides.

    References
    ----------
    As ``mean_difference_from_best``.

    Examples
    --------
    >>> around = weighted_mean_difference_from_mean([9, 7, 6, 10], [100] * 4, [0.4] * 4)
    >>> f"{around.value:.1f} points ({around.lower:.1f} to {around.upper:.1f})"
    '1.5 points (1.0 to 1.9)'
    """
    groups = unordered_groups(value, population, standard_error)
    return _mean_difference(groups, groups.share, groups.share, confidence)


def mean_difference_from_reference(
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    reference: int,
    confidence: float = 0.95,
) -> Inequality:
    """How far the groups lie from a reference group on average, every group counting alike.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, standard_error, confidence
        As ``mean_difference_from_best``.
    reference
        Position of the reference group, counted from 0.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes; the mean is over all groups, the
        reference among them.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``mean_difference_from_best``; no such reference, or it is missing.

    Notes
    -----
    Type: complex, absolute, unweighted. For unordered dimensions with more than two groups.
    Warning: groups above and below the reference add up; the choice of reference is a judgement,
    and is to be named wherever the figure is shown.

    References
    ----------
    As ``mean_difference_from_best``.

    Examples
    --------
    >>> apart = mean_difference_from_reference([9, 7, 6, 10], [0.4] * 4, reference=1)
    >>> f"{apart.value:.1f} points"
    '1.5 points'
    """
    groups = unordered_groups(value, None, standard_error)
    return _mean_difference(groups, groups.alike, one_group(reference, groups), confidence)


def weighted_mean_difference_from_reference(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    reference: int,
    confidence: float = 0.95,
) -> Inequality:
    """How far people's groups lie from a reference group, every person counting alike.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, standard_error, reference, confidence
        As ``mean_difference_from_reference``.
    population : (..., g) counts
        People in each group. None may be nought.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``mean_difference_from_reference``; a population of nought or missing.

    Notes
    -----
    Type: complex, absolute, weighted. For unordered dimensions with more than two groups. Warning:
    as ``mean_difference_from_reference``.

    References
    ----------
    As ``mean_difference_from_best``.

    Examples
    --------
    >>> apart = weighted_mean_difference_from_reference(
    ...     [9, 7, 6, 10], [400, 300, 200, 100], [0.4] * 4, reference=1
    ... )
    >>> f"{apart.value:.1f} points"
    '1.3 points'
    """
    groups = unordered_groups(value, population, standard_error)
    return _mean_difference(groups, groups.share, one_group(reference, groups), confidence)


def _mean_difference(
    groups: Groups, weight: FloatArray, centre_weight: FloatArray, confidence: float
) -> Inequality:
    centre = (centre_weight * groups.value).sum(axis=-1, keepdims=True)
    spread = mean_absolute(groups, weight, centre, centre_weight)
    return limits_of_root(spread, groups.error, confidence)


def _best(groups: Groups, better: Better) -> FloatArray:
    """1 at the best known group, the first of them where several are level, and 0 elsewhere."""
    sign = 1.0 if is_higher_better(better) else -1.0
    position = np.where(groups.known, sign * groups.value, -np.inf).argmax(axis=-1)
    return (np.arange(groups.value.shape[-1]) == position[..., None]).astype(float)
