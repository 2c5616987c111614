"""Choosing the gap that a decision should move, among those that the trust's figures show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from equity_lens.disclosure.released_readings import GapAsShown
from equity_lens.disclosure.rereading import gap_as_shown, is_to_the_worse
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.load import dimensions, library
from equity_lens.words.readings import gap_title, shown_sentence
from equity_lens_web.evidence.reading import Figures


@dataclass(frozen=True)
class Choice:
    """A gap that can be decided on: what it is called, what it is, and where to decide."""

    title: str
    sentence: str
    href: str


def asked_gap(figures: Figures, query: Mapping[str, str]) -> GapAsShown | None:
    """The gap that an address names by ``measure``, ``by`` and ``group``; None if not shown here."""
    measure, by, group = (query.get(name, "") for name in ("measure", "by", "group"))
    if not (measure and by and group) or figures.head is None:
        return None
    profile = figures.profile(measure, by)
    if profile is None:
        return None
    try:
        return gap_as_shown(profile, group, figures.head.policy)
    except MeasureInvalid:
        return None


def of_findings(figures: Figures, more: Mapping[str, str]) -> list[Choice]:
    """The gaps that findings speak of, the first in rank first."""
    if figures.head is None:
        return []
    gaps = [
        gap_as_shown(each.profile, each.group.subgroup.key, figures.head.policy)
        for each in figures.findings()
    ]
    return _choices(gaps, more)


def of_measure(figures: Figures, measure: str, by: str, more: Mapping[str, str]) -> list[Choice]:
    """The gaps of one measure by one breakdown."""
    profile = figures.profile(measure, by)
    if profile is None or figures.head is None:
        return []
    keys = [each.subgroup.key for each in profile.groups if not each.is_reference]
    return _choices([gap_as_shown(profile, key, figures.head.policy) for key in keys], more)


def breakdowns(figures: Figures) -> list[tuple[str, str]]:
    """Each measure and breakdown of which there are figures, by title."""
    measures, known = library(), dimensions()
    found = []
    for entry in figures.entries():
        measure, dimension = measures.get(entry.measure), known.get(entry.dimension)
        if measure is None or dimension is None:
            continue
        title = f"{measure.title}, by {dimension.title[0].lower()}{dimension.title[1:]}"
        found.append((f"{entry.measure}:{entry.dimension}", title))
    return sorted(found, key=lambda each: each[1])


def _choices(gaps: list[GapAsShown], more: Mapping[str, str]) -> list[Choice]:
    """Only where a group fares worse is there something to narrow."""
    return [
        Choice(
            gap_title(gap),
            shown_sentence(gap),
            reverse(
                "actions:new",
                query={
                    "measure": gap.measure,
                    "by": gap.dimension.key,
                    "group": gap.subgroup.key,
                    **more,
                },
            ),
        )
        for gap in gaps
        if is_to_the_worse(gap)
    ]
