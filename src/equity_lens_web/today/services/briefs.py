"""The weekly brief: sent once a week to whoever has not switched it off.

It holds titles of things to do and what has changed in figures that may be shown: nothing about a
patient, and no count that is small.
"""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.audit import record as audit
from equity_lens_web.today import when
from equity_lens_web.today.models import Brief
from equity_lens_web.today.presenters.brief import Screen, screen_of

SALT = "equity_lens_web.today.brief"

log = logging.getLogger("equity_lens.brief")


def send_briefs() -> int:
    """Send what is due; how many were sent. Sending again sends nothing twice."""
    due = when.last_due()
    if due is None or not when.is_time() or not settings.SENDS_MAIL:
        return 0
    _make_missing()
    waiting = Brief.objects.due_since(due).select_related(
        "membership__person", "membership__organisation"
    )
    return sum(_send(brief) for brief in waiting.filter(membership__person__is_active=True))


@transaction.atomic
def switch(*, membership: Membership, on: bool, by: Person | None) -> Brief:
    """Switch a member's brief on or off; ``by`` is None where the link in a mail was used."""
    brief, _ = Brief.objects.get_or_create(membership=membership)
    if brief.is_on != on:
        brief.switched_off_at = None if on else timezone.now()
        brief.save(update_fields=["switched_off_at"])
        what = "brief.switched-on" if on else "brief.switched-off"
        audit.record(
            what, organisation=membership.organisation, by=by, about=f"Membership {membership.pk}"
        )
    return brief


def off_link(membership: Membership) -> str:
    """The address by which a brief is switched off without signing in; it can do nothing else."""
    token = signing.Signer(salt=SALT).sign(str(membership.pk))
    return settings.ADDRESS + reverse("today:brief-off", args=[token])


def of_link(token: str) -> Membership | None:
    """Whose brief a link is about; None where the link is not one of ours."""
    try:
        pk = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Membership.objects.select_related("organisation").filter(pk=pk).first()


def _make_missing() -> None:
    without = Membership.objects.current().filter(brief=None)
    Brief.objects.bulk_create([Brief(membership=each) for each in without], ignore_conflicts=True)


def _send(brief: Brief) -> bool:
    """Claim it first, so that two workers do not send it twice; give it back if no mail goes."""
    before, now = brief.sent_at, timezone.now()
    if not Brief.objects.filter(pk=brief.pk, sent_at=before).update(sent_at=now):
        return False
    screen = screen_of(brief.membership)
    if not screen.is_worth_sending:
        return False
    try:
        _mail(brief.membership, screen).send()
    except (OSError, SMTPException) as trouble:
        log.warning("A brief could not be sent: %s", type(trouble).__name__)
        Brief.objects.filter(pk=brief.pk, sent_at=now).update(sent_at=before)
        return False
    return True


def _mail(membership: Membership, screen: Screen) -> EmailMultiAlternatives:
    words = {
        "screen": screen,
        "person": membership.person,
        "organisation": membership.organisation,
        "address": settings.ADDRESS,
        "off": off_link(membership),
    }
    organisation = " ".join(membership.organisation.name.split())
    mail = EmailMultiAlternatives(
        f"Equity Lens, {organisation}: {screen.subject}",
        render_to_string("today/email/brief.txt", words),
        None,
        [membership.person.email],
        headers={"List-Unsubscribe": f"<{words['off']}>"},
    )
    mail.attach_alternative(render_to_string("today/email/brief.html", words), "text/html")
    return mail
