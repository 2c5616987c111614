"""Sharing an observation or an idea, and answering it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import record
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.links import hash_of_code, new_code
from equity_lens_web.frontline.models import Answer, Idea, IdeaBox
from equity_lens_web.frontline.models.ideas import ANSWERED_WITHIN
from equity_lens_web.frontline.working_days import working_day_after
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.services.projects import start_project


class IdeaRefused(EquityLensError):
    """An idea cannot be taken or answered as asked."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An idea that came without sign-in, and the code to read its answer, which is kept nowhere."""

    idea: Idea
    code: str


@transaction.atomic
def share(
    *,
    organisation: Organisation,
    kind: str,
    said: str,
    place: str,
    by: Person,
    on: dt.date | None = None,
) -> Idea:
    """Share an observation or an idea as a member; ``on`` where it was said on an earlier day.

    Raises PermissionDenied unless ``by`` may share ideas at the organisation.
    """
    membership = require(by, Permission.IDEAS_SHARE, organisation=organisation)
    idea = _received(
        organisation, on, kind=kind, said=said, place=place, shared_by=by, role=membership.role
    )
    record("idea.shared", organisation=organisation, by=by, about=f"Idea {idea.pk}", kind=kind)
    return idea


@transaction.atomic
def share_by_box(*, box: IdeaBox, kind: str, said: str) -> Sent:
    """Take an observation or an idea by the link of a ward or site: nobody is asked who they are.

    Raises IdeaRefused where the box is closed or the trust takes none without sign-in.
    """
    if not box.is_open:
        raise IdeaRefused(
            "Ideas cannot be sent by this link.",
            remedy="Ask the team that put it up for a new one, or sign in to share an idea.",
        )
    code = new_code()
    idea = _received(
        box.organisation,
        None,
        kind=kind,
        said=said,
        place=box.place,
        box=box,
        code_hash=hash_of_code(code),
    )
    record(
        "idea.shared",
        organisation=box.organisation,
        by=None,
        about=f"Idea {idea.pk}",
        kind=kind,
        box=box.pk,
    )
    return Sent(idea, code)


@transaction.atomic
def answer(
    *,
    idea: Idea,
    said: str,
    outcome: str,
    project: Project | None = None,
    title: str = "",
    by: Person,
    on: dt.date | None = None,
) -> Answer:
    """Answer an idea: its sender reads it, and so does everybody who reads ideas from then on.

    It becomes a new project of a ``title``, is tested in a ``project`` that is there, or neither.
    Raises PermissionDenied unless ``by`` answers ideas at the organisation, and starts projects
    where it becomes one; IdeaRefused where it is one already, or the project is another trust's.
    """
    membership = require(by, Permission.IDEAS_ANSWER, organisation=idea.organisation)
    _complain(idea, outcome, project)
    if outcome == Answer.Outcome.PROJECT:
        project = start_project(
            organisation=idea.organisation, title=title, kind=Project.Kind.PROJECT, by=by
        )
    elif outcome != Answer.Outcome.TESTED:
        project = None
    if project is not None:
        Idea.objects.filter(pk=idea.pk).update(project=project)
        idea.project = project
    given = Answer.objects.create(
        idea=idea,
        said=said,
        outcome=outcome,
        said_by=by,
        role=membership.role,
        said_on=on or moments.today(),
    )
    record(
        "idea.answered",
        organisation=idea.organisation,
        by=by,
        about=f"Idea {idea.pk}",
        outcome=outcome,
        project=project.pk if project else None,
    )
    return given


def _complain(idea: Idea, outcome: str, project: Project | None) -> None:
    """Locks the idea: of two who make a project of it at once, the second is told of the first."""
    held = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    if outcome == Answer.Outcome.PROJECT and held.project_id is not None:
        raise IdeaRefused(
            "This idea is part of a project already.",
            remedy="Read what was answered, and choose that project if you have more to say.",
        )
    if project is not None and project.organisation_id != held.organisation_id:
        raise IdeaRefused("This project is not yours.", remedy="Choose one of your trust’s.")


def _received(organisation: Organisation, on: dt.date | None, **given: object) -> Idea:
    day = on or moments.today()
    return Idea.objects.create(
        organisation=organisation,
        received_on=day,
        due_on=working_day_after(day, ANSWERED_WITHIN),
        **given,
    )
