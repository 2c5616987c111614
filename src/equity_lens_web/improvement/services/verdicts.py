"""Verdicts: asked for when figures come, made by the rule in the background, kept, told.

Nothing here takes a verdict from a person, and nothing changes one that was made.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from equity_lens import pipeline
from equity_lens.cells import ALL, Counts, Source, combine
from equity_lens.disclosure import released
from equity_lens.disclosure.released_verdicts import ReleasedVerdict, Verdict
from equity_lens.errors import EquityLensError
from equity_lens.measures.watched_gap import WatchedGap
from equity_lens.reports.figures import published
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.coding import encode
from equity_lens_web.evidence.files import folders
from equity_lens_web.evidence.files.standing import standing
from equity_lens_web.evidence.jobs import Finish, Progress, Work
from equity_lens_web.evidence.models import Job, Refresh
from equity_lens_web.evidence.remembered import policies_before
from equity_lens_web.improvement.models import (
    FigureTable,
    KeptVerdict,
    Project,
    ProjectMeasure,
    VerdictChange,
)
from equity_lens_web.improvement.reading import latest
from equity_lens_web.improvement.services.telling import tell
from equity_lens_web.improvement.splits import dimension_of, gap_of, measure_of

TRUST = ProjectMeasure.Counted.TRUST
Watched = tuple[ProjectMeasure, list[Counts]]


@dataclass(frozen=True)
class Made:
    """What the rule said of one measure, and what it was asked for."""

    split: ProjectMeasure
    judged: pipeline.Judged | None
    refresh: Refresh | None


def ask_for_verdicts(
    measures: Iterable[ProjectMeasure], *, organisation: Organisation, by: Person
) -> None:
    """Have verdicts made of these measures; one such job waits at most."""
    keys = [each.pk for each in measures]
    if not ProjectMeasure.objects.filter(pk__in=keys).update(asked=F("asked") + 1):
        return
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    waiting = organisation.jobs.filter(kind=Job.Kind.VERDICTS, state=Job.State.WAITING)
    if not waiting.exists():
        jobs.ask(Job.Kind.VERDICTS, organisation=organisation, by=by)


def make_verdicts(job: Job, progress: Progress) -> Finish:
    """Every verdict that is due, of projects that have begun."""
    organisation = job.organisation
    due = list(
        ProjectMeasure.objects.due()
        .with_all()
        .filter(project__organisation=organisation)
        .exclude(project__state="draft")
    )
    progress("Taking the counts", None)
    refresh = organisation.refreshes.current()
    watched = [*_of_projects(due), *_of_the_trust(due, organisation, progress)]
    progress("Asking the rule", None)
    gaps = {split.pk: _gap(split) for split, _ in watched}
    faults: dict[int, pipeline.Judged] = {
        pk: gap for pk, gap in gaps.items() if isinstance(gap, EquityLensError)
    }
    watched = [each for each in watched if each[0].pk not in faults]
    judged = pipeline.judge(
        [(gap_of(split), counts) for split, counts in watched],
        policy=organisation.policy,
        organisation=released.Organisation(organisation.code, organisation.name),
        synthetic=organisation.synthetic,
        found_out=folders.protected_of(organisation),
        before=policies_before(organisation, organisation.policy),
    )
    said = zip(watched, judged, strict=True)
    answers = faults | {split.pk: each for (split, _), each in said}
    made = [
        Made(split, answers.get(split.pk), refresh if split.counted == TRUST else None)
        for split in due
    ]

    def finish() -> None:
        before = latest(split.pk for split in due)
        standing = [each for each in made if _is_as_agreed(each.split)]
        changes = [
            change for each in standing if (change := _keep(each, before.get(each.split.pk)))
        ]
        tell(changes)

    return finish


def stopped(job: Job, problem: str, is_theirs: bool) -> None:
    """Verdicts stay as they were; the job itself says what went wrong."""


def start() -> None:
    """Tell the jobs how verdicts are made."""
    jobs.KINDS[Job.Kind.VERDICTS] = Work(make_verdicts, stopped)


def after_figures(*, organisation: Organisation, **_: object) -> None:
    """The trust's own figures are new: so are the verdicts that rest on them."""
    resting = ProjectMeasure.objects.filter(project__organisation=organisation, counted=TRUST)
    refresh = organisation.refreshes.select_related("made_by").current()
    if refresh is not None and resting.exists():
        ask_for_verdicts(resting, organisation=organisation, by=refresh.made_by)


def _gap(split: ProjectMeasure) -> WatchedGap | EquityLensError:
    """The gap, or why it cannot be judged: what stops one project stops no other."""
    try:
        return gap_of(split)
    except EquityLensError as fault:
        return fault


