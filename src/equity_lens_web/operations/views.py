"""The audit trail, read and exported, and the health of the platform."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page, public
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.operations.health import examine


@require_safe
@page(Permission.AUDIT_READ)
def trail(request: Any) -> HttpResponse:
    """The newest events of the organisation."""
    events = request.organisation.events.select_related("person").order_by("-at")[:100]
    return render(request, "operations/trail.jinja", {"events": events})


@require_safe
@public
def health(request: HttpRequest) -> JsonResponse:
    """Whether all is well, for whatever watches the server: 200, or 503 with what is wrong."""
    found = examine()
    return JsonResponse(
        {
            "status": "well" if found.is_well else "unwell",
            "problems": found.problems,
            **found.found,
        },
        status=200 if found.is_well else 503,
    )
