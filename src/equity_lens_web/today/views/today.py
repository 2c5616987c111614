"""The page that a person sees first: what needs them, in how many minutes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import members
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.today.month import month
from equity_lens_web.today.presenters.brief import screen_of


@require_safe
@members
def today(request: Any) -> HttpResponse:
    """At most three things first; quiet where nothing needs this person."""
    return render(
        request,
        "today/today.jinja",
        {
            "screen": screen_of(request.membership),
            "day": moments.day(moments.today()),
            "keeps_the_month": request.membership.may(Permission.ROLE_WRITE),
            "month": month(),
        },
    )


@require_safe
@members
def the_month(request: Any) -> HttpResponse:
    """The lead's month, step by step, in minutes."""
    found = month()
    rows = [(step.title, step.minutes, step.times, step.in_all) for step in found.steps]
    return render(request, "today/month.jinja", {"month": found, "rows": rows})
