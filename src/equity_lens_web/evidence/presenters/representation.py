"""Who is not here: users of a service beside the residents of its area."""

from collections.abc import Sequence
from typing import Any

from equity_lens.charts import representation_chart
from equity_lens.charts.representation import NEITHER
from equity_lens.disclosure.released import ReleasedRepresentation, RepresentedGroup
from equity_lens.words import dates
from equity_lens.words.numbers import NOT_AVAILABLE, in_cell, interval_in_cell
from equity_lens.words.representation import (
    expectation_sentence,
    group_sentence,
    representation_sentence,
    title,
    unknown_sentence,
)
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.presenters.downloads import links
from equity_lens_web.evidence.presenters.measure import dimension_items
from equity_lens_web.evidence.presenters.provenance import summary_rows
from equity_lens_web.evidence.presenters.tables import SHORTHAND, Table

NEGATIVE = "Below nought: more are seen than expected."


def chosen(
    shown: Sequence[ReleasedRepresentation], of: str, by: str
) -> ReleasedRepresentation | None:
    """What was asked for; else the nearest to it: the same users, or the first of all."""
    same = [each for each in shown if each.measure.id == of] or list(shown)
    exact = [each for each in same if each.dimension.key == by]
    return next(iter([*exact, *same]), None)


def context(
    shown: Sequence[ReleasedRepresentation], one: ReleasedRepresentation, *, synthetic: bool
) -> dict[str, Any]:
    """Everything that the template asks for by name."""
    same = [each for each in shown if each.measure.id == one.measure.id]
    numbers = is_drawn(one)
    return {
        "shown": one,
        "title": title(one),
        "users": _users(shown),
        "dimensions": dimension_items([each.dimension.key for each in same]),
        "sentence": representation_sentence(one),
        "expectation": expectation_sentence(one),
        "unknown": unknown_sentence(one),
        "chart": representation_chart(one, synthetic=synthetic) if numbers else None,
        "better": f"{NEITHER}.",
        "downloads": links(one.measure.id, "residents", by=one.dimension.key),
        "table": table(one),
        "each_group": [group_sentence(one, group) for group in one.groups] if numbers else [],
        "others": [
            (each.dimension.key, representation_sentence(each)) for each in same if each is not one
        ],
        "provenance": summary_rows(_provenance(one)),
    }


def is_drawn(shown: ReleasedRepresentation) -> bool:
    """Whether there is anything to draw: where no residents are known there is no ratio."""
    return any(group.ratio.is_number for group in shown.groups)


def counted(shown: ReleasedRepresentation) -> str:
    """Who or what is counted: those who had the event, where the expectation allows for age."""
    measure = shown.measure
    return measure.numerator.label if shown.standardised else measure.denominator.label


def _users(shown: Sequence[ReleasedRepresentation]) -> list[dict[str, str]]:
    labels: dict[str, str] = {}
    for each in sorted(shown, key=lambda each: not each.standardised):
        labels.setdefault(each.measure.id, counted(each))
    order = dict.fromkeys(each.measure.id for each in shown)
    return [{"value": id, "text": labels[id]} for id in order]


def table(shown: ReleasedRepresentation) -> Table:
    """Each group: users, residents, how many would be expected."""
    columns = (
        ("Seen", lambda group: in_cell(group.observed)),
        ("Residents", lambda group: in_cell(group.residents)),
        ("Expected", lambda group: in_cell(group.expected)),
        ("Seen over expected", lambda group: in_cell(group.ratio)),
        ("Interval", lambda group: interval_in_cell(group.ratio)),
        ("Fewer than expected, about", lambda group: in_cell(group.fewer)),
        ("Fewer: interval", lambda group: interval_in_cell(group.fewer)),
        ("If none, or all, of those not known belonged here", lambda group: interval_in_cell(group.bounds)),
    )  # fmt: skip
    groups: tuple[RepresentedGroup, ...] = (*shown.groups, *shown.unknown)
    used = [each for each in columns if any(each[1](g) != NOT_AVAILABLE for g in groups)]
    return Table(
        caption=f"{title(shown)}, {dates.period(shown.period)}",
        header=(shown.dimension.title, *(heading for heading, _ in used)),
        rows=tuple((_label(group), *(cell(group) for _, cell in used)) for group in groups),
        note=f"{SHORTHAND} {NEGATIVE}",
    )


def _label(group: RepresentedGroup) -> str:
    label = group.subgroup.label
    return label if group.subgroup.known else f"{label} (not compared)"


def _provenance(shown: ReleasedRepresentation) -> list[tuple[str, str]]:
    last = dates.last_day(shown.period)
    facts = {
        "Who is counted": counted(shown),
        "Period": dates.period(shown.period),
        "Age of the figures": f"to {moments.day(last)}, {moments.age(last)}" if last else "",
        "Source": shown.source.name,
        "Fingerprint of the file (SHA-256)": shown.source.sha256,
        "Area": shown.catchment,
        "Residents": f"{shown.population}, {shown.year}" if shown.population else "",
        "Deprivation edition": shown.source.edition or "",
    }
    return [(name, words) for name, words in facts.items() if words]
