"""Handing over all that somebody leads; cover for an absence; what a successor should know."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.services.decisions import hand_over as hand_over_decision
from equity_lens_web.audit import record as audit
from equity_lens_web.improvement.services.projects import describe
from equity_lens_web.leadership.leading import decisions_of, projects_of
from equity_lens_web.leadership.models import Cover, WorthKnowing
from equity_lens_web.plan.kinds import KINDS
from equity_lens_web.plan.services.handover import hand_over as hand_over_item


class HandingRefused(EquityLensError):
    """Something cannot be handed over, or covered, like this."""


@transaction.atomic
def hand_over_all(*, leaving: Membership, to: Membership, by: Person) -> int:
    """Give everything that one member leads to another, each by its own room's service.

    Says how many items that were. Raises HandingRefused where ``to`` is no current member of the
    same organisation, or is the same person.
    """
    organisation = leaving.organisation
    acting = require(by, Permission.ROLE_WRITE, organisation=organisation)
    current = Membership.objects.current().filter(organisation=organisation, pk=to.pk)
    if to.person_id == leaving.person_id or not current.exists():
        raise HandingRefused(
            "This person cannot take it over.", remedy="Choose another member who is here."
        )
    handed = 0
    for key, kind in KINDS.items():
        led = kind.model.objects.filter(organisation=organisation, lead=leaving, ended_on=None)
        # What is private stays with those who may read it.
        for item in led.seen_by(acting) if hasattr(led, "seen_by") else led:
            hand_over_item(item=item, kind=key, to=to, by=by)
            handed += 1
    for decision in decisions_of(leaving):
        hand_over_decision(decision=decision, owner=to, by=by)
        handed += 1
    for project in projects_of(leaving):
        describe(project=project, step="people", said={"lead": to.person}, by=by)
        handed += 1
    audit.record(
        "leadership.handed-over",
        organisation=organisation,
        by=by,
        about=leaving.person.name,
        to=to.person.name,
        items=handed,
    )
    return handed


@transaction.atomic
def cover(
    *, away: Membership, covers: Membership, from_on: dt.date, to_on: dt.date, by: Person
) -> Cover:
    """Say who covers for somebody, and from when to when."""
    organisation = away.organisation
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    here = organisation.memberships.current().filter(pk__in=[away.pk, covers.pk])
    if here.count() != 2 or covers.person_id == away.person_id:
        raise HandingRefused("This person cannot cover.", remedy="Choose another member.")
    made = Cover.objects.create(
        organisation=organisation,
        away=away,
        covers=covers,
        from_on=from_on,
        to_on=to_on,
        agreed_by=by,
    )
    audit.record(
        "leadership.cover-agreed",
        organisation=organisation,
        by=by,
        about=away.person.name,
        covers=covers.person.name,
        to_on=to_on.isoformat(),
    )
    return made


@transaction.atomic
def write_down(*, organisation: Organisation, kind: str, text: str, by: Person) -> WorthKnowing:
    """Write down a risk, a partner or a lesson for whoever takes over."""
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    made = WorthKnowing.objects.create(
        organisation=organisation, kind=WorthKnowing.Kind(kind), text=text, written_by=by
    )
    audit.record("handover.written-down", organisation=organisation, by=by, about=str(made))
    return made


@transaction.atomic
def end(*, worth_knowing: WorthKnowing, by: Person) -> None:
    """Say that something need not be known any more; it is kept, and no longer handed over."""
    require(by, Permission.ROLE_WRITE, organisation=worth_knowing.organisation)
    worth_knowing.ended_at = timezone.now()
    worth_knowing.save(update_fields=["ended_at"])
    audit.record(
        "handover.ended",
        organisation=worth_knowing.organisation,
        by=by,
        about=str(worth_knowing),
    )
