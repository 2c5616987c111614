"""A verdict as a page shows it: its word and dates, its sentences, two charts, and their tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from equity_lens.charts import gap_changes_chart, verdict_chart
from equity_lens.disclosure.released_verdicts import GroupOverTime, ReleasedVerdict, Role, Verdict
from equity_lens.words import verdict_notes as notes
from equity_lens.words import verdicts as words
from equity_lens.words.numbers import in_cell
from equity_lens_web.evidence.presenters.cells import with_range
from equity_lens_web.evidence.presenters.tables import SHORTHAND, Table

COLOURS = {
    Verdict.NARROWING: "green",
    Verdict.HOLDING: "blue",
    Verdict.WIDENING: "red",
    Verdict.TOO_EARLY: "grey",
}
NO_COLOUR = "white"
IMPROVED = "Average improved"
ROLES = {
    Role.TARGET: "Whom it is for",
    Role.REFERENCE: "Compared with",
    Role.WATCHED: "Watched",
    Role.EVERYONE: "All together",
}
Began = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tag:
    """A word and its colour; an experiment within its term has none."""

    text: str
    colour: str


def tag(word: str, *, is_protected: bool = False) -> Tag:
    """The tag of a verdict's word."""
    verdict = Verdict(word)
    colour = NO_COLOUR if is_protected else COLOURS[verdict]
    return Tag(words.verdict_name(verdict), colour)


def context(
    verdict: ReleasedVerdict,
    *,
    tests: Sequence[Began] = (),
    is_protected: bool = False,
    synthetic: bool = False,
) -> dict[str, Any]:
    """Everything that the template asks for by name."""
    return {
        "tag": tag(verdict.verdict.value, is_protected=is_protected),
        "average_tag": Tag(IMPROVED, NO_COLOUR) if verdict.average_improved else None,
        "measure": verdict.measure.title,
        "dimension": verdict.dimension.title,
        "dated": words.dated_sentence(verdict),
        "sentence": words.verdict_sentence(verdict),
        "average": words.average_sentence(verdict),
        "average_improved": verdict.average_improved and verdict.verdict is Verdict.WIDENING,
        "watched": notes.watched_sentence(verdict),
        "baseline": notes.baseline_sentence(verdict),
        "history": notes.history_sentence(verdict),
        "hindrances": notes.hindrance_sentences(verdict),
        "rule": notes.rule_sentence(verdict.rule),
        "cannot_say": notes.BEFORE_AND_AFTER,
        "chart": verdict_chart(verdict, tests=tests, synthetic=synthetic)
        if verdict.periods
        else None,
        "gap_chart": gap_changes_chart(verdict, synthetic=synthetic) if verdict.looks else None,
        "groups": groups_table(verdict),
        "looks": looks_table(verdict),
        "months": months_table(verdict),
    }


def groups_table(verdict: ReleasedVerdict) -> Table:
    """Each group before and after, and how it changed."""
    return Table(
        caption=f"{verdict.measure.title}, before and after the change",
        header=(verdict.dimension.title, "Role", "Before", "After", "Change"),
        rows=tuple(
            (
                group.subgroup.label,
                ROLES[group.role],
                in_cell(group.before.value),
                in_cell(group.after.value),
                with_range(group.change),
            )
            for group in _all(verdict)
        ),
        note=SHORTHAND,
        texts=2,
    )


def looks_table(verdict: ReleasedVerdict) -> Table:
    """What the rule said at each look."""
    return Table(
        caption="Each look, with the limits of the rule; above nought is a wider gap",
        header=("Look", "Verdict", "Change in the gap"),
        rows=tuple(
            (
                words.periods_in_words(look.period),
                words.verdict_name(look.verdict),
                with_range(look.change),
            )
            for look in verdict.looks
        ),
        note=notes.ALLOWS_FOR_LOOKS,
        texts=2,
    )


def months_table(verdict: ReleasedVerdict) -> Table:
    """Each group month by month."""
    return Table(
        caption=f"{verdict.measure.title}, month by month",
        header=("Month", *(group.subgroup.label for group in _all(verdict))),
        rows=tuple(
            (
                words.periods_in_words(period),
                *(in_cell(group.points[place]) for group in _all(verdict)),
            )
            for place, period in enumerate(verdict.periods)
        ),
        note=SHORTHAND,
    )


def _all(verdict: ReleasedVerdict) -> list[GroupOverTime]:
    return [*verdict.groups, verdict.everyone]
