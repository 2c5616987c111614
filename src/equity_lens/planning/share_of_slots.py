"""What a share of the weekly appointments for one group would do to everybody's wait."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile
from equity_lens.errors import PlanRefused
from equity_lens.planning.figures import absent, missing, number, value_of
from equity_lens.reference.vocabulary import Subgroup

UNIT = "estimated weeks"
DIFFERENCE = "difference in estimated weeks"
NO_SLOTS = "the group has no appointments"


@dataclass(frozen=True, slots=True)
class Wait:
    """One group's list, its appointments a week, and the weeks to see everybody on its list.

    ``change`` is weeks after less weeks before: above nought is a longer wait.
    """

    subgroup: Subgroup
    is_given: bool
    is_reference: bool
    waiting: Figure
    slots_before: Figure
    slots_after: Figure
    weeks_before: Figure
    weeks_after: Figure
    change: Figure


@dataclass(frozen=True)
class SlotsMoved:
    """Everybody's wait before and after.

    ``moved`` are appointments a week taken from the others, ``added`` those that are new.
    ``by_group`` says whether the appointments of each group were given, or taken to be in
    proportion to its list. ``longer`` are people in groups that would wait longer. ``gap_before``
    and ``gap_after`` are weeks, those given less everybody else. ``from_the_group`` and
    ``from_the_others`` are the two parts of the gap's change: how much the group gains, and how
    much the others lose. ``levels_down`` is true where a gap gets smaller in part because others
    come to wait longer.
    """

    profile: ReleasedProfile
    waits: tuple[Wait, ...]
    weekly_slots: float
    moved: float
    added: float
    by_group: bool
    longer: Figure
    gap_before: Figure
    gap_after: Figure
    from_the_group: Figure
    from_the_others: Figure

    @property
    def levels_down(self) -> bool:
        """True where a gap closes, and part of that is that others wait longer."""
        before, after = self.gap_before.value, self.gap_after.value
        if before is None or after is None or not self.from_the_others.value:
            return False
        return abs(after) < abs(before) and self.from_the_others.value > 0


def weekly_removals(profile: ReleasedProfile, *, weeks: float) -> dict[str, float]:
    """Appointments a week that each group has now, from the released removals of a period.

    Groups whose number is withheld are left out.

    Raises
    ------
    PlanRefused
        The weeks are not more than nought.
    """
    if not weeks > 0:
        raise PlanRefused("A period has more than no weeks.", remedy="Say how many weeks it has.")
    groups = (*profile.groups, *profile.unknown)
    return {
        group.subgroup.key: value_of(group.denominator) / weeks
        for group in groups
        if group.denominator.is_number
    }


def share_of_slots(
    waiting_list: ReleasedProfile,
    *,
    given_to: Collection[str],
    share: float,
    weekly_slots: float,
    slots_now: Mapping[str, float] | None = None,
    added: float = 0.0,
) -> SlotsMoved:
    """Model a share of the weekly appointments for some groups.

    Parameters
    ----------
    waiting_list
        A profile whose denominators are the people waiting, in groups.
    given_to
        Keys of the groups that are given it.
    share
        Of all appointments a week, 0 to 1: what moves to these groups from the others, who give in
        proportion to what they have.
    weekly_slots
        Appointments a week, all groups together.
    slots_now
        What each group has of them (see ``weekly_removals``), scaled to ``weekly_slots``; in
        proportion to its list, where not given.
    added
        Further appointments a week for the groups that are given the share, taken from nobody.

    Raises
    ------
    PlanRefused
        No such group, a number that cannot be, or more appointments than the others have.

    Notes
    -----
    Weeks to see everybody on a list = people waiting ÷ appointments a week, were nobody to join.
    The order of people within a group does not enter. Groups whose numbers are withheld keep what
    they have, are no part of the arithmetic, and have no figures.
    """
    groups = [*waiting_list.groups, *waiting_list.unknown]
    known = [each for each in groups if each.denominator.is_number and each.denominator.value]
    keys = [each.subgroup.key for each in known]
    _check(keys, given_to, share, weekly_slots, slots_now, added)
    before = _slots_before(known, weekly_slots, slots_now)
    given = [key in given_to for key in keys]
    moved = share * weekly_slots
    after = _slots_after(before, given, moved, added)
    reckoned = dict(zip(keys, zip(before, after, strict=True), strict=True))
    waits = tuple(_wait(group, reckoned, given_to) for group in groups)
    ours = [each for each in waits if each.is_given]
    others = [each for each in waits if not each.is_given]
    weeks = [_pooled(part, when) for part in (ours, others) for when in ("before", "after")]
    our_before, our_after, other_before, other_after = weeks
    return SlotsMoved(
        profile=waiting_list,
        waits=waits,
        weekly_slots=weekly_slots,
        moved=moved,
        added=added,
        by_group=slots_now is not None,
        longer=_people_who_wait_longer(waits),
        gap_before=_less(our_before, other_before),
        gap_after=_less(our_after, other_after),
        from_the_group=_less(our_before, our_after),
        from_the_others=_less(other_after, other_before),
    )


def _check(
    keys: Sequence[str],
    given_to: Collection[str],
    share: float,
    weekly_slots: float,
    slots_now: Mapping[str, float] | None,
    added: float,
) -> None:
    faults = [f"There is no group {key!r} with a list." for key in sorted(set(given_to) - {*keys})]
    if not given_to:
        faults.append("No group is named.")
    if set(keys) <= set(given_to):
        faults.append("Every group is named, so nobody is left from whom to move appointments.")
    if not 0 <= share < 1:
        faults.append("The share must be from 0 to under 1.")
    if not weekly_slots > 0 or added < 0:
        faults.append("The appointments a week must be more than nought.")
    if slots_now is not None:
        lacking = [key for key in keys if slots_now.get(key, 0) < 0 or key not in slots_now]
        faults += [f"How many appointments {key!r} has now is not known." for key in lacking]
        if not sum(slots_now.get(key, 0) for key in keys) > 0:
            faults.append("No group has any appointments now.")
    if faults:
        raise PlanRefused(
            "This share cannot be modelled:", faults=faults, remedy="Change it, and try again."
        )


def _slots_before(
    known: Sequence[ReleasedGroup], weekly_slots: float, slots_now: Mapping[str, float] | None
) -> list[float]:
    parts = [
        value_of(each.denominator) if slots_now is None else slots_now[each.subgroup.key]
        for each in known
    ]
    return [weekly_slots * part / sum(parts) for part in parts]


def _slots_after(
    before: Sequence[float], given: Sequence[bool], moved: float, added: float
) -> list[float]:
    ours = sum(slots for slots, is_given in zip(before, given, strict=True) if is_given)
    others = sum(before) - ours
    if moved >= others or (not ours and moved + added > 0):
        raise PlanRefused(
            "There are not so many appointments to move.",
            remedy="Choose a smaller share, or add appointments.",
        )
    gained = (ours + moved + added) / ours if ours else 1.0
    return [
        slots * (gained if is_given else (others - moved) / others)
        for slots, is_given in zip(before, given, strict=True)
    ]


def _wait(
    group: ReleasedGroup, reckoned: Mapping[str, tuple[float, float]], given_to: Collection[str]
) -> Wait:
    waiting = group.denominator
    slots = absent("events", waiting) or number(0.0, "events")
    weeks = absent(UNIT, waiting) or missing(UNIT, "nobody is waiting")
    figures = [slots, slots, weeks, weeks, weeks]
    if group.subgroup.key in reckoned:
        before, after = reckoned[group.subgroup.key]
        now, then = _weeks(value_of(waiting), before), _weeks(value_of(waiting), after)
        figures = [number(before, "events"), number(after, "events"), now, then, _less(then, now)]
    return Wait(
        group.subgroup, group.subgroup.key in given_to, group.is_reference, waiting, *figures
    )


def _weeks(people: float, slots: float) -> Figure:
    return number(people / slots, UNIT) if slots else missing(UNIT, NO_SLOTS)


def _pooled(waits: Sequence[Wait], when: str) -> Figure:
    """Weeks of several groups together: all their people over all their appointments."""
    known = [each for each in waits if each.weeks_before.is_number]
    people = sum(value_of(each.waiting) for each in known)
    slots = sum(value_of(getattr(each, f"slots_{when}")) for each in known)
    return _weeks(people, slots)


def _less(one: Figure, other: Figure) -> Figure:
    gone = absent(DIFFERENCE, one, other)
    return gone or number(value_of(one) - value_of(other), DIFFERENCE)


def _people_who_wait_longer(waits: Sequence[Wait]) -> Figure:
    longer = [each for each in waits if (each.change.value or 0.0) > 1e-9]
    unit = waits[0].waiting.unit
    return number(sum(value_of(each.waiting) for each in longer), unit)
