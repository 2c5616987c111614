"""The released profiles of a pathway's steps, checked to be of the same people and in order."""

from collections.abc import Iterable, Sequence

from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile, State
from equity_lens.errors import PlanRefused
from equity_lens.planning.figures import absent, number, value_of
from equity_lens.planning.pathways import Pathway, Step

ROUNDING = 10
"""Counts rounded to the nearest 5 can differ by so much between a step and the next."""

FEWEST = 10
"""What is left of one rounded count when another is taken away is not shown below this."""

FEW = "fewer than 10"


def in_one_period(
    pathway: Pathway, found: Sequence[ReleasedProfile], period: str | None
) -> list[ReleasedProfile]:
    """The profile of each step, in order: of a period, or of the latest that every step has.

    Raises
    ------
    PlanRefused
        A step was not measured, or the steps have no period in common.
    """
    by_step = {
        (profile.measure.id, profile.period): profile
        for profile in found
        if period is None or profile.period == period
    }
    measures = [step.measure for step in pathway.steps]
    absent_steps = [id for id in measures if all(id != step for step, _ in by_step)]
    shared = set.intersection(
        *({when for step, when in by_step if step == measure} for measure in measures)
    )
    if not shared:
        raise PlanRefused(
            f'The pathway "{pathway.title}" cannot be walked.',
            faults=[f"`{id}` has not been measured." for id in absent_steps]
            or ["The steps have no period in common."],
            remedy="Load an extract that holds every step, of one period.",
        )
    latest = max(shared)
    return [by_step[measure, latest] for measure in measures]


def refuse_unlike(pathway: Pathway, steps: Sequence[ReleasedProfile]) -> None:
    """Refuse steps that are not of the same people.

    Raises
    ------
    PlanRefused
        Steps of other groups or another reference than the first, or a step that does not begin
        with those whom the step before kept.
    """
    first = steps[0]
    faults = []
    for step, profile in zip(pathway.steps, steps, strict=True):
        if profile.measure.value != "proportion":
            faults.append(f"`{step.measure}` is not a proportion.")
        if profile.organisation != first.organisation:
            faults.append(f"`{step.measure}` is of another organisation.")
        if _keys(profile) != _keys(first):
            faults.append(f"`{step.measure}` has other groups than the first step.")
        if _reference(profile) != _reference(first):
            faults.append(f"`{step.measure}` is compared with another group than the first step.")
    if not faults:
        faults = list(_broken(pathway, steps))
    if faults:
        raise PlanRefused(
            f'The steps of the pathway "{pathway.title}" do not follow from each other.',
            faults=faults,
            remedy="Measure every step from one extract, with one reference.",
        )


def _broken(pathway: Pathway, steps: Sequence[ReleasedProfile]) -> Iterable[str]:
    """Steps that do not begin with those whom the step before kept, rounding allowed for."""
    for i in range(1, len(steps)):
        before, now = steps[i - 1], steps[i]
        for one, other in zip(before.groups, now.groups, strict=True):
            kept = kept_at(pathway.steps[i - 1], one)
            if kept.is_number and other.denominator.is_number:
                apart = abs(value_of(kept) - value_of(other.denominator))
                if apart > ROUNDING:
                    yield (
                        f"`{now.measure.id}` does not begin with those whom "
                        f"`{before.measure.id}` kept."
                    )
                    break


def _keys(profile: ReleasedProfile) -> list[str]:
    return [group.subgroup.key for group in (*profile.groups, *profile.unknown)]


def _reference(profile: ReleasedProfile) -> tuple[str, ...]:
    named = tuple(group.subgroup.key for group in profile.groups if group.is_reference)
    return (profile.reference, *named)


def kept_at(step: Step, group: ReleasedGroup) -> Figure:
    """Those of a group who go on from a step."""
    return group.numerator if step.counts == "kept" else _rest(group)


def lost_at(step: Step, group: ReleasedGroup) -> Figure:
    """Those of a group who are lost at a step."""
    return _rest(group) if step.counts == "kept" else group.numerator


def _rest(group: ReleasedGroup) -> Figure:
    """Those of the denominator who are not in the numerator; not shown where they are few.

    Both counts may have been rounded, so a difference of nought is not known to be nought.
    """
    unit = group.denominator.unit
    gone = absent(unit, group.numerator, group.denominator)
    if gone is not None:
        return gone
    rest = value_of(group.denominator) - value_of(group.numerator)
    is_shown = rest >= FEWEST or not group.denominator.value
    return number(rest, unit) if is_shown else Figure(State.SUPPRESSED, unit, reason=FEW)
