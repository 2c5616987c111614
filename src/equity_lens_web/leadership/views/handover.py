"""The handover pack in one action, and what is written down for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.leadership.forms.handing import WorthKnowingForm
from equity_lens_web.leadership.presenters.blocks import shown
from equity_lens_web.leadership.presenters.handover import handover as pack_of
from equity_lens_web.leadership.services import handing as services
from equity_lens_web.leadership.views.files import as_file

PAGE = "leadership:handover"


@require_safe
@page(Permission.ROLE_READ)
def handover(request: Any) -> HttpResponse:
    """The whole pack on one page. Private reflections are never in it."""
    seen(request, "handover.seen")
    document = pack_of(request.organisation)
    return render(
        request,
        "leadership/handover.jinja",
        {
            "document": document,
            "blocks": shown(document.paper),
            "may_write": request.membership.may(Permission.ROLE_WRITE),
        },
    )


@require_safe
@page(Permission.ROLE_READ)
def handover_file(request: Any, form: str) -> HttpResponse:
    """The pack as PDF or Word."""
    return as_file(request, pack_of(request.organisation), form, name="handover", otherwise=PAGE)


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def worth_knowing(request: Any) -> HttpResponse:
    """Risks, partners and lessons: write one down, or end one."""
    form = WorthKnowingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.write_down(
            organisation=request.organisation,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            by=request.user,
        )
        messages.success(request, "Written down. It is in the handover pack.")
        return redirect("leadership:worth-knowing")
    written = request.organisation.worth_knowing.filter(ended_at=None)
    return render(
        request, "leadership/worth_knowing.jinja", {"form": form, "written": list(written)}
    )


@require_POST
@page(Permission.ROLE_WRITE)
def end(request: Any, pk: int) -> HttpResponse:
    """Take something out of the pack; it is kept."""
    there = request.organisation.worth_knowing.filter(ended_at=None).select_related("organisation")
    services.end(worth_knowing=get_object_or_404(there, pk=pk), by=request.user)
    messages.success(request, "No longer handed over.")
    return redirect("leadership:worth-knowing")
