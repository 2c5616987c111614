"""The charter: read, answered, sent to the chief executive, signed, and taken as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.forms.charter import CharterForm, TimeAndMoneyForm
from equity_lens_web.leadership.models import Capacity, Charter
from equity_lens_web.leadership.presenters import charter as present
from equity_lens_web.leadership.presenters.papers import charter_paper
from equity_lens_web.leadership.services import charter as services
from equity_lens_web.leadership.views.files import as_file


@require_safe
@page(Permission.ROLE_READ)
def charter(request: Any) -> HttpResponse:
    """The charter on one page: answers, gaps, signatures, and every change."""
    charters = list(request.organisation.charters.history())
    current = charters[0] if charters else None
    waiting = request.organisation.requests_for_time_and_money.waiting()
    capacity = services.SIGNS_AS.get(request.membership.role)
    return render(
        request,
        "leadership/charter.jinja",
        {
            "charter": current,
            "answers": present.answers(current) if current else [],
            "gaps": present.gaps_of(current) if current else [],
            "signed_by": present.signed_by(current) if current else [],
            "waits_for": present.waits_for(current) if current else "",
            "history": present.history(charters),
            "waiting": waiting,
            "may_write": request.membership.may(Permission.ROLE_WRITE),
            "names": waiting is not None and capacity == Capacity.CHIEF_EXECUTIVE,
            "signs": current is not None and current.is_turn_of(capacity),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def answers(request: Any) -> HttpResponse:
    """The ten questions on one page; what is saved can be gone on with later."""
    kept = request.organisation.charters.current()
    form = CharterForm(request.POST if request.method == "POST" else None, initial=_kept(kept))
    if form.is_valid():
        try:
            _save(request, form)
        except EquityLensError as refused:
            messages.warning(request, f"{refused} Your words are still on this page.")
        else:
            return redirect("leadership:charter")
    return render(
        request,
        "leadership/charter_answers.jinja",
        {"form": form, "questions": Charter.ANSWERS, "kept": kept},
    )


@require_POST
@page(Permission.ROLE_WRITE)
def ask(request: Any) -> HttpResponse:
    """Send the charter to the chief executive: name time and money."""
    try:
        services.ask_for_time_and_money(organisation=request.organisation, by=request.user)
        messages.success(request, "Sent to the chief executive, who sees it on the page Today.")
    except EquityLensError as refused:
        messages.warning(request, str(refused))
    return redirect("leadership:charter")


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_AGREE)
def time_and_money(request: Any) -> HttpResponse:
    """One page for the chief executive: choose days and pounds, and sign."""
    kept = request.organisation.charters.current()
    waiting = request.organisation.requests_for_time_and_money.waiting()
    form = TimeAndMoneyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        days, pounds = form.named()
        try:
            services.name_time_and_money(
                organisation=request.organisation,
                days_a_month=days,
                budget=pounds,
                by=request.user,
                seen=_seen(request),
            )
            messages.success(
                request, "Named and signed. The lead signs, then the chair countersigns."
            )
        except EquityLensError as refused:
            messages.warning(request, str(refused))
        return redirect("leadership:charter")
    return render(
        request,
        "leadership/time_and_money.jinja",
        {
            "form": form,
            "waiting": waiting,
            "answers": present.answers(kept) if kept else [],
            "seen": kept.number if kept else 0,
            "names": services.SIGNS_AS.get(request.membership.role) == Capacity.CHIEF_EXECUTIVE,
        },
    )


@require_POST
@page(Permission.ROLE_READ)
def sign(request: Any) -> HttpResponse:
    """Sign the version that stood on the page."""
    try:
        services.sign(organisation=request.organisation, seen=_seen(request) or 0, by=request.user)
        messages.success(request, "Signed.")
    except EquityLensError as refused:
        messages.warning(request, str(refused))
    return redirect("leadership:charter")


@require_safe
@page(Permission.ROLE_READ)
def charter_file(request: Any, form: str) -> HttpResponse:
    """The charter as PDF or Word."""
    current = request.organisation.charters.current()
    if current is None:
        raise Http404
    paper = charter_paper(request.organisation, current)
    return as_file(request, paper, form, name="charter", otherwise="leadership:charter")


def _save(request: Any, form: CharterForm) -> None:
    services.answer(
        organisation=request.organisation,
        answers=form.cleaned_data,
        by=request.user,
        seen=_seen(request),
    )
    if "send" in request.POST:
        services.ask_for_time_and_money(organisation=request.organisation, by=request.user)
        messages.success(request, "Saved, and sent to the chief executive.")
    else:
        messages.success(request, "Saved. Every version is kept.")


def _seen(request: Any) -> int | None:
    """The number of the version that stood on the page (0: none yet); None where it was not sent."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def _kept(charter: Charter | None) -> dict[str, Any]:
    if charter is None:
        return {}
    kept = {name: getattr(charter, name) for name in Charter.ANSWERS}
    return {**kept, "review_on": moments.day(charter.review_on)}
