"""The list of papers, the form that begins one, and what is made from the current figures."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens.errors import EquityLensError
from equity_lens.reports.brief import Brief
from equity_lens.reports.chair import chairs_brief
from equity_lens.reports.document import Document
from equity_lens.reports.help_asked import help_asked
from equity_lens.reports.rendering import FORMATS
from equity_lens.reports.rendering import render as rendered
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.evidence.forms.papers import CoverForm
from equity_lens_web.evidence.papers.making import (
    brief_of,
    record_of,
    release_for,
    usual_title,
)
from equity_lens_web.evidence.presenters import papers as words
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services import papers as services
from equity_lens_web.evidence.views.papers.files import file_response
from equity_lens_web.evidence.views.papers.found import PAPERS, told


@require_safe
@page(Permission.PAPER_READ)
def papers(request: Any) -> HttpResponse:
    """Issued papers for every reader, drafts for those who write."""
    membership, held = request.membership, request.organisation.papers.listed()
    writes = membership.may(Permission.PAPER_WRITE)
    reads_evidence = membership.may(Permission.EVIDENCE_READ)
    refresh = request.organisation.refreshes.defer("head", "changes").current()
    issued = [words.line(paper) for paper in held.issued()]
    current = words.current_files(with_help=bool(issued)) if refresh and reads_evidence else []
    return render(
        request,
        "evidence/papers/papers.jinja",
        {
            "drafts": [words.line(paper) for paper in held.drafts()] if writes else [],
            "issued": issued,
            "may_write": writes,
            "refresh": refresh,
            "current": current,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def begin(request: Any) -> HttpResponse:
    """Begin a paper on the current figures."""
    form = CoverForm(
        request.POST if request.method == "POST" else None, initial={"title": usual_title()}
    )
    refused = None
    if form.is_valid():
        try:
            paper = services.begin(
                organisation=request.organisation, by=request.user, **form.cleaned_data
            )
        except EquityLensError as fault:
            refused = told(fault)
        else:
            return redirect("evidence:paper-findings", paper.pk)
    return render(
        request,
        "evidence/papers/begin.jinja",
        {"trail": [PAPERS], "form": form, "refused": refused, "steps": words.STEPS},
        status=422 if form.errors or refused else 200,
    )


@require_safe
@page(Permission.EVIDENCE_READ)
def current(request: Any, name: str) -> HttpResponse:
    """The chair's brief or the help asked, from the figures as they are now.

    Both say nothing of any draft: what is asked and who waits comes from the paper issued last.
    """
    kind, _, form = name.partition(".")
    if kind not in CURRENT or form not in FORMATS:
        raise Http404
    figures = figures_of(request.organisation)
    if figures.refresh is None:
        raise Http404
    template = request.organisation.word_template if form == "docx" else None
    document = CURRENT[kind](request.organisation)
    try:
        content = rendered(document, form, template=bytes(template) if template else None)
    except EquityLensError as fault:
        messages.error(request, f"{fault.problem} {fault.remedy}")
        return redirect("evidence:papers")
    seen(request, "paper.made-from-current-figures", name)
    return file_response(content, f"{kind}-refresh-{figures.refresh.number}.{form}")


def _chairs_brief(organisation: Any) -> Document:
    earlier = organisation.papers.to_compare_with("")
    last = record_of(earlier) if earlier is not None else None
    return chairs_brief(release_for(Brief(), figures_of(organisation)), None, last)


def _help_asked(organisation: Any) -> Document:
    """Waits are counted from the day on which help was asked, and to no meeting."""
    earlier = organisation.papers.issued().first()
    brief = brief_of(earlier) if earlier is not None else Brief()
    brief = replace(brief, title="", committee="", meeting_on=None)
    return help_asked(release_for(brief, figures_of(organisation)), brief)


CURRENT = {"chairs-brief": _chairs_brief, "help-asked": _help_asked}
