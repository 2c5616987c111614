"""Plain statements that anyone may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import public
from equity_lens_web.accounts.models import Invitation
from equity_lens_web.accounts.sessions import IDLE, LONGEST


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the platform is, and what is not."""
    return render(request, "accounts/accessibility.jinja")


@require_safe
@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, for how long."""
    return render(
        request,
        "accounts/privacy.jinja",
        {
            "hours": LONGEST.total_seconds() // 3600,
            "minutes_idle": IDLE.total_seconds() // 60,
            "invitation_days": Invitation.LASTS.days,
        },
    )
