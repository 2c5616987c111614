"""A project of the trust with its split, and the words of a page."""

import datetime as dt
from decimal import Decimal
from functools import cache

import pytest

from equity_lens.demonstration.projects import counts_of, projects
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.released import Organisation
from equity_lens.disclosure.verdicts import release_verdicts
from equity_lens.planning.outline import Line
from equity_lens_web.evidence.coding import encode
from equity_lens_web.improvement.models import KeptVerdict, Project, ProjectMeasure
from equity_lens_web.improvement.services.driver_diagrams import begin_diagram
from equity_lens_web.improvement.services.tests_of_change import begin_test, end_test, plan_test

OUTLINE = [
    Line("People know about the appointment", 1),
    Line("A message that reaches everybody", 2),
    Line("Call people who have no mobile number", 3),
    Line("People can get there", 1),
]


def make_project(organisation, by, title="Text reminders", **more):
    project = Project.objects.create(
        organisation=organisation,
        title=title,
        for_whom="the most deprived fifth",
        how_much="From 9.8% of appointments not attended to 8.0%",
        by_when=dt.date(2026, 10, 31),
        started_by=by,
    )
    project.split = ProjectMeasure.objects.create(
        project=project,
        measure="outpatient-did-not-attend",
        dimension="imd_quintile",
        target="1",
        reference="5",
        watched=["2", "3"],
        smallest_that_matters=Decimal("0.01"),
        agreed_by=by,
    )
    for field, said in more.items():
        setattr(project, field, said)
    project.save()
    return project


@pytest.fixture
def team(trust, member):
    """A member of the improvement team."""
    return member(trust, "qi_team")


@pytest.fixture
def project(trust, team):
    """A draft project, compared by deprivation."""
    return make_project(trust, team)


@pytest.fixture
def diagram(project, team):
    """Its driver diagram."""
    return begin_diagram(project=project, aim="Fewer missed", lines=OUTLINE, by=team)


@pytest.fixture
def planned(project, team):
    """A test of change whose plan is whole."""
    return plan_test(
        project=project,
        title="Text reminders",
        prediction="Fewer than 8 in 100 appointments are missed.",
        plan="A text three days before.",
        included="People with a mobile number",
        left_out="17% of the list, who have none",
        begins_on=dt.date(2025, 11, 1),
        by=team,
    )


@pytest.fixture
def running(planned, team):
    """The same, begun."""
    begin_test(test=planned, by=team, on=dt.date(2025, 11, 1))
    return planned


@pytest.fixture
def browser(client, team):
    """A browser of the improvement team."""
    client.force_login(team)
    return client


@cache
def _verdict(until):
    """Journey 3's verdict when ``until`` is the last month known."""
    given = next(each for each in projects() if each.id == "appointment-reminders")
    (found,) = release_verdicts(
        [(given.gap, counts_of(given, until))],
        policy=policy("hes"),
        organisation=Organisation("SYN", "Test trust (synthetic)"),
    )
    return found


def keep_verdicts(project, *months):
    """Keep the verdict of each month as it was made then."""
    for month in months:
        made = _verdict(month)
        KeptVerdict.objects.create(
            measure=project.split,
            word=made.verdict.value,
            on=made.on,
            since=made.since,
            content=encode(made),
        )


@pytest.fixture
def told(project, running, team):
    """Journey 3 to its end: too early, then widening, then narrowing; two tests and what came."""
    end_test(
        test=running, happened="8.1% are missed; the gap grew.", against_prediction="mixed",
        learning="A text reaches nobody who has no mobile number.", next_step="adapt",
        by=team, on=dt.date(2026, 4, 30),
    )  # fmt: skip
    second = plan_test(
        project=project, title="Calls in three languages, and transport",
        prediction="The most deprived fifth gains most.", plan="Calls, and a lift where needed.",
        included="People with no mobile number", left_out="People without any telephone",
        begins_on=dt.date(2026, 5, 1), by=team,
    )  # fmt: skip
    begin_test(test=second, by=team, on=dt.date(2026, 5, 1))
    end_test(
        test=second, happened="The gap is 7.2 points.", against_prediction="as predicted",
        learning="A call and a lift reach those whom a text does not.", next_step="adopt",
        by=team, on=dt.date(2026, 10, 31),
    )  # fmt: skip
    Project.objects.filter(pk=project.pk).update(
        state="live", partners="community transport partner", begins_on=dt.date(2025, 11, 1)
    )
    project.refresh_from_db()
    keep_verdicts(project, "2026-01", "2026-04", "2026-10")
    return project
