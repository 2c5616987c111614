"""Sentences about a pathway: how many are left at its end, and where they were lost."""

from fractions import Fraction

from equity_lens.disclosure.released import Figure
from equity_lens.planning.pathway import GroupOnPathway, Parting, Walk, parting
from equity_lens.words import gaps
from equity_lens.words.dates import when
from equity_lens.words.numbers import absence, in_words, plain
from equity_lens.words.supposed import where, whom, with_range

CANNOT_TELL = "These figures cannot tell why."
NO_WORSE = "No step loses a larger share of them than of the reference group."


def end_sentence(walk: Walk, group: GroupOnPathway) -> str:
    """How many of those who entered are left after the last step, against the reference group."""
    said = _left(walk, group)
    reference = next((each for each in walk.groups if each.is_reference), None)
    if reference is None or group.is_reference or not group.subgroup.known:
        return f"{said}."
    share = reference.passages[-1].cumulative
    at = where(walk.dimension, reference.subgroup)
    limits = gaps.value_interval(share, walk.confidence)
    return f"{said}; {at} {in_words(share)}{f' ({limits})' if limits else ''}."


def losses_sentence(walk: Walk, group: GroupOnPathway) -> str:
    """At which step most of a group's losses were, as a share of all its losses."""
    known = [
        (passage.share_of_losses.value, -i)
        for i, passage in enumerate(group.passages)
        if passage.share_of_losses.value is not None
    ]
    if not known:
        return f"Where they were lost is not said: {absence(group.passages[0].share_of_losses)}."
    share, position = max(known)
    passage, step = group.passages[-position], walk.pathway.steps[-position]
    total = (group.passages[0].entered.value or 0) - (group.passages[-1].kept.value or 0)
    unit = passage.lost.unit
    return (
        f"Of {plain(total, unit)} lost on the way {where(walk.dimension, group.subgroup)}, "
        f"{in_words(passage.lost)} were lost {step.at}: {_in_so_many(share)}."
    )


def parting_sentence(walk: Walk, group: GroupOnPathway) -> str:
    """The step at which a group's losses differ most from the reference's, in share and number."""
    found = parting(group, walk.pathway)
    if found is None:
        shown = next((p.gap for p in group.passages if not p.gap.is_number), None)
        return f"No comparison is given: {absence(shown)}." if shown else NO_WORSE
    return f"{_difference(walk, found)} {_people(walk, found)} {CANNOT_TELL}"


def step_cell(passage_lost: Figure, share_kept: Figure) -> str:
    """One cell of the table: "615 lost, 75.8% kept", or why not."""
    if not share_kept.is_number:
        return absence(share_kept)
    lost = f"{in_words(passage_lost)} lost" if passage_lost.is_number else absence(passage_lost)
    return f"{lost}; {in_words(share_kept)} kept"


def _left(walk: Walk, group: GroupOnPathway) -> str:
    first, last = group.passages[0], group.passages[-1]
    of_whom = whom(walk.pathway.noun, where(walk.dimension, group.subgroup))
    if first.entered.is_number and not first.entered.value:
        return f"There were no {of_whom} {when(walk.period)}"
    if not last.cumulative.is_number:
        return f"Of {of_whom}, how many came to the last step is {absence(last.cumulative)}"
    limits = gaps.value_interval(last.cumulative, walk.confidence)
    return (
        f"Of {in_words(first.entered)} {of_whom}, {in_words(last.kept)} came through every step "
        f"{when(walk.period)}: {in_words(last.cumulative)} ({limits})"
    )


def _difference(walk: Walk, found: Parting) -> str:
    passage, step = found.group.passages[found.position], found.step
    share = 1 - (passage.share_kept.value or 0.0)
    size = gaps.size_with_interval(passage.gap, walk.confidence)
    at = where(walk.dimension, found.group.subgroup)
    begin = f"{at[0].upper()}{at[1:]}"
    return (
        f"{begin} the loss differs most {step.at}: {plain(share, 'proportion')}% were "
        f"{step.lost_as}, a share {size} higher than {_reference(walk)}."
    )


def _people(walk: Walk, found: Parting) -> str:
    extra = found.group.passages[found.position].extra_lost
    if gaps.could_be_nothing(extra):
        return f"That is {with_range_of_both(extra)} more. {gaps.CONSISTENT}"
    return f"That is {with_range(extra, about=True)} more than at the share {_reference(walk)}."


def with_range_of_both(extra: Figure) -> str:
    """A number whose range spans nought: "about 20 (10 fewer to 50 more)"."""
    low, high = abs(extra.lower or 0.0), extra.upper or 0.0
    return (
        f"about {plain(extra.value or 0.0, extra.unit)} "
        f"({plain(low, extra.unit)} fewer to {plain(high, extra.unit)} more)"
    )


def _reference(walk: Walk) -> str:
    reference = next((each for each in walk.groups if each.is_reference), None)
    return where(walk.dimension, reference.subgroup) if reference else "for everyone"


def _in_so_many(share: float) -> str:
    """ "3 in 5" where that is near enough, else a percentage."""
    if share == 1:
        return "all of them"
    simple = Fraction(share).limit_denominator(5)
    if 0 < simple < 1 and abs(float(simple) - share) <= 0.01:
        return f"{simple.numerator} in {simple.denominator}"
    return f"{plain(share, 'proportion')}%"
