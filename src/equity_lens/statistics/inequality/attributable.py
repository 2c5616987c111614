"""Population attributable risk and fraction: what everyone would gain at the best group's rate."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.statistics._checks import checked_base, refuse_where
from equity_lens.statistics.estimate import FloatArray
from equity_lens.statistics.inequality.groups import (
    Better,
    Groups,
    Inequality,
    centre_of,
    is_higher_better,
    ordered_groups,
    ratio_scaled,
    unordered_groups,
    with_limits,
)


def population_attributable_risk(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None = None,
    *,
    better: Better,
    ordered: bool,
    scale: float = 1,
    average: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """How much the average would move if every group had the rate of the reference group.

    Positive where a high value is good (it would rise), negative where it is bad (it would fall);
    0 when the reference does no better than the average. The reference is the most advantaged
    group where groups are ordered, else the best one.

    Parameters
    ----------
    value : (..., g) numbers, from 0 to ``scale``
        Values of the groups; from most disadvantaged to most advantaged where they are ordered.
    population : (..., g) counts, or None
        People in each group.
    better
        "higher" where a high value is good, "lower" where it is bad.
    ordered
        True for deprivation and the like; false for ethnicity, sex, areas.
    scale
        What a value would be if everyone had the outcome: 1 for proportions, 100 for per cent,
        100,000 for a rate per 100,000.
    average : (...) numbers, optional
        The average of everyone where it is published and the people in each group are not. There
        are then no limits.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        Fewer than three groups; a group missing where they are ordered, else more than 15%; a
        value outside 0 to ``scale``; both a population and an average, or neither.

    Notes
    -----
    Type: complex, absolute, weighted. For any dimension with more than two groups. The error is
    that of a table of two by two, in which ``population`` is the number of people counted. Warning:
    "attributable" is arithmetic and not cause, and the best of small groups is partly the luckiest.

    References
    ----------
    Walter SD. Int J Epidemiol 1978;7:175-182. Schlotheuber A, Hosseinpoor AR. Int J Environ Res
    Public Health 2022;19:3697.

    Examples
    --------
    Average 61.2 of 65 in the reference: 3.8 points

    >>> share, people = [57, 59, 60, 65, 65], [1000] * 5
    >>> risk = population_attributable_risk(
    ...     share, people, better="higher", ordered=True, scale=100
    ... )
    >>> f"{risk.value:.1f} points ({risk.lower:.1f} to {risk.upper:.1f})"
    '3.8 points (1.1 to 6.5)'
    """
    table = _table(value, population, average, better, ordered, scale)
    gain = _gain(table, better)
    return with_limits(gain, table.average * table.error, confidence)


def population_attributable_fraction(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None = None,
    *,
    better: Better,
    ordered: bool,
    scale: float = 1,
    average: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """Population attributable risk in per cent of the average of everyone.

    Positive where a high value is good, negative where it is bad; 0 when the reference group does
    no better than the average.

    Parameters
    ----------
    value, population, better, ordered, scale, average, confidence
        As ``population_attributable_risk``.

    Returns
    -------
    Inequality
        Per cent of the average, over the leading axes; ``nan`` where that is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``population_attributable_risk``.

    Notes
    -----
    Type: complex, relative, weighted. For any dimension with more than two groups. Warning: as
    ``population_attributable_risk``. WHO's package leaves the standard error 100 times too small.

    References
    ----------
    As ``population_attributable_risk``.

    Examples
    --------
    >>> share, people = [14, 11, 9, 7, 6], [2400, 2200, 2100, 2050, 2000]
    >>> fraction = population_attributable_fraction(
    ...     share, people, better="lower", ordered=True, scale=100
    ... )
    >>> f"{fraction.value:.0f}% ({fraction.lower:.0f} to {fraction.upper:.0f})"
    '-37% (-48 to -27)'
    """
    table = _table(value, population, average, better, ordered, scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = 100 * _gain(table, better) / np.where(table.average == 0, np.nan, table.average)
    return with_limits(percent, 100 * table.error, confidence)


class _Table(NamedTuple):
    """``error`` is the standard error of the attributable fraction, as a share."""

    reference: FloatArray
    average: FloatArray
    error: FloatArray


def _gain(table: _Table, better: Better) -> FloatArray:
    gain = table.reference - table.average
    return np.maximum(gain, 0) if is_higher_better(better) else np.minimum(gain, 0)


def _table(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None,
    average: npt.ArrayLike | None,
    better: Better,
    ordered: bool,
    scale: float,
) -> _Table:
    groups = _groups(value, population, ordered, scale)
    at = _reference(groups, better, ordered)[..., None]
    reference = np.take_along_axis(groups.value, at, axis=-1)[..., 0]
    mean = centre_of(groups, average, population)[0][..., 0]
    if population is None:
        return _Table(reference, mean, np.full_like(reference, np.nan))
    weight = np.where(groups.known, np.asarray(population, dtype=float), 0.0)
    people = weight.sum(axis=-1)
    referred = np.take_along_axis(weight, at, axis=-1)[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        c = reference / scale * referred
        d = referred - c
        a = mean / scale * people - c
        b = people - a - referred
        error = np.sqrt(
            c * people * (a * d * (people - c) + b * c**2) / ((a + c) ** 3 * (c + d) ** 3)
        )
    return _Table(reference, mean, error)


def _groups(
    value: npt.ArrayLike, population: npt.ArrayLike | None, ordered: bool, scale: float
) -> Groups:
    whole = checked_base(scale)
    groups = ratio_scaled(
        ordered_groups(value, population) if ordered else unordered_groups(value, population, None)
    )
    refuse_where(
        groups.value > whole,
        f"a value is above the scale of {whole:g}",
        "Give scale=100 for per cent, scale=100_000 for rates per 100,000.",
    )
    return groups


def _reference(groups: Groups, better: Better, ordered: bool) -> npt.NDArray[np.intp]:
    """Position of the group whose rate everyone might have."""
    if ordered:
        return np.full(groups.value.shape[:-1], groups.value.shape[-1] - 1)
    sign = 1.0 if is_higher_better(better) else -1.0
    return np.where(groups.known, sign * groups.value, -np.inf).argmax(axis=-1)
