"""What an option that avoids losses at one step would do for every group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from equity_lens.disclosure.released import Figure
from equity_lens.errors import PlanRefused
from equity_lens.planning.assumption import Assumption
from equity_lens.planning.figures import absent, missing, number, value_of
from equity_lens.planning.options import Option
from equity_lens.planning.pathway import NOBODY, GroupOnPathway, Walk
from equity_lens.planning.pathways import Step
from equity_lens.reference.vocabulary import Subgroup

NO_REFERENCE = "no group is the reference"
IS_REFERENCE = "this is the group that the others are compared with"
NOT_SAID = "how many appointments there are each week is not given"


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change for one group at the step.

    ``reach`` is the share of the group that the option reaches, 0 where it is not offered. Of the
    figures with a range, ``lower`` and ``upper`` follow the assumption's range, whichever is less.
    ``more_kept`` are more people kept at the step; ``more_seen`` those of them who would still be
    there at the end of the pathway, at the shares now kept by the later steps. ``gap_before`` and
    ``gap_after`` are the share lost, group minus reference: above nought is worse for the group.
    """

    subgroup: Subgroup
    is_reference: bool
    reach: float
    lost_before: Figure
    lost_after: Figure
    share_lost_before: Figure
    share_lost_after: Figure
    more_kept: Figure
    more_seen: Figure
    gap_before: Figure
    gap_after: Figure


@dataclass(frozen=True)
class LossesAvoided:
    """An option modelled for every group of a walk.

    ``slots_needed`` are the further appointments that it asks for in the period, where the step is
    one that asks for any; ``longer_wait`` how many weeks longer everybody would then wait, every
    group alike, if none were added: further appointments over appointments a week.
    """

    walk: Walk
    option: Option
    assumption: Assumption
    step: Step
    effects: tuple[Effect, ...]
    slots_needed: Figure
    longer_wait: Figure


def losses_avoided(
    walk: Walk,
    option: Option,
    *,
    step: str,
    assumption: Assumption | None = None,
    reach: Mapping[str, float] | float = 1.0,
    weekly_slots: float | None = None,
) -> LossesAvoided:
    """Model an option for every group, those of unknown identity among them.

    Parameters
    ----------
    walk
        A walked pathway.
    option
        Of kind "loss".
    step
        Measure of the step.
    assumption
        In place of the option's own: always possible, and needed where it has none.
    reach
        Share of each group whom it reaches, 0 to 1, by the subgroup's key; groups that are not
        named are not offered it. One number is for all.
    weekly_slots
        Appointments a week, to say how much longer all would wait for the further ones.

    Raises
    ------
    PlanRefused
        The option does not act on the step, no assumption is known, or a reach or a number of
        slots cannot be.

    Notes
    -----
    Lost afterwards = lost now × (1 − reach × share avoided). The share avoided is supposed to be
    the same in every group that is reached.
    """
    supposed = assumption or option.assumption
    position = _checked(walk, option, step, supposed, reach, weekly_slots)
    members = (*walk.groups, *walk.unknown)
    effects = [_effect(group, position, supposed, _reach(reach, group)) for group in members]
    reference = next((each for each in effects if each.is_reference), None)
    effects = [replace(each, gap_after=_gap_after(each, reference)) for each in effects]
    needed = _slots_needed(walk.pathway.steps[position], effects)
    return LossesAvoided(
        walk=walk,
        option=option,
        assumption=supposed,
        step=walk.pathway.steps[position],
        effects=tuple(effects),
        slots_needed=needed,
        longer_wait=_longer_wait(needed, weekly_slots),
    )


def _checked(
    walk: Walk,
    option: Option,
    step: str,
    supposed: Assumption,
    reach: Mapping[str, float] | float,
    weekly_slots: float | None,
) -> int:
    measures = [each.measure for each in walk.pathway.steps]
    faults = []
    if option.kind != "loss" or step not in option.acts_on:
        faults.append(f'"{option.title}" does not act on `{step}`.')
    if step not in measures:
        faults.append(f"`{step}` is not a step of this pathway.")
    if max(supposed.range) > 1:
        faults.append("More than all losses cannot be avoided: enter a share from 0 to 1.")
    shares = reach.values() if isinstance(reach, Mapping) else [reach]
    if not all(0 <= share <= 1 for share in shares):
        faults.append("The share of a group who are reached must be from 0 to 1.")
    known = {each.subgroup.key for each in (*walk.groups, *walk.unknown)}
    strangers = sorted(set(reach) - known) if isinstance(reach, Mapping) else []
    faults += [f"There is no group {key!r}." for key in strangers]
    if weekly_slots is not None and not weekly_slots > 0:
        faults.append("The appointments a week must be more than nought.")
    if faults:
        raise PlanRefused(
            "This option cannot be modelled:", faults=faults, remedy="Change it, and try again."
        )
    return measures.index(step)


