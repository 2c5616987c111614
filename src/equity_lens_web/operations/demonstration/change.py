"""The demonstration's tests of change and case studies: journey 3 from its diagram to what it taught."""

import datetime as dt
from typing import Any

from equity_lens.demonstration.projects import PlannedTest, projects
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.improvement import designs
from equity_lens_web.improvement.models import ChangeTest, DriverDiagram, Project
from equity_lens_web.improvement.presenters.driver_diagrams import lines_of, starter
from equity_lens_web.improvement.services import tests_of_change
from equity_lens_web.improvement.services.driver_diagrams import begin_diagram
from equity_lens_web.improvement.services.spread import bring, say_why
from equity_lens_web.learning.models import CaseStudy
from equity_lens_web.learning.services import cases

TEAM, CLINICIAN = "qi_team", "clinician"
STARTER = "missed-appointments"
ADAPTED = "People who see too little to read a text, and people with no telephone"

# What came of the two tests of journey 3, and which change idea of the starter each tested.
ENDS: tuple[dict[str, Any], ...] = (
    {
        "idea": "Letters and reminders in the languages most read",
        "plan": "A text three days before each appointment, in four clinics.",
        "seen": (
            ("2025-12-03", "More people rang to change their day than before."),
            ("2026-02-11", "At the desk, few people with no mobile number knew of a reminder."),
        ),
        "against_prediction": "mixed",
        "learning": "A text reaches nobody who has no mobile number, and more of the most deprived "
        "fifth have none.",
        "next_step": "adapt",
        "on": dt.date(2026, 4, 30),
    },
    {
        "idea": "Call people who have no mobile number",
        "plan": "A call in the evening in three languages, and a lift where one is needed.",
        "seen": (("2026-06-17", "People said that the lift decided it, more than the call."),),
        "against_prediction": "as predicted",
        "learning": "A call and a lift reach people whom a text does not.",
        "next_step": "adopt",
        "on": dt.date(2026, 10, 31),
    },
)
LESSONS = {
    "letters-by-an-app": {
        "setting": "Outpatient clinics",
        "failed": "Letters went by an app alone. Three in ten were never opened, most of them in the "
        "most deprived fifth.",
        "worked": "It was split by group from the first month, so it was seen and stopped within "
        "seven months.",
        "advice": "Keep paper for everybody who has not chosen otherwise.",
    },
    "online-booking": {
        "setting": "Booking office",
        "failed": "Booking became easier for people who are online, and hardly changed for the others.",
        "worked": "More people have a first appointment booked. A telephone line beside it comes next.",
        "advice": "Open the second route on the same day as the first.",
    },
}


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """Journey 3's diagram, tests, copy and case study; and two lessons of what did not work."""
    by = people[TEAM]
    reminders = _project(organisation, projects()[0].id)
    diagram = _diagram(reminders, by)
    for planned, came in zip(projects()[0].tests, ENDS, strict=True):
        tell_test(reminders, diagram, planned, came, by)
    _copy(reminders, by)
    case = cases.begin_case(project=reminders, by=by)
    cases.write(
        case=case,
        by=by,
        setting="Outpatient clinics",
        cost="Texts cost little. Calls and lifts took two people half a day a week.",
        advice="Ask on the first day who has no mobile number, and open a second route for them.",
        together="A patient partner worked out the words of the calls; a community transport partner "
        "gave the lifts.",
    )
    cases.publish(case=case, by=by)
    cases.credit(
        case=case, what_for="Evening calls in the eye clinic, for people who cannot read a text",
        by=people[CLINICIAN],
    )  # fmt: skip
    for id, words in LESSONS.items():
        _lesson(organisation, id, words, by)


def _project(organisation: Organisation, id: str) -> Project:
    title = next(each.title for each in projects() if each.id == id)
    return organisation.projects.get(title=title)


def _diagram(project: Project, by: Person) -> DriverDiagram:
    chosen = starter(STARTER, project.organisation)
    assert chosen is not None
    return begin_diagram(
        project=project,
        aim="From 9.8% of appointments not attended to 8.0%, and no wider a gap, by 31 October 2026",
        lines=lines_of(chosen),
        template=chosen.key,
        template_version=chosen.version,
        by=by,
    )


def tell_test(
    project: Project, diagram: DriverDiagram, planned: PlannedTest, came: dict[str, Any], by: Person
) -> ChangeTest:
    """One test as it was planned, what was seen on the way, and what came of it."""
    begins = dt.date.fromisoformat(f"{planned.period}-01")
    test = tests_of_change.plan_test(
        project=project,
        title=planned.title,
        idea=diagram.lines.filter(words=came["idea"]).first(),
        prediction=planned.prediction,
        plan=came["plan"],
        included=planned.included,
        left_out=planned.left_out,
        begins_on=begins,
        ends_on=came["on"],
        by=by,
    )
    tests_of_change.begin_test(test=test, on=begins, by=by)
    for on, said in came["seen"]:
        tests_of_change.note(test=test, said=said, on=dt.date.fromisoformat(on), by=by)
    tests_of_change.end_test(
        test=test,
        happened=planned.result,
        by=by,
        **{key: came[key] for key in ("against_prediction", "learning", "next_step", "on")},
    )
    return test


def _copy(project: Project, by: Person) -> None:
    """The design at the eye clinic, where reading a text is what people cannot do."""
    setting = "Four general outpatient clinics, with patients of every age."
    copy = bring(
        organisation=project.organisation,
        design=designs.design_of(project, setting=setting),
        original=project,
        site="eye clinic",
        setting=setting,
        different_here="Most patients are over 70, and many cannot read a text.",
        by=by,
    )
    first = copy.tests_of_change.in_turn().first()
    assert first is not None
    tests_of_change.change_plan(test=first, by=by, left_out=ADAPTED)
    say_why(
        spread=copy.spread_from,
        part=f"test {first.title}"[:40],
        why="Sight decides here who is left out, more than a mobile number.",
        by=by,
    )


def _lesson(organisation: Organisation, id: str, words: dict[str, str], by: Person) -> CaseStudy:
    case = cases.begin_case(project=_project(organisation, id), by=by)
    cases.write(case=case, by=by, **words)
    cases.publish(case=case, by=by)
    return case
