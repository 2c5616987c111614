"""Ideas for those who read and answer them: the list with its count, one idea, its answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.forms.answers import AnswerForm
from equity_lens_web.frontline.presenters import ideas as present
from equity_lens_web.frontline.reading import ideas_counted
from equity_lens_web.frontline.services import ideas as services
from equity_lens_web.frontline.services.ideas import IdeaRefused

ON_A_PAGE = 50  # anybody who has a link can send one
TRAIL = [("Ideas", "frontline:ideas")]


@require_safe
@page(Permission.IMPROVEMENT_READ)
def ideas(request: Any) -> HttpResponse:
    """The ideas of a year, those that wait first, and what the board is told of them."""
    year = present.a_year_before(moments.today())
    late = Paginator(request.organisation.ideas.of_late(year), ON_A_PAGE)
    pages = late.get_page(request.GET.get("page"))
    return render(
        request,
        "frontline/ideas.jinja",
        {
            "pages": pages,
            "lines": present.lines(
                pages, reads_all=request.membership.may(Permission.IDEAS_ANSWER)
            ),
            "counts": present.counted(ideas_counted(request.organisation)),
            "not_read_yet": present.NOT_READ_YET,
            "may_share": request.membership.may(Permission.IDEAS_SHARE),
            "may_answer": request.membership.may(Permission.IDEAS_ANSWER),
        },
    )


@require_safe
@page(Permission.IMPROVEMENT_READ)
def idea(request: Any, pk: int) -> HttpResponse:
    """One idea and what became of it."""
    found = get_object_or_404(request.organisation.ideas.for_a_list(), pk=pk)
    may_answer = request.membership.may(Permission.IDEAS_ANSWER)
    return render(
        request,
        "frontline/idea.jinja",
        {
            "trail": _trail(),
            "line": present.line(found, reads_all=may_answer),
            "not_read_yet": present.NOT_READ_YET,
            "may_answer": may_answer,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_ANSWER)
def answer(request: Any, pk: int) -> HttpResponse:
    """Answer an idea, and in the same step make it a project or part of one."""
    found = get_object_or_404(request.organisation.ideas.for_a_list(), pk=pk)
    projects = request.organisation.projects.listed()
    form = AnswerForm(request.POST if request.method == "POST" else None, projects=projects)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("said", "outcome", "project", "title")}
        try:
            services.answer(idea=found, by=request.user, **given)
        except IdeaRefused as refused:
            form.add_error("outcome", f"{refused.problem} {refused.remedy}")
        else:
            messages.success(request, "Answered. Whoever sent it can read your answer now.")
            return redirect("frontline:idea", pk)
    return render(
        request,
        "frontline/answer.jinja",
        {
            "trail": [*_trail(), {"text": "Idea", "href": reverse("frontline:idea", args=[pk])}],
            "line": present.line(found, reads_all=True),
            "form": form,
        },
    )


def _trail() -> list[dict[str, str]]:
    return [{"text": text, "href": reverse(name)} for text, name in TRAIL]
