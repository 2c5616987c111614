"""Profiles of one organisation as they may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from equity_lens.analysis.false_discovery import Family
from equity_lens.analysis.profile import Profile
from equity_lens.analysis.reference_group import NOBODY
from equity_lens.analysis.statistic import statistic
from equity_lens.cells import Counts
from equity_lens.disclosure.figures import Row, counts_of, figures_of, missing
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedGroup,
    ReleasedProfile,
)

NOT_COMPARED = "people whose identity is not known are not compared"
IS_REFERENCE = "this is the group that the others are compared with"


@dataclass(frozen=True)
class Rows:
    """The figures of one profile and organisation: a row of subgroups for each period."""

    numerator: list[Row]
    denominator: list[Row]
    value: list[Row]
    gap: list[Row]
    ratio: list[Row]
    people_affected: list[Row]
    share: list[Row]
    q_value: list[Row]
    gap_bounds: list[Row]
    overall: list[Row]
    reference_value: list[Row]
    slope_index: list[Row]
    relative_index: list[Row]
    share_unknown: list[Row]


def released_profiles(
    profile: Profile, family: Family, organisation: Organisation, policy: Policy
) -> Iterator[ReleasedProfile]:
    """The profile of each period for which one organisation has counts, oldest first."""
    counts = profile.counts
    at = counts.organisations.index(organisation.code)
    rows = _rows(profile, family, at, policy)
    comparisons = profile.compared[at].sum(axis=1).tolist()
    described = "" if counts.strata is None else counts.strata.described
    for period, source in enumerate(counts.source_of[at].tolist()):
        if source < 0:
            continue
        reference = int(profile.reference.position[at, period])
        groups = [_group(rows, counts, period, i, reference) for i in range(len(counts.subgroups))]
        yield ReleasedProfile(
            organisation=organisation,
            period=counts.periods[period],
            measure=counts.measure,
            dimension=counts.dimension,
            reference=profile.reference.name,
            reference_value=rows.reference_value[period][0],
            overall=rows.overall[period][0],
            groups=tuple(group for group in groups if group.subgroup.known),
            unknown=tuple(group for group in groups if not group.subgroup.known),
            gap_bounds=tuple(
                _compared(figure, i == reference, counts.subgroups[i].known)
                for i, figure in enumerate(rows.gap_bounds[period])
                if counts.subgroups[i].known
            ),
            slope_index=rows.slope_index[period][0],
            relative_index=rows.relative_index[period][0],
            share_unknown=rows.share_unknown[period][0],
            comparisons=comparisons[period],
            source=counts.sources[source],
            confidence=profile.confidence,
            population=described,
        )


def why_suppressed(counts: Counts, organisation: int, policy: Policy) -> str:
    """The words beside a statistic that is withheld."""
    sources = {counts.sources[i] for i in set(counts.source_of[organisation].tolist()) if i >= 0}
    if sources and all(source.published_by for source in sources):
        return "withheld by the publisher"
    if counts.measure.value == "standardised_rate":
        return f"fewer than 10 events, or {policy.reason}"
    if counts.measure.value == "percentile":
        side = policy.suppress_to + 1
        return f"fewer than {side} people on one side of it, or {policy.reason}"
    return policy.reason


def _rows(profile: Profile, family: Family, at: int, policy: Policy) -> Rows:
    counts = profile.counts
    why = why_suppressed(counts, at, policy)
    count_why = why if why == "withheld by the publisher" else policy.reason
    people = "people" if counts.measure.counts_people else "events"
    events = "events" if counts.measure.value == "standardised_rate" else people
    if counts.measure.value == "standardised_rate":
        people = "people"
    q_value = statistic(
        family.q_value[None], profile.gap.withheld[at][None], "probability", "not among findings"
    )
    return Rows(
        numerator=counts_of(counts.numerator, counts.numerator_withheld, at, events, count_why),
        denominator=counts_of(
            counts.denominator, counts.denominator_withheld, at, people, count_why
        ),
        q_value=figures_of(q_value, 0, why),
        **{
            name: figures_of(getattr(profile, name), at, why)
            for name in (
                "value",
                "gap",
                "ratio",
                "people_affected",
                "share",
                "gap_bounds",
                "overall",
                "reference_value",
                "slope_index",
                "relative_index",
                "share_unknown",
            )
        },
    )


def _group(rows: Rows, counts: Counts, period: int, i: int, reference: int) -> ReleasedGroup:
    subgroup, is_reference = counts.subgroups[i], i == reference and reference != NOBODY
    known = subgroup.known
    return ReleasedGroup(
        subgroup=subgroup,
        is_reference=is_reference,
        numerator=rows.numerator[period][i],
        denominator=rows.denominator[period][i],
        value=rows.value[period][i],
        gap=_compared(rows.gap[period][i], is_reference, known),
        ratio=_compared(rows.ratio[period][i], is_reference, known),
        people_affected=_compared(rows.people_affected[period][i], is_reference, known),
        share=rows.share[period][i],
        q_value=_compared(rows.q_value[period][i], is_reference, known),
    )


def _compared(figure: Figure, is_reference: bool, known: bool) -> Figure:
    """A comparison, or the reason why this group has none."""
    if known and not is_reference:
        return figure
    return missing(figure.unit, NOT_COMPARED if not known else IS_REFERENCE)
