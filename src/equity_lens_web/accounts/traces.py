"""Traces of signing in: who, when and by what; of an unknown address, only a hash.

The sign-in library tells us by signals. What concerns a person is written into the trail of each
organisation that they belong to, so that each administrator sees it.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.services.people import record_everywhere

SALT = "equity_lens_web.accounts.traces"


@receiver(user_logged_in)
def _signed_in(user: Person, **more: Any) -> None:
    record_everywhere("sign-in.done", user)


@receiver(user_logged_out)
def _signed_out(user: Person | None, **more: Any) -> None:
    if user is not None:
        record_everywhere("sign-in.ended", user)


@receiver(user_login_failed)
def _refused(credentials: dict[str, Any], **more: Any) -> None:
    """Nobody is known to have done it: the address may be anyone's guess, so it is hashed."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    hashed = salted_hmac(SALT, address, algorithm="sha256").hexdigest()[:16]
    person = Person.objects.filter(email__iexact=address).first()
    record_everywhere("sign-in.refused", person, named=False, address_hash=hashed)


@receiver(authentication_failed)
def _code_refused(user: Person, **more: Any) -> None:
    record_everywhere("sign-in.code-refused", user)


@receiver([password_changed, password_reset])
def _password_changed(user: Person, **more: Any) -> None:
    record_everywhere("password.changed", user)


@receiver(authenticator_added)
def _factor_added(user: Person, authenticator: Any, **more: Any) -> None:
    record_everywhere("second-factor.added", user, kind=authenticator.type)


@receiver(authenticator_removed)
def _factor_removed(user: Person, authenticator: Any, **more: Any) -> None:
    record_everywhere("second-factor.removed", user, kind=authenticator.type)


@receiver(authenticator_reset)
def _codes_renewed(user: Person, **more: Any) -> None:
    record_everywhere("second-factor.codes-renewed", user)
