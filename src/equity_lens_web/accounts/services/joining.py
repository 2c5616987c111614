"""Accepting an invitation: with a password, with an account that is there, or by a provider."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.models import Invitation, Membership, Person
from equity_lens_web.audit.record import record


class InvitationClosed(Exception):
    """The link was used, was withdrawn or has expired."""


@transaction.atomic
def accept(
    *, invitation: Invitation, name: str = "", password: str | None = None, by: Person | None = None
) -> Person:
    """Make somebody a member: ``by`` who is signed in already, or a new person.

    Raises InvitationClosed where the link works no more, and PermissionDenied where the invited
    address is somebody else's.
    """
    invitation = _taken(invitation)
    person = Person.objects.filter(email__iexact=invitation.email).first()
    if person != by:
        raise PermissionDenied("The invitation is for another person.")
    if person is None:
        person = Person.objects.create_user(
            invitation.email, password, name=name or invitation.name
        )
    _join(invitation, person)
    return person


@transaction.atomic
def person_of_verified_address(address: str) -> Person | None:
    """Whom a provider may sign in by an address that it has verified.

    Somebody who is here already, or somebody invited, who joins by this; None for anyone else.
    """
    person = Person.objects.filter(email__iexact=address).first()
    if person is not None:
        return person
    for invitation in Invitation.objects.open().filter(email__iexact=address):
        taken = _taken(invitation)
        person = person or Person.objects.create_user(taken.email, None, name=taken.name)
        _join(taken, person)
    return person


def _taken(invitation: Invitation) -> Invitation:
    """The invitation, used from now on: of two who come at once, one is turned away."""
    used = Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now())
    if not used:
        raise InvitationClosed
    return Invitation.objects.select_related("organisation").get(pk=invitation.pk)


def _join(invitation: Invitation, person: Person) -> None:
    open_ones = Membership.objects.current()
    if not open_ones.filter(person=person, organisation=invitation.organisation).exists():
        Membership.objects.create(
            person=person, organisation=invitation.organisation, role=invitation.role
        )
    record(
        "person.joined",
        organisation=invitation.organisation,
        by=person,
        about=f"Invitation {invitation.pk}",
        role=invitation.role,
    )
