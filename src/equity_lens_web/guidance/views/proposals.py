"""Proposing a change, voting on it, answering it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts.access import members, page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.forms import AnswerForm, EntryForm
from equity_lens_web.guidance.models import Proposal
from equity_lens_web.guidance.presenters import guides as present
from equity_lens_web.guidance.services import proposals
from equity_lens_web.guidance.services.changes import find, number_of
from equity_lens_web.guidance.shipped import GuideRefused
from equity_lens_web.guidance.views.guides import entry_or_404, kind_or_404, what_they_may


@require_http_methods(["GET", "POST"])
@page(Permission.GUIDANCE_PROPOSE)
def propose(request: Any, kind: str, key: str = "") -> HttpResponse:
    """Propose how an entry should read, or a new one."""
    found = kind_or_404(kind)
    now = entry_or_404(request.organisation, kind, key).entry if key else None
    if now is None and not found.is_free:
        raise Http404
    form = EntryForm(found, now, request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = proposals.propose(
            organisation=request.organisation,
            kind=kind,
            key=key,
            title=form.cleaned_data["title"],
            fields=form.written,
            why=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(request, "Proposed. Others can vote on it, and an editor answers it.")
        return redirect("guidance:proposal", made.pk)
    shown = {"kind": found, "entry": now, "form": form, "doing": "propose"}
    return render(request, "guidance/change.jinja", shown)


@require_safe
@members
def proposal(request: Any, pk: int) -> HttpResponse:
    """One proposal: what it would change, why, the votes and the answer."""
    return _shown(request, _proposal(request, pk), AnswerForm())


@require_POST
@page(Permission.GUIDANCE_PROPOSE)
def vote(request: Any, pk: int) -> HttpResponse:
    """Vote for or against, or change the vote."""
    held = _proposal(request, pk)
    is_for = request.POST.get("vote") == "for"
    return _done(request, held, "Your vote is counted. You can change it until it is answered.",
                 proposals.vote, is_for=is_for)  # fmt: skip


@require_POST
@page(Permission.GUIDANCE_PROPOSE)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take back a proposal of one's own."""
    return _done(request, _proposal(request, pk), "Taken back.", proposals.withdraw)


@require_POST
@page(Permission.GUIDANCE_EDIT)
def answer(request: Any, pk: int) -> HttpResponse:
    """Accept or decline, with a reason."""
    held = _proposal(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, held, form)
    accepts = form.cleaned_data["answer"] == "accept"
    do = proposals.accept if accepts else proposals.decline
    said = "Accepted: everybody now reads these words." if accepts else "Declined."
    return _done(request, held, said, do, answer=form.cleaned_data["reason"])


def _proposal(request: Any, pk: int) -> Proposal:
    found: Proposal = get_object_or_404(request.organisation.guide_proposals.for_a_list(), pk=pk)
    return found


def _shown(request: Any, held: Proposal, form: AnswerForm) -> HttpResponse:
    found = kind_or_404(held.kind)
    each = find(request.organisation, held.kind, held.key) if held.key else None
    votes = list(held.votes.select_related("person").order_by("at"))
    mine = next((each for each in votes if each.person_id == request.user.pk), None)
    (told,) = present.proposed(found, each, [held])
    return render(
        request,
        "guidance/proposal.jinja",
        {
            "kind": found,
            "each": each,
            "proposal": told,
            "fields": present.told(found, held.fields, request.organisation.material_shown),
            "is_stale": each is not None and held.is_open and number_of(each) != held.before,
            "votes": votes,
            "mine": mine,
            "is_mine": held.proposed_by_id == request.user.pk,
            "form": form,
            **what_they_may(request),
        },
    )


def _done(request: Any, held: Proposal, said: str, do: Any, **given: Any) -> HttpResponse:
    try:
        do(proposal=held, by=request.user, **given)
    except GuideRefused as refused:
        messages.error(request, refused.problem)
    else:
        messages.success(request, said)
    return redirect("guidance:proposal", held.pk)
