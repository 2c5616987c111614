"""Data quality: completeness, its owners and targets, and how findings could change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.forms.care import CareForm
from equity_lens_web.evidence.presenters import quality as present
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services.care import assign_care


@require_safe
@page(Permission.EVIDENCE_READ)
def data_quality(request: Any) -> HttpResponse:
    """Each identity field by service, the findings that it could change, and what is out of date."""
    figures = figures_of(request.organisation)
    everyone = figures.profiles(dimensions="all")
    care = {(each.measure, each.service): each for each in request.organisation.care.all()}
    return render(
        request,
        "evidence/reading/data_quality.jinja",
        {
            "refresh": figures.refresh,
            "services": present.services(
                figures.ledgers(),
                everyone,
                figures.trends(dimensions="all"),
                care,
                synthetic=request.organisation.synthetic,
            ),
            "could_change": present.could_change(figures.findings()),
            "stale": present.stale(everyone),
            "may_assign": request.membership.may(Permission.CARE_ASSIGN),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.CARE_ASSIGN)
def care(request: Any, service: str, field: str) -> HttpResponse:
    """Say who looks after one field of one service, and what it should reach by when."""
    ledgers = figures_of(request.organisation).ledgers()
    there = (e for e in ledgers if e.source.contract == service)
    if not any(field in present.identity_fields(ledger) for ledger in there):
        raise Http404
    measure = present.cared_for(service, field)
    kept = request.organisation.care.filter(measure=measure, service=service).first()
    form = CareForm(request.POST if request.method == "POST" else None, initial=_initial(kept))
    if form.is_valid():
        assign_care(
            organisation=request.organisation,
            measure=measure,
            service=service,
            owner=form.cleaned_data["owner"],
            target=form.share,
            by_on=form.cleaned_data["by_on"],
            by=request.user,
        )
        messages.success(request, "Saved. The owner and the target stand beside the figures.")
        return redirect("evidence:data-quality")
    return render(
        request,
        "evidence/reading/care.jinja",
        {
            "form": form,
            "service": present.service_title(service),
            "field": present.field_title(field),
        },
    )


def _initial(kept: Any) -> dict[str, Any]:
    if kept is None:
        return {}
    percent = None if kept.target is None else f"{float(kept.target) * 100:g}"
    return {"owner": kept.owner, "target": percent, "by_on": moments.day(kept.by_on)}
