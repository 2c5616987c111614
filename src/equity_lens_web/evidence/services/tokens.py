"""Giving and taking back the tokens by which machines read an organisation's figures."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import record
from equity_lens_web.design_system.moments import today
from equity_lens_web.evidence.models import ApiToken
from equity_lens_web.evidence.models.tokens import hash_of

PREFIX = "equitylens_"  # so that software which looks for leaked secrets can know one


@transaction.atomic
def make_token(
    *, organisation: Organisation, name: str, days: int, by: Person, may_send: bool = False
) -> str:
    """Make a token, and return it. It is kept nowhere: whoever asked must be shown it now.

    One that ``may_send`` also sends the counts of projects, as far as its maker may run them.

    Raises PermissionDenied unless ``by`` may manage tokens at the organisation.
    """
    require(by, Permission.API_TOKENS, organisation=organisation)
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        token_hash=hash_of(secret),
        made_by=by,
        made_at=now,
        expires_at=now + dt.timedelta(days=days),
        may_send=may_send,
    )
    record(
        "token.made",
        organisation=organisation,
        by=by,
        about=f"Token {token.pk}",
        days=days,
        may_send=may_send,
    )
    return secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Person) -> None:
    """Make a token open nothing from now on. One that was revoked before stays as it is.

    Raises PermissionDenied unless ``by`` may manage tokens at the organisation.
    """
    require(by, Permission.API_TOKENS, organisation=token.organisation)
    waiting = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if waiting.update(revoked_at=timezone.now()):
        record("token.revoked", organisation=token.organisation, by=by, about=f"Token {token.pk}")


def note_use(token: ApiToken) -> None:
    """Leave a trace of the first use of a token on each day: a machine may ask every minute."""
    day = today()
    if token.last_used_on == day:
        return
    with transaction.atomic():
        others = ApiToken.objects.filter(pk=token.pk).exclude(last_used_on=day)
        if others.update(last_used_on=day):
            record(
                "token.used", organisation=token.organisation, by=None, about=f"Token {token.pk}"
            )
