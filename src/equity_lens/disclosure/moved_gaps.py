"""Gaps whose control chart says, newly, that they widened or narrowed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from equity_lens.analysis.watching import NARROWED, newly_moved, watching_rule
from equity_lens.disclosure.released import (
    Release,
    ReleasedGroup,
    ReleasedProfile,
    ReleasedTrend,
)
from equity_lens.disclosure.released_changes import ChangeKind

Of = tuple[str, str]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Moved:
    """How a gap moved, and its chart."""

    kind: ChangeKind
    trend: ReleasedTrend


def of(each: ReleasedProfile | ReleasedTrend) -> Of:
    """The measure and dimension."""
    return each.measure.id, each.dimension.key


def key_of(each: ReleasedProfile | ReleasedTrend, subgroup: str) -> Key:
    """Which gap it is: of a dimension in order, the one gradient, whichever group tells of it."""
    return (*of(each), "" if each.dimension.ordered else subgroup)


def group_named(profile: ReleasedProfile, subgroup: str) -> ReleasedGroup | None:
    """The known subgroup with this key."""
    return next((each for each in profile.groups if each.subgroup.key == subgroup), None)


def gap_chart(release: Release, profile: ReleasedProfile, subgroup: str) -> ReleasedTrend | None:
    """The control chart of one subgroup's gap, where there is one."""
    return next((each for each in _charts(release, profile, subgroup) if each.is_gap), None)


def moved_gaps(
    before: Release, now: Release, comparable: Mapping[Of, ReleasedProfile]
) -> tuple[int, dict[Key, Moved]]:
    """How many charts of gaps have new figures, and which of these gaps newly moved, and how.

    ``comparable`` are the later profiles that can be set beside the earlier ones. Of a dimension in
    order only the gap between its ends is watched, which speaks for the whole gradient.
    """
    pairs = list(_watched(before, now, comparable))
    if not pairs:
        return 0, {}
    limits = watching_rule()["at_least"]
    told = newly_moved(
        [_or_nan(later.points[-1].value) for _, later in pairs],
        [_or_nan(later.mean) for _, later in pairs],
        [later.direction[-1] for _, later in pairs],
        [earlier.direction[-1] for earlier, _ in pairs],
        [limits.get(later.points[-1].unit, np.inf) for _, later in pairs],
    )
    moved = {
        key_of(trend, trend.subgroup): Moved(_kind(word, trend, now), trend)
        for (_, trend), word in zip(pairs, told.tolist(), strict=True)
        if word
    }
    return len(pairs), moved


def _kind(word: str, gap: ReleasedTrend, now: Release) -> ChangeKind:
    """A gap that closed has narrowed only if the group itself fares better than it used to."""
    if word != NARROWED:
        return ChangeKind.WIDENED
    own = next((each for each in _charts(now, gap, gap.subgroup) if not each.is_gap), None)
    if own is None or own.mean is None or own.points[-1].value is None:
        return ChangeKind.LEVELLED_DOWN
    rise = own.points[-1].value - own.mean
    better = rise > 0 if own.measure.better == "higher" else rise < 0
    return ChangeKind.NARROWED if better else ChangeKind.LEVELLED_DOWN


def _charts(
    release: Release, like: ReleasedProfile | ReleasedTrend, subgroup: str
) -> Iterator[ReleasedTrend]:
    for each in release.trends:
        if of(each) == of(like) and each.subgroup == subgroup:
            yield each


def _watched(
    before: Release, now: Release, comparable: Mapping[Of, ReleasedProfile]
) -> Iterator[tuple[ReleasedTrend, ReleasedTrend]]:
    """Charts of the same gap, earlier and later, with firm limits and new figures."""
    earlier = {_chart(each): each for each in before.trends if each.is_gap}
    for trend in now.trends:
        there = earlier.get(_chart(trend))
        profile = comparable.get(of(trend))
        if there is None or profile is None or trend.provisional or not _speaks(trend, profile):
            continue
        is_new = (there.periods, there.points) != (trend.periods, trend.points)
        if is_new and trend.points[-1].is_number and trend.measure.better != "neither":
            yield there, trend


def _speaks(trend: ReleasedTrend, profile: ReleasedProfile) -> bool:
    """Of a dimension in order, whether the subgroup is the end furthest from the reference."""
    if not profile.dimension.ordered:
        return True
    ends = [profile.groups[0].subgroup.key, profile.groups[-1].subgroup.key]
    return trend.subgroup == (ends[1] if trend.reference == ends[0] else ends[0])


def _chart(trend: ReleasedTrend) -> tuple[str, str, str, str]:
    return (*of(trend), trend.subgroup, trend.reference)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
