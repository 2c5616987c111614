"""Sharing an idea as a member, and reading what became of one's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.forms.ideas import MembersIdeaForm
from equity_lens_web.frontline.presenters import ideas as present
from equity_lens_web.frontline.services import ideas as services


@require_safe
@page(Permission.IDEAS_SHARE)
def my_ideas(request: Any) -> HttpResponse:
    """What this person shared, with the answers."""
    mine = request.organisation.ideas.filter(shared_by=request.user).for_a_list()
    return render(
        request, "frontline/my_ideas.jinja", {"lines": present.lines(mine, reads_all=True)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_SHARE)
def share(request: Any) -> HttpResponse:
    """Share an observation or an idea."""
    form = MembersIdeaForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        idea = services.share(
            organisation=request.organisation,
            kind=form.cleaned_data["kind"],
            said=form.cleaned_data["said"],
            place=form.cleaned_data["place"],
            by=request.user,
        )
        messages.success(
            request, f"Thank you. You can read an answer here by {moments.day(idea.due_on)}."
        )
        return redirect("frontline:my-ideas")
    trail = [{"text": "Your ideas", "href": reverse("frontline:my-ideas")}]
    return render(request, "frontline/share.jinja", {"form": form, "trail": trail})
