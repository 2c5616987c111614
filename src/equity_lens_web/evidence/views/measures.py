"""The list of measures, and what is not measured."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.presenters.measures import coverage, grouped, left_out
from equity_lens_web.evidence.reading import figures_of


@require_safe
@page(Permission.EVIDENCE_READ)
def measures(request: Any) -> HttpResponse:
    """Every measure with its headline, its gap and its age."""
    figures = figures_of(request.organisation)
    profiles = figures.profiles(dimensions=("all", "imd_quintile"))
    return render(
        request,
        "evidence/reading/measures.jinja",
        {
            "groups": grouped(profiles),
            "left_out": left_out(profiles, request.organisation.material_shown) if profiles else [],
            "coverage": coverage(profiles),
        },
    )
