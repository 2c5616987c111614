"""Pages on which an analyst sees and changes what was said of the columns of each kind of file."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens import pipeline
from equity_lens.contracts.load import contracts
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.forms.data import AnswersForm
from equity_lens_web.evidence.presenters.extracts import meanings
from equity_lens_web.evidence.services import extracts as services

DATA = {"text": "Data", "href": "/data/extracts/"}


@require_safe
@page(Permission.EVIDENCE_UPLOAD)
def answers(request: Any) -> HttpResponse:
    """Each kind of file of which something was said."""
    titles = {key: contract.title for key, contract in contracts().items()}
    said = request.organisation.answers.select_related("said_by").order_by("contract")
    return render(
        request,
        "evidence/data/answers.jinja",
        {
            "trail": [DATA],
            "said": [
                {
                    "title": titles.get(each.contract, each.contract),
                    "href": reverse("evidence:answers-of", args=[each.contract]),
                    "said_at": each.said_at,
                    "said_by": each.said_by,
                }
                for each in said
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EVIDENCE_UPLOAD)
def of_contract(request: Any, contract: str) -> HttpResponse:
    """What was said of one kind of file: each answer can be changed, or be asked again."""
    kept = get_object_or_404(
        request.organisation.answers.select_related("said_by"), contract=contract
    )
    said = pipeline.answers_from_plain(contract, kept.said)
    form = AnswersForm(
        said.columns, meanings(contract), request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        services.remember(
            organisation=request.organisation,
            contract=contract,
            said=replace(said, columns=form.answered()),
            by=request.user,
        )
        messages.success(request, "Saved. The next file is read this way")
        return redirect("evidence:answers")
    known = contracts()[contract]
    return render(
        request,
        "evidence/data/answers_of.jinja",
        {
            "trail": [DATA, {"text": "Answers", "href": reverse("evidence:answers")}],
            "title": known.title,
            "kept": kept,
            "form": form,
            "others": [
                *((known.field(name).title, value) for name, value in said.constants.items()),
                *((known.field(name).title, order) for name, order in said.dates.items()),
            ],
        },
    )
