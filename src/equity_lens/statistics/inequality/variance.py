"""Between-group variance and its relatives: spread that weighs large gaps more than small ones."""

import numpy.typing as npt

from equity_lens.statistics.inequality.groups import (
    Inequality,
    ratio_scaled,
    unordered_groups,
    with_limits,
)
from equity_lens.statistics.inequality.spread import (
    as_percent_of,
    error_of_square,
    limits_of_root,
    root_mean_square,
)


def between_group_variance(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """Mean squared difference of the groups from the average of everyone.

    Never negative; 0 when all groups are equal, larger the more unequal they are. It has no
    direction.

    Parameters
    ----------
    value : (..., g) numbers
        Values of the groups, in any order; ``nan`` for a missing group, which takes no part.
    population : (..., g) counts
        People in each group. None may be nought.
    standard_error : (..., g) numbers, optional
        Standard errors in the unit of the values. Without them there are no limits.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        In the **square** of the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts
        Fewer than three groups, more than 15% of them missing, a population of nought.

    Notes
    -----
    Type: complex, absolute, weighted. For unordered dimensions with more than two groups. Warning:
    its unit means little to most readers, and it is above nought by chance alone; the standard
    deviation is easier to show. Groups are taken as independent; the variance keeps its
    second-order term, so that the interval holds where the groups are nearly alike.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Int J Environ Res Public Health 2022;19:3697. Ahn J and others.
    JCO Clin Cancer Inform 2018;2:1-19.

    Examples
    --------
    Shares .5 .3 .2, average 62: .5 x 4 + .3 x 0 + .2 x 25 = 7 (points squared):

    >>> spread = between_group_variance([60, 62, 67], [500, 300, 200], [1, 1, 2])
    >>> f"{spread.value:.2f} ({spread.lower:.2f} to {spread.upper:.2f})"
    '7.00 (0.00 to 16.05)'
    """
    groups = unordered_groups(value, population, standard_error)
    spread = root_mean_square(groups)
    error = error_of_square(spread, groups.error)
    return with_limits(spread.value**2, error, confidence, lowest=0)


def between_group_standard_deviation(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """Typical difference of the groups from the average of everyone, large gaps weighing more.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, population, standard_error, confidence
        As ``between_group_variance``.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes. The limits are the roots of those of the
        variance, and so are not equally far from the value.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``between_group_variance``.

    Notes
    -----
    Type: complex, absolute, weighted. For unordered dimensions with more than two groups. Warning:
    above nought by chance alone. WHO's package simulates the interval:
    ``simulated_interval`` is that, and says why it is not the default.

    References
    ----------
    As ``between_group_variance``.

    Examples
    --------
    >>> spread = between_group_standard_deviation([60, 62, 67], [500, 300, 200], [1, 1, 2])
    >>> f"{spread.value:.2f} ({spread.lower:.2f} to {spread.upper:.2f}) points"
    '2.65 (0.00 to 4.01) points'
    """
    groups = unordered_groups(value, population, standard_error)
    return limits_of_root(root_mean_square(groups), groups.error, confidence)


def coefficient_of_variation(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """Between-group standard deviation in per cent of the average of everyone.

    Never negative; 0 when all groups are equal. It has no direction.

    Parameters
    ----------
    value, population, standard_error, confidence
        As ``between_group_variance``; values of nought or more.

    Returns
    -------
    Inequality
        Per cent of the average, over the leading axes; ``nan`` where that is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``between_group_variance``; a negative value.

    Notes
    -----
    Type: complex, relative, weighted. For unordered dimensions with more than two groups. Warning:
    above nought by chance alone, and large where the average is small.

    References
    ----------
    As ``between_group_variance``.

    Examples
    --------
    >>> spread = coefficient_of_variation([60, 62, 67], [500, 300, 200], [1, 1, 2])
    >>> f"{spread.value:.1f}% ({spread.lower:.1f} to {spread.upper:.1f}) of the average"
    '4.3% (0.0 to 6.5) of the average'
    """
    groups = ratio_scaled(unordered_groups(value, population, standard_error))
    spread = as_percent_of(root_mean_square(groups), groups.mean, groups.share)
    return limits_of_root(spread, groups.error, confidence)
