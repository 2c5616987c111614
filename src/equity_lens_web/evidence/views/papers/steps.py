"""The steps of a draft: findings, sentences, decisions, voices and actions. Each can be left."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from equity_lens.errors import EquityLensError
from equity_lens.reports.brief import key_of
from equity_lens.reports.chosen import chosen
from equity_lens.reports.sections.decisions import suggested
from equity_lens.reports.wording import sentences
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.forms.papers import (
    ActionRows,
    AskRows,
    FindingsForm,
    HeardForm,
    VoiceRows,
    WordsForm,
    action_values,
    ask_values,
)
from equity_lens_web.evidence.models import Paper
from equity_lens_web.evidence.papers.making import (
    TOP,
    as_written,
    brief_of,
    figures_of_paper,
    release_of,
)
from equity_lens_web.evidence.presenters import papers as words
from equity_lens_web.evidence.presenters.findings import cards
from equity_lens_web.evidence.services import papers as services
from equity_lens_web.evidence.views.papers.found import around, draft_of, seen_in, told


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def findings(request: Any, pk: int) -> HttpResponse:
    """Choose the findings; those ranked first are ticked until somebody has chosen."""
    paper = draft_of(request, pk)
    offered = figures_of_paper(paper).findings()
    form = FindingsForm(offered, _posted(request))
    picked = brief_of(paper).findings
    ticked = {str(key) for key in picked or map(key_of, offered[:TOP])}
    if form.is_bound:
        ticked = set(request.POST.getlist("findings"))
    return _step(
        request,
        paper,
        "findings",
        {"form": form, "forms": [form], "cards": cards(offered), "ticked": ticked},
        lambda seen: services.decide(
            paper=paper,
            step="findings",
            seen=seen,
            by=request.user,
            findings=form.cleaned_data["findings"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def sentences_of(request: Any, pk: int) -> HttpResponse:
    """Reword the sentences; the figures in them stay."""
    paper = draft_of(request, pk)
    document, edits = as_written(paper), brief_of(paper).sentences
    form = WordsForm(sentences(document), edits, _posted(request))
    return _step(
        request,
        paper,
        "words",
        {
            "form": form,
            "forms": [form],
            "wordings": words.wordings(document, form, paper.set_aside),
        },
        lambda seen: services.reword(paper=paper, edits=form.edits, seen=seen, by=request.user),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def decisions(request: Any, pk: int) -> HttpResponse:
    """Ask for decisions; those that the findings suggest stand there at first."""
    paper = draft_of(request, pk)
    brief, release = brief_of(paper), release_of(paper)
    asks = suggested(chosen(release, brief, TOP)) if brief.asks is None else brief.asks
    rows = AskRows(
        _posted(request),
        prefix="ask",
        initial=[ask_values(ask, release) for ask in asks],
        form_kwargs={"release": release},
    )
    return _step(
        request,
        paper,
        "decisions",
        {"rows": rows, "forms": [rows.management_form, *rows.forms]},
        lambda seen: services.decide(
            paper=paper,
            step="decisions",
            seen=seen,
            by=request.user,
            asks=tuple(form.ask for form in rows.filled),
        ),
        forms=[rows],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PAPER_WRITE)
def voices(request: Any, pk: int) -> HttpResponse:
    """What people said, with their consent; what is being done, and the help that it waits for."""
    paper = draft_of(request, pk)
    brief, release = brief_of(paper), release_of(paper)
    given, of = _posted(request), {"release": release}
    heard = HeardForm(given, initial={"heard": brief.heard})
    spoken = VoiceRows(
        given,
        prefix="voice",
        form_kwargs=of,
        initial=[{"text": v.text, "whose": v.whose, "consent": True} for v in brief.voices],
    )
    acts = ActionRows(
        given,
        prefix="action",
        form_kwargs=of,
        initial=[action_values(action) for action in brief.actions],
    )
    return _step(
        request,
        paper,
        "voices",
        {
            "heard": heard,
            "voices": spoken,
            "actions": acts,
            "forms": [heard, *spoken.forms, *acts.forms],
        },
        lambda seen: services.decide(
            paper=paper,
            step="voices",
            seen=seen,
            by=request.user,
            heard=heard.cleaned_data["heard"] or 0,
            voices=tuple(form.voice for form in spoken.filled),
            actions=tuple(form.action for form in acts.filled),
        ),
        forms=[heard, spoken, acts],
    )


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _step(
    request: Any,
    paper: Paper,
    step: str,
    context: dict[str, Any],
    save: Callable[[int], Paper],
    forms: list[Any] | None = None,
) -> HttpResponse:
    """Show a step; when it is sent and nothing is wrong with it, save it and go on."""
    refused, revision = None, paper.revision
    checked = [form.is_valid() for form in forms or context["forms"]]
    if all(checked):
        try:
            save(seen_in(request))
        except EquityLensError as fault:
            refused = told(fault)
        else:
            if "another" in request.POST:
                return redirect(request.path)
            if "later" in request.POST:
                messages.success(request, "Saved. You can go on another time")
                return redirect("evidence:paper", paper.pk)
            return redirect(words.after(paper, step))
    elif request.method == "POST" and seen_in(request) != revision:
        revision = seen_in(request)  # somebody else saved meanwhile: say so once the words hold
    return render(
        request,
        f"evidence/papers/{step}.jinja",
        {**around(request, paper, step), **context, "refused": refused, "seen": revision},
        status=422 if request.method == "POST" else 200,
    )
