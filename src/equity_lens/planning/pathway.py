"""Walk a pathway: people who enter and are lost at each step, group by group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedGroup,
    ReleasedProfile,
    State,
)
from equity_lens.measures.measure import Dimension
from equity_lens.planning.figures import absent, missing, number, of_people, value_of
from equity_lens.planning.pathways import Pathway, Step
from equity_lens.planning.steps import FEW, FEWEST, in_one_period, kept_at, lost_at, refuse_unlike
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.statistics import proportion

NOBODY = "nobody came so far"


@dataclass(frozen=True, slots=True)
class Passage:
    """One group at one step.

    ``entered``, ``kept`` and ``lost`` are numbers of people or events. ``share_kept`` is of those
    who entered the step, ``cumulative`` of those who entered the first. ``share_of_losses`` is of
    all that the group lost on the way. ``gap`` is the share lost, group minus reference, so that
    above nought is worse for the group; ``extra_lost`` is that gap in numbers of those who entered:
    how many more (or, below nought, fewer) were lost than at the reference's share.
    """

    entered: Figure
    kept: Figure
    lost: Figure
    share_kept: Figure
    cumulative: Figure
    share_of_losses: Figure
    gap: Figure
    extra_lost: Figure


@dataclass(frozen=True, slots=True)
class GroupOnPathway:
    """One group's passages, in the order of the steps."""

    subgroup: Subgroup
    is_reference: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Walk:
    """A pathway walked by the groups of one dimension, in one period.

    ``groups`` are those whose identity is known, in order; ``unknown`` the others. ``reference`` is
    as in the profiles. ``intervals`` have the coverage ``confidence``.
    """

    organisation: Organisation
    period: str
    pathway: Pathway
    dimension: Dimension
    reference: str
    groups: tuple[GroupOnPathway, ...]
    unknown: tuple[GroupOnPathway, ...]
    source: Source
    confidence: float


@dataclass(frozen=True, slots=True)
class Parting:
    """Where one group's losses differ most from its reference's, in numbers lost."""

    group: GroupOnPathway
    step: Step
    position: int


def walk(
    pathway: Pathway,
    profiles: Iterable[ReleasedProfile],
    *,
    dimension: str = "imd_quintile",
    period: str | None = None,
) -> Walk:
    """Put the released profiles of a pathway's steps in order.

    Parameters
    ----------
    pathway
        The steps.
    profiles
        Everything released, of which those of the steps are taken: profiles and history together.
    dimension
        What people are compared by.
    period
        Which period; the latest that every step has, unless given.

    Raises
    ------
    PlanRefused
        A step was not measured, steps are of different references or groups, or a step does not
        begin with those whom the step before kept.
    """
    wanted = {step.measure for step in pathway.steps}
    found = [p for p in profiles if p.measure.id in wanted and p.dimension.key == dimension]
    steps = in_one_period(pathway, found, period)
    refuse_unlike(pathway, steps)
    first = steps[0]
    known = [
        _group([each.groups[i] for each in steps], steps, pathway, first)
        for i in range(len(first.groups))
    ]
    unknown = [
        _group([each.unknown[i] for each in steps], steps, pathway, first)
        for i in range(len(first.unknown))
    ]
    return Walk(
        organisation=first.organisation,
        period=first.period,
        pathway=pathway,
        dimension=first.dimension,
        reference=first.reference,
        groups=tuple(known),
        unknown=tuple(unknown),
        source=first.source,
        confidence=first.confidence,
    )


def parting(group: GroupOnPathway, pathway: Pathway) -> Parting | None:
    """The step at which a group loses most beyond its reference's share, in numbers.

    None for the reference, where nothing can be compared, and where the group loses no more at
    any step. Steps whose interval leaves out nought come before steps that may be chance.
    """
    worse = [
        (_is_sure(passage.extra_lost), value_of(passage.extra_lost), -position)
        for position, passage in enumerate(group.passages)
        if passage.extra_lost.is_number and value_of(passage.extra_lost) > 0
    ]
    if not worse:
        return None
    position = -max(worse)[2]
    return Parting(group, pathway.steps[position], position)


def widest_parting(walked: Walk) -> Parting | None:
    """Of all groups, the one and the step at which most are lost beyond the reference's share."""
    partings = [parting(group, walked.pathway) for group in walked.groups]
    found = [each for each in partings if each is not None]

    def size(each: Parting) -> tuple[bool, float]:
        extra = each.group.passages[each.position].extra_lost
        return _is_sure(extra), value_of(extra)

    return max(found, key=size) if found else None


def _is_sure(extra: Figure) -> bool:
    return extra.lower is not None and extra.lower > 0


def _group(
    at_steps: Sequence[ReleasedGroup],
    profiles: Sequence[ReleasedProfile],
    pathway: Pathway,
    first: ReleasedProfile,
) -> GroupOnPathway:
    kept = [kept_at(step, group) for step, group in zip(pathway.steps, at_steps, strict=True)]
    lost = [lost_at(step, group) for step, group in zip(pathway.steps, at_steps, strict=True)]
    start = at_steps[0].denominator
    passages = []
    for i, (step, group) in enumerate(zip(pathway.steps, at_steps, strict=True)):
        gap = _gap(step, group.gap)
        passages.append(
            Passage(
                entered=group.denominator,
                kept=kept[i],
                lost=lost[i],
                share_kept=_share(kept[i], group.denominator, first.confidence),
                cumulative=_share(kept[i], start, first.confidence),
                share_of_losses=_share_of_losses(lost[i], start, kept[-1]),
                gap=gap,
                extra_lost=_times(gap, group.denominator),
            )
        )
    return GroupOnPathway(at_steps[0].subgroup, at_steps[0].is_reference, tuple(passages))


def _share(part: Figure, whole: Figure, confidence: float) -> Figure:
    """A share with Wilson's interval."""
    gone = absent("proportion", part, whole)
    if gone is not None:
        return gone
    people = value_of(whole)
    if not people:
        return missing("proportion", NOBODY)
    # Each count is rounded by itself, so a part can come out above its whole by a step of rounding.
    share = proportion(min(value_of(part), people), people, confidence=confidence)
    return number(float(share.value), "proportion", float(share.lower), float(share.upper))


def _share_of_losses(lost: Figure, start: Figure, end: Figure) -> Figure:
    """One step's part of all that were lost between the first step and the last."""
    gone = absent("proportion", lost, start, end)
    if gone is not None:
        return gone
    if not start.value:
        return missing("proportion", NOBODY)
    total = value_of(start) - value_of(end)
    if total < FEWEST:
        return Figure(State.SUPPRESSED, "proportion", reason=FEW)
    return number(value_of(lost) / total, "proportion")


def _gap(step: Step, gap: Figure) -> Figure:
    """The gap in the share lost, from that in the share that the measure counts."""
    if gap.value is None or not gap.is_number or step.counts == "lost":
        return gap
    lower = None if gap.upper is None else 0.0 - gap.upper
    upper = None if gap.lower is None else 0.0 - gap.lower
    return number(0.0 - gap.value, gap.unit, lower, upper)


def _times(gap: Figure, people: Figure) -> Figure:
    """A gap in numbers of people, rounded as people affected are."""
    gone = absent(people.unit, gap, people)
    if gone is not None:
        return gone
    many = value_of(people)
    limits = (None if x is None else x * many for x in (gap.lower, gap.upper))
    return of_people(value_of(gap) * many, people.unit, *limits)
