"""Case studies as cards: a case that failed and one that worked look alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from equity_lens.charts import Chart, verdict_chart
from equity_lens.disclosure.released_verdicts import ReleasedVerdict, Verdict
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.words.numbers import in_cell
from equity_lens.words.verdicts import verdict_name
from equity_lens_web.design_system.moments import day, today
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.presenters.tables import Table
from equity_lens_web.improvement.models import KeptVerdict
from equity_lens_web.improvement.presenters.tests_of_change import marks
from equity_lens_web.learning.composing import FAILED, OTHER, WORKED, provenance_of
from equity_lens_web.learning.forms import LABELS
from equity_lens_web.learning.models import CaseStudy

PLUS = "plus_"
REST = ("for_whom", "context", "cost", "together", "advice")
NOT_TOLD = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Card:
    """One case in a list."""

    case: CaseStudy
    title: str
    outcome: str
    whom: str
    failed: str
    worked: str
    used: str
    stale: str


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a case: its heading, what the figures said, and what people wrote."""

    key: str
    heading: str
    figures: list[str]
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A published version as its page shows it."""

    title: str
    setting: str
    partners: str
    halves: list[Half]
    other_figures: list[str]
    rest: list[tuple[str, str]]
    chart: Chart | None
    table: Table | None
    provenance: list[str]
    no_longer_holds: str


def cards(cases: Iterable[CaseStudy]) -> list[Card]:
    """Published cases, in the order given."""
    return [_card(case) for case in cases]


def outcome(case: CaseStudy) -> str:
    """Every verdict along the way, in turn: "Too early to say, then Widening, then Narrowing"."""
    said = ", then ".join(verdict_name(Verdict(each)).lower() for each in case.outcome_words)
    said = f"{said[:1].upper()}{said[1:]}" if said else "The gap was not measured"
    return f"{said}; the work was stopped" if case.was_stopped else said


def whom(case: CaseStudy) -> str:
    """Whose gap it was, and in what."""
    if not case.measure:
        return ""
    measure = library().get(case.measure)
    title = measure.title if measure else case.measure
    return f"{title}: {group_label(case.dimension, case.group)}"


def group_label(dimension: str, group: str) -> str:
    """A group in words, from its key.

    >>> group_label("imd_quintile", "1")
    'Most deprived fifth'
    """
    if dimension.startswith(PLUS):
        return f"{dimension.removeprefix(PLUS).replace('_', ' ')}: {group}"
    if dimension not in dimensions():
        return group
    named = vocabulary(dimension)
    return next((each.label for each in named.subgroups if each.key == group), group)


def groups(cases: Iterable[CaseStudy]) -> list[tuple[str, str]]:
    """The groups that a search can be narrowed to: key and label."""
    found = {(case.dimension, case.group) for case in cases if case.group}
    return sorted((f"{d}:{g}", group_label(d, g)) for d, g in found)


def stale(case: CaseStudy) -> str:
    """That nobody has said for a year that it still holds; nothing where somebody has."""
    if case.stale_on is None or today() < case.stale_on:
        return ""
    return f"Out of date: nobody has said since {day(case.checked_on)} that it still holds."


def told(content: dict[str, Any], kept: Iterable[KeptVerdict], case: CaseStudy) -> Told:
    """A version, or a draft, as a page and a paper show it: what failed first."""
    kept = list(kept)
    released = [decode(each.content, ReleasedVerdict) for each in kept]
    latest = released[-1] if released else None
    said: dict[str, list[str]] = {FAILED: [], WORKED: [], OTHER: []}
    for each in content["figures"]:
        said[each["half"]].append(each["said"])
    if not content["figures"]:
        because = content["no_split_because"] or "No figure after the change is known yet."
        said[OTHER].append(f"The gap was not measured. {because}")
    parts = content["parts"]
    return Told(
        title=content["title"],
        setting=content["setting"],
        partners=content["partners"],
        halves=[
            Half(key, LABELS[key], said[key], parts[key] or NOT_TOLD) for key in (FAILED, WORKED)
        ],
        other_figures=said[OTHER],
        rest=[(LABELS[key], parts[key]) for key in REST if parts[key]],
        chart=verdict_chart(latest, tests=marks(case.project)) if latest else None,
        table=_by_group(latest) if latest else None,
        provenance=[provenance_of(latest)] if latest else [],
        no_longer_holds=_withdrawn(kept),
    )


def _withdrawn(kept: Iterable[KeptVerdict]) -> str:
    """That a figure rests on a file which was withdrawn since, and why."""
    because = [each.refresh.superseded_because for each in kept if each.refresh is not None]
    found = next((each for each in because if each), "")
    return f"Figures of this case no longer hold. {found}" if found else ""


def _card(case: CaseStudy) -> Card:
    assert case.current is not None
    content = case.current.content
    times: int = getattr(case, "times_used", 0)
    return Card(
        case,
        content["title"],
        outcome(case),
        whom(case),
        _short(_first(content, FAILED)),
        _short(_first(content, WORKED)),
        f"Used by {times} {'person' if times == 1 else 'people'}" if times else "Not used yet",
        stale(case),
    )


def _first(content: dict[str, Any], half: str) -> str:
    """What people wrote of a half, or else what its figures said."""
    written: str = content["parts"][half]
    figures = (each["said"] for each in content["figures"] if each["half"] == half)
    return written or next(figures, NOT_TOLD)


def _short(said: str, most: int = 200) -> str:
    first = said.strip().splitlines()[0] if said.strip() else NOT_TOLD
    return first if len(first) <= most else f"{first[:most].rsplit(' ', 1)[0]} …"


def _by_group(verdict: ReleasedVerdict) -> Table:
    rows = [
        (group.subgroup.label, *map(in_cell, (group.before.value, group.after.value, group.change)))
        for group in (*verdict.groups, verdict.everyone)
    ]
    caption = f"{verdict.measure.title}, each group before and after the latest change"
    return Table(caption, ("Group", "Before", "After", "Change"), tuple(rows))
