"""Advocates: of oneself, and for those who look after them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.frontline.forms.advocates import AdvocateForm, ConsentForm, SupportForm
from equity_lens_web.frontline.services import advocates as services

ERASED = "Erased. Nothing of it is kept."


@require_safe
@page(Permission.IDEAS_ANSWER)
def advocates(request: Any) -> HttpResponse:
    """Every advocate, the time they give and the support they were offered."""
    found = request.organisation.advocates.for_a_list()
    return render(
        request,
        "frontline/advocates.jinja",
        {"advocates": found, "hours": sum(each.hours_a_month for each in found)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_ANSWER)
def record(request: Any) -> HttpResponse:
    """Record somebody without an account who agreed to it."""
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.record_consent(
            organisation=request.organisation, by=request.user, **form.cleaned_data
        )
        messages.success(request, "Recorded. It is erased as soon as they ask.")
        return redirect("frontline:advocates")
    return render(request, "frontline/advocate_record.jinja", {"trail": _trail(), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_ANSWER)
def advocate(request: Any, pk: int) -> HttpResponse:
    """One advocate, and what they were offered."""
    found = get_object_or_404(request.organisation.advocates.for_a_list(), pk=pk)
    form = SupportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.offer_support(advocate=found, what=form.cleaned_data["what"], by=request.user)
        messages.success(request, "Saved.")
        return redirect("frontline:advocates")
    return render(
        request,
        "frontline/advocate.jinja",
        {"trail": _trail(), "advocate": found, "form": form},
    )


@require_POST
@page(Permission.IDEAS_ANSWER)
def erase(request: Any, pk: int) -> HttpResponse:
    """Erase the record of somebody who asked for it."""
    found = get_object_or_404(request.organisation.advocates, pk=pk)
    services.erase(advocate=found, by=request.user)
    messages.success(request, ERASED)
    return redirect("frontline:advocates")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_SHARE)
def oneself(request: Any) -> HttpResponse:
    """Say that one is an advocate, or change what one said."""
    mine = request.organisation.advocates.themselves(request.user)
    first = {name: getattr(mine, name) for name in AdvocateForm.base_fields} if mine else {}
    form = AdvocateForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        services.become(organisation=request.organisation, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. You can withdraw here at any time.")
        return redirect("frontline:oneself")
    return render(request, "frontline/oneself.jinja", {"form": form, "mine": mine})


@require_POST
@page(Permission.IDEAS_SHARE)
def withdraw(request: Any) -> HttpResponse:
    """Stop being an advocate."""
    services.withdraw(organisation=request.organisation, by=request.user)
    messages.success(request, ERASED)
    return redirect("frontline:oneself")


def _trail() -> list[dict[str, str]]:
    return [{"text": "Advocates", "href": reverse("frontline:advocates")}]
