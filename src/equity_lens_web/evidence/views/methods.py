"""How figures are made, in words, for every member: each page links to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.reference.catalogue import bundled_editions
from equity_lens_web.accounts.access import members
from equity_lens_web.evidence.presenters.findings import WHAT_GRADES_MEAN
from equity_lens_web.evidence.reading import figures_of


@require_safe
@members
def methods(request: Any) -> HttpResponse:
    """From rows to figures; the rule that protects people; what the grades mean; the sources."""
    figures = figures_of(request.organisation)
    return render(
        request,
        "evidence/reading/methods.jinja",
        {
            "policy": figures.head.policy_described if figures.head else "",
            "grades": WHAT_GRADES_MEAN,
            "editions": bundled_editions(),
        },
    )
