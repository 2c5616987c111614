"""What must stand beside a verdict: its baseline, its history, who else is watched, the rule."""

from collections.abc import Iterator

from equity_lens.disclosure.released_verdicts import (
    Baseline,
    GroupOverTime,
    Hindrance,
    ReleasedVerdict,
    Role,
    VerdictRule,
)
from equity_lens.words.dates import day
from equity_lens.words.numbers import number_in_words, plain
from equity_lens.words.people import place
from equity_lens.words.supposed import listed
from equity_lens.words.verdicts import (
    change_interval,
    months_in_words,
    periods_in_words,
    verdict_name,
)

BEFORE_AND_AFTER = (
    "This compares after with before. Other things change too, so it cannot say what brought the change "
    "about."
)
OWN_CHANCE = "Each baseline has a chance of a false call of its own."
ALLOWS_FOR_LOOKS = (
    "The verdict allows for being asked at every look; the interval is that of a single look."
)


def baseline_sentence(verdict: ReleasedVerdict) -> str:
    """With which months the change is compared; of a later baseline, why, and the first as well."""
    baseline, before = verdict.baseline, verdict.before * verdict.gap.months_together
    said = (
        f"Compared with {months_in_words(before)} before {periods_in_words(baseline.change_from)}."
    )
    if not baseline.reason:
        return said
    said = f"{said} This is a new baseline. Reason given: {_ended(baseline.reason)} {OWN_CHANCE}"
    first = verdict.since_the_first
    if first is None or first.value is None:
        return said
    way = "wider" if first.value > 0 else "narrower"
    size = number_in_words(abs(first.value), first.unit)
    return (
        f"{said} Against the months before {_first(verdict)}, the gap is {size} {way} "
        f"({change_interval(first, verdict.confidence)})."
    )


def watched_sentence(verdict: ReleasedVerdict) -> str:
    """Who else is watched, and whether any of them fares worse beyond the chance of one look."""
    others = [each for each in verdict.groups if each.role is not Role.TARGET]
    names = listed([place(verdict.dimension, each.subgroup) for each in others])
    worse = [each for each in others if _fares_worse(verdict, each)]
    if any(each.change.value is None for each in others):
        names = f"{names}; not all of that is shown" if verdict.on else names
        if not worse:
            return f"Watched as well: {names}."
    if not worse:
        return f"Watched as well: {names}. None has been shown to fare worse."
    parts = [
        f"{place(verdict.dimension, each.subgroup)}, by {_size(each)} ({_limits(each)})"
        for each in worse
    ]
    return f"Watched as well: {names}. Things are worse {listed(parts)}."


def history_sentence(verdict: ReleasedVerdict) -> str:
    """Each change of verdict with its date; nothing while there has been no look."""
    said = [
        f"{verdict_name(look.verdict).lower()} from {periods_in_words(look.period)}"
        for look in verdict.changes
    ]
    if not said:
        return ""
    joined = "; ".join(said)
    return f"{joined[0].upper()}{joined[1:]}."


def rule_sentence(rule: VerdictRule) -> str:
    """The published rule: which, since when, and how often it errs."""
    return (
        f"By the published rule, version {rule.version}, in use from {day(rule.from_on)}; nobody can "
        f"change a verdict. In simulation, of projects that changed nothing, "
        f"{number_in_words(rule.ever_called, 'proportion')} were ever called narrowing or widening in "
        f"{rule.looks} looks; of true widenings of {plain(rule.widening, 'difference in proportion')} "
        f"points, with {plain(rule.people, 'people')} counted in each group and month, "
        f"{number_in_words(rule.caught, 'proportion')} were called by then. Measured on "
        f"{day(rule.measured_on)}."
    )


def hindrance_sentences(verdict: ReleasedVerdict) -> list[str]:
    """What stands in the way of a verdict, or must be known beside it, with what to do."""
    return list(_hindrances(verdict))


def _hindrances(verdict: ReleasedVerdict) -> Iterator[str]:
    together = verdict.gap.months_together
    for kind, number, named in verdict.hindrances:
        many = months_in_words(number * together)
        yield {
            Hindrance.NOTHING_AFTER: "No month after the change is known yet.",
            Hindrance.TOO_FEW_BEFORE: (
                f"Only {many} before the change can be compared with, and three periods are needed: give "
                "earlier months, or wait for a new baseline."
            ),
            Hindrance.LEFT_OUT: (
                f"Left out of both groups: {many} in which a count is withheld or was not made."
            ),
            Hindrance.TOO_MANY_LEFT_OUT: (
                f"In {many} a count is withheld or was not made: too many for a verdict. Count several "
                "months together, or choose a larger group."
            ),
            Hindrance.SMALL_COUNTS: (
                f"In {many} a count is withheld because it is small. The verdict is one that would be "
                "given whatever it was, so it comes later. Counting several months together helps."
            ),
            Hindrance.NEW_EDITION: (
                f"The deprivation index has another edition from {periods_in_words(named)}: months on "
                "the two sides of that are not compared. Agree a new baseline."
            ),
            Hindrance.TERM_OVER: (
                f"The last look that was planned was {periods_in_words(named)}; later months are not "
                "read. To go on, agree a new baseline."
            ),
        }[kind]


def _first(verdict: ReleasedVerdict) -> str:
    first: Baseline = verdict.gap.baselines[0]
    return periods_in_words(first.change_from)


def _fares_worse(verdict: ReleasedVerdict, group: GroupOverTime) -> bool:
    change = group.change
    if change.lower is None or change.upper is None:
        return False
    return change.upper < 0 if verdict.measure.better == "higher" else change.lower > 0


def _size(group: GroupOverTime) -> str:
    return number_in_words(abs(group.change.value or 0.0), group.change.unit)


def _limits(group: GroupOverTime) -> str:
    low, high = sorted(abs(limit or 0.0) for limit in (group.change.lower, group.change.upper))
    return f"{plain(low, group.change.unit)} to {plain(high, group.change.unit)}"


def _ended(words: str) -> str:
    return words if words.rstrip().endswith((".", "!", "?")) else f"{words.rstrip()}."
