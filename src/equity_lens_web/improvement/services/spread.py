"""Taking a design to another site: a draft project of its own, and what it comes from."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from equity_lens.measures.load import library
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system.moments import today
from equity_lens_web.improvement.designs import Design, DesignMeasure, clashes
from equity_lens_web.improvement.models import (
    Adaptation,
    LocalDefinition,
    LocalMeasure,
    Project,
    Spread,
)
from equity_lens_web.improvement.services.driver_diagrams import begin_diagram
from equity_lens_web.improvement.services.splits import agree_split
from equity_lens_web.improvement.services.tests_of_change import plan_test

MONTHS_BEFORE = 6


@transaction.atomic
def bring(
    *,
    organisation: Organisation,
    design: Design,
    site: str,
    setting: str,
    different_here: str,
    by: Person,
    original: Project | None = None,
) -> Project:
    """Begin a draft project from a design, with the context in which the original stood.

    Measures keep their ids and their split; tests come as plans, none with a result. Raises
    PermissionDenied unless ``by`` may change projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    project = Project.objects.create(
        organisation=organisation,
        title=f"{design.title}: {site}"[:120],
        for_whom=design.for_whom,
        how_much=design.how_much,
        copied_from=original,
        started_by=by,
    )
    not_the_same = clashes(design, organisation)
    _measures(project, design, by)
    if design.diagram_aim:
        begin_diagram(project=project, aim=design.diagram_aim, lines=design.lines, by=by)
    for test in design.tests:
        plan_test(
            project=project,
            title=test.title,
            prediction=test.prediction,
            plan=test.plan,
            included=test.included,
            left_out=test.left_out,
            begins_on=today(),
            by=by,
        )
    Spread.objects.create(
        project=project,
        original=original,
        from_organisation=design.organisation,
        from_title=design.title,
        from_setting=setting,
        different_here=different_here,
        site=site,
        design=design.plain,
        brought_by=by,
    )
    audit.record(
        "design.brought",
        organisation=organisation,
        by=by,
        about=f"Project {project.pk}",
        by_file=original is None,
        clashes=len(not_the_same),
    )
    return project


@transaction.atomic
def say_why(*, spread: Spread, part: str, why: str, by: Person) -> None:
    """Say why one part of a copy is not as the original had it."""
    organisation = spread.project.organisation
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    Adaptation.objects.update_or_create(
        spread=spread, part=part, defaults={"why": why, "said_by": by}
    )
    audit.record(
        "design.adapted", organisation=organisation, by=by, about=f"Project {spread.project_id}",
        part=part,
    )  # fmt: skip


def _measures(project: Project, design: Design, by: Person) -> None:
    """Agree the measures that can be counted here, the one that decides first; a clash is told.

    The months with which it is compared are this site's own: the six before the next one, until the
    team agrees on others.
    """
    change = today().replace(day=1) + dt.timedelta(days=31)
    before = dt.date(
        change.year - (change.month <= MONTHS_BEFORE),
        (change.month - MONTHS_BEFORE - 1) % 12 + 1,
        1,
    )
    for each in sorted(design.measures, key=lambda measure: not measure.is_split):
        if each.definition is None and each.measure not in library():
            continue
        _define(project.organisation, each, by)
        agree_split(
            project=project,
            role=each.role,
            measure=each.measure,
            dimension=each.dimension,
            target=each.target,
            reference=each.reference,
            watched=each.watched,
            smallest_that_matters=Decimal(str(each.smallest_that_matters)),
            before_from=f"{before:%Y-%m}",
            change_from=f"{change:%Y-%m}",
            by=by,
        )
    project.refresh_from_db()


def _define(organisation: Organisation, given: DesignMeasure, by: Person) -> None:
    """A measure that the library does not hold, defined as it came unless it is defined here."""
    if given.definition is None:
        return
    local, is_new = LocalMeasure.objects.get_or_create(
        organisation=organisation,
        key=given.measure,
        defaults={"title": given.title, "better": given.definition.better},
    )
    if is_new:
        LocalDefinition.objects.create(
            measure=local,
            version=1,
            numerator=given.definition.numerator,
            denominator=given.definition.denominator,
            said_by=by,
        )
