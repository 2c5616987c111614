"""Decisions in a list: what is open, due, blocked; what is done, and what the gap did."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.disclosure.released_readings import Outcome
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.models import Decision
from equity_lens_web.actions.models.decisions import MOVED, WORSE
from equity_lens_web.actions.presenters.standing import line
from equity_lens_web.design_system import moments

State = Decision.State
Narrow = Callable[[Any], Any]
# What a list can be narrowed to: key, words, and how.
FILTERS: tuple[tuple[str, str, Narrow], ...] = (
    ("", "All", lambda all: all),
    ("open", "Open", lambda all: all.filter(state=State.OPEN)),
    ("due", "Due or late", lambda all: all.due_by(moments.today())),
    ("blocked", "Blocked", lambda all: all.filter(state=State.BLOCKED)),
    ("new-owner", "Needs a new owner", lambda all: all.without_an_owner()),
    ("moved", "Done, gap narrower", lambda all: all.done_and(*MOVED)),
    ("unchanged", "Done, gap unchanged", lambda all: all.done_and(Outcome.UNCHANGED)),
    ("wider", "Done, gap no better", lambda all: all.done_and(*WORSE)),
    ("unread", "Gap could not be read", lambda all: all.filter(outcome=Outcome.NOT_READ)),
    ("commitments", "Commitments", lambda all: all.filter(kind__in=["ours", "theirs"])),
    ("stopped", "Stopped", lambda all: all.filter(state=State.STOPPED)),
)


@require_safe
@page(Permission.ACTIONS_READ)
def decisions(request: Any) -> HttpResponse:
    """Every decision of the organisation, what is due first."""
    every = request.organisation.decisions.for_a_list()
    shown = request.GET.get("show", "")
    chosen = next((each for each in FILTERS if each[0] == shown), FILTERS[0])
    _, title, narrow = chosen
    return render(
        request,
        "actions/decisions.jinja",
        {
            "lines": [line(each) for each in narrow(every)],
            "chosen": chosen[0],
            "title": title,
            "filters": [{"value": key, "text": words} for key, words, _ in FILTERS],
            "may_write": request.membership.may(Permission.ACTIONS_WRITE),
        },
    )
