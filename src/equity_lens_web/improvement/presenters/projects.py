"""A project as lists and its own page show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equity_lens.disclosure.released_verdicts import Verdict
from equity_lens.words.verdicts import periods_in_words, verdict_name
from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system.moments import day, day_of
from equity_lens_web.improvement.models import (
    EquityCheck,
    KeptVerdict,
    LocalDefinition,
    Project,
    ProjectMeasure,
)
from equity_lens_web.improvement.presenters.tests_of_change import marks
from equity_lens_web.improvement.presenters.verdicts import NO_COLOUR, Tag, tag
from equity_lens_web.improvement.splits import dimension_of, label_of, measure_of

DEFINED_ANEW = (
    "From {month} the measure is defined anew: {because}. Months before and after that do not count the "
    "same, so agree a new baseline."
)
AGREED_LATE = "The baseline of the change of {month} was agreed on {day}, when months after it had been read already."
NO_SPLIT = Tag("No split by group", NO_COLOUR)
NO_VERDICT = Tag("No figures yet", NO_COLOUR)
DRAFT = Tag("Being set up", NO_COLOUR)


@dataclass(frozen=True, slots=True)
class Card:
    """One project in a list. Work that failed has the same card as work that did well."""

    project: Project
    href: str
    kind: str
    tag: Tag
    said: str
    term: str
    sponsor: str
    is_protected: bool
    learning: str


def cards(projects: Iterable[Project], verdicts: dict[int, KeptVerdict]) -> list[Card]:
    """A card for each project; ``verdicts`` are the latest, by the measure's id."""
    return [_card(each, verdicts.get(each.split_id or 0)) for each in projects]


def _card(project: Project, verdict: KeptVerdict | None) -> Card:
    return Card(
        project=project,
        href=reverse("improvement:project", args=[project.pk]),
        kind=project.get_kind_display(),
        tag=tag_of(project, verdict),
        said=_said(project, verdict),
        term=term_of(project),
        sponsor=project.sponsored_by,
        is_protected=project.is_protected,
        learning=project.learning or project.learning_goal,
    )


def tag_of(project: Project, verdict: KeptVerdict | None) -> Tag:
    """The word that stands for a project."""
    if project.is_draft:
        return DRAFT
    if project.split_id is None:
        return NO_SPLIT
    if verdict is None:
        return NO_VERDICT
    return tag(verdict.word, is_protected=project.is_protected)


def term_of(project: Project) -> str:
    """When it began and ends or ended, and what was decided."""
    said = f"From {day(project.begins_on)}" if project.begins_on else ""
    if project.ended_on:
        said += f" to {day(project.ended_on)}"
    elif project.ends_on:
        said += f", to end on {day(project.ends_on)}"
    if project.decision:
        said += f". Decided: {project.get_decision_display().lower()}"
    return said


def _said(project: Project, verdict: KeptVerdict | None) -> str:
    if project.is_draft:
        return ""
    if project.split_id is None:
        return project.no_split_because
    if verdict is None:
        return "No verdict has been made: bring figures."
    return f"As of {periods_in_words(verdict.on)}" if verdict.on else "Nothing after the change yet"


@dataclass(frozen=True, slots=True)
class Split:
    """One measure of a project in words."""

    measure: ProjectMeasure
    title: str
    role: str
    gap: str
    watched: str
    matters: str
    definition: str
    source: str
    is_main: bool


def splits(project: Project, measures: Iterable[ProjectMeasure]) -> list[Split]:
    """Every measure, the one that the project is judged by first."""
    found = [_split(project, each) for each in measures]
    return sorted(found, key=lambda each: (not each.is_main, each.measure.pk))


def _split(project: Project, split: ProjectMeasure) -> Split:
    measure, dimension = measure_of(split), dimension_of(split)
    target, reference = (label_of(split, key) for key in (split.target, split.reference))
    return Split(
        measure=split,
        title=f"{measure.title}, by {dimension.title[:1].lower()}{dimension.title[1:]}",
        role=split.get_role_display(),
        gap=f"{target}, compared with {reference}",
        watched=", ".join(label_of(split, key) for key in split.watched if key != split.reference)
        or reference,
        matters=f"{split.smallest_that_matters * 100:.1f} percentage points",
        definition=f"{measure.numerator.label}, out of: {measure.denominator.label}",
        source=split.get_counted_display(),
        is_main=split.pk == project.split_id,
    )


def said_of(split: ProjectMeasure, verdicts: Iterable[KeptVerdict]) -> list[str]:
    """What was changed after the start, and bears on the verdict: a definition, a baseline of read months."""
    redefined = split.local.definitions.all() if split.local else []
    anew = [
        DEFINED_ANEW.format(
            month=periods_in_words(each.from_month), because=each.because.rstrip(".")
        )
        for each in redefined
        if each.version > 1
    ]
    late = [
        AGREED_LATE.format(
            month=periods_in_words(each.change_from), day=day(day_of(each.agreed_at))
        )
        for each in split.baselines.all()
        if each.reason
        and any(
            made.on.split("/")[-1] >= each.change_from and made.made_at < each.agreed_at
            for made in verdicts
        )
    ]
    return [*anew, *late]


def marks_of(project: Project, split: ProjectMeasure) -> list[tuple[str, str]]:
    """What a chart marks: tests of change, and a definition that was changed, in order of months."""
    changed: list[LocalDefinition] = (
        [each for each in split.local.definitions.all() if each.version > 1] if split.local else []
    )
    told = [
        (each.from_month, f"The measure is defined anew (version {each.version}): {each.because}")
        for each in changed
    ]
    return sorted([*marks(project), *told], key=lambda each: each[0])


def decide_on(
    membership: Membership, project: Project, split: ProjectMeasure, verdict: KeptVerdict
) -> str:
    """Where a decision on the gap of a verdict is recorded; nothing for who may not."""
    if not membership.may(Permission.ACTIONS_WRITE):
        return ""
    word = verdict_name(Verdict(verdict.word)).lower()
    on = f" as of {periods_in_words(verdict.on)}" if verdict.on else ""
    return reverse(
        "actions:new",
        query={
            "measure": split.measure,
            "by": split.dimension,
            "group": split.target,
            "from": "verdict",
            "about": f"{project.title}: {word}{on}",
        },
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of setting up: where, how long it takes, and whether it is done."""

    title: str
    href: str
    minutes: int
    is_done: bool


def steps(project: Project, check: EquityCheck | None) -> list[Step]:
    """The way from a draft to a live project."""

    def at(name: str, *more: Any) -> str:
        return reverse(f"improvement:{name}", args=[project.pk, *more])

    has_split = project.split_id is not None or bool(project.no_split_because)
    return [
        Step("Aim: for whom, how much, by when", at("aim"), 2, "aim" in project.steps_done),
        Step("Sponsor, team and term", at("people"), 1, "people" in project.steps_done),
        Step("Measure, split by group", at("split"), 3, has_split),
        Step("Equity check", at("checks"), 12, check is not None and check.is_done),
    ]
