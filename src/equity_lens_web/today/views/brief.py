"""The weekly brief as a page, and its switch: here, and by the link in the mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from equity_lens_web.accounts.access import members, public
from equity_lens_web.today import when
from equity_lens_web.today.models import Brief
from equity_lens_web.today.presenters.brief import screen_of
from equity_lens_web.today.presenters.times import sent_when
from equity_lens_web.today.services.briefs import of_link, switch


@require_http_methods(["GET", "POST"])
@members
def brief(request: Any) -> HttpResponse:
    """What the mail would say now; switch it on or off."""
    if request.method == "POST":
        on = request.POST.get("brief") == "on"
        switch(membership=request.membership, on=on, by=request.user)
        said = "The weekly brief is on." if on else "The weekly brief is off. Nothing is sent."
        messages.success(request, said)
        return redirect("today:brief")
    kept = Brief.objects.filter(membership=request.membership).first()
    return render(
        request,
        "today/brief.jinja",
        {
            "screen": screen_of(request.membership),
            "is_on": kept is None or kept.is_on,
            "sent_when": sent_when(when.last_due()),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@public
def brief_off(request: Any, token: str) -> HttpResponse:
    """Ask once, for mail servers open links by themselves; then switch off, and nothing else."""
    membership = of_link(token)
    if membership is None:
        return render(request, "today/brief_off.jinja", {"is_known": False}, status=404)
    is_done = request.method == "POST"
    if is_done:
        switch(membership=membership, on=False, by=None)
    return render(request, "today/brief_off.jinja", {"is_known": True, "is_done": is_done})
