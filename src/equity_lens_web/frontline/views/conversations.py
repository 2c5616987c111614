"""Prompts for talking about a gap without blame."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.reading import entries
from equity_lens_web.guidance.shipped import kinds

KIND = "conversation"


@require_safe
@page(Permission.IMPROVEMENT_READ)
def conversations(request: Any) -> HttpResponse:
    """What to ask, what not to say and what to say instead, as the trust has it."""
    return render(
        request,
        "frontline/conversations.jinja",
        {
            "trail": [{"text": "Huddle cards", "href": reverse("frontline:cards")}],
            "kind": kinds()[KIND],
            "prompts": entries(KIND, request.organisation),
        },
    )
