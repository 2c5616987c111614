"""What was found: ranked and graded, with what has changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.evidence.doors import Gap, doors
from equity_lens_web.evidence.presenters.findings import WHAT_GRADES_MEAN, cards, since_last
from equity_lens_web.evidence.reading import figures_of


@require_safe
@page(Permission.EVIDENCE_READ)
def findings(request: Any) -> HttpResponse:
    """Every finding of the current refresh, and what is new since the one before."""
    figures = figures_of(request.organisation)
    if figures.refresh is not None:
        seen(request, "findings.seen", f"Refresh {figures.refresh.number}")
    found = cards(figures.findings())
    return render(
        request,
        "evidence/reading/findings.jinja",
        {
            "refresh": figures.refresh,
            "cards": found,
            "doors": {
                card.rank: doors(
                    request.membership, Gap(card.measure, card.dimension, card.subgroup)
                )
                for card in found
            },
            "comparisons": figures.head.comparisons if figures.head else 0,
            "grades": WHAT_GRADES_MEAN,
            "changed": since_last(figures.changes()),
        },
    )