def _is_as_agreed(split: ProjectMeasure) -> bool:
    """Whether nobody agreed it anew while the rule was asked; from here on nobody can."""
    Project.objects.select_for_update(of=("self",)).get(pk=split.project_id)
    return ProjectMeasure.objects.filter(pk=split.pk, agreed_at=split.agreed_at).exists()


def _keep(made: Made, before: KeptVerdict | None) -> VerdictChange | None:
    """Keep a verdict that says anything new; the change, where its word is another one."""
    split, said = made.split, made.judged
    problem = str(said) if isinstance(said, Exception) else ""
    ProjectMeasure.objects.filter(pk=split.pk).update(answered=split.asked, problem=problem)
    if not isinstance(said, ReleasedVerdict):
        return None
    said = published(said)
    content = encode(said)
    if before is not None and bytes(before.content) == content:
        return None
    kept = KeptVerdict.objects.create(
        measure=split,
        word=said.verdict.value,
        on=said.on,
        since=said.since,
        content=content,
        refresh=made.refresh,
    )
    was = before.word if before is not None else Verdict.TOO_EARLY.value
    if was == kept.word:
        return None
    return VerdictChange.objects.create(
        project=split.project, verdict=kept, was=was, now=kept.word, on=kept.on
    )


def _of_projects(due: Iterable[ProjectMeasure]) -> list[Watched]:
    """Measures that a project counts for itself: one project's counts are protected together."""
    wanted = {each.project_id for each in due if each.is_counted_by_project}
    splits: dict[int, list[ProjectMeasure]] = defaultdict(list)
    everything = ProjectMeasure.objects.with_all().filter(project__in=wanted)
    for split in everything.prefetch_related("tables"):
        if split.is_counted_by_project and split.tables.all():
            splits[split.project_id].append(split)
    due_keys = {each.pk for each in due}
    found: list[Watched] = []
    for together in splits.values():
        months = _months(together)
        each_split = (each for split in together for each in _counts(split, months[split.pk]))
        counts = _without_second_totals(list(each_split))
        found += [(split, counts) for split in together if split.pk in due_keys]
    return found


def _months(together: Iterable[ProjectMeasure]) -> dict[int, pipeline.Months]:
    """Each split's months by its id, with one count of everyone for each measure."""
    of_measure: dict[str, dict[int, pipeline.Months]] = defaultdict(dict)
    for split in together:
        tables = [[tuple(row) for row in table.rows] for table in split.tables.all()]
        of_measure[split.measure][split.pk] = pipeline.months_of(tables)
    return {
        pk: months
        for each in of_measure.values()
        for pk, months in zip(each, pipeline.with_everyone(list(each.values())), strict=True)
    }


def _counts(split: ProjectMeasure, months: pipeline.Months) -> list[Counts]:
    """A measure's months, each from the table that counted it last; editions stay apart."""
    organisation = split.project.organisation
    tables = list(split.tables.all())
    by_edition: dict[str, FigureTable] = {}
    edition_of: dict[str, str] = {}
    for table in tables:
        edition = table.edition or organisation.edition
        by_edition[edition] = table
        edition_of |= {pipeline.week_and_month(period): edition for period in table.periods}
    before = ""
    for month in months:  # a month that nobody counted lies in the edition of the one before it
        before = edition_of.setdefault(month, before)
    counts: list[Counts] = []
    for edition, table in by_edition.items():
        source = Source(
            name=table.name or table.get_how_display(),
            sha256=table.mark,
            contract="counts_table",
            edition=edition or None,
            synthetic=organisation.synthetic,
        )
        counts += pipeline.counts_of_project(
            {month: groups for month, groups in months.items() if edition_of[month] == edition},
            measure=measure_of(split),
            dimension=dimension_of(split),
            organisation=organisation.code,
            groups=split.groups,
            source=source,
        )
    return combine(counts)


def _without_second_totals(counts: list[Counts]) -> list[Counts]:
    """Everyone of a measure once, though the measure is counted along several dimensions."""
    seen: set[str] = set()
    kept = []
    for each in counts:
        is_total = each.dimension.key == ALL.key
        if not is_total or each.measure.id not in seen:
            kept.append(each)
        if is_total:
            seen.add(each.measure.id)
    return kept


def _of_the_trust(
    due: Iterable[ProjectMeasure], organisation: Organisation, progress: Progress
) -> list[Watched]:
    """Measures that the trust's own figures count: all of those are protected together."""
    ours = [each for each in due if each.counted == TRUST]
    if not ours:
        return []
    stands = [each for each in standing(list(organisation.extracts.included())) if each.is_used]
    if not stands:
        return []
    counts = pipeline.trust_counts(
        [each.source for each in stands],
        residents=frozenset(organisation.local_authorities),
        progress=progress,
    )
    return [(split, counts) for split in ours]
