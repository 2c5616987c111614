"""What every page knows: who is signed in, for whom, and which rooms are open to them."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from equity_lens import __version__
from equity_lens.measures.material import page_fits
from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission

# Title, first page, what its addresses begin with, and whom it is open to: None is every member.
ROOMS: tuple[tuple[str, str, str | tuple[str, ...], Permission | None], ...] = (
    ("Today", "today:today", "/today", None),
    ("Evidence", "evidence:performance", "/evidence", Permission.EVIDENCE_READ),
    ("Improvement", "improvement:portfolio", "/improvement", Permission.IMPROVEMENT_READ),
    ("Ideas", "frontline:my-ideas", "/ideas", Permission.IDEAS_SHARE),
    ("Decisions", "actions:decisions", ("/decisions", "/help-asked"), Permission.ACTIONS_READ),
    ("Leadership", "leadership:role", "/leadership", Permission.ROLE_READ),
    ("Learning", "learning:cases", "/learning", Permission.CASES_READ),
    ("Data", "evidence:extracts", "/data", Permission.EVIDENCE_UPLOAD),
    ("Papers", "evidence:papers", "/papers", Permission.PAPER_READ),
    ("People", "accounts:people", "/people", Permission.PEOPLE_MANAGE),
    ("Settings", "accounts:settings", "/settings", Permission.SETTINGS_CHANGE),
    ("Audit", "operations:trail", "/audit", Permission.AUDIT_READ),
)

# The pages of a room, shown under the menu on each of them. Evidence has a list of its own.
PAGES: dict[str, tuple[tuple[str, str, Permission], ...]] = {
    "Leadership": (
        ("Role", "leadership:role", Permission.ROLE_READ),
        ("Induction", "leadership:induction", Permission.ROLE_WRITE),
        ("Activities", "plan:activities", Permission.PLAN_READ),
        ("Measures", "plan:measures", Permission.PLAN_READ),
        ("Priorities", "plan:priorities", Permission.PLAN_READ),
        ("Programmes", "plan:programmes", Permission.PLAN_READ),
        ("Foundations", "plan:more", Permission.PLAN_READ),
        ("Who leads", "leadership:who-leads", Permission.ROLE_READ),
        ("Reflections", "leadership:reflections", Permission.REFLECT),
        ("Support", "guidance:support", Permission.ROLE_READ),
        ("Guides", "guidance:guides", Permission.GUIDANCE_PROPOSE),
    ),
    "Decisions": (
        ("Decisions", "actions:decisions", Permission.ACTIONS_READ),
        ("Help asked", "actions:help-asked", Permission.ACTIONS_READ),
    ),
    "Improvement": (
        ("Portfolio", "improvement:portfolio", Permission.IMPROVEMENT_READ),
        ("Projects", "improvement:projects", Permission.IMPROVEMENT_READ),
        ("Changes without a check", "improvement:unchecked", Permission.IMPROVEMENT_READ),
        ("Huddle cards", "frontline:cards", Permission.IMPROVEMENT_READ),
        ("Ideas received", "frontline:ideas", Permission.IMPROVEMENT_READ),
        ("Advocates", "frontline:advocates", Permission.IDEAS_ANSWER),
        ("Recognition", "frontline:recognition", Permission.IMPROVEMENT_READ),
    ),
    "Ideas": (
        ("Your ideas", "frontline:my-ideas", Permission.IDEAS_SHARE),
        ("Share an idea", "frontline:share", Permission.IDEAS_SHARE),
        ("Be an advocate", "frontline:oneself", Permission.IDEAS_SHARE),
    ),
}


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
            if membership and (permission is None or membership.may(permission))
        ],
        "room_pages": _pages(request, membership),
        "page_fits": partial(
            page_fits,
            shown=membership.organisation.material_shown if membership else frozenset(),
        ),
    }


def _pages(request: HttpRequest, membership: Membership | None) -> list[dict[str, Any]]:
    """The pages of the room that this address lies in, as far as they are open to this person."""
    if membership is None:
        return []
    open_to = [
        (title, reverse(name))
        for room, _, start, _ in ROOMS
        if room in PAGES and request.path.startswith(start)
        for title, name, permission in PAGES[room]
        if membership.may(permission)
    ]
    here = max((href for _, href in open_to if request.path.startswith(href)), key=len, default="")
    return [{"title": title, "href": href, "current": href == here} for title, href in open_to]
