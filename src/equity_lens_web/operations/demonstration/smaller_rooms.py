"""The rooms of a smaller trust, filled through the same services; what its people wrote is in its files."""

from typing import Any

from equity_lens.demonstration.projects import projects
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.actions.services.decisions import finish
from equity_lens_web.actions.services.readings import read_gaps
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.frontline.services import ideas
from equity_lens_web.guidance.services.shapes import adopt_shape
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.presenters.driver_diagrams import lines_of, starter
from equity_lens_web.improvement.services.driver_diagrams import begin_diagram
from equity_lens_web.leadership.services import charter
from equity_lens_web.learning.services import cases
from equity_lens_web.operations.demonstration import actions, change, improvement, leadership, plan

LEAD, TEAM, NURSE = "hi_lead", "qi_team", "clinician"


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """Every room but the figures; verdicts are asked for and made when the queue is worked off."""
    said = plan.said_in(f"rooms_{organisation.sector}.toml")
    _role(organisation, people, said)
    plan.fill(organisation, people, f"plan_{organisation.sector}.toml")
    made = _projects(organisation, people, said["unchecked"])
    _decisions(organisation, people, said)
    _change(made[said["diagram"]["project"]], people[TEAM], said)
    _front_line(organisation, people, said, made)


def tell(organisation: Organisation, people: dict[str, Person]) -> None:
    """The case of one project, once there is a verdict to tell of."""
    said = plan.said_in(f"rooms_{organisation.sector}.toml")["case"]
    titles = {each.id: each.title for each in projects(organisation.code)}
    project = organisation.projects.get(title=titles[said["project"]])
    case = cases.begin_case(project=project, by=people[TEAM])
    words = {part: text for part, text in said.items() if part != "project"}
    cases.write(case=case, by=people[TEAM], **words)
    cases.publish(case=case, by=people[TEAM])


def _role(organisation: Organisation, people: dict[str, Person], said: dict[str, Any]) -> None:
    """The charter: still without time and money, or signed by all three; the shape; an induction."""
    lead = people[LEAD]
    answers = said["charter"] | {"review_on": moments.today() + leadership.REVIEWED_IN}
    version = charter.answer(organisation=organisation, answers=answers, by=lead)
    if said["is_signed"]:
        for role in charter.SIGNS_AS:
            charter.sign(organisation=organisation, seen=version.number, by=people[role])
    else:
        charter.ask_for_time_and_money(organisation=organisation, by=lead)
    adopt_shape(organisation=organisation, key=said["shape"], by=lead)
    leadership.induct(organisation, lead, done=said["induction_done"])


def _projects(
    organisation: Organisation, people: dict[str, Person], unchecked: list[str]
) -> dict[str, Project]:
    made = {}
    for each in projects(organisation.code):
        made[each.id] = improvement.register(each, organisation, people, unchecked)
        improvement.bring_counts(made[each.id], each, people[TEAM])
    return made


def _decisions(organisation: Organisation, people: dict[str, Person], said: dict[str, Any]) -> None:
    figures = figures_of(organisation)
    made = {}
    for each in said["decisions"]:
        planned = actions.Planned(**{**each, "gap": tuple(each["gap"])})
        made[planned.key] = actions.decided(planned, organisation, people, figures)
        if planned.done:
            finish(decision=made[planned.key], words=planned.done, by=people[planned.owner])
    for each in said.get("help", ()):
        actions.ask_for_help(actions.Asked(**each), made[each["key"]])
    read_gaps(organisation)


def _change(project: Project, by: Person, said: dict[str, Any]) -> None:
    """A driver diagram from a starter that fits, and the test of one of its ideas."""
    begun_from = starter(said["diagram"]["template"], project.organisation)
    assert begun_from is not None
    diagram = begin_diagram(
        project=project,
        aim=said["diagram"]["aim"],
        lines=lines_of(begun_from),
        template=begun_from.key,
        template_version=begun_from.version,
        by=by,
    )
    planted = next(each for each in projects(project.organisation.code) if each.tests)
    change.tell_test(project, diagram, planted.tests[0], said["came"], by)


def _front_line(
    organisation: Organisation,
    people: dict[str, Person],
    said: dict[str, Any],
    made: dict[str, Project],
) -> None:
    idea, answer = said["idea"], said["answer"]
    shared = ideas.share(organisation=organisation, kind="idea", by=people[NURSE], **idea)
    ideas.answer(
        idea=shared,
        said=answer["said"],
        outcome="tested",
        project=made[answer["project"]],
        by=people[LEAD],
        on=answer["on"],
    )
