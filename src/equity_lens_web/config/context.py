"""What every page knows: who is signed in, for whom, and which rooms are open to them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from equity_lens import __version__
from equity_lens_web.accounts.permissions import Permission

ROOMS = (
    ("Evidence", "evidence:performance", "/evidence", Permission.EVIDENCE_READ),
    ("Data", "evidence:extracts", "/data", Permission.EVIDENCE_UPLOAD),
    ("Papers", "evidence:papers", "/papers", Permission.PAPER_READ),
    ("People", "accounts:people", "/people", Permission.PEOPLE_MANAGE),
    ("Settings", "accounts:settings", "/settings", Permission.SETTINGS_CHANGE),
    ("Audit", "operations:trail", "/audit", Permission.AUDIT_READ),
)


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """The person, their organisation and membership, and the rooms of the menu."""
    membership = getattr(request, "membership", None)
    user = getattr(request, "user", None)
    return {
        "version": __version__,
        "person": user if user is not None and user.is_authenticated else None,
        "organisation": membership.organisation if membership else None,
        "membership": membership,
        "rooms": [
            {"title": title, "href": reverse(name), "current": request.path.startswith(start)}
            for title, name, start, permission in ROOMS
            if membership and membership.may(permission)
        ],
    }
