"""Writing a driver diagram: an outline that every move leaves whole."""

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from equity_lens.planning import outline
from equity_lens.planning.outline import Arranged, Line
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.improvement.models import Driver, DriverDiagram, Project

MOVES: Mapping[str, Callable[[Sequence[int], int], Arranged]] = {
    "up": outline.moved_up,
    "down": outline.moved_down,
    "in": outline.indented,
    "out": outline.outdented,
}


@transaction.atomic
def begin_diagram(
    *,
    project: Project,
    aim: str,
    by: Person,
    lines: Sequence[Line] = (),
    template: str = "",
    template_version: int | None = None,
) -> DriverDiagram:
    """Begin a project's driver diagram, empty or from the lines of a starter.

    Raises PermissionDenied unless ``by`` may change projects at the project's organisation.
    """
    _ask(project, by)
    diagram = DriverDiagram.objects.create(
        project=project,
        aim=aim,
        template=template,
        template_version=template_version,
        begun_by=by,
    )
    Driver.objects.bulk_create(
        Driver(diagram=diagram, place=place, level=line.level, words=line.words)
        for place, line in enumerate(lines)
    )
    _told("diagram.begun", diagram, by, template=template)
    return diagram


@transaction.atomic
def change_aim(*, diagram: DriverDiagram, aim: str, by: Person) -> None:
    """Put the aim in other words."""
    _ask(diagram.project, by)
    diagram.aim = aim
    diagram.save(update_fields=["aim"])
    _told("diagram.changed", diagram, by)


@transaction.atomic
def add_line(
    *, diagram: DriverDiagram, words: str, under: Driver | None, by: Person
) -> Driver | None:
    """Add a driver or an idea after all that lies under ``under``; None where it would lie too deep."""
    _ask(diagram.project, by)
    lines = _lines(diagram)
    level, place = outline.PRIMARY, len(lines)
    if under is not None:
        at = _at(lines, under)
        level = lines[at].level + 1
        place = outline.branch([line.level for line in lines], at).stop
    if level > outline.IDEA:
        return None
    added = Driver.objects.create(diagram=diagram, place=place, level=level, words=words)
    lines.insert(place, added)
    _keep(lines)
    _told("diagram.changed", diagram, by)
    return added


@transaction.atomic
def rename_line(*, line: Driver, words: str, by: Person) -> None:
    """Put a driver or an idea in other words."""
    _ask(line.diagram.project, by)
    line.words = words
    line.save(update_fields=["words"])
    _told("diagram.changed", line.diagram, by)


@transaction.atomic
def move_line(*, line: Driver, move: str, by: Person) -> bool:
    """Move a line and what lies under it: "up", "down", "in" or "out"; whether anything moved."""
    _ask(line.diagram.project, by)
    lines = _lines(line.diagram)
    levels = [each.level for each in lines]
    arranged = MOVES[move](levels, _at(lines, line))
    if arranged == list(enumerate(levels)):
        return False
    _keep(_as_arranged(lines, arranged))
    _told("diagram.changed", line.diagram, by)
    return True


@transaction.atomic
def remove_line(*, line: Driver, by: Person) -> None:
    """Take a line and what lies under it out of the outline."""
    _ask(line.diagram.project, by)
    lines = _lines(line.diagram)
    gone = outline.branch([each.level for each in lines], _at(lines, line))
    Driver.objects.filter(pk__in=[lines[place].pk for place in gone]).delete()
    _keep([each for place, each in enumerate(lines) if place not in gone])
    _told("diagram.changed", line.diagram, by)


def _ask(project: Project, by: Person) -> None:
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)


def _lines(diagram: DriverDiagram) -> list[Driver]:
    """The outline, held against anybody else's move until this one is kept."""
    DriverDiagram.objects.select_for_update().get(pk=diagram.pk)
    return list(diagram.lines.order_by("place", "pk"))


def _at(lines: Sequence[Driver], line: Driver) -> int:
    return next(place for place, each in enumerate(lines) if each.pk == line.pk)


def _as_arranged(lines: Sequence[Driver], arranged: Arranged) -> list[Driver]:
    moved = []
    for place, level in arranged:
        lines[place].level = level
        moved.append(lines[place])
    return moved


def _keep(lines: Sequence[Driver]) -> None:
    for place, line in enumerate(lines):
        line.place = place
    Driver.objects.bulk_update(lines, ["place", "level"])


def _told(what: str, diagram: DriverDiagram, by: Person, **detail: str) -> None:
    diagram.changed_at = timezone.now()
    diagram.save(update_fields=["changed_at"])
    project = diagram.project
    audit.record(
        what, organisation=project.organisation, by=by, about=f"Project {project.pk}", **detail
    )
