"""The waiting list by any breakdown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.measures.load import dimensions
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.fitting import concerning
from equity_lens_web.evidence.presenters import waiting_list as present
from equity_lens_web.evidence.presenters.measure import dimension_items
from equity_lens_web.evidence.reading import Figures, figures_of


@require_safe
@page(Permission.EVIDENCE_READ)
@concerning("waiting-list")
def waiting_list(request: Any) -> HttpResponse:
    """Size, long waits, movements and cancellations, each headline beside its gap."""
    figures = figures_of(request.organisation)
    keys = breakdowns(figures, present.MEASURES)
    by = request.GET.get("by", "")
    by = by if by in keys else next(iter(keys), "")
    both = (present.EVERYONE, by)
    profiles = figures.profiles(present.MEASURES, both)
    return render(
        request,
        "evidence/reading/waiting_list.jinja",
        {
            "refresh": figures.refresh,
            "by": by,
            "dimensions": dimension_items(keys),
            "closing": present.closing_table(profiles, by),
            "movements": present.movements_table(profiles, by),
            "sections": present.sections(
                profiles,
                figures.trends(present.MEASURES, both),
                by,
                synthetic=request.organisation.synthetic,
            ),
        },
    )


def breakdowns(figures: Figures, measures: tuple[str, ...]) -> list[str]:
    """What any of these measures is compared by, deprivation first."""
    found = dict.fromkeys(
        entry.dimension
        for entry in figures.entries()
        if entry.measure in measures and not _is_left_out(entry.dimension)
    )
    return sorted(found, key=lambda key: key != "imd_quintile")


def _is_left_out(dimension: str) -> bool:
    """Pairs have too many groups for a page of many measures: each measure's own page has them."""
    declared = dimensions().get(dimension)
    return dimension == present.EVERYONE or (declared is not None and bool(declared.of))
