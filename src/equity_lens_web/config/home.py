"""Where a person lands, and the pages that say what went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import signed_in
from equity_lens_web.config.context import ROOMS


@require_safe
@signed_in
def home(request: Any) -> HttpResponse:
    """The first room that is open to this person."""
    for _, name, _, permission in ROOMS:
        if request.membership and request.membership.may(permission):
            return HttpResponseRedirect(reverse(name))
    return HttpResponseRedirect(reverse("accounts:me"))


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
