"""The paper that a request asks for, and what stands around every page of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.models import Paper
from equity_lens_web.evidence.models.papers import HEAVY
from equity_lens_web.evidence.presenters import papers as words
from equity_lens_web.evidence.presenters.extracts import Problem, problem

PAPERS = {"text": "Papers", "href": "/papers/"}


def paper_of(request: Any, pk: int, *, heavy: bool = False) -> Paper:
    """A paper that this person may see: a draft does not exist for those who only read.

    ``heavy`` fetches what was kept of an issued paper, too.
    """
    papers = request.organisation.papers.select_related("refresh", "begun_by", "issued_by")
    light = () if heavy else HEAVY
    paper = get_object_or_404(papers.defer("refresh__changes", *light), pk=pk)
    if not paper.is_issued and not request.membership.may(Permission.PAPER_WRITE):
        raise Http404
    paper.organisation = request.organisation
    return paper


def draft_of(request: Any, pk: int) -> Paper:
    """A draft; an issued paper has no steps."""
    paper = paper_of(request, pk)
    if paper.is_issued:
        raise Http404
    return paper


def around(request: Any, paper: Paper, step: str = "") -> dict[str, Any]:
    """What every page of a paper shows beside its own; nobody is led to a step they may not take."""
    may_issue = request.membership.may(Permission.PAPER_ISSUE)
    trail = [PAPERS]
    if step:
        trail.append({"text": paper.title, "href": reverse("evidence:paper", args=[paper.pk])})
    return {
        "trail": trail,
        "paper": paper,
        "line": words.line(paper),
        "may_issue": may_issue,
        "steps": [] if paper.is_issued else words.steps(paper, may_issue=may_issue),
        "step": step,
    }


def seen_in(request: Any) -> int:
    """The revision that the person had before them."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else -1


def refused_page(request: Any, found: Paper, step: str, fault: EquityLensError) -> HttpResponse:
    """Why a draft cannot be made as it stands, and the way back to its steps."""
    return render(
        request,
        "evidence/papers/refused.jinja",
        {**around(request, found, step), "refused": told(fault)},
        status=422,
    )


def told(fault: EquityLensError) -> Problem:
    """A refusal, taken apart for the box at the top of a page."""
    return problem(str(fault))
