"""Theil index and mean log deviation: inequality as distance from everyone being alike."""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.estimate import FloatArray
from equity_lens.statistics.inequality.groups import (
    Groups,
    Inequality,
    ratio_scaled,
    unordered_groups,
    with_limits,
)

PER_THOUSAND = 1000

# The logarithm of nought does not exist; WHO puts this in its place, and so it shapes the result.
INSTEAD_OF_NOUGHT = 1e-6


def theil_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """Inequality between groups, each weighing by its share of what is measured, times 1,000.

    Never negative; 0 when all groups are equal, larger the more unequal they are. It has no
    direction. More sensitive to groups with high values.

    Parameters
    ----------
    value : (..., g) numbers, nought or more
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
        Without a unit, times 1,000, over the leading axes; ``nan`` where the average is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts
        Fewer than three groups, more than 15% of them missing, a negative value.

    Notes
    -----
    Type: complex, relative, weighted. For unordered dimensions with more than two groups. Warning:
    its size has no plain meaning; use it to compare, not to explain. Groups are taken as
    independent. The standard error is on the scale of the value: WHO's package leaves it 1,000
    times too small.

    References
    ----------
    Theil H. Economics and Information Theory. North-Holland 1967. Ahn J and others. JCO Clin Cancer
    Inform 2018;2:1-19. Schlotheuber A, Hosseinpoor AR. Int J Environ Res Public Health
    2022;19:3697.

    Examples
    --------
    Ratios to the average .5, 1 and 1.5: 1000 x (.5 ln .5 + ln 1 + 1.5 ln 1.5) / 3

    >>> index = theil_index([5, 10, 15], [100] * 3, [0.5] * 3)
    >>> f"{index.value:.1f} ({index.lower:.1f} to {index.upper:.1f})"
    '87.2 (59.5 to 114.9)'
    """
    groups = _above_nought(ratio_scaled(unordered_groups(value, population, standard_error)))
    ratio = _ratio(groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.where(groups.known, np.log(ratio), 0.0)
    index = (groups.share * ratio * log).sum(axis=-1)
    tilt = 1 + log - (groups.share * ratio * (1 + log)).sum(axis=-1, keepdims=True)
    return _per_thousand(groups, index, tilt, confidence)


def mean_log_deviation(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Inequality:
    """Inequality between groups, each weighing by its share of the people, times 1,000.

    Never negative; 0 when all groups are equal. It has no direction. More sensitive to groups with
    low values.

    Parameters
    ----------
    value, population, standard_error, confidence
        As ``theil_index``.

    Returns
    -------
    Inequality
        Without a unit, times 1,000, over the leading axes; ``nan`` where the average is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts
        As ``theil_index``.

    Notes
    -----
    Type: complex, relative, weighted. For unordered dimensions with more than two groups. Warning:
    as ``theil_index``; a group at nought has no logarithm and is put at 0.000001, as WHO does, so
    that the result then speaks of that choice: use another measure. WHO's package leaves the
    standard error 1,000 times too small.

    References
    ----------
    As ``theil_index``.

    Examples
    --------
    Ratios to the average .5, 1 and 1.5: -1000 x (ln .5 + ln 1 + ln 1.5) / 3

    >>> index = mean_log_deviation([5, 10, 15], [100] * 3, [0.5] * 3)
    >>> f"{index.value:.1f} ({index.lower:.1f} to {index.upper:.1f})"
    '95.9 (61.5 to 130.3)'
    """
    groups = _above_nought(ratio_scaled(unordered_groups(value, population, standard_error)))
    ratio = _ratio(groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.where(groups.known, np.log(ratio), 0.0)
        tilt = np.where(groups.known, 1 - 1 / ratio, 0.0)
    return _per_thousand(groups, -(groups.share * log).sum(axis=-1), tilt, confidence)


def _above_nought(groups: Groups) -> Groups:
    everyone_at_nought = (groups.value == 0).all(axis=-1, keepdims=True)
    raised = np.where(groups.value == 0, INSTEAD_OF_NOUGHT, groups.value)
    return groups._replace(value=np.where(everyone_at_nought, np.nan, raised))


def _ratio(groups: Groups) -> FloatArray:
    return groups.value / groups.mean


def _per_thousand(
    groups: Groups, index: FloatArray, tilt: FloatArray, confidence: float
) -> Inequality:
    moved = tilt * groups.share * groups.error / groups.mean
    error = np.sqrt((moved**2).sum(axis=-1))
    return with_limits(PER_THOUSAND * index, PER_THOUSAND * error, confidence, lowest=0)
