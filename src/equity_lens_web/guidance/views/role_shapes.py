"""Shapes of the lead's role: compare them, adapt one, work by it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts.access import members, page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.forms import EntryForm
from equity_lens_web.guidance.presenters import guides as present
from equity_lens_web.guidance.reading import SHAPES, adopted_shape, entries, entry
from equity_lens_web.guidance.services import shapes
from equity_lens_web.guidance.shipped import kinds

AT_ONCE = 4


@require_safe
@members
def role_shapes(request: Any) -> HttpResponse:
    """Every shape in a line, and two to four of them side by side."""
    kind, found = kinds()[SHAPES], entries(SHAPES, request.organisation)
    wanted = request.GET.getlist("shape")
    chosen = [each for each in found if each.key in wanted]
    return render(
        request,
        "guidance/role_shapes.jinja",
        {
            "kind": kind,
            "shapes": found,
            "wanted": wanted,
            "asked": bool(wanted) or "compare" in request.GET,
            "compared": [
                (each, present.told(kind, each.fields, request.organisation.material_shown))
                for each in chosen[:AT_ONCE]
            ],
            "left_out": chosen[AT_ONCE:],
            "adopted": adopted_shape(request.organisation),
            "may_adopt": request.membership.may(Permission.ROLE_WRITE),
            "may_adapt": request.membership.may(Permission.ROLE_WRITE)
            and request.membership.may(Permission.GUIDANCE_EDIT),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def adapt(request: Any, key: str) -> HttpResponse:
    """Write a shape of one's own, begun from another, and work by it."""
    kind, begun_from = kinds()[SHAPES], entry(SHAPES, key, request.organisation)
    if begun_from is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(kind, begun_from, sent, as_new=True)
    if form.is_valid():
        shapes.adapt_shape(
            organisation=request.organisation,
            begun_from=key,
            title=form.cleaned_data["title"],
            fields=form.written,
            why=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(request, "This is now the shape of the role here, in your own words.")
        return redirect("guidance:role-shapes")
    shown = {"kind": kind, "entry": begun_from, "form": form, "doing": "adapt"}
    return render(request, "guidance/change.jinja", shown)


@require_POST
@page(Permission.ROLE_WRITE)
def adopt(request: Any, key: str) -> HttpResponse:
    """Work by a shape as it stands."""
    if entry(SHAPES, key, request.organisation) is None:
        raise Http404
    shapes.adopt_shape(organisation=request.organisation, key=key, by=request.user)
    messages.success(request, "This is now the shape of the role here.")
    return redirect("guidance:role-shapes")
