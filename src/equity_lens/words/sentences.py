"""Plain sentences about one measure: headline, profile, finding and gradient.

Each says the direction, the size, how sure we are, how many people, and compared with whom. None
says why a gap is there, because these figures cannot tell.
"""

from equity_lens.disclosure.released import Finding, Grade, ReleasedGroup, ReleasedProfile
from equity_lens.words import gaps
from equity_lens.words.change import funnel_sentence, trend_sentence
from equity_lens.words.compared import compared, made_up, valued
from equity_lens.words.numbers import absence, in_words
from equity_lens.words.people import lower_first, place, reference_place
from equity_lens.words.record import (
    comparisons_sentence,
    completeness_sentence,
    data_age_sentence,
    missing_sentence,
    rows_sentence,
)
from equity_lens.words.widest import widest

__all__ = [
    "comparisons_sentence",
    "completeness_sentence",
    "data_age_sentence",
    "finding_sentence",
    "funnel_sentence",
    "grade_sentence",
    "headline_sentence",
    "missing_sentence",
    "profile_sentence",
    "rows_sentence",
    "slope_sentence",
    "trend_sentence",
    "widest",
]

GRADES = {
    Grade.ACT: "Strong enough to act.",
    Grade.TEST: "Strong enough to test a change.",
    Grade.WATCH: "Watch: not yet strong enough to act.",
}
NOT_MEASURED = "not measured by group"


def grade_sentence(grade: Grade) -> str:
    """How far a finding can carry a decision.

    >>> grade_sentence(Grade.ACT)
    'Strong enough to act.'
    """
    return GRADES[grade]


def finding_sentence(finding: Finding) -> str:
    """The whole of one finding: both values, the gap both ways, people, certainty and grade."""
    return f"{compared(finding.profile, finding.group)} {grade_sentence(finding.grade)}"


def profile_sentence(profile: ReleasedProfile) -> str:
    """One comparison of a profile in full: see ``widest``; or that it is not measured by group."""
    group = widest(profile)
    if group is None:
        return f"{valued(profile.measure, profile.overall)}: {NOT_MEASURED}."
    return compared(profile, group)


def headline_sentence(profile: ReleasedProfile) -> str:
    """The headline figure and its gap in one sentence; never the one without the other."""
    head = valued(profile.measure, profile.overall)
    group = widest(profile)
    if group is None:
        return f"{head}; {NOT_MEASURED}."
    if profile.measure.value == "count":
        return f"{head}; {made_up(profile, group)}."
    if not group.gap.is_number:
        return (
            f"{head}; the gap {place(profile.dimension, group.subgroup)} is {absence(group.gap)}."
        )
    return f"{head}; {_gap(profile, group)}."


def slope_sentence(profile: ReleasedProfile) -> str:
    """The gradient across the whole ordered dimension, from its first group to its last."""
    slope = profile.slope_index
    if not slope.is_number or not profile.groups:
        return f"No gap across the whole range is given: {absence(slope)}."
    first, last = (
        lower_first(group.subgroup.label) for group in (profile.groups[0], profile.groups[-1])
    )
    size = gaps.size_with_interval(slope, profile.confidence)
    said = f"Across the whole range, from {first} to {last}, the gap is {size}."
    # The index is the last group less the first; the sentence is about the first.
    way = "It is higher" if (slope.value or 0.0) < 0 else "It is lower"
    sure = bool(slope.value) and not gaps.could_be_nothing(slope)
    said += f" {way} in the {first}." if sure else f" {gaps.CONSISTENT}"
    relative = profile.relative_index
    if not relative.is_number:
        return said
    interval = gaps.value_interval(relative, profile.confidence)
    return (
        f"{said} The relative index is {in_words(relative)}{f' ({interval})' if interval else ''}."
    )


def _gap(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    gap = group.gap
    way = gaps.direction(gap)
    against = reference_place(profile)
    interval = gaps.interval(gap, profile.confidence)
    if way == gaps.SAME:
        said = f"{place(profile.dimension, group.subgroup)} it was the same as {against}"
    else:
        said = f"{place(profile.dimension, group.subgroup)} it was {gaps.size(gap)} {way} than {against}"
    said = f"{said} ({interval})" if interval else said
    return f"{said}, consistent with no difference" if gaps.could_be_nothing(gap) else said
