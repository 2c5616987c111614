"""The portfolio on one page: what the board is told of all projects together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from equity_lens.disclosure.released import Finding
from equity_lens.disclosure.released_verdicts import Verdict
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import finding_sentence
from equity_lens.words.verdicts import WHAT_IT_MEANS, verdict_name
from equity_lens_web.evidence.presenters.findings import GRADE_NAMES
from equity_lens_web.improvement.models import KeptVerdict, Project, ProjectMeasure
from equity_lens_web.improvement.presenters.projects import Card, cards
from equity_lens_web.improvement.presenters.verdicts import COLOURS, Tag

ORDER = (Verdict.WIDENING, Verdict.HOLDING, Verdict.NARROWING, Verdict.TOO_EARLY)


@dataclass(frozen=True, slots=True)
class Tile:
    """One verdict: how many projects have it, and which."""

    tag: Tag
    means: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class NeedMet:
    """One gap that was found, and the projects that sit on it."""

    title: str
    grade: str
    grade_key: str
    sentence: str
    href: str
    projects: tuple[tuple[str, str], ...]
    start: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything on the board's page."""

    tracked: int
    begun: int
    tiles: tuple[Tile, ...]
    experiments: tuple[Card, ...]
    without_split: tuple[Card, ...]
    without_figures: tuple[Card, ...]
    needs: tuple[NeedMet, ...]

    @property
    def share(self) -> str:
        """How many projects are split by group: "14 of 15 projects (93%)"."""
        if not self.begun:
            return "No project has begun"
        percent = round(100 * self.tracked / self.begun)
        noun = "project" if self.begun == 1 else "projects"
        return f"{self.tracked} of {self.begun} {noun} ({percent}%)"

    @property
    def unmet(self) -> int:
        """How many of the gaps found no project sits on."""
        return sum(not each.projects for each in self.needs)

    def first_needs(self, many: int) -> list[NeedMet]:
        """So many of the gaps on which no project sits, then every one on which one does."""
        unmet = [each for each in self.needs if not each.projects]
        return [*unmet[:many], *(each for each in self.needs if each.projects)]


def portfolio(
    projects: Sequence[Project],
    verdicts: dict[int, KeptVerdict],
    measures: Iterable[ProjectMeasure],
    findings: Sequence[Finding],
    *,
    may_start: bool,
) -> Portfolio:
    """The page, from what has begun. Experiments stand apart: they are judged on learning."""
    made = cards(projects, verdicts)
    judged = [each for each in made if not each.is_protected]
    return Portfolio(
        tracked=sum(each.split_id is not None for each in projects),
        begun=len(projects),
        tiles=tuple(_tile(verdict, judged, verdicts) for verdict in ORDER),
        experiments=tuple(each for each in made if each.is_protected),
        without_split=tuple(each for each in made if each.project.split_id is None),
        without_figures=tuple(
            each
            for each in judged
            if each.project.split_id is not None and each.project.split_id not in verdicts
        ),
        needs=tuple(_needs(findings, measures, may_start=may_start)),
    )


def _tile(verdict: Verdict, judged: Iterable[Card], verdicts: dict[int, KeptVerdict]) -> Tile:
    words = {key: kept.word for key, kept in verdicts.items()}
    having = tuple(
        each for each in judged if words.get(each.project.split_id or 0) == verdict.value
    )
    return Tile(Tag(verdict_name(verdict), COLOURS[verdict]), WHAT_IT_MEANS[verdict], having)


def _needs(
    findings: Sequence[Finding], measures: Iterable[ProjectMeasure], *, may_start: bool
) -> list[NeedMet]:
    """Effort against need: each gap found, and which live projects are for that group."""
    on: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for each in measures:
        where = reverse("improvement:project", args=[each.project_id])
        on.setdefault((each.measure, each.dimension, each.target), []).append(
            (each.project.title, where)
        )
    return [_need(each, on, may_start=may_start) for each in findings]


def _need(
    finding: Finding, on: dict[tuple[str, str, str], list[tuple[str, str]]], *, may_start: bool
) -> NeedMet:
    profile, group = finding.profile, finding.group.subgroup
    key = (profile.measure.id, profile.dimension.key, group.key)
    asked = dict(zip(("measure", "by", "group"), key, strict=True))
    return NeedMet(
        title=f"{profile.measure.title}: {lower_first(group.label)}",
        grade=GRADE_NAMES[finding.grade],
        grade_key=finding.grade.value,
        sentence=finding_sentence(finding),
        href=reverse(
            "evidence:measure", args=[profile.measure.id], query={"by": profile.dimension.key}
        ),
        projects=tuple(on.get(key, ())),
        start=reverse("improvement:new", query=asked) if may_start else "",
    )


def kinds(projects: Iterable[Project]) -> str:
    """How many of each sort of work: "11 improvement projects, 2 pilots"."""
    counted = Counter(each.kind for each in projects)
    said = []
    for kind, label in Project.Kind.choices:
        if counted[kind]:
            noun = str(label).lower()
            said.append(f"{counted[kind]} {noun}{'' if counted[kind] == 1 else 's'}")
    return ", ".join(said)
