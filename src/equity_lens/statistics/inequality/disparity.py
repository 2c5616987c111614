"""Index of disparity: how far the groups lie from the average, in per cent of it."""

import numpy.typing as npt

from equity_lens.statistics.inequality.groups import (
    Inequality,
    centre_of,
    ratio_scaled,
    unordered_groups,
)
from equity_lens.statistics.inequality.spread import as_percent_of, limits_of_root, mean_absolute


def index_of_disparity(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    *,
    average: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """Mean difference from the average in per cent of it, every group counting alike.

    Never negative; 0 when all groups are equal, larger the more unequal they are. It has no
    direction.

    Parameters
    ----------
    value : (..., g) numbers, nought or more
        Values of the groups, in any order; ``nan`` for a missing group, which takes no part.
    population : (..., g) counts, or None
        People in each group, from whom the average is worked out.
    standard_error : (..., g) numbers, optional
        Standard errors in the unit of the values. Without them there are no limits.
    average : (...) numbers, optional
        The average of everyone where it is published and the people in each group are not. It is
        taken as known without error.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        Per cent of the average, over the leading axes; ``nan`` where that is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``mean_difference_from_mean``; a negative value.

    Notes
    -----
    Type: complex, relative, unweighted. For unordered dimensions with more than two groups.
    Warning: above nought by chance alone, and large where the average is small.

    References
    ----------
    Pearcy JN, Keppel KG. Public Health Rep 2002;117:273-280. Schlotheuber A, Hosseinpoor AR. Int J
    Environ Res Public Health 2022;19:3697. Ahn J and others. JCO Clin Cancer Inform 2018;2:1-19.

    Examples
    --------
    Average 8; the four groups lie 1, 1, 2 and 2 from it, 1.5 on average, 18.75% of 8:

    >>> index = index_of_disparity([9, 7, 6, 10], [100] * 4, [0.4] * 4)
    >>> f"{index.value:.1f}% ({index.lower:.1f} to {index.upper:.1f})"
    '18.8% (12.7 to 23.3)'
    """
    groups = ratio_scaled(unordered_groups(value, population, standard_error))
    centre, centre_weight = centre_of(groups, average, population)
    spread = mean_absolute(groups, groups.alike, centre, centre_weight)
    return limits_of_root(as_percent_of(spread, centre, centre_weight), groups.error, confidence)


def weighted_index_of_disparity(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """Mean difference from the average in per cent of it, every person counting alike.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, population, standard_error, confidence
        As ``index_of_disparity``.

    Returns
    -------
    Inequality
        Per cent of the average, over the leading axes; ``nan`` where that is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``index_of_disparity``.

    Notes
    -----
    Type: complex, relative, weighted. For unordered dimensions with more than two groups. Warning:
    as ``index_of_disparity``; one large group pulls the average to itself, and hides.

    References
    ----------
    As ``index_of_disparity``.

    Examples
    --------
    Average 7.9; .4 x 1.1 + .3 x 0.9 + .2 x 1.9 + .1 x 2.1 = 1.3, 16.5% of it:

    >>> index = weighted_index_of_disparity([9, 7, 6, 10], [400, 300, 200, 100], [0.4] * 4)
    >>> f"{index.value:.1f}%"
    '16.5%'
    """
    groups = ratio_scaled(unordered_groups(value, population, standard_error))
    spread = mean_absolute(groups, groups.share, groups.mean, groups.share)
    return limits_of_root(
        as_percent_of(spread, groups.mean, groups.share), groups.error, confidence
    )
