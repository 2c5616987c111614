"""The cost lens: a gap in things that cost money, under a stated unit cost."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.errors import PlanRefused
from equity_lens.planning import cost as pricing
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.fitting import concerning
from equity_lens_web.evidence.forms.cost import UnitCostForm
from equity_lens_web.evidence.presenters import cost as present
from equity_lens_web.evidence.reading import figures_of


@require_safe
@page(Permission.EVIDENCE_READ)
@concerning("cost")
def cost(request: Any) -> HttpResponse:
    """Choose a gap and what one of the things in it costs; read what the gap costs, with a range."""
    figures = figures_of(request.organisation)
    found = present.gaps_to_price(figures.profiles(present.priced_measures(), present.COMPARED_BY))
    asked = request.GET.get("gap", "")
    gap = next((each for each in found if each.key == asked), next(iter(found), None))
    return render(
        request,
        "evidence/reading/cost.jinja",
        {
            "refresh": figures.refresh,
            "gap": gap,
            "gaps": present.items(found),
            **(_priced(request, gap) if gap else {}),
        },
    )


def _priced(request: Any, gap: present.Gap) -> dict[str, Any]:
    """The form of the unit, and the cost once there is a price: at once where one is published."""
    units = gap.units
    unit = next((each for each in units if each.id == request.GET.get("unit")), units[0])
    is_sent = "central" in request.GET and request.GET.get("priced") == f"{gap.key} {unit.id}"
    form = UnitCostForm(
        unit, gap.counted, request.GET if is_sent else None, one_each=gap.is_of_units
    )
    shown = {
        "unit": unit,
        "units": [{"value": each.id, "text": each.title} for each in units],
        "form": form,
        "address": request.build_absolute_uri(),
    }
    quantity = gap.group.people_affected
    try:
        if is_sent and form.is_valid():
            costed = pricing.cost(quantity, form.priced(), each=form.times())
        elif not is_sent and unit.assumption.is_known and gap.is_of_units:
            costed = pricing.cost(quantity, unit)
        else:
            return shown
    except PlanRefused as refusal:
        return {**shown, "refused": refusal}
    return {**shown, "sentence": present.sentence(gap, costed), "table": present.table(gap, costed)}
