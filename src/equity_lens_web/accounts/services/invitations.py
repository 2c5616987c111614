"""Inviting somebody by a link that works once, for seven days."""

import hashlib
import secrets
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Invitation, Organisation, Person
from equity_lens_web.accounts.permissions import Permission, roles
from equity_lens_web.audit.record import record


@dataclass(frozen=True)
class Invited:
    """An invitation, its link (which is kept nowhere), and whether the link went by mail."""

    invitation: Invitation
    link: str
    was_sent: bool


def invite(
    *, organisation: Organisation, name: str, email: str, role: str, by: Person | None
) -> Invited:
    """Invite somebody to an organisation in a role.

    ``by`` is None only where whoever runs the server invites, from its command line. The link is
    sent by e-mail where mail is set up; otherwise it is for the caller to show once.

    Raises PermissionDenied unless ``by`` may manage people at the organisation, and KeyError for a
    role that does not exist.
    """
    token = secrets.token_urlsafe(32)
    link = settings.ADDRESS + reverse("accounts:join", args=[token])
    with transaction.atomic():
        if by is not None:
            require(by, Permission.PEOPLE_MANAGE, organisation=organisation)
        now = timezone.now()
        invitation = Invitation.objects.create(
            organisation=organisation,
            name=name,
            email=email.strip().lower(),
            role=roles()[role].key,
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            invited_by=by,
            invited_at=now,
            expires_at=now + Invitation.LASTS,
        )
        record(
            "person.invited",
            organisation=organisation,
            by=by,
            about=f"Invitation {invitation.pk}",
            role=role,
        )
    return Invited(invitation, link, _sent(invitation, link))


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Person) -> None:
    """Make a link stop working. One that was used or withdrawn stays as it is.

    Raises PermissionDenied unless ``by`` may manage people at the organisation.
    """
    require(by, Permission.PEOPLE_MANAGE, organisation=invitation.organisation)
    waiting = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if waiting.update(withdrawn_at=timezone.now()):
        record(
            "invitation.withdrawn",
            organisation=invitation.organisation,
            by=by,
            about=f"Invitation {invitation.pk}",
        )


def _sent(invitation: Invitation, link: str) -> bool:
    """Whether the link is on its way; a mail server that fails is no reason to lose it."""
    if not settings.SENDS_MAIL:
        return False
    words = {"invitation": invitation, "link": link}
    try:
        send_mail(
            # A line break in a name would be a header of its own.
            f"Equity Lens: join {' '.join(invitation.organisation.name.split())}",
            render_to_string("accounts/email/invitation.txt", words),
            None,
            [invitation.email],
        )
    except (OSError, SMTPException):
        return False
    return True
