"""Huddle cards: the list, making one, one card with its links, its print."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens.reports.huddle_card import HuddleCard
from equity_lens.reports.huddle_fact import CardRefused
from equity_lens.reports.huddle_files import huddle_pdf
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.frontline.forms.cards import CardForm
from equity_lens_web.frontline.making import Subject, drawn, subject_of_gap, subject_of_project
from equity_lens_web.frontline.models import Card, CardLink
from equity_lens_web.frontline.presenters import cards as present
from equity_lens_web.frontline.qr import qr_data_uri, qr_svg
from equity_lens_web.frontline.reading import with_a_verdict
from equity_lens_web.frontline.services import cards as services
from equity_lens_web.improvement.presenters.trails import trail_of

PRINT, LOOK = "print", "look"


@require_safe
@page(Permission.IMPROVEMENT_READ)
def cards(request: Any) -> HttpResponse:
    """Every card of the trust, with who made it and what its links do."""
    may_make = request.membership.may(Permission.IMPROVEMENT_WRITE)
    return render(
        request,
        "frontline/cards.jinja",
        {
            "lines": present.lines(request.organisation.huddle_cards.for_a_list()),
            "may_make": may_make,
            "projects": with_a_verdict(request.organisation) if may_make else (),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def make(request: Any) -> HttpResponse:
    """Look at the card of a gap, change its question, and make it: the second click prints it."""
    return _making(request, lambda: _gap(request))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def make_of_project(request: Any, pk: int) -> HttpResponse:
    """The same of what became of a project's gap."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    return _making(request, lambda: subject_of_project(project))


def _making(request: Any, about: Callable[[], Subject]) -> HttpResponse:
    try:
        subject = about()
        first = {"question": subject.prompt.question, "to_try": subject.prompt.to_try}
        form = CardForm(request.POST if request.method == "POST" else None, initial=first)
        words = form.cleaned_data if form.is_valid() else first
        card, faults = _drawn(subject, words)
    except CardRefused as fault:
        return render(request, "frontline/card_refused.jinja", _about(fault), status=422)
    if form.is_valid() and faults:
        for each in faults:
            form.add_error(None, f"{each} Shorten the question or the thing to try")
    elif form.is_valid() and request.POST.get("do") != LOOK:
        return _made(request, subject, words)
    return render(
        request,
        "frontline/card_make.jinja",
        {
            "trail": trail_of(subject.project) if subject.project else _trail(),
            "form": form,
            "shown": present.shown(card) if card and not form.errors else None,
            "faults": () if form.is_bound else faults,
        },
    )


@never_cache
@require_safe
@page(Permission.IMPROVEMENT_READ)
def card(request: Any, pk: int) -> HttpResponse:
    """One card, and its links."""
    return _card(request, _found(request, pk))


@never_cache
@require_POST
@page(Permission.IMPROVEMENT_WRITE)
def link(request: Any, pk: int) -> HttpResponse:
    """Give a card a new link, shown this once."""
    try:
        linked = services.link_card(card=_found(request, pk), by=request.user)
    except CardRefused as fault:
        return render(request, "frontline/card_refused.jinja", _about(fault), status=422)
    return _card(request, _found(request, pk), link=linked.link)


@require_POST
@page(Permission.IMPROVEMENT_WRITE)
def printed(request: Any, pk: int) -> HttpResponse:
    """The card on A5, with a new link as a square for phones."""
    try:
        return _print(services.link_card(card=_found(request, pk), by=request.user))
    except CardRefused as fault:
        return render(request, "frontline/card_refused.jinja", _about(fault), status=422)


@require_POST
@page(Permission.IMPROVEMENT_WRITE)
def revoke(request: Any, pk: int) -> HttpResponse:
    """Make a link open nothing."""
    found = get_object_or_404(CardLink, pk=pk, card__organisation=request.organisation)
    services.revoke_link(link=found, by=request.user)
    messages.success(request, "The link opens nothing any more.")
    return redirect("frontline:card", found.card_id)


def _gap(request: Any) -> Subject:
    asked = (request.GET.get(each, "") for each in ("measure", "by", "group"))
    subject = subject_of_gap(request.organisation, *asked)
    if subject is None:
        raise CardRefused(
            "A card is about one gap, and none was chosen.",
            remedy="Open a finding or a project, and choose “Make a huddle card” there.",
        )
    return subject


def _drawn(subject: Subject, words: dict[str, Any]) -> tuple[HuddleCard | None, tuple[str, ...]]:
    """The card, or what is too long or too hard about it."""
    try:
        return drawn(subject, question=words["question"], to_try=words["to_try"]), ()
    except CardRefused as fault:
        if not fault.faults:
            raise
        return None, fault.faults


def _made(request: Any, subject: Subject, words: dict[str, Any]) -> HttpResponse:
    made = services.make_card(
        organisation=request.organisation,
        subject=subject,
        question=words["question"],
        to_try=words["to_try"],
        by=request.user,
    )
    if request.POST.get("do") == PRINT:
        return _print(services.link_card(card=made, by=request.user))
    return redirect("frontline:card", made.pk)


def _found(request: Any, pk: int) -> Card:
    found: Card = get_object_or_404(request.organisation.huddle_cards.for_a_list(), pk=pk)
    return found


def _card(request: Any, found: Card, *, link: str = "") -> HttpResponse:
    return render(
        request,
        "frontline/card.jinja",
        {
            "trail": _trail(),
            "card": found,
            "shown": present.shown(found.card),
            "links": present.links(found),
            "link": link,
            "picture": qr_data_uri(link) if link else "",
            "may_make": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )


def _print(linked: services.Linked) -> HttpResponse:
    card = linked.card.card
    name = f"huddle-card-{slugify(card.title)[:60]}-{card.period}.pdf"
    return HttpResponse(
        huddle_pdf(card, link=linked.link, code=qr_svg(linked.link)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _about(fault: CardRefused) -> dict[str, Any]:
    return {"trail": _trail(), "problem": fault.problem, "remedy": fault.remedy}


def _trail() -> list[dict[str, str]]:
    return [{"text": "Huddle cards", "href": reverse("frontline:cards")}]
