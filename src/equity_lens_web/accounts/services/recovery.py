"""Letting a member in again who has forgotten their password or lost their phone."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.accounts.services.people import end_sessions
from equity_lens_web.audit.record import record


class MemberElsewhere(Exception):
    """The person belongs to another organisation too, whose pages this would open."""


@transaction.atomic
def let_in_again(*, membership: Membership, by: Person) -> str:
    """Take away a member's second step, end their sessions, and give a link to a new password.

    The link works once, for three days; it is "" for somebody who signs in by their organisation
    and has no password here. It leaves a trace that other administrators see.

    Raises PermissionDenied unless ``by`` may manage people there, and MemberElsewhere where the
    person belongs to another organisation as well.
    """
    require(by, Permission.PEOPLE_MANAGE, organisation=membership.organisation)
    person = membership.person
    if person.memberships.current().exclude(pk=membership.pk).exists():
        raise MemberElsewhere
    Authenticator.objects.filter(user_id=person.pk).delete()
    end_sessions(person)
    record(
        "member.let-in-again",
        organisation=membership.organisation,
        by=by,
        about=f"Member {person.pk}",
        member=person.pk,
    )
    if not person.has_usable_password():
        return ""
    named = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    return settings.ADDRESS + reverse("account_reset_password_from_key", kwargs=named)
