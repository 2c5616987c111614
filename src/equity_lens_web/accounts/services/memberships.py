"""Changing what a member may do, and ending a membership."""

from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import Permission, roles
from equity_lens_web.accounts.services.people import end_sessions
from equity_lens_web.audit.record import record


class LastAdministrator(Exception):
    """Nobody would be left who can look after people."""


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Person) -> Membership:
    """Give a member another role. It counts from their next page.

    Raises PermissionDenied unless ``by`` may manage people there, LastAdministrator where nobody
    else could, and KeyError for a role that does not exist.
    """
    require(by, Permission.PEOPLE_MANAGE, organisation=membership.organisation)
    membership = _held(membership)
    before, after = membership.role_held, roles()[role]
    if before == after:
        return membership
    if Permission.PEOPLE_MANAGE not in after.may:
        _spare_the_last(membership)
    membership.role = after.key
    membership.save(update_fields=["role"])
    record(
        "role.changed",
        organisation=membership.organisation,
        by=by,
        about=f"Member {membership.person_id}",
        member=membership.person_id,
        before=before.key,
        after=after.key,
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Person) -> Membership:
    """End a membership, and every session of the person at once.

    Raises PermissionDenied unless ``by`` may manage people there, and LastAdministrator where
    nobody else could.
    """
    require(by, Permission.PEOPLE_MANAGE, organisation=membership.organisation)
    membership = _held(membership)
    if membership.ended_at is not None:
        return membership
    _spare_the_last(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    end_sessions(membership.person)
    record(
        "membership.ended",
        organisation=membership.organisation,
        by=by,
        about=f"Member {membership.person_id}",
        member=membership.person_id,
        role=membership.role,
    )
    return membership


def _held(membership: Membership) -> Membership:
    """The membership as it stands, while nobody else changes one of the same organisation."""
    Organisation.objects.select_for_update().only("pk").get(pk=membership.organisation_id)
    return Membership.objects.select_related("person", "organisation").get(pk=membership.pk)


def _spare_the_last(membership: Membership) -> None:
    managers = Membership.objects.current().that_may(Permission.PEOPLE_MANAGE)
    here = managers.filter(organisation=membership.organisation, person__is_active=True)
    if not here.exclude(pk=membership.pk).exists() and here.filter(pk=membership.pk).exists():
        raise LastAdministrator
