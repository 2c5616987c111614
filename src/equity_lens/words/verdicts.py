"""Sentences about a verdict: what happened to each group, to the gap, and to how many people.

None says why, for before and after cannot tell; none speaks of who works on a project.
"""

from equity_lens.disclosure.released import Figure
from equity_lens.disclosure.released_verdicts import (
    GroupOverTime,
    ReleasedVerdict,
    Role,
    Verdict,
    WhyNot,
)
from equity_lens.words import gaps
from equity_lens.words.dates import period
from equity_lens.words.numbers import absence, decimal, in_words, number_in_words, plain
from equity_lens.words.people import counted, place

NAMES = {
    Verdict.TOO_EARLY: "Too early to say",
    Verdict.NARROWING: "Narrowing",
    Verdict.HOLDING: "Holding",
    Verdict.WIDENING: "Widening",
}
WHAT_IT_MEANS = {
    Verdict.TOO_EARLY: "It is too early to say whether the gap has changed.",
    Verdict.NARROWING: "The gap is narrower than before, beyond chance, and the group fares better.",
    Verdict.HOLDING: "The gap has not changed by as much as was agreed to matter.",
    Verdict.WIDENING: "The gap is wider than before, beyond chance.",
}
STAYED = "stayed"
UP_TO_TEN = (
    *("no", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
WHY_NOT = {
    WhyNot.LEVELLING_DOWN: (
        "The gap closed as things got worse {reference}: that is levelling down, and is never called "
        "narrowing."
    ),
    WhyNot.NOT_BETTER_OFF: (
        "The gap is smaller, but it has not been shown that things are better {target}: that is not "
        "called narrowing."
    ),
    WhyNot.NO_GAP: (
        "Before the change, things were no worse {target} than {reference}, so there was no gap of this "
        "kind to narrow. Choose the group that fares worse as the one whom the work is for."
    ),
    WhyNot.TURNED_ROUND: (
        "The gap has turned round: things are now worse {reference}, by as much or more. That is not "
        "called narrowing."
    ),
}


def verdict_name(verdict: Verdict) -> str:
    """A verdict as a heading or a tag says it.

    >>> verdict_name(Verdict.TOO_EARLY)
    'Too early to say'
    """
    return NAMES[verdict]


def dated_sentence(verdict: ReleasedVerdict) -> str:
    """The verdict with its dates: as of which period, and since when it has stood."""
    name = verdict_name(verdict.verdict)
    if not verdict.on:
        return f"{name}. {_nothing_yet(verdict)}"
    said = f"{name}, as of {periods_in_words(verdict.on)}"
    if verdict.verdict is Verdict.TOO_EARLY:
        return f"{said}."
    if verdict.since != verdict.on:
        said += f", since {periods_in_words(verdict.since)}"
    return f"{said}. {_meaning(verdict)}"


def verdict_sentence(verdict: ReleasedVerdict) -> str:
    """What happened to the rates, to the gap and to how many people, as far as is known."""
    if not verdict.on:
        return _nothing_yet(verdict)
    waits = verdict.verdict is Verdict.TOO_EARLY
    return " ".join(
        said
        for said in (
            WHAT_IT_MEANS[Verdict.TOO_EARLY] if waits else "",
            rates_sentence(verdict),
            gap_sentence(verdict),
            single_look_sentence(verdict) if waits else people_sentence(verdict),
            why_not_sentence(verdict),
            could_show_sentence(verdict),
        )
        if said
    )


def rates_sentence(verdict: ReleasedVerdict) -> str:
    """Which way the rate went: for everyone, or for the target and its reference."""
    target, reference = verdict.group(Role.TARGET), verdict.group(Role.REFERENCE)
    if target.change.value is None or reference.change.value is None:
        return ""
    ways = {_went(each) for each in verdict.groups}
    if len(ways) == 1 and STAYED not in ways:
        whom = "for everyone" if verdict.all_watched else "in every group that is watched"
        return f"The rate {_went(target)} {whom}, {_as_much(verdict, target, reference)}."
    one, other = (
        f"{place(verdict.dimension, each.subgroup)} ({_from_to(each)})"
        for each in (target, reference)
    )
    if _went(target) == _went(reference):
        return f"The rate {_went(target)} {one} and {other}."
    return f"The rate {_went(target)} {one}, and {_went(reference)} {other}."


def gap_sentence(verdict: ReleasedVerdict) -> str:
    """How the gap changed, with its interval, and from what to what."""
    change, before, after = verdict.change, verdict.gap_before, verdict.gap_after
    if change.value is None:
        return f"The change in the gap is not shown: {absence(change)}."
    interval = change_interval(change, verdict.confidence)
    unsure = change.lower is not None and change.upper is not None
    unsure = unsure and (change.lower or 0.0) <= 0 <= (change.upper or 0.0)
    after_all = " That is consistent with no change." if unsure else ""
    if before.value is None or after.value is None:
        return f"{_moved(change)} ({interval}).{after_all}"
    if before.value >= 0 and after.value >= 0:
        first, last = plain(before.value, before.unit), plain(after.value, after.unit)
        return f"{_moved(change)} ({interval}), from {first} to {last}.{after_all}"
    target, reference = (
        place(verdict.dimension, verdict.group(role).subgroup)
        for role in (Role.TARGET, Role.REFERENCE)
    )
    return (
        f"The difference moved by {gaps.size(change)} ({interval}): {target} things were "
        f"{_stand(before)} than {reference} before, and are {_stand(after)} after.{after_all}"
    )


def change_interval(change: Figure, confidence: float = 0.95) -> str:
    """The interval of a change in a gap: sizes, with "narrower" and "wider" where it spans nought."""
    if change.lower is None or change.upper is None:
        return "no interval can be given"
    low, high = (plain(abs(limit), change.unit) for limit in (change.lower, change.upper))
    name = f"{confidence * 100:g}% interval"
    if change.lower < 0 < change.upper:
        return f"{name} {low} narrower to {high} wider"
    return f"{name} {high} to {low}" if change.lower < 0 else f"{name} {low} to {high}"


def single_look_sentence(verdict: ReleasedVerdict) -> str:
    """Why it is too early though the interval leaves out no change; nothing where it does not."""
    change = verdict.change
    if change.lower is None or change.upper is None or change.lower <= 0 <= change.upper:
        return ""
    return (
        f"That interval is of a single look; the verdict allows for {verdict.gap.planned_looks}, so it "
        "waits."
    )


def people_sentence(verdict: ReleasedVerdict) -> str:
    """How many more, or fewer, than had the gap held; nothing where it could be none."""
    people, measure = verdict.more_people, verdict.measure
    if people.value is None or people.lower is None or people.upper is None:
        return ""
    if people.lower <= 0 <= people.upper:
        return ""
    # Where the event is a good one, faring worse means fewer of it.
    more = (people.value > 0) != (measure.better == "higher")
    size = plain(abs(people.value), people.unit)
    near, far = sorted((abs(people.lower), abs(people.upper)))
    who = counted(measure, verdict.dimension, verdict.group(Role.TARGET).subgroup)
    done = measure.done or f"were among ‘{measure.numerator.label}’"
    return (
        f"About {size} {'more' if more else 'fewer'} {who} {done} in {months(verdict)} than had the gap "
        f"held ({plain(near, people.unit)} to {plain(far, people.unit)})."
    )


def why_not_sentence(verdict: ReleasedVerdict) -> str:
    """Why a gap that closed is not called narrowing; nothing where there is nothing to explain."""
    if verdict.why_not is None:
        return ""
    target, reference = (
        place(verdict.dimension, verdict.group(role).subgroup)
        for role in (Role.TARGET, Role.REFERENCE)
    )
    return WHY_NOT[verdict.why_not].format(target=target, reference=reference)


def could_show_sentence(verdict: ReleasedVerdict) -> str:
    """While it is too early: what size of change a later look would probably show."""
    if verdict.verdict is not Verdict.TOO_EARLY:
        return ""
    size, power = verdict.could_show, verdict.rule.power
    if size.value is None:
        return "No planned look is left: agree how to go on." if _looks_are_over(verdict) else ""
    together = verdict.gap.months_together
    look = f"month {verdict.could_show_at * together}"
    often = f"{round(10 * power)} times in 10"
    return (
        f"By {look} after the change, a change in the gap of {number_in_words(size.value, size.unit)} "
        f"or more would probably show ({often})."
    )


def average_sentence(verdict: ReleasedVerdict) -> str:
    """What happened to everyone together, and whether the gap went the same way."""
    everyone = verdict.everyone
    if everyone.change.value is None:
        return ""
    said = f"For everyone together the rate {_went(everyone)}, {_from_to(everyone)}"
    if verdict.average_improved is None:
        return f"{said}."
    average = "The average has not been shown to change"
    if verdict.average_improved:
        average = "The average improved"
    if verdict.average_worsened:
        average = "The average got worse"
    but = {
        Verdict.WIDENING: "and the gap widened",
        Verdict.NARROWING: "and the gap narrowed",
        Verdict.HOLDING: "and the gap held",
        Verdict.TOO_EARLY: "and it is too early to speak of the gap",
    }[verdict.verdict]
    return f"{said}. {average}, {but}."


def months(verdict: ReleasedVerdict) -> str:
    """How long the change has been read: "six months", "12 months"."""
    return months_in_words(verdict.after * verdict.gap.months_together)


def months_in_words(number: int) -> str:
    """A number of months: words up to ten, as a sentence has them.

    >>> months_in_words(6), months_in_words(1), months_in_words(12)
    ('six months', 'one month', '12 months')
    """
    said = UP_TO_TEN[number] if number < len(UP_TO_TEN) else str(number)
    return f"{said} month" if number == 1 else f"{said} months"


def periods_in_words(label: str) -> str:
    """A month, or several that are counted together.

    >>> periods_in_words("2026-04"), periods_in_words("2026-02/2026-04")
    ('April 2026', 'February 2026 to April 2026')
    """
    return " to ".join(period(part) for part in label.split("/")) if "-" in label else label


def _nothing_yet(verdict: ReleasedVerdict) -> str:
    begins = periods_in_words(verdict.baseline.change_from)
    ahead = could_show_sentence(verdict)
    return f"Nothing is known yet from {begins} on. {ahead}".strip()


def _meaning(verdict: ReleasedVerdict) -> str:
    if verdict.why_not is not None and verdict.verdict is not Verdict.TOO_EARLY:
        return "The gap is not as it was before, and is not called narrowing."
    return WHAT_IT_MEANS[verdict.verdict]


def _looks_are_over(verdict: ReleasedVerdict) -> bool:
    return verdict.after >= verdict.gap.planned_looks


def _went(group: GroupOverTime) -> str:
    """Which way a rate went, as far as the figures that are shown can tell."""
    if group.change.value is None:
        return "is not shown"
    if in_words(group.before.value) == in_words(group.after.value):
        return STAYED
    return "rose" if group.change.value > 0 else "fell"


def _as_much(verdict: ReleasedVerdict, target: GroupOverTime, reference: GroupOverTime) -> str:
    unit = target.change.unit
    one, other = (decimal(abs(each.change.value or 0.0), unit) for each in (target, reference))
    how = "less" if one < other else "more" if one > other else "as much"
    where, against = (place(verdict.dimension, each.subgroup) for each in (target, reference))
    return f"{how} {where} {'as' if how == 'as much' else 'than'} {against}"


def _from_to(group: GroupOverTime) -> str:
    if _went(group) == STAYED:
        return f"at {in_words(group.after.value)}"
    return f"from {in_words(group.before.value)} to {in_words(group.after.value)}"


def _moved(change: Figure) -> str:
    if change.value is None or not decimal(change.value, change.unit):
        return "The gap hardly changed"
    return f"The gap {'grew' if change.value > 0 else 'shrank'} by {gaps.size(change)}"


def _stand(gap: Figure) -> str:
    """ "8.1 percentage points worse": a gap in which above nought is worse for the group."""
    return f"{gaps.size(gap)} {'worse' if (gap.value or 0.0) > 0 else 'better'}"
