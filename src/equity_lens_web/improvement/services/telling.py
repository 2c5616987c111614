"""Telling the sponsor and the lead that a verdict is another one than before."""

import logging
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.audit import record as audit
from equity_lens_web.improvement.models import Project, VerdictChange, VerdictSeen

LEAD = "hi_lead"
log = logging.getLogger("equity_lens.improvement")

BODY = """The verdict on “{title}” was “{was}” and is now “{now}”.

Read what it rests on: {address}

Nobody chose this verdict: it is made by the published rule. You are told because you sponsor the
project or lead on health inequalities at {organisation}.
"""


def tell(changes: Sequence[VerdictChange]) -> None:
    """Leave a trace of each change, and write to those whom it concerns where mail is set up.

    The page Today shows it to them until they say that they have read it.
    """
    for change in changes:
        project = change.project
        audit.record(
            "verdict.changed",
            organisation=project.organisation,
            by=None,
            about=f"Project {project.pk}",
            was=change.was,
            now=change.now,
            on=change.on,
        )
        if settings.SENDS_MAIL:
            transaction.on_commit(lambda told=change: _write(told))


def concerned(project: Project) -> list[Person]:
    """The sponsor, where it is a member, and whoever leads on health inequalities."""
    leads = _leads(project.organisation)
    people = [project.sponsor, *leads] if project.sponsor else leads
    return list({person.pk: person for person in people}.values())


def mark_seen(*, project: Project, by: Person) -> int:
    """Note that a person has read of every change of a project's verdicts; how many were new."""
    unseen = project.verdict_changes.exclude(seen__person=by)
    made = [VerdictSeen(change=change, person=by, seen_at=timezone.now()) for change in unseen]
    VerdictSeen.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _leads(organisation: Organisation) -> list[Person]:
    current: Iterable[Membership] = (
        organisation.memberships.current().filter(role=LEAD).select_related("person")
    )
    return [each.person for each in current]


def _write(change: VerdictChange) -> None:
    """A mail that cannot be sent is written down, and takes nothing from the verdict."""
    project = change.project
    address = settings.ADDRESS + reverse("improvement:project", args=[project.pk])
    try:
        send_mail(
            f"Equity Lens: a verdict has changed to “{change.now}”",
            BODY.format(
                title=project.title,
                was=change.was,
                now=change.now,
                address=address,
                organisation=project.organisation.name,
            ),
            None,
            [person.email for person in concerned(project)],
        )
    except OSError as fault:
        log.warning("The mail on verdict change %s was not sent", change.pk, exc_info=fault)
