"""What the environment says of two services outside: a mail server, and a trust's own sign-in.

Both are off unless set. Without mail, links are shown to the administrator to pass on, and no weekly
brief is sent; without a provider, people sign in with a password.
"""

import datetime as dt
import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PORTS = {"smtp": 587, "smtps": 465}
PROVIDER = "organisation"
ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def mail() -> dict[str, Any]:
    """Django's settings of mail, from `EQUITY_LENS_EMAIL_URL`; `SENDS_MAIL` says if it is set.

    The setting reads `smtp://user:password@host:587?from=address`. "smtp" begins in the clear and
    turns to TLS before anything is said; "smtps" speaks TLS at once. `starttls=no` is for a relay
    on a network that is trusted.
    """
    given = os.environ.get("EQUITY_LENS_EMAIL_URL", "")
    if not given:
        return {
            "SENDS_MAIL": False,
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
    parts = urlsplit(given)
    asked = parse_qs(parts.query)
    sender = asked.get("from", [""])[0]
    if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured(
            "EQUITY_LENS_EMAIL_URL must read smtp://user:password@host:587?from=address."
        )
    return {
        "SENDS_MAIL": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and asked.get("starttls", ["yes"])[0] != "no",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def brief() -> tuple[int, dt.time] | None:
    """Day of the week (Monday is 0) and time of the weekly brief, from `EQUITY_LENS_BRIEF`.

    The setting reads "Monday 07:00", which is what holds unless it is set, or "off".
    """
    given = os.environ.get("EQUITY_LENS_BRIEF", "Monday 07:00").strip().lower()
    if given == "off":
        return None
    day, _, hour = given.partition(" ")
    try:
        return DAYS.index(day), dt.time.fromisoformat(hour.strip())
    except ValueError:
        raise ImproperlyConfigured(
            'EQUITY_LENS_BRIEF must read "Monday 07:00", or "off".'
        ) from None


def provider() -> dict[str, Any]:
    """The organisation's OpenID Connect provider, as the sign-in library wants to be told of it.

    `EQUITY_LENS_OIDC_ISSUER`, `_CLIENT_ID` and `_CLIENT_SECRET` go together; `_NAME` is what the
    button says. Some providers do not say whether an e-mail address was verified: name the
    domains whose addresses they vouch for in `_DOMAINS`, with commas between them.
    """
    given = {
        name: os.environ.get(f"EQUITY_LENS_OIDC_{name}", "").strip()
        for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "DOMAINS")
    }
    needed = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    if not any(given[name] for name in needed):
        return {}
    lacking = [f"EQUITY_LENS_OIDC_{name}" for name in needed if not given[name]]
    if lacking:
        raise ImproperlyConfigured(f"Set {', '.join(lacking)} too, or none of the others.")
    issuer = urlsplit(given["ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in ON_THIS_MACHINE:
        raise ImproperlyConfigured("EQUITY_LENS_OIDC_ISSUER must begin with https://.")
    domains = [each.strip() for each in given["DOMAINS"].split(",") if each.strip()]
    app = {
        "provider_id": PROVIDER,
        "name": given["NAME"] or "your organisation's account",
        "client_id": given["CLIENT_ID"],
        "secret": given["CLIENT_SECRET"],
        "settings": {
            "server_url": given["ISSUER"].rstrip("/"),
            "oauth_pkce_enabled": True,
            **({"verified_email": domains} if domains else {}),
        },
    }
    return {"openid_connect": {"APPS": [app]}}
