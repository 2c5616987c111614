"""Bringing a project's own counts: by file, by hand, or from a system."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from equity_lens import pipeline
from equity_lens.errors import ContractNotMet
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.files.folders import new_name
from equity_lens_web.improvement.models import FigureTable, Project, ProjectMeasure
from equity_lens_web.improvement.services.verdicts import ask_for_verdicts

NOT_OVER = "it is not over yet, and not counted in full"
MONTH_IS_WHOLE = "its month is counted as a whole already: give the month again, not a week of it"
NOTHING_FITS = "No line of it fits this project."
How = FigureTable.How


@dataclass(frozen=True)
class Brought:
    """What became of the lines of one file, form or message: nothing is lost."""

    taken: int
    periods: tuple[str, ...]
    rejected: tuple[tuple[int, str], ...]


def upload_figures(*, project: Project, name: str, content: bytes, by: Person) -> Brought:
    """Take a counts table of the project's own clinics. Later months replace, and never add.

    Raises PermissionDenied unless ``by`` may run projects, and ContractNotMet where no line fits.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    splits = _splits(project)
    read = pipeline.read_project_table(
        content, organisation=project.organisation.code, splits=splits
    )
    return _take(project, splits, read, how=How.UPLOADED, name=name, by=by)


def send_figures(
    *, project: Project, rows: Sequence[Mapping[str, str]], name: str, by: Person
) -> Brought:
    """Take counts that a system sends, line by line, in the words of the same table.

    Raises as ``upload_figures`` does.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    splits = _splits(project)
    read = pipeline.read_project_rows(
        enumerate(rows, start=1), organisation=project.organisation.code, splits=splits
    )
    return _take(project, splits, read, how=How.SENT, name=name, by=by)


def key_figures(
    *,
    split: ProjectMeasure,
    period: str,
    counts: Mapping[str, tuple[int | None, int | None]],
    by: Person,
) -> Brought:
    """Take one month's, or one week's, counts of each group as somebody keyed them.

    Raises as ``upload_figures`` does.
    """
    organisation = split.project.organisation
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    rows = tuple((period, group, *pair) for group, pair in counts.items())
    place = (split.measure, split.dimension)
    read = pipeline.ReadTable({place: rows}, ())
    return _take(split.project, {place: split}, read, how=How.KEYED, name="", by=by)


def months_of(split: ProjectMeasure) -> list[str]:
    """The months that are counted as a whole, in order."""
    tables = [[tuple(row) for row in table.rows] for table in split.tables.all()]
    return list(pipeline.months_of(tables))


@transaction.atomic
def _take(
    project: Project,
    splits: Mapping[pipeline.Split, ProjectMeasure],
    read: pipeline.ReadTable,
    *,
    how: str,
    name: str,
    by: Person,
) -> Brought:
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    rejected = list(read.rejected)
    touched: list[FigureTable] = []
    for place, rows in read.rows.items():
        split = splits[place]
        over = [row for row in rows if pipeline.is_over(row[0], moments.today())]
        kept = _fitting(split, over)
        rejected += [(0, f"{period}: {NOT_OVER}") for period in _left_out(rows, over)]
        rejected += [(0, f"{period}: {MONTH_IS_WHOLE}") for period in _left_out(over, kept)]
        if kept:
            touched.append(
                FigureTable.objects.create(
                    measure=split,
                    how=how,
                    name=name[:200],
                    rows=[list(row) for row in kept],
                    mark=new_name() + new_name(),
                    edition=read.edition,
                    came_by=by,
                )
            )
    if not touched:
        reasons = dict.fromkeys(f"{_line(at)}{why}." for at, why in rejected)
        raise ContractNotMet(
            NOTHING_FITS, faults=list(reasons)[:20], remedy="Put these lines right, and try again."
        )
    touched[0].rejected = [list(each) for each in rejected]
    touched[0].save(update_fields=["rejected"])
    taken = sum(len(table.rows) for table in touched)
    audit.record(
        "project.figures",
        organisation=project.organisation,
        by=by,
        about=f"Project {project.pk}",
        how=str(how),
        lines=taken,
        left_out=len(rejected),
    )
    measures = [table.measure for table in touched]
    ask_for_verdicts(measures, organisation=project.organisation, by=by)
    periods = sorted({period for table in touched for period in table.periods})
    return Brought(taken, tuple(periods), tuple(rejected))


def _splits(project: Project) -> dict[pipeline.Split, ProjectMeasure]:
    counted = project.measures.filter(counted=ProjectMeasure.Counted.TABLE)
    return {(each.measure, each.dimension): each for each in counted}


def _fitting(split: ProjectMeasure, rows: Iterable[pipeline.Row]) -> list[pipeline.Row]:
    """Rows without weeks of a month that is counted as a whole."""
    rows = list(rows)
    whole = {row[0] for row in rows if len(row[0]) == len("2026-01")}
    whole |= {
        row[0]
        for table in split.tables.all()
        for row in table.rows
        if len(row[0]) == len("2026-01")
    }
    return [
        row
        for row in rows
        if len(row[0]) == len("2026-01") or pipeline.week_and_month(row[0]) not in whole
    ]


def _left_out(rows: Iterable[pipeline.Row], kept: Iterable[pipeline.Row]) -> list[str]:
    there = set(kept)
    return sorted({row[0] for row in rows if row not in there})


def _line(at: int) -> str:
    return f"Line {at}: " if at else ""
