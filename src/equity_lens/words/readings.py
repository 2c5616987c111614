"""Sentences about a gap that a decision should move: as it was shown then, and as it is read now.

None says that the decision moved it, for a reading before and one after cannot tell.
"""

from equity_lens.disclosure.released_readings import GapAsShown, Outcome, Rereading, Unreadable
from equity_lens.words import gaps
from equity_lens.words.dates import when
from equity_lens.words.numbers import absence, decimal, in_words, number_in_words
from equity_lens.words.people import lower_first, no_group_named, place
from equity_lens.words.verdicts import change_interval

NAMES = {
    Outcome.AS_HOPED: "Gap narrower, as hoped",
    Outcome.NARROWER: "Gap narrower",
    Outcome.UNCHANGED: "Gap unchanged",
    Outcome.WIDER: "Gap wider",
    Outcome.LEVELLED_DOWN: "Levelled down",
    Outcome.TURNED_ROUND: "Gap turned round",
    Outcome.NOT_READ: "Gap could not be read",
}
WHY_UNREADABLE = {
    Unreadable.NO_NEW_PERIOD: "There are no figures yet of a later period than when this was decided.",
    Unreadable.NOT_MEASURED: "This gap is not among the figures now.",
    Unreadable.NOT_SHOWN: "A gap with its interval is not shown for both periods: the numbers are too small or not recorded.",
    Unreadable.NEW_VERSION: "The definition of the measure has a new version since.",
    Unreadable.OTHER_REFERENCE: "The group is compared with something else than before.",
    Unreadable.OTHER_POLICY: "Another disclosure policy holds than before.",
    Unreadable.OTHER_EDITION: "The deprivation index has another edition than before.",
}


def gap_title(shown: GapAsShown) -> str:
    """The gap as a heading names it: "Waiting within 18 weeks: most deprived fifth"."""
    return f"{shown.title}: {lower_first(shown.subgroup.label)}"


def shown_sentence(shown: GapAsShown) -> str:
    """Level, gap with its interval, against whom, how many people it is out of, and when."""
    where, against = _where(shown)
    said = f"{shown.title} {where}: {in_words(shown.value)} {when(shown.period)}"
    if shown.gap.value is None:
        return f"{said}; the gap is not shown: {absence(shown.gap)}."
    said += f", {gaps.pointed(shown.gap.value, shown.gap.unit)} than {against}"
    interval = gaps.interval(shown.gap)
    said += f" ({interval})" if interval else ""
    return (
        f"{said}. It is out of {in_words(shown.people)}." if shown.people.is_number else f"{said}."
    )


def hoped_in_words(shown: GapAsShown, hoped: float) -> str:
    """By how much the gap should become narrower: "2.0 percentage points narrower"."""
    return f"{number_in_words(hoped, shown.gap.unit)} narrower"


def outcome_name(outcome: Outcome) -> str:
    """What became of a gap, as a tag says it.

    >>> outcome_name(Outcome.UNCHANGED)
    'Gap unchanged'
    """
    return NAMES[outcome]


def reading_sentence(before: GapAsShown, reading: Rereading) -> str:
    """What became of the gap: how large it is now, how it changed, and what was hoped for."""
    if reading.why is not None:
        said = WHY_UNREADABLE[reading.why]
        if reading.why is Unreadable.NOT_SHOWN and reading.now and not reading.now.gap.is_number:
            said += f" Now: {absence(reading.now.gap)}."
        return said
    assert reading.now is not None
    gap = reading.now.gap
    said = (
        f"The gap is {gaps.size_with_interval(gap)} {when(reading.now.period)}; it was "
        f"{gaps.size(before.gap)} {when(before.period)}. {_moved(reading)}"
    )
    return " ".join(each for each in (said, _against_hope(before, reading)) if each)


def _moved(reading: Rereading) -> str:
    change = reading.change
    interval = change_interval(change)
    if change.value is None or not decimal(change.value, change.unit):
        return f"It hardly changed ({interval})."
    size = f"{gaps.size(change)} {'wider' if change.value > 0 else 'narrower'}"
    if reading.outcome is Outcome.UNCHANGED:
        return f"It is {size} ({interval}), which chance alone can do."
    return f"It is {size} ({interval})."


def _against_hope(before: GapAsShown, reading: Rereading) -> str:
    where, against = _where(before)
    if reading.outcome is Outcome.LEVELLED_DOWN:
        return f"It closed though things are no better {where}: that is levelling down, not improvement."
    if reading.outcome is Outcome.TURNED_ROUND:
        return f"It has turned round: things are now worse {against}, by as much or more."
    if reading.hoped is None:
        return ""
    hoped = f"{hoped_in_words(before, reading.hoped)} was hoped for"
    if reading.outcome is Outcome.NARROWER:
        return f"That is less than hoped: {hoped}."
    return "" if reading.outcome is Outcome.AS_HOPED else f"{hoped[0].upper()}{hoped[1:]}."


def _where(shown: GapAsShown) -> tuple[str, str]:
    """The group and its reference as places."""
    where = place(shown.dimension, shown.subgroup)
    if shown.compared_with is None:
        return where, no_group_named(shown.reference)
    return where, place(shown.dimension, shown.compared_with)
