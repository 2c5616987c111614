"""One paper: a draft's steps, an issued one's pages; its annex, preview, and the gate's log."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens.errors import EquityLensError
from equity_lens.reports.issue import withheld_from_json
from equity_lens.reports.withheld import withheld, withheld_sentence
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.evidence.coding import unpack
from equity_lens_web.evidence.forms.papers import CoverForm, OutcomeForm
from equity_lens_web.evidence.models import Paper, Refresh
from equity_lens_web.evidence.papers.making import (
    composed,
    record_of,
    release_of,
    shown,
    shown_as_issued,
)
from equity_lens_web.evidence.presenters import papers as words
from equity_lens_web.evidence.services import papers as services
from equity_lens_web.evidence.views.papers.found import (
    around,
    draft_of,
    paper_of,
    refused_page,
    seen_in,
    told,
)


@require_safe
@page(Permission.PAPER_READ)
def paper(request: Any, pk: int) -> HttpResponse:
    """A draft and how far it is, or an issued paper to be read."""
    found = paper_of(request, pk, heavy=True)
    if not found.is_issued:
        return _draft(request, found)
    seen(request, "paper.seen", found.title)
    fingerprints = dict(found.files.values_list("name", "sha256"))
    return render(
        request,
        "evidence/papers/issued.jinja",
        {
            **around(request, found),
            "document": shown_as_issued(found),
            "files": words.issued_files(found, fingerprints),
            "extracts": found.refresh.extracts.only("name", "sha256", "state"),
            "asked": words.asked(record_of(found), found.outcomes.select_related("said_by")),
            "outcome": OutcomeForm(),
            "may_write": request.membership.may(Permission.PAPER_WRITE),
        },
    )


@require_safe
@page(Permission.PAPER_WRITE)
def preview(request: Any, pk: int) -> HttpResponse:
    """A draft as it would be issued now."""
    found = draft_of(request, pk)
    try:
        document = shown(composed(found))
    except EquityLensError as fault:
        return refused_page(request, found, "preview", fault)
    return render(
        request,
        "evidence/papers/preview.jinja",
        {
            **around(request, found, "preview"),
            "document": document,
            "is_long": document.minutes > words.MOST_MINUTES,
            "most_minutes": words.MOST_MINUTES,
            "files": words.draft_files(found),
        },
    )


@require_safe
@page(Permission.PAPER_READ)
def annex(request: Any, pk: int) -> HttpResponse:
    """The tables behind a paper."""
    found = paper_of(request, pk, heavy=True)
    try:
        document = shown_as_issued(found) if found.is_issued else shown(composed(found))
    except EquityLensError as fault:
        return refused_page(request, found, "annex", fault)
    return render(
        request,
        "evidence/papers/annex.jinja",
        {**around(request, found, "annex"), "document": document},
    )


@require_safe
@page(Permission.PAPER_READ)
def withheld_of(request: Any, pk: int) -> HttpResponse:
    """The gate's log: how much of what was withheld, and why."""
    found = paper_of(request, pk, heavy=True)
    log = (
        withheld_from_json(unpack(found.withheld))
        if found.is_issued
        else withheld(release_of(found))
    )
    return render(
        request,
        "evidence/papers/withheld.jinja",
        {**around(request, found, "withheld"), "rows": words.withheld_rows(log)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_ISSUE)
def issue(request: Any, pk: int) -> HttpResponse:
    """What was withheld, and whether anything stands in the way; then issue."""
    found, refused = draft_of(request, pk), None
    if request.method == "POST":
        try:
            services.issue(paper=found, seen=seen_in(request), by=request.user)
        except EquityLensError as fault:
            refused = told(fault)
        else:
            messages.success(request, "Issued. It can no longer be changed")
            return redirect("evidence:paper", found.pk)
    try:
        document = composed(found)
    except EquityLensError as fault:
        return refused_page(request, found, "issue", fault)
    release = release_of(found)
    return render(
        request,
        "evidence/papers/issue.jinja",
        {
            **around(request, found, "issue"),
            "sentence": withheld_sentence(release),
            "rows": words.withheld_rows(withheld(release)),
            "minutes": document.minutes,
            "is_long": document.minutes > words.MOST_MINUTES,
            "has_template": bool(request.organisation.word_template),
            "is_behind": _newer(request, found) is not None,
            "refused": refused,
        },
        status=422 if refused else 200,
    )


@require_POST
@page(Permission.PAPER_WRITE)
def move(request: Any, pk: int) -> HttpResponse:
    """Move a draft to the newer figures."""
    return _changed(request, pk, services.move, "Moved to the newer figures")


@require_POST
@page(Permission.PAPER_WRITE)
def forget(request: Any, pk: int) -> HttpResponse:
    """Clear the list of what no longer fitted."""
    return _changed(request, pk, services.forget_set_aside, "The list is cleared")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def cover(request: Any, pk: int) -> HttpResponse:
    """Change the title, the meeting and its day."""
    found, refused = draft_of(request, pk), None
    first = {"title": found.title, "meeting": found.meeting, "meeting_on": found.meeting_on}
    form = CoverForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            services.rename(
                paper=found, seen=seen_in(request), by=request.user, **form.cleaned_data
            )
        except EquityLensError as fault:
            refused = told(fault)
        else:
            return redirect("evidence:paper", found.pk)
    return render(
        request,
        "evidence/papers/cover.jinja",
        {
            **around(request, found, "cover"),
            "form": form,
            "seen": found.revision,
            "refused": refused,
        },
        status=422 if form.errors or refused else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def discard(request: Any, pk: int) -> HttpResponse:
    """Remove a draft, once asked whether that is meant."""
    found = draft_of(request, pk)
    if request.method == "POST":
        services.discard(paper=found, by=request.user)
        messages.success(request, f"The draft “{found.title}” is gone")
        return redirect("evidence:papers")
    return render(request, "evidence/papers/discard.jinja", around(request, found, "discard"))


@require_POST
@page(Permission.PAPER_WRITE)
def outcome(request: Any, pk: int) -> HttpResponse:
    """Say what became of a decision that an issued paper asked."""
    found = paper_of(request, pk, heavy=True)
    if not found.is_issued:
        raise Http404
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what became of the decision, then save")
    elif form.cleaned_data["place"] >= len(record_of(found).asks):
        raise Http404
    else:
        services.record_outcome(paper=found, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. The next paper will say so")
    return redirect("evidence:paper", found.pk)


def _draft(request: Any, found: Paper) -> HttpResponse:
    return render(
        request,
        "evidence/papers/draft.jinja",
        {
            **around(request, found),
            "next": words.next_step(found),
            "newer": _newer(request, found),
            "earlier": request.organisation.papers.to_compare_with(found.meeting),
            "seen": found.revision,
            "files": words.draft_files(found),
        },
    )


def _newer(request: Any, found: Paper) -> Refresh | None:
    """The current figures, where a draft is not of them."""
    newest = request.organisation.refreshes.defer("head", "changes").current()
    return None if newest is None or newest.pk == found.refresh_id else newest


def _changed(request: Any, pk: int, service: Any, done: str) -> HttpResponse:
    found = draft_of(request, pk)
    try:
        service(paper=found, seen=seen_in(request), by=request.user)
    except EquityLensError as fault:
        messages.error(request, fault.problem)
    else:
        messages.success(request, done)
    return redirect("evidence:paper", found.pk)