def _reach(reach: Mapping[str, float] | float, group: GroupOnPathway) -> float:
    return reach.get(group.subgroup.key, 0.0) if isinstance(reach, Mapping) else reach


def _effect(group: GroupOnPathway, position: int, supposed: Assumption, reach: float) -> Effect:
    here = group.passages[position]
    unit = here.lost.unit
    low, central, high = (reach * share for share in supposed.range)
    kept_after = _kept_after(group, position)
    gone = absent(unit, here.lost, here.entered)
    no_share = absent("proportion", here.lost, here.entered)
    lost, entered = (0.0, 0.0) if gone else (value_of(here.lost), value_of(here.entered))
    if no_share is None and not entered:
        no_share = missing("proportion", NOBODY)
    after = [lost * (1 - each) for each in (high, central, low)]
    kept = [lost * each for each in (low, central, high)]
    seen = gone or absent(unit, kept_after)
    return Effect(
        subgroup=group.subgroup,
        is_reference=group.is_reference,
        reach=reach,
        lost_before=here.lost,
        lost_after=gone or _ranged(after, unit, whole=True),
        share_lost_before=no_share or number(lost / entered, "proportion"),
        share_lost_after=no_share or _ranged([each / entered for each in after], "proportion"),
        more_kept=gone or _ranged(kept, unit, whole=True),
        more_seen=seen or _ranged([each * value_of(kept_after) for each in kept], unit, whole=True),
        gap_before=here.gap,
        gap_after=here.gap,
    )


def _kept_after(group: GroupOnPathway, position: int) -> Figure:
    """Share of those kept at a step who are kept by all later steps too."""
    here, end = group.passages[position].kept, group.passages[-1].kept
    gone = absent("proportion", here, end)
    if gone is not None:
        return gone
    if not here.value:
        return missing("proportion", "nobody was kept at this step")
    return number(min(1.0, value_of(end) / value_of(here)), "proportion")


def _ranged(ends: Sequence[float], unit: str, *, whole: bool = False) -> Figure:
    """A figure from (low, central, high); without limits where they are one number."""
    low, central, high = (float(round(each)) for each in ends) if whole else ends
    return number(central, unit, low, high) if low < high else number(central, unit)


def _gap_after(effect: Effect, reference: Effect | None) -> Figure:
    """The gap at the central assumption; ends of the assumption's range as its limits.

    Both groups are supposed to be helped alike, so the ends are those of one assumption at a time.
    """
    unit = effect.gap_before.unit
    if effect.is_reference or reference is None or not effect.gap_before.is_number:
        reason = IS_REFERENCE if effect.is_reference else NO_REFERENCE
        return absent(unit, effect.gap_before) or missing(unit, reason)
    own, other = effect.share_lost_after, reference.share_lost_after
    gone = absent(unit, own, other)
    if gone is not None:
        return gone
    ends = [_end(own, i) - _end(other, i) for i in (0, 1)]
    return _ranged([min(ends), value_of(own) - value_of(other), max(ends)], unit)


def _end(figure: Figure, i: int) -> float:
    limit = (figure.lower, figure.upper)[i]
    return value_of(figure) if limit is None else limit


def _slots_needed(step: Step, effects: list[Effect]) -> Figure:
    """Further appointments that more people kept would ask for, in all groups that are numbers."""
    unit = "events"
    if not step.needs_slots:
        return number(0.0, unit)
    known = [each.more_kept for each in effects if each.more_kept.is_number]
    if not known:
        return absent(unit, *(each.more_kept for each in effects)) or number(0.0, unit)
    central = sum(value_of(each) for each in known)
    low, high = (sum(_end(each, i) for each in known) for i in (0, 1))
    return _ranged([low, central, high], unit)


def _longer_wait(needed: Figure, weekly_slots: float | None) -> Figure:
    unit = "estimated weeks"
    if weekly_slots is None:
        return missing(unit, NOT_SAID)
    gone = absent(unit, needed)
    if gone is not None:
        return gone
    low, high = (_end(needed, i) / weekly_slots for i in (0, 1))
    return _ranged([low, value_of(needed) / weekly_slots, high], unit)
