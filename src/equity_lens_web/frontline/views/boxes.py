"""Whether ideas are taken without sign-in, and the links of wards and sites."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.frontline.forms.ideas import PlaceForm
from equity_lens_web.frontline.models import Openness
from equity_lens_web.frontline.qr import qr_data_uri
from equity_lens_web.frontline.services import boxes as services
from equity_lens_web.frontline.services.boxes import Opened


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_ANSWER)
def boxes(request: Any) -> HttpResponse:
    """Every link that is in use, and the form that makes one, which is shown this once."""
    form = PlaceForm(request.POST if request.method == "POST" else None)
    opened = None
    if form.is_bound and form.is_valid():
        opened = services.open_box(
            organisation=request.organisation, place=form.cleaned_data["place"], by=request.user
        )
        form = PlaceForm()
    return _boxes(request, form, opened)


@never_cache
@require_POST
@page(Permission.IDEAS_ANSWER)
def renew(request: Any, pk: int) -> HttpResponse:
    """A new link for a place; the old one stops."""
    box = get_object_or_404(request.organisation.idea_boxes, pk=pk)
    return _boxes(request, PlaceForm(), services.renew_box(box=box, by=request.user))


@require_POST
@page(Permission.IDEAS_ANSWER)
def close(request: Any, pk: int) -> HttpResponse:
    """Make a link open nothing."""
    box = get_object_or_404(request.organisation.idea_boxes, pk=pk)
    services.close_box(box=box, by=request.user)
    messages.success(request, f"The link of “{box.place}” opens nothing any more.")
    return redirect("frontline:boxes")


@require_POST
@page(Permission.IDEAS_ANSWER)
def openness(request: Any) -> HttpResponse:
    """Take ideas without sign-in, or stop."""
    wanted = request.POST.get("without_sign_in") == "yes"
    services.say_openness(
        organisation=request.organisation, without_sign_in=wanted, by=request.user
    )
    said = "Ideas can be sent without sign-in." if wanted else "Ideas are shared by sign-in alone."
    messages.success(request, said)
    return redirect("frontline:boxes")


def _boxes(request: Any, form: PlaceForm, opened: Opened | None) -> HttpResponse:
    said = Openness.objects.filter(organisation=request.organisation).first()
    return render(
        request,
        "frontline/boxes.jinja",
        {
            "trail": [{"text": "Ideas", "href": reverse("frontline:ideas")}],
            "form": form,
            "opened": opened,
            "picture": qr_data_uri(opened.link) if opened else "",
            "is_open": bool(said and said.without_sign_in),
            "boxes": request.organisation.idea_boxes.for_a_list(),
        },
    )
