"""The front page of the room: where the role stands, and what comes next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.reading import adopted_shape
from equity_lens_web.leadership.needs import needs_of
from equity_lens_web.leadership.presenters import charter as present


@require_safe
@page(Permission.ROLE_READ)
def role(request: Any) -> HttpResponse:
    """The charter in short, with its gaps, and what this room needs of the person."""
    charter = request.organisation.charters.current()
    return render(
        request,
        "leadership/role.jinja",
        {
            "charter": charter,
            "gaps": present.gaps_of(charter) if charter else [],
            "waits_for": present.waits_for(charter) if charter else "",
            "needs": needs_of(request.membership),
            "shape": adopted_shape(request.organisation),
            "may_write": request.membership.may(Permission.ROLE_WRITE),
        },
    )
