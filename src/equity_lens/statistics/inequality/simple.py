"""Two groups compared: the simplest measures, and the easiest to explain."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import normal_deviate
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.inequality.groups import (
    Better,
    Groups,
    Inequality,
    is_higher_better,
    known_groups,
    one_group,
    with_limits,
)


def simple_difference(
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    better: Better,
    ordered: bool,
    reference: int | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """Difference between two groups: how far apart they are, in the unit of the values.

    Positive when the disadvantaged, or the worse-off, group does worse; 0 when the two are equal.
    Which two: the last and the first group where the groups are ordered; else the reference and
    the worst of the others; else the highest and the lowest.

    Parameters
    ----------
    value : (..., g) numbers
        Values of the groups; from most disadvantaged to most advantaged where they are ordered.
    standard_error : (..., g) numbers, optional
        Standard errors in the same unit. Without them there are no limits.
    better
        "higher" where a high value is good (seen in time), "lower" where it is bad (missed).
    ordered
        True for deprivation and the like; false for ethnicity, sex, areas.
    reference
        Position of the group to compare with, counted from 0; for unordered groups only.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Inequality
        In the unit of the values, over the leading axes.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        Fewer than two groups, a group at an end missing, or a reference among ordered groups.

    Notes
    -----
    Type: simple, absolute, unweighted. For any dimension. Warning: of many groups it sees two, and
    the highest minus the lowest grows with the number of groups by chance alone. Groups are taken
    as independent. For counts, ``proportion_difference`` has a better interval.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Int J Environ Res Public Health 2022;19:3697. Ahn J and others.
    JCO Clin Cancer Inform 2018;2:1-19.

    Examples
    --------
    Seen within 18 weeks, in per cent, from the most to the least deprived fifth:

    >>> gap = simple_difference(
    ...     [57, 59, 61, 63, 65], [0.5] * 5, better="higher", ordered=True
    ... )
    >>> f"{gap.value:.1f} points ({gap.lower:.1f} to {gap.upper:.1f})"
    '8.0 points (6.6 to 9.4)'
    """
    pair = _pair(value, standard_error, better, ordered, reference)
    error = np.hypot(pair.first_error, pair.second_error)
    return with_limits(pair.first - pair.second, error, confidence)


def simple_ratio(
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike | None = None,
    *,
    better: Better,
    ordered: bool,
    reference: int | None = None,
    confidence: float = 0.95,
) -> Inequality:
    """Ratio of two groups: how many times as high one is as the other.

    Above 1 when the disadvantaged, or the worse-off, group does worse; 1 when the two are equal.
    The two groups are those of ``simple_difference``.

    Parameters
    ----------
    value, standard_error, better, ordered, reference, confidence
        As ``simple_difference``.

    Returns
    -------
    Inequality
        A ratio, over the leading axes; ``standard_error`` is that of its logarithm. Infinite and
        without limits where the lower of the two is nought.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``simple_difference``.

    Notes
    -----
    Type: simple, relative, unweighted. For any dimension. Warning: a ratio of small values is large
    however few people it concerns, and turning the indicator round (missed to kept) changes it:
    show the difference beside it.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Int J Environ Res Public Health 2022;19:3697. Ahn J and others.
    JCO Clin Cancer Inform 2018;2:1-19.

    Examples
    --------
    >>> times = simple_ratio([14, 11, 9, 7, 6], [0.3] * 5, better="lower", ordered=True)
    >>> f"{times.value:.2f} ({times.lower:.2f} to {times.upper:.2f})"
    '2.33 (2.10 to 2.60)'
    """
    pair = _pair(value, standard_error, better, ordered, reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = pair.first / pair.second
        error = np.hypot(pair.first_error, ratio * pair.second_error) / np.abs(pair.first)
        reach = np.exp(normal_deviate(confidence) * error)
    finite = np.isfinite(ratio) & (ratio > 0)
    limits = (np.where(finite, limit, np.nan) for limit in (ratio / reach, ratio * reach))
    return Inequality(ratio, np.where(finite, error, np.nan), *limits)


Positions = npt.NDArray[np.intp]


class _Pair(NamedTuple):
    first: FloatArray
    second: FloatArray
    first_error: FloatArray
    second_error: FloatArray


def _pair(
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike | None,
    better: Better,
    ordered: bool,
    reference: int | None,
) -> _Pair:
    """The group to be read first, and the one that is taken from it."""
    groups = known_groups(value, None, standard_error, 2)
    higher = is_higher_better(better)
    first, second = _positions(groups, higher, ordered, reference)

    def at(position: Positions, of: FloatArray) -> FloatArray:
        return np.take_along_axis(of, position[..., None], axis=-1)[..., 0]

    return _Pair(
        at(first, groups.value),
        at(second, groups.value),
        at(first, groups.error),
        at(second, groups.error),
    )


def _positions(
    groups: Groups, higher: bool, ordered: bool, reference: int | None
) -> tuple[Positions, Positions]:
    shape = groups.value.shape[:-1]
    last = groups.value.shape[-1] - 1
    if ordered:
        if reference is not None:
            raise StatisticRefused(
                "Ordered groups are compared end to end, and a reference was given.",
                remedy="Leave the reference out, or give ordered=False.",
            )
        for end in (0, last):
            one_group(end, groups)
        ends = np.full(shape, last), np.zeros(shape, dtype=int)
        return ends if higher else ends[::-1]
    others = groups.known.copy()
    if reference is None:
        return _highest(groups, others), _lowest(groups, others)
    compared = np.full(shape, reference % (last + 1))
    others &= one_group(reference, groups) == 0
    return (compared, _lowest(groups, others)) if higher else (_highest(groups, others), compared)


def _highest(groups: Groups, among: BoolArray) -> Positions:
    return np.where(among, groups.value, -np.inf).argmax(axis=-1)


def _lowest(groups: Groups, among: BoolArray) -> Positions:
    return np.where(among, groups.value, np.inf).argmin(axis=-1)
