"""Improvement projects of the demonstration trusts, with planted truths, month by month.

What is planted is written in ``projects.toml``, and in a file of each smaller trust. The events of a phase add up to its percentage
exactly; among its months they fall as chance would have it, from a seed, the same each time.
"""

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.cells import ALL, EVERYONE, Counts, Source
from equity_lens.contracts.load import contracts
from equity_lens.demonstration import kept_counts
from equity_lens.ingestion.published.rows import PublishedRow, assemble
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Dimension
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reference.vocabulary import Subgroup

PLUS = "plus_"
ACUTE = "SYN"
DECLARED = {
    ACUTE: "projects.toml",
    "SYC": "projects_community.toml",
    "SYM": "projects_mental_health.toml",
}


@dataclass(frozen=True)
class Phase:
    """Months in a row with one percentage for each group."""

    months: int
    percent: tuple[float, ...]


@dataclass(frozen=True)
class PlannedTest:
    """One test of change: what was predicted, who was in it and who was left out, what came."""

    period: str
    title: str
    prediction: str
    included: str
    left_out: str
    result: str


@dataclass(frozen=True)
class Truth:
    """What the verdict must be when ``month`` is the last that is known."""

    month: str
    verdict: str


@dataclass(frozen=True)
class DemonstrationProject:
    """One project of people in roles at the trust of ``code``, and what is counted for it.

    ``gap`` is None where there is no split by group, and ``no_split_because`` says why. ``ends_on``
    is when a pilot or experiment was to end, ``ended_on`` when work did; a ``decision`` is to
    stop, adapt or spread, or none yet.
    """

    code: str
    id: str
    title: str
    kind: str
    for_whom: str
    how_much: str
    by_when: dt.date
    sponsor: str
    team: tuple[str, ...]
    begins_on: dt.date
    partners: tuple[str, ...] = ()
    ends_on: dt.date | None = None
    ended_on: dt.date | None = None
    decision: str = ""
    learning_goal: str = ""
    learning: str = ""
    no_split_because: str = ""
    levelling_down: bool = False
    gap: WatchedGap | None = None
    groups: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    draw: int = 0
    phases: tuple[Phase, ...] = ()
    tests: tuple[PlannedTest, ...] = ()
    truths: tuple[Truth, ...] = ()


@cache
def projects(code: str = ACUTE) -> tuple[DemonstrationProject, ...]:
    """Every project of a trust; of the acute one, that of journey 3 first.

    Examples
    --------
    >>> projects()[0].title, projects()[0].truths[1].verdict
    ('Text reminders for outpatient appointments', 'widening')
    >>> [project.truths[-1].verdict for project in projects("SYC") if project.truths]
    ['narrowing', 'widening']
    """
    return tuple(_project({**each, "code": code}) for each in _declared(code)["projects"])


@cache
def _declared(code: str) -> dict[str, Any]:
    folder = files("equity_lens.demonstration")
    return tomllib.loads(folder.joinpath(DECLARED[code]).read_text("utf-8"))


def rows_of(project: DemonstrationProject, until: str = "") -> list[kept_counts.Row]:
    """The project's plain counts table: every month, each group and everyone, as it was by ``until``."""
    if project.gap is None:
        return []
    code, measure = project.code, project.gap.measure
    rows: list[kept_counts.Row] = []
    for month, events in zip(_months(project), _events(project), strict=True):
        if until and month > until:
            break
        counted = list(zip(project.groups, events, project.people, strict=True))
        rows += kept_counts.along(measure, month, code, project.gap.dimension, counted)
        rows.append(kept_counts.everyone(measure, month, code, sum(events), sum(project.people)))
    return rows


def write_projects(folder: Path, until: str = "") -> dict[str, Path]:
    """A plain counts table for each project that has one, by its id.

    Each is of its own clinics. Do not put them into the trust's figures: they are people whom the
    trust's own extracts count already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for project in projects():
        if project.gap is not None:
            written[project.id] = folder / f"project-{project.id}.csv"
            kept_counts.write(written[project.id], rows_of(project, until))
    return written


def counts_of(project: DemonstrationProject, until: str = "") -> list[Counts]:
    """The same table as cells: of each group, and of everyone."""
    if project.gap is None:
        return []
    dimension = _dimension(project)
    rows = rows_of(project, until)
    measure = library()[project.gap.measure]
    found = [
        PublishedRow(measure, code, month, *_where(key, subgroup, dimension), events, people)
        for _, month, code, key, subgroup, events, people in rows
    ]
    return assemble(found, _source(project, rows))


def _where(key: str, subgroup: str, dimension: Dimension) -> tuple[Dimension, Subgroup]:
    if key == EVERYONE.key:
        return EVERYONE, ALL
    named = vocabulary("yes_no" if key.startswith(PLUS) else key)
    return dimension, named.subgroups[named.code(subgroup)]


def _dimension(project: DemonstrationProject) -> Dimension:
    if project.gap is None:
        return EVERYONE
    key = project.gap.dimension
    if key.startswith(PLUS):
        field = contracts()[library()[project.gap.measure].contract].field(key)
        return replace(dimensions()["plus_*"], key=key, title=field.title)
    return dimensions()[key]


def _source(project: DemonstrationProject, rows: list[kept_counts.Row]) -> Source:
    return Source(
        name=f"project-{project.id}.csv",
        sha256=hashlib.sha256(kept_counts.text_of(rows).encode()).hexdigest(),
        contract="counts_table",
        edition=_declared(project.code)["edition"],
        synthetic=True,
    )


def _months(project: DemonstrationProject) -> list[str]:
    many = sum(phase.months for phase in project.phases)
    year, month = (int(part) for part in _declared(project.code)["latest"].split("-"))
    return [kept_counts.month(dt.date(year, month, 1), back) for back in reversed(range(many))]


def _events(project: DemonstrationProject) -> list[list[int]]:
    """(month, group): the events of each phase drawn among its months."""
    rng = np.random.default_rng([_declared(project.code)["seed"], project.draw])
    months: list[list[int]] = []
    for phase in project.phases:
        drawn = [
            kept_counts.drawn_among(
                round(people * phase.months * percent / 100), [1.0] * phase.months, rng
            )
            for people, percent in zip(project.people, phase.percent, strict=True)
        ]
        months += [list(each) for each in zip(*drawn, strict=True)]
    return months


def _project(given: dict[str, Any]) -> DemonstrationProject:
    named = {field.name for field in fields(DemonstrationProject)}
    plain = {key: _frozen(value) for key, value in given.items() if key in named}
    plain["phases"] = tuple(
        Phase(each["months"], tuple(each["percent"])) for each in given.get("phases", ())
    )
    plain["tests"] = tuple(PlannedTest(**each) for each in given.get("tests", ()))
    plain["truths"] = tuple(Truth(**each) for each in given.get("truths", ()))
    return DemonstrationProject(**plain, gap=_gap(given) if "measure" in given else None)


def _gap(given: dict[str, Any]) -> WatchedGap:
    return WatchedGap(
        id=given["id"],
        measure=given["measure"],
        dimension=given["dimension"],
        target=given["target"],
        reference=given["reference"],
        watched=tuple(given["watched"]),
        baselines=tuple(Baseline(**each) for each in given["baselines"]),
        smallest_that_matters=given["matters"],
        until=given.get("until", ""),
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
