"""Pages on which tallies counted on paper are keyed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from equity_lens import pipeline
from equity_lens.errors import EquityLensError
from equity_lens.measures.material import measure_fits
from equity_lens.words import dates
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.forms.tallies import BeginTallyForm, TallyForm
from equity_lens_web.evidence.models import TallySheet
from equity_lens_web.evidence.presenters.extracts import problem
from equity_lens_web.evidence.services import tallies as services


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EVIDENCE_UPLOAD)
def tallies(request: Any) -> HttpResponse:
    """Sheets that were begun, and the form that begins one."""
    shown = request.organisation.material_shown
    measures = [each for each in pipeline.tally_measures() if measure_fits(each, shown)]
    dimensions = pipeline.tally_dimensions()
    form = BeginTallyForm(measures, dimensions, request.POST if request.method == "POST" else None)
    if form.is_valid():
        sheet = services.begin(
            organisation=request.organisation,
            measure=form.cleaned_data["measure"],
            dimension=form.cleaned_data["dimension"],
            month=form.cleaned_data["month"],
            by=request.user,
        )
        return redirect("evidence:tally", sheet.pk)
    drafts = request.organisation.tally_sheets.filter(extract=None).select_related("begun_by")
    titles = {each.id: each.title for each in measures}
    groups = {each.key: each.title for each in dimensions}
    return render(
        request,
        "evidence/data/tallies.jinja",
        {
            "trail": [{"text": "Data", "href": reverse("evidence:extracts")}],
            "form": form,
            "drafts": [
                {
                    "href": reverse("evidence:tally", args=[draft.pk]),
                    "title": titles.get(draft.measure, draft.measure),
                    "groups": groups.get(draft.dimension, draft.dimension),
                    "month": dates.period(draft.period),
                    "saved_at": draft.saved_at,
                    "begun_by": draft.begun_by,
                }
                for draft in drafts
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EVIDENCE_UPLOAD)
def sheet(request: Any, pk: int) -> HttpResponse:
    """One sheet: a row for each subgroup, saved as a draft or sent."""
    found = get_object_or_404(request.organisation.tally_sheets, pk=pk)
    if found.extract_id is not None:
        return redirect("evidence:extract", found.extract_id)
    measure = next((each for each in pipeline.tally_measures() if each.id == found.measure), None)
    if measure is None:
        raise Http404
    form = TallyForm(
        pipeline.tally_subgroups(found.dimension),
        found.rows,
        request.POST if request.method == "POST" else None,
    )
    refused = None
    if form.is_valid():
        if "send" not in request.POST:
            try:
                services.save(sheet=found, rows=form.rows, by=request.user)
            except services.AlreadySent as quicker:
                messages.error(request, quicker.problem)
            else:
                messages.success(request, "Saved. You can go on another time")
            return redirect("evidence:tallies")
        form.refuse_half_pairs()
        if not form.errors:
            try:
                made = services.send(sheet=found, rows=form.rows, by=request.user)
            except EquityLensError as fault:
                refused = problem(str(fault))
            else:
                return redirect("evidence:extract", made.pk)
    return _sheet(request, found, measure, form, refused)


def _sheet(
    request: Any, found: TallySheet, measure: Any, form: TallyForm, refused: Any
) -> HttpResponse:
    dimension = next(each for each in pipeline.tally_dimensions() if each.key == found.dimension)
    return render(
        request,
        "evidence/data/tally.jinja",
        {
            "trail": [
                {"text": "Data", "href": reverse("evidence:extracts")},
                {"text": "Paper tallies", "href": reverse("evidence:tallies")},
            ],
            "sheet": found,
            "measure": measure,
            "dimension": dimension.title,
            "form": form,
            "refused": refused,
        },
    )
