"""One group against its reference, sentence by sentence: values, gap, ratio, people, certainty."""

from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile, State
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.words import gaps
from equity_lens.words.numbers import about, absence, in_words
from equity_lens.words.people import (
    counted,
    group_named,
    phrase,
    place,
    reference_group,
    reference_place,
    reference_rate,
    subject,
)
from equity_lens.words.verbs import to_need, would_have

NO_INTERVAL = "No interval can be given, so how sure we are is not known."


def compared(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """Everything that one comparison says, or why it says nothing."""
    if profile.measure.value == "count":
        return composed(profile, group)
    refused = _refused(profile, group)
    if refused:
        return refused
    return " ".join(
        said
        for said in (
            _values_and_gap(profile, group),
            _ratio(profile, group),
            affected(profile, group),
            _certainty(group.gap),
        )
        if said
    )


def valued(measure: Measure, figure: Figure, who: str = "", where: str = "") -> str:
    """A value and what it is the value of: "Among people aged 0 to 19, 61.4% had waited ...".

    ``who`` and ``where`` are the same group as people and as a place; without them, everyone:
    "61.4% of people had waited 18 weeks or less".
    """
    said = in_words(figure)
    if not figure.is_number:
        return f"{measure.title}: {said}"
    if measure.value == "percentile" and measure.percentile is not None:
        said, done = _portion(measure.percentile), f"had waited {said} or less"
    elif measure.value == "proportion" and measure.done:
        done = measure.done
    else:
        counts = f" {measure.noun}" if measure.value == "count" else ""
        return f"{measure.title}: {said}{counts} {where}".rstrip()
    if who:
        return f"Among {who}, {said} {done}"
    return f"{said[0].upper()}{said[1:]} of {measure.noun} {done}"


def composed(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """How many there are, and what share of them a group makes up, beside another."""
    shares = made_up(profile, group)
    return f"{valued(profile.measure, profile.overall)}. {shares[0].upper()}{shares[1:]}."


def made_up(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """What share of a count one group makes up, and the reference beside it.

    Shares are of those whose identity is known.
    """
    dimension = profile.dimension
    other = reference_group(profile) or group_named(profile, dimension.reference)
    shown = [group] if other is None or other is group else [group, other]
    shares = " and ".join(_share(dimension, each) for each in shown)
    return f"of those whose {subject(dimension).lower()} is known, {shares}"


def _share(dimension: Dimension, group: ReleasedGroup) -> str:
    said = phrase(dimension, group.subgroup)
    people = f"people {said}" if said.startswith(("whose", "with")) else said
    if group.value.is_number:
        return f"{in_words(group.value)} are {people}"
    return f"the share {place(dimension, group.subgroup)} is {absence(group.value)}"


def affected(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """How many more, or fewer, would equal the reference; nothing where it could be none."""
    people, gap, measure = group.people_affected, group.gap, profile.measure
    if not people.value or not gap.value or gaps.could_be_nothing(gap):
        return ""
    if measure.value == "percentile":  # a shorter wait is nobody's by number
        return ""
    who = counted(measure, profile.dimension, group.subgroup)
    number = about(people)
    rate = reference_rate(profile)
    need, would = to_need(measure.done), would_have(measure.done)
    if gap.value < 0 and measure.better == "higher" and need:
        return f"{number.capitalize()} more {who} would need to {need} to equal {rate}."
    more = "more" if gap.value < 0 else "fewer"
    if would:
        return f"At {rate}, {number} {more} {who} would have {would}."
    such = "such " if measure.value == "proportion" else ""
    where = phrase(profile.dimension, group.subgroup)
    mine = who.removeprefix(measure.noun).strip() or where
    return f"At {rate}, there would be {number} {more} {such}{measure.noun} {mine}."


def _refused(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """Why no gap is given, or nothing where one can be."""
    reference = profile.reference_value
    if not group.value.is_number:
        where = place(profile.dimension, group.subgroup)
        return (
            f"{profile.measure.title}: the figure {where} is {absence(group.value)}. "
            "No gap is given."
        )
    said = _own(profile, group)
    if reference.state is State.SUPPRESSED:
        where = reference_place(profile)
        return f"{said}. The figure {where} is {absence(reference)}. No gap is given."
    if not reference.is_number:
        return f"{said}. There is nothing to compare it with: {absence(reference)}."
    if not group.gap.is_number:
        return f"{said}. No gap is given: {absence(group.gap)}."
    return ""


def _own(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    measure, dimension = profile.measure, profile.dimension
    who, where = counted(measure, dimension, group.subgroup), place(dimension, group.subgroup)
    return valued(measure, group.value, who, where)


def _values_and_gap(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    other = f"{reference_place(profile)} {in_words(profile.reference_value)}"
    interval = gaps.interval(group.gap, profile.confidence)
    size = f"a gap of {gaps.size(group.gap)}" if group.gap.value else "no gap"
    gap = f"{size} ({interval})" if interval else size
    return f"{_own(profile, group)}; {other}: {gap}."


def _ratio(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """The relative gap beside the absolute one; which way it points, if it surely does."""
    sure = bool(group.gap.value) and not gaps.could_be_nothing(group.gap)
    way = gaps.direction(group.gap) if sure else ""
    if not group.ratio.is_number:
        return f"That is {way}." if way else ""
    interval = gaps.value_interval(group.ratio, profile.confidence)
    times = f"{in_words(group.ratio)} times {reference_rate(profile)}"
    said = f"{times} ({interval})" if interval else times
    return f"That is {way}, at {said}." if way else f"That is {said}."


def _certainty(gap: Figure) -> str:
    if gap.lower is None or gap.upper is None:
        return NO_INTERVAL
    return gaps.CONSISTENT if gaps.could_be_nothing(gap) else ""


def _portion(percentile: float) -> str:
    return "half" if percentile == 0.5 else f"{percentile * 100:g}%"
