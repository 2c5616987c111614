"""An unlocked notebook, between two requests: half with the browser, half with the session.

The session, which lies in the database, has the private key encrypted by a key that only a cookie
of the browser holds. Neither half opens anything without the other.
"""

import base64
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from equity_lens_web.frontline.limits import Limit
from equity_lens_web.leadership import vault

HELD, SINCE = "notebook", "notebook_since"
COOKIE, PATH = "equity_lens_notebook", "/leadership/reflections/"
LASTS = 30 * 60  # seconds
# Each try costs the server 32 MB and a tenth of a second, and a stolen session could try for ever.
TRYING = Limit("notebook", an_address=300, a_link=10)


def hold(request: Any, response: HttpResponse, private: bytes) -> None:
    """Keep a private key for half an hour, or until the person locks it or signs out."""
    key = os.urandom(vault.KEY)
    request.session[HELD] = _plain(vault.wrap(key, private))
    request.session[SINCE] = timezone.now().timestamp()
    response.set_cookie(
        COOKIE,
        _plain(key),
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def held(request: Any) -> bytes | None:
    """The private key, or None where the notebook is locked."""
    wrapped, key = request.session.get(HELD), request.COOKIES.get(COOKIE)
    since = request.session.get(SINCE, 0)
    if not wrapped or not key or timezone.now().timestamp() - since > LASTS:
        return None
    try:
        return vault.unwrap(base64.b64decode(key), base64.b64decode(wrapped))
    except (InvalidTag, ValueError):
        return None


def let_go(request: Any, response: HttpResponse) -> None:
    """Lock the notebook."""
    for name in (HELD, SINCE):
        request.session.pop(name, None)
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def _plain(content: bytes) -> str:
    return base64.b64encode(content).decode()
