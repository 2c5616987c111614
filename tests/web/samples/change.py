"""A project with a driver diagram, a test of change and a case study."""

import datetime as dt

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.improvement.models import ChangeTest, Driver, DriverDiagram, Project
from equity_lens_web.learning.models import CaseStudy, CaseVersion
from web.samples.sample import Sample, anything


def project(organisation: Organisation, member: Person) -> int:
    """One that is live, with a reason instead of a split."""
    begun, _ = Project.objects.get_or_create(
        organisation=organisation,
        title="Plainer letters",
        defaults={
            "for_whom": "everybody who is sent a letter",
            "how_much": "half as many calls",
            "state": Project.State.LIVE,
            "no_split_because": "A letter is not a person",
            "started_by": member,
        },
    )
    return begun.pk


def _with_diagram(organisation: Organisation, member: Person) -> int:
    pk = project(organisation, member)
    diagram, is_new = DriverDiagram.objects.get_or_create(
        project_id=pk, defaults={"aim": "Fewer calls", "begun_by": member}
    )
    if is_new:
        Driver.objects.create(diagram=diagram, place=0, level=1, words="Plain words")
    return pk


def _line(organisation: Organisation, member: Person) -> int:
    pk = _with_diagram(organisation, member)
    return Driver.objects.get(diagram__project_id=pk).pk


def _test(organisation: Organisation, member: Person) -> int:
    planned = ChangeTest.objects.create(
        project_id=project(organisation, member),
        title="A letter in plain words",
        begins_on=dt.date(2026, 11, 1),
        planned_by=member,
    )
    return planned.pk


def _case(organisation: Organisation, member: Person) -> int:
    case = CaseStudy.objects.create(
        organisation=organisation,
        project_id=project(organisation, member),
        owner=member,
        title="Plainer letters",
    )
    parts = dict.fromkeys(
        ("failed", "worked", "for_whom", "context", "cost", "together", "advice"), ""
    )
    content = {"title": "Plainer letters", "setting": "", "partners": "", "parts": parts}
    case.current = CaseVersion.objects.create(
        case=case,
        number=1,
        content=content | {"figures": [], "no_split_because": "A letter is not a person"},
        searched="plainer letters",
        published_by=member,
    )
    case.state, case.checked_on = CaseStudy.State.PUBLISHED, dt.date(2026, 11, 1)
    case.save()
    return case.pk


SAMPLES = {
    "improvement:driver-*:pk": Sample(_with_diagram),
    "improvement:driver-*:line": Sample(_line, is_owned=False),
    "improvement:driver-file:form": anything("svg"),
    "improvement:test*:pk": Sample(_test),
    "improvement:tests:pk": Sample(project),
    "improvement:test-plan:pk": Sample(project),
    "improvement:spread:pk": Sample(project),
    "improvement:where-from:pk": Sample(project),
    "learning:begin:project": Sample(project),
    "learning:*:pk": Sample(_case),
    "learning:version:number": anything("1"),
    "learning:case-file:form": anything("html"),
}
