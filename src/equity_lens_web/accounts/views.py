"""Pages of people and organisations."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import members, page, public, signed_in
from equity_lens_web.accounts.permissions import Permission


@require_safe
@signed_in
def me(request: Any) -> HttpResponse:
    """Who I am here."""
    return render(request, "accounts/me.jinja")


@require_safe
@page(Permission.PEOPLE_MANAGE)
def people(request: Any) -> HttpResponse:
    """Everybody in the organisation."""
    return render(request, "accounts/me.jinja")


@require_safe
@members
def logo(request: Any) -> HttpResponse:
    """The identity that the organisation supplied."""
    if not request.organisation.logo:
        raise Http404
    return HttpResponse(bytes(request.organisation.logo), content_type="image/png")


@require_safe
@public
def accessibility(request: Any) -> HttpResponse:
    """How accessible the platform is."""
    return render(request, "accounts/me.jinja")


@require_safe
@public
def privacy(request: Any) -> HttpResponse:
    """What is kept of whom."""
    return render(request, "accounts/me.jinja")
