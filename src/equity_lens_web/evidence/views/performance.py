"""Each headline standard beside its equity gap."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.measures.headline_standards import headline_standards
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.presenters.footing import footing
from equity_lens_web.evidence.reading import figures_of

SIGNS = (
    "A diamond with I is a special cause that improves, a square with C one of concern, "
    "a wave is ordinary variation."
)


@require_safe
@page(Permission.EVIDENCE_READ)
def performance(request: Any) -> HttpResponse:
    """One row for each standard that this kind of trust reads; none without its gap."""
    figures = figures_of(request.organisation)
    shown = request.organisation.material_shown
    standards = [standard for standard in headline_standards() if standard.is_for(shown)]
    measured = [standard.measure for standard in standards if standard.measure]
    profiles = figures.profiles(measures=measured)
    trends = figures.trends(measures=measured)
    rows = [
        footing(
            standard,
            [p for p in profiles if p.measure.id == standard.measure],
            [t for t in trends if t.measure.id == standard.measure],
            synthetic=request.organisation.synthetic,
        )
        for standard in standards
    ]
    return render(
        request,
        "evidence/reading/performance.jinja",
        {
            "refresh": figures.refresh,
            "rows": sorted(rows, key=lambda row: not row.measure),
            "signs": SIGNS,
            "may_upload": request.membership.may(Permission.EVIDENCE_UPLOAD),
        },
    )
