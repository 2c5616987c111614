"""The induction: three questions, a path, and a mark on each step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.reading import entries
from equity_lens_web.leadership import reading
from equity_lens_web.leadership.forms.induction import InductionForm
from equity_lens_web.leadership.models import Induction, StepMark
from equity_lens_web.leadership.presenters import induction as present
from equity_lens_web.leadership.services import induction as services

PATH, QUESTIONS = "leadership:induction", "leadership:induction-answers"


@require_safe
@page(Permission.ROLE_WRITE)
def induction(request: Any) -> HttpResponse:
    """The path, thirty days at a time; who has not answered yet is asked the three questions."""
    mine = _mine(request)
    if mine is None:
        return redirect(QUESTIONS)
    spans = _spans(request, mine)
    open_steps = [step for span in spans for step in span.steps if not step.is_over]
    return render(
        request,
        "leadership/induction.jinja",
        {
            "spans": spans,
            "next": open_steps[0] if open_steps else None,
            "may_skip": bool(present.skipped_to_day_30(spans)),
            "caution": next(
                (each.caution for each in entries("induction_step", request.organisation)), ""
            ),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def answers(request: Any) -> HttpResponse:
    """Experience, time, kind of trust."""
    mine = _mine(request)
    known = (
        {"experience": mine.experience, "time": mine.time, "kind": mine.kind}
        if mine
        else {"kind": request.organisation.sector}
    )
    form = InductionForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        services.begin(organisation=request.organisation, by=request.user, **form.cleaned_data)
        return redirect(PATH)
    return render(request, "leadership/induction_answers.jinja", {"form": form})


@require_POST
@page(Permission.ROLE_WRITE)
def mark(request: Any, step: str) -> HttpResponse:
    """Open a step, say that it is done, or pass over it."""
    mine = _mine(request)
    if mine is None:
        return redirect(QUESTIONS)
    found = {each.key: each for span in _spans(request, mine) for each in span.steps}
    state = request.POST.get("state", "")
    if step not in found or state not in StepMark.State.values:
        raise Http404
    services.mark(induction=mine, steps=[step], state=state, by=request.user)
    if state == StepMark.State.BEGUN:
        return redirect(found[step].href)
    return redirect(f"{reverse(PATH)}#step-{step}")


@require_POST
@page(Permission.ROLE_WRITE)
def skip(request: Any) -> HttpResponse:
    """Pass over everything up to the first draft."""
    mine = _mine(request)
    if mine is None:
        return redirect(QUESTIONS)
    steps = present.skipped_to_day_30(_spans(request, mine))
    services.mark(induction=mine, steps=steps, state=StepMark.State.SKIPPED, by=request.user)
    messages.success(request, "Skipped to day 30. You can open any step later.")
    return redirect("leadership:first-draft")


def _mine(request: Any) -> Induction | None:
    return (
        request.organisation.inductions.prefetch_related("marks")
        .select_related("organisation")
        .filter(person=request.user)
        .first()
    )


def _spans(request: Any, mine: Induction) -> list[present.Span]:
    return present.path(
        entries("induction_step", request.organisation),
        mine,
        outputs=reading.outputs(request.organisation),
        live=reading.waiting(request.organisation),
    )
