"""The demonstration's front line: a huddle card, ideas, an advocate, and thanks for a narrowing gap."""

import datetime as dt
from decimal import Decimal

from equity_lens.demonstration.projects import projects
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.making import subject_of_project
from equity_lens_web.frontline.services import advocates, boxes, cards, ideas
from equity_lens_web.frontline.services.recognition import Partner, recognise
from equity_lens_web.improvement.models import Project

LEAD, TEAM, NURSE, PARTNER = "hi_lead", "qi_team", "clinician", "vcse"
OUTPATIENTS = "Outpatients, main hall"
LATE = dt.timedelta(days=28)


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """What came of the huddle of journey 3, and what still waits for an answer."""
    reminders = organisation.projects.get(title=projects()[0].title)
    _card(reminders, people[TEAM])
    _ideas(organisation, reminders, people)
    _advocate(organisation, people)
    recognise(
        project=reminders,
        team="Outpatient clinic manager, nurse, patient partner",
        partners=[Partner("Community transport partner", dt.date(2026, 11, 16))],
        thanks="When the text reminders helped some people and not others, you asked those who were "
        "left out. You rang them in three languages, and our partner drove them.",
        by=people[LEAD],
    )


def _card(project: Project, by: Person) -> None:
    subject = subject_of_project(project)
    card = cards.make_card(
        organisation=project.organisation,
        subject=subject,
        question=subject.prompt.question,
        to_try=subject.prompt.to_try,
        by=by,
    )
    cards.link_card(card=card, by=by)


def _ideas(organisation: Organisation, reminders: Project, people: dict[str, Person]) -> None:
    calls = ideas.share(
        organisation=organisation,
        kind="idea",
        said="Ring people in the evening, in the three languages that most of them speak. Many have "
        "no mobile, and the text never reaches them.",
        place=OUTPATIENTS,
        by=people[NURSE],
        on=dt.date(2026, 4, 20),
    )
    ideas.answer(
        idea=calls,
        said="Thank you: this is what the reminders lack. It becomes the second test of the project, "
        "with transport for those who have none, from May.",
        outcome="tested",
        project=reminders,
        by=people[LEAD],
        on=dt.date(2026, 4, 28),
    )
    ideas.share(
        organisation=organisation,
        kind="observation",
        said="The new letter says where to park and not which bus to take. People who come by bus ask "
        "us on the telephone, if they ask at all.",
        place="Community hub",
        by=people[PARTNER],
        on=moments.today() - LATE,
    )
    boxes.say_openness(organisation=organisation, without_sign_in=True, by=people[TEAM])
    opened = boxes.open_box(organisation=organisation, place=OUTPATIENTS, by=people[TEAM])
    ideas.share_by_box(
        box=opened.box,
        kind="observation",
        said="People who need an interpreter are booked into the last slot, and it often runs over.",
    )


def _advocate(organisation: Organisation, people: dict[str, Person]) -> None:
    advocate = advocates.become(
        organisation=organisation,
        known_as="Outpatient nurse",
        team="Outpatients",
        hours_a_month=Decimal(2),
        by=people[NURSE],
    )
    advocates.offer_support(
        advocate=advocate, what="Two hours a month off the rota, and a coach", by=people[LEAD]
    )
