"""Changing an entry, adding one, taking one out of use, and going back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.forms import EntryForm, ReasonForm
from equity_lens_web.guidance.services import changes
from equity_lens_web.guidance.shipped import GuideRefused
from equity_lens_web.guidance.views.guides import entry_or_404, kind_or_404

USE_AGAIN = "use-again"


@require_http_methods(["GET", "POST"])
@page(Permission.GUIDANCE_EDIT)
def change(request: Any, kind: str, key: str) -> HttpResponse:
    """Change the words of an entry, with a reason."""
    found, each = kind_or_404(kind), entry_or_404(request.organisation, kind, key)
    form = EntryForm(found, each.entry, request.POST if request.method == "POST" else None)
    seen = request.POST.get("seen", "")
    if form.is_valid():
        try:
            changes.change(
                organisation=request.organisation,
                kind=kind,
                key=key,
                title=form.cleaned_data["title"],
                fields=form.written,
                why=form.cleaned_data["reason"],
                seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
                by=request.user,
            )
        except GuideRefused as refused:
            form.add_error("title", f"{refused.problem} {refused.remedy}")
        else:
            messages.success(request, "Saved. The words before it stay in the history.")
            return redirect("guidance:entry", kind, key)
    shown = {"kind": found, "entry": each.entry, "form": form, "seen": changes.number_of(each)}
    return render(request, "guidance/change.jinja", {**shown, "doing": "change"})


@require_http_methods(["GET", "POST"])
@page(Permission.GUIDANCE_EDIT)
def add(request: Any, kind: str) -> HttpResponse:
    """Add an entry of the organisation's own, from nothing or begun from another."""
    found = kind_or_404(kind)
    start = request.GET.get("from", "")
    begun_from = entry_or_404(request.organisation, kind, start).entry if start else None
    if found.is_fixed or (begun_from is None and not found.is_free):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(found, begun_from, sent, as_new=True)
    if form.is_valid():
        version = changes.add(
            organisation=request.organisation,
            kind=kind,
            title=form.cleaned_data["title"],
            fields=form.written,
            why=form.cleaned_data["reason"],
            begun_from=start,
            by=request.user,
        )
        messages.success(request, "Added. Everybody in your organisation now reads it.")
        return redirect("guidance:entry", kind, version.key)
    shown = {"kind": found, "entry": begun_from, "form": form, "doing": "add"}
    return render(request, "guidance/change.jinja", shown)


@require_http_methods(["GET", "POST"])
@page(Permission.GUIDANCE_EDIT)
def retire(request: Any, kind: str, key: str) -> HttpResponse:
    """Take an entry out of use, or use it again; either way with a reason."""
    found, each = kind_or_404(kind), entry_or_404(request.organisation, kind, key)
    if found.is_fixed:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        # What the button said, and not how things stand by now: a second press changes nothing.
        back = request.POST.get("do") == USE_AGAIN
        do = changes.use_again if back else changes.retire
        said = "It is in use again." if back else "Taken out of use. It is kept here."
        return _at_once(request, kind, key, do, said, why=form.cleaned_data["reason"])
    shown = {"kind": found, "each": each, "entry": each.entry, "form": form}
    return render(request, "guidance/retire.jinja", shown)


@require_POST
@page(Permission.GUIDANCE_EDIT)
def put_back(request: Any, kind: str, key: str) -> HttpResponse:
    """Use the shipped text again."""
    return _at_once(request, kind, key, changes.put_back, "The text that comes with Equity Lens is used again.")  # fmt: skip


@require_POST
@page(Permission.GUIDANCE_EDIT)
def keep(request: Any, kind: str, key: str) -> HttpResponse:
    """Keep the organisation's words beside a newer shipped text."""
    return _at_once(request, kind, key, changes.keep, "Your words are kept.")


def _at_once(request: Any, kind: str, key: str, do: Any, said: str, **given: str) -> HttpResponse:
    entry_or_404(request.organisation, kind, key)
    try:
        do(organisation=request.organisation, kind=kind, key=key, by=request.user, **given)
    except GuideRefused as refused:
        messages.error(request, refused.problem)
    else:
        messages.success(request, said)
    return redirect("guidance:entry", kind, key)
