"""Help asked of the executive team: its age, the one decision needed, and the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.forms import AnswerForm
from equity_lens_web.actions.models import Block
from equity_lens_web.actions.presenters.help import request_for_help
from equity_lens_web.actions.services.decisions import DecisionRefused
from equity_lens_web.actions.services.help import answer

ANSWERED_SHOWN = 20


@require_safe
@page(Permission.ACTIONS_READ)
def help_asked(request: Any) -> HttpResponse:
    """What waits for the executive team, the oldest first; below it what was answered."""
    asked = _asked(request)
    waiting = list(asked.waiting())
    others = asked.exclude(pk__in=[each.pk for each in waiting]).order_by("-began_at")
    return render(
        request,
        "actions/help_asked.jinja",
        {
            "waiting": [request_for_help(each) for each in waiting],
            "answered": [request_for_help(each) for each in others[:ANSWERED_SHOWN]],
            "may_answer": request.membership.may(Permission.HELP_DECIDE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.HELP_DECIDE)
def answer_help(request: Any, pk: int) -> HttpResponse:
    """Approve, decline with a reason, or ask back."""
    asked = get_object_or_404(_asked(request), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer(asked=asked, by=request.user, **_of(form))
        except DecisionRefused as refusal:
            messages.error(request, f"{refusal.problem} {refusal.remedy}")
        else:
            messages.success(request, "Saved. The owner sees your answer.")
        return redirect("actions:help-asked")
    shown = {"asked": request_for_help(asked), "form": form}
    return render(request, "actions/answer.jinja", shown)


def _of(form: AnswerForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("kind", "words")}


def _asked(request: Any) -> Any:
    return (
        Block.objects.filter(decision__organisation=request.organisation)
        .help_asked()
        .prefetch_related("answers__by")
    )
