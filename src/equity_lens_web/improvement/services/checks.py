"""The equity check: begun, saved as a draft, finished, and made again at each review."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.improvement.known import known_of
from equity_lens_web.improvement.models import EquityCheck, Mitigation, Project


@dataclass(frozen=True)
class Planned:
    """Something that will be done so that nobody is left out."""

    what: str
    owner: str
    due_on: dt.date


@transaction.atomic
def begin_check(*, project: Project, by: Person) -> EquityCheck:
    """The open check of a project, else a new one with what the trust's figures say today.

    A review begins from what the last check said.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    there = project.checks.filter(done_on=None).first()
    if there is not None:
        return there
    last = project.checks.last()
    said = {name: getattr(last, name) for name in ANSWERS if name != "review_on"} if last else {}
    check = EquityCheck.objects.create(
        project=project, known=known_of(project), begun_by=by, **said
    )
    _record("check.begun", check, by)
    return check


ANSWERS = (
    "left_out",
    "no_contact_all",
    "no_contact_group",
    "what_is_known",
    "to_change",
    "review_on",
)


@transaction.atomic
def save_check(*, check: EquityCheck, said: Mapping[str, Any], by: Person) -> EquityCheck:
    """Save a check as far as it is.

    Raises PermissionDenied unless ``by`` may run projects, and EquityLensError once it is finished.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=check.project.organisation)
    held = EquityCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if held.is_done:
        raise EquityLensError(
            "This check was finished, and stays as it was.", remedy="Begin a review."
        )
    for name, value in said.items():
        setattr(held, name, value)
    held.save()
    return held


@transaction.atomic
def finish_check(
    *,
    check: EquityCheck,
    said: Mapping[str, Any],
    planned: Sequence[Planned] = (),
    by: Person,
    on: dt.date,
) -> EquityCheck:
    """Finish a check on the day on which it was made, with what will be done.

    Raises as ``save_check`` does.
    """
    held = save_check(check=check, said=said, by=by)
    held.done_by, held.done_on = by, on
    held.save()
    Mitigation.objects.bulk_create(
        Mitigation(check_of=held, what=each.what, owner=each.owner, due_on=each.due_on)
        for each in planned
    )
    _record("check.finished", held, by, mitigations=len(planned))
    return held


@transaction.atomic
def follow_up(*, mitigation: Mitigation, state: str, came_of_it: str, by: Person) -> Mitigation:
    """Say what became of something that was planned.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    project = mitigation.check_of.project
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    mitigation.state, mitigation.came_of_it = state, came_of_it
    mitigation.said_by, mitigation.said_at = by, timezone.now()
    mitigation.save()
    audit.record(
        "mitigation.followed-up",
        organisation=project.organisation,
        by=by,
        about=f"Project {project.pk}",
        state=state,
    )
    return mitigation


def _record(what: str, check: EquityCheck, by: Person, **detail: Any) -> None:
    project = check.project
    about = f"Project {project.pk}"
    audit.record(what, organisation=project.organisation, by=by, about=about, **detail)
