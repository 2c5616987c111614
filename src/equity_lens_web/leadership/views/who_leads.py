"""Who leads what; what nobody leads; handing everything over; cover for an absence."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.forms.handing import CoverForm, HandOverForm
from equity_lens_web.leadership.leading import Led
from equity_lens_web.leadership.leading import who_leads as everything
from equity_lens_web.leadership.services import handing as services

PAGE = "leadership:who-leads"


@require_safe
@page(Permission.ROLE_READ)
def who_leads(request: Any) -> HttpResponse:
    """Every item with its lead and helpers; first those whose lead has left or that have none."""
    items = everything(request.organisation)
    covers = request.organisation.covers.filter(to_on__gte=moments.today()).select_related(
        "away__person", "covers__person"
    )
    members = request.organisation.memberships.select_related("person").order_by("person__name")
    return render(
        request,
        "leadership/who_leads.jinja",
        {
            "orphans": [each for each in items if each.is_orphan],
            "number": sum(not each.is_orphan for each in items),
            "by_kind": _by_kind(each for each in items if not each.is_orphan),
            "covers": list(covers),
            "covered": {
                str(each.away.person): each for each in covers if each.from_on <= moments.today()
            },
            "members": list(members),
            "may_write": request.membership.may(Permission.ROLE_WRITE),
        },
    )


def _by_kind(items: Iterable[Led]) -> dict[str, list[Led]]:
    """The items of each kind, in the order in which the kinds come."""
    found: dict[str, list[Led]] = {}
    for each in items:
        found.setdefault(each.kind, []).append(each)
    return found


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def hand_over_all(request: Any, pk: int) -> HttpResponse:
    """Give all that one member leads to another."""
    members = request.organisation.memberships.select_related("person", "organisation")
    leaving = get_object_or_404(members, pk=pk)
    form = HandOverForm(leaving, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            number = services.hand_over_all(
                leaving=leaving, to=form.cleaned_data["to"], by=request.user
            )
        except EquityLensError as refused:
            messages.warning(request, str(refused))
        else:
            items = "1 item" if number == 1 else f"{number} items"
            messages.success(request, f"Handed over: {items}. Who led them before is kept.")
        return redirect(PAGE)
    return render(request, "leadership/hand_over_all.jinja", {"form": form, "leaving": leaving})


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def cover(request: Any) -> HttpResponse:
    """Say who covers for whom."""
    form = CoverForm(request.organisation, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.cover(by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. It stands beside all that the person leads.")
        return redirect(PAGE)
    return render(request, "leadership/cover.jinja", {"form": form})
