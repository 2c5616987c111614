"""Who is not here: users against residents."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.presenters import representation as present
from equity_lens_web.evidence.reading import figures_of


@require_safe
@page(Permission.EVIDENCE_READ)
def who_is_not_here(request: Any) -> HttpResponse:
    """One group of users along one breakdown, with every other breakdown of them in a sentence."""
    figures = figures_of(request.organisation)
    shown = figures.representations()
    one = present.chosen(shown, request.GET.get("of", ""), request.GET.get("by", ""))
    synthetic = request.organisation.synthetic
    return render(
        request,
        "evidence/reading/who_is_not_here.jinja",
        {
            "refresh": figures.refresh,
            **(present.context(shown, one, synthetic=synthetic) if one else {}),
        },
    )
