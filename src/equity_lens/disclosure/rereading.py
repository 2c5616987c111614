"""Reading a gap again after a decision: has it moved, as hoped, or beyond chance at all?

Made from what was shown then and what is shown now, so it can give nothing away that they do not.
"""

import numpy as np

from equity_lens.analysis.deprivation import rests_on_deprivation
from equity_lens.disclosure.figures import missing
from equity_lens.disclosure.moved_gaps import group_named
from equity_lens.disclosure.released import Figure, ReleasedProfile, State
from equity_lens.disclosure.released_readings import GapAsShown, Outcome, Rereading, Unreadable
from equity_lens.errors import MeasureInvalid
from equity_lens.statistics.differences import square_and_add
from equity_lens.statistics.estimate import Estimate


def gap_as_shown(profile: ReleasedProfile, subgroup: str, policy: str) -> GapAsShown:
    """The gap of one known subgroup, to be kept beside a decision.

    Raises
    ------
    MeasureInvalid
        The profile has no such subgroup.
    """
    group = group_named(profile, subgroup)
    if group is None:
        raise MeasureInvalid(
            f"{profile.measure.title} has no such group by {profile.dimension.title}.",
            remedy="Choose one of the groups that the measure's page shows.",
        )
    other = next((each for each in profile.groups if each.is_reference), None)
    return GapAsShown(
        measure=profile.measure.id,
        version=profile.measure.version,
        title=profile.measure.title,
        better=profile.measure.better,
        dimension=profile.dimension,
        subgroup=group.subgroup,
        reference=profile.reference,
        compared_with=other.subgroup if other else None,
        period=profile.period,
        edition=profile.source.edition if rests_on_deprivation(profile.dimension) else None,
        policy=policy,
        value=group.value,
        gap=group.gap,
        people=group.denominator,
        people_affected=group.people_affected,
    )


def is_to_the_worse(shown: GapAsShown) -> bool:
    """Whether there is a gap to narrow: the group fares worse, or differs where no way is better."""
    return bool(_turned(shown.gap, _sign(shown)).value > 0)


def reread(
    before: GapAsShown, profile: ReleasedProfile | None, policy: str, hoped: float | None = None
) -> Rereading:
    """What became of a gap since it was shown.

    Parameters
    ----------
    before
        The gap as it was shown when something was decided.
    profile
        The same measure and dimension in the figures of now, or None where there is none.
    policy
        The disclosure policy of the figures of now.
    hoped
        By how much the gap was to become narrower, in its own unit: 0.02 for two points. None
        where no number was said.

    Notes
    -----
    The change is the difference of the two gaps, with limits from the distances of each to its own
    (``square_and_add``). That takes the two periods as independent: where some of the same people
    are counted in both, the true interval is narrower, and a change is called too seldom rather
    than too often. A gap moved only if the interval leaves out no change. One that closed though
    the group itself fares no better has levelled down.
    """
    nothing = missing(before.gap.unit)
    if profile is None or group_named(profile, before.subgroup.key) is None:
        return Rereading(Outcome.NOT_READ, Unreadable.NOT_MEASURED, None, nothing, hoped)
    now = gap_as_shown(profile, before.subgroup.key, policy)
    why = _why_not(before, now)
    if why is not None:
        return Rereading(Outcome.NOT_READ, why, now, nothing, hoped)
    change = _change(before, now)
    return Rereading(_outcome(before, now, change, hoped), None, now, change, hoped)


def _why_not(before: GapAsShown, now: GapAsShown) -> Unreadable | None:
    """Why the two cannot be set side by side, the plainest reason first; None where they can."""
    if now.period <= before.period:
        return Unreadable.NO_NEW_PERIOD
    if now.version != before.version:
        return Unreadable.NEW_VERSION
    if (now.reference, now.compared_with) != (before.reference, before.compared_with):
        return Unreadable.OTHER_REFERENCE
    if now.policy != before.policy:
        return Unreadable.OTHER_POLICY
    if now.edition != before.edition:
        return Unreadable.OTHER_EDITION
    limits = (limit for each in (before, now) for limit in (each.gap.lower, each.gap.upper))
    return Unreadable.NOT_SHOWN if any(limit is None for limit in limits) else None


def _change(before: GapAsShown, now: GapAsShown) -> Figure:
    sign = _sign(before)
    change = square_and_add(_turned(now.gap, sign), _turned(before.gap, sign))
    value, lower, upper = (float(part) for part in change)
    return Figure(State.NUMBER, before.gap.unit, value, lower, upper)


def _outcome(before: GapAsShown, now: GapAsShown, change: Figure, hoped: float | None) -> Outcome:
    moved, least, most = change.value or 0.0, change.lower or 0.0, change.upper or 0.0
    if least > 0:
        return Outcome.WIDER
    if most >= 0:
        return Outcome.UNCHANGED
    sign = _sign(before)
    if _turned(now.gap, sign).value <= -_turned(before.gap, sign).value:
        return Outcome.TURNED_ROUND
    if before.better != "neither" and not _fares_better(before, now):
        return Outcome.LEVELLED_DOWN
    return Outcome.AS_HOPED if hoped is not None and -moved >= hoped else Outcome.NARROWER


def _fares_better(before: GapAsShown, now: GapAsShown) -> bool:
    if before.value.value is None or now.value.value is None:
        return False
    rise = now.value.value - before.value.value
    return rise > 0 if before.better == "higher" else rise < 0


def _sign(shown: GapAsShown) -> float:
    """What turns a gap so that above nought is worse for the group."""
    if shown.better == "neither":
        return -1.0 if (shown.gap.value or 0.0) < 0 else 1.0
    return -1.0 if shown.better == "higher" else 1.0


def _turned(gap: Figure, sign: float) -> Estimate:
    value, lower, upper = (
        np.asarray(np.nan if part is None else sign * part)
        for part in (gap.value, gap.lower, gap.upper)
    )
    return Estimate(value, lower, upper) if sign > 0 else Estimate(value, upper, lower)
