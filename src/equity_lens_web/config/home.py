"""Where a person lands, and the pages that say what went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import signed_in


@require_safe
@signed_in
def home(request: Any) -> HttpResponse:
    """What needs this person today; for somebody who belongs nowhere, their own page."""
    return HttpResponseRedirect(reverse("today:today" if request.membership else "accounts:me"))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that this role does not open."""
    return render(request, "config/refused.jinja", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session has ended meanwhile, or that another site sent."""
    return render(request, "config/form_expired.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page; another organisation's record does not exist either."""
    return render(request, "config/not_found.jinja", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return render(request, "config/broken.jinja", status=500)
