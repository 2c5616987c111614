"""One decision, and each way in which it goes on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions import forms
from equity_lens_web.actions.models import Decision
from equity_lens_web.actions.presenters import one as present
from equity_lens_web.actions.presenters.standing import tag
from equity_lens_web.actions.services import decisions as services
from equity_lens_web.actions.services import help as asking
from equity_lens_web.actions.services.decisions import DecisionRefused
from equity_lens_web.actions.services.may import may_change, who_may_own

READINGS_SHOWN = 12
Act = Callable[[Decision, Form, Any], object]


@require_safe
@page(Permission.ACTIONS_READ)
def decision(request: Any, pk: int) -> HttpResponse:
    """The gap then and now, what was hoped, how it stands, and what may be done next."""
    found = _found(request, pk)
    gap = found.gap
    made = list(found.readings.select_related("refresh")[:READINGS_SHOWN]) if gap else []
    block = found.blocks.filter(ended_at=None).prefetch_related("answers__by").first()
    return render(
        request,
        "actions/decision.jinja",
        {
            "decision": found,
            "tag": tag(found),
            "facts": present.facts(found),
            "gap": present.gap_then(gap, found) if gap else None,
            "readings": present.readings(gap, made, found) if gap else [],
            "waits": present.waits_to_be_read(found),
            "block": present.standing_in_the_way(block) if block else None,
            "history": present.history(found.steps.select_related("by")),
            "may_change": may_change(request.membership, found),
        },
    )


def _words(label: str, required: str) -> Callable[[Any, Any], Form]:
    return lambda request, posted: forms.WordsForm(label, required, posted)


def _changing(
    title: str, done: str, form_of: Callable[[Any, Any], Form], act: Act, button: str = "Save"
) -> Any:
    """A page with one small form by which a decision goes on."""

    @require_http_methods(["GET", "POST"])
    @page(Permission.ACTIONS_READ)
    def change(request: Any, pk: int) -> HttpResponse:
        found = _found(request, pk)
        if not may_change(request.membership, found):
            messages.error(request, "Its owner, or whoever keeps decisions, can change this.")
            return redirect("actions:decision", pk)
        form = form_of(request, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                act(found, form, request.user)
            except DecisionRefused as refusal:
                messages.error(request, f"{refusal.problem} {refusal.remedy}")
            else:
                messages.success(request, done)
            return redirect("actions:decision", pk)
        shown = {"decision": found, "form": form, "title": title, "button": button}
        return render(request, "actions/change.jinja", shown)

    return change


finish = _changing(
    "Say that it is done",
    "Done. The gap is read on its day, and again with each refresh after it.",
    _words("What was done", "Enter what was done"),
    lambda decision, form, by: services.finish(
        decision=decision, words=form.cleaned_data["words"], by=by
    ),
)
stop = _changing(
    "Stop it",
    "Stopped. Its gap is not read any more.",
    _words("Why it is stopped", "Enter why it is stopped"),
    lambda decision, form, by: services.stop(
        decision=decision, because=form.cleaned_data["words"], by=by
    ),
)
conclude = _changing(
    "What we make of the gap now",
    "Saved. It stands in the history.",
    _words("What we make of it, and what follows", "Enter what follows from the reading"),
    lambda decision, form, by: services.conclude(
        decision=decision, words=form.cleaned_data["words"], by=by
    ),
)
unblock = _changing(
    "Say that nothing stands in the way any more",
    "Saved. It is open again.",
    _words("What changed", "Enter what changed"),
    lambda decision, form, by: asking.unblock(
        decision=decision, words=form.cleaned_data["words"], by=by
    ),
)
reply = _changing(
    "Answer the executive team’s question",
    "Saved. The request waits for the executive team again.",
    _words("Your answer", "Enter your answer"),
    lambda decision, form, by: asking.reply(
        asked=get_object_or_404(decision.blocks, ended_at=None),
        words=form.cleaned_data["words"],
        by=by,
    ),
)
postpone = _changing(
    "Give it another day",
    "Saved. The day before stays in the history.",
    lambda request, posted: forms.PostponeForm(posted),
    lambda decision, form, by: services.postpone(
        decision=decision,
        due_on=form.cleaned_data["due_on"],
        because=form.cleaned_data["words"],
        by=by,
    ),
)
hand_over = _changing(
    "Give it another owner",
    "Saved. The new owner sees it on their page Today.",
    lambda request, posted: forms.HandOverForm(who_may_own(request.organisation), posted),
    lambda decision, form, by: services.hand_over(decision=decision, owner=form.chosen, by=by),
)
block = _changing(
    "Say what stands in the way",
    "Saved. It is blocked until you say that nothing stands in the way any more.",
    lambda request, posted: forms.BlockForm(posted),
    lambda decision, form, by: asking.block(
        decision=decision,
        by=by,
        **{
            name: form.cleaned_data[name]
            for name in ("why", "asks_executive_team", "needed", "pounds")
        },
    ),
)


def _found(request: Any, pk: int) -> Decision:
    known = request.organisation.decisions.for_a_list().select_related("made_by")
    return get_object_or_404(known, pk=pk)
