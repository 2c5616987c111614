"""The audit trail, read and exported, and the health of the platform."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page, public
from equity_lens_web.accounts.permissions import Permission


@require_safe
@page(Permission.AUDIT_READ)
def trail(request: Any) -> HttpResponse:
    """The newest events of the organisation."""
    events = request.organisation.events.select_related("person").order_by("-at")[:100]
    return render(request, "operations/trail.jinja", {"events": events})


@require_safe
@public
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers: for whatever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "well"})
