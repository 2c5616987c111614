"""The first draft to the chair: as the records stand, worded, sent, and read as it was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens.errors import EquityLensError
from equity_lens.reports.document import Document
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.leadership.forms.first_draft import WordsForm
from equity_lens_web.leadership.models import FirstDraft
from equity_lens_web.leadership.presenters.blocks import shown
from equity_lens_web.leadership.presenters.first_draft import PARTS, first_draft
from equity_lens_web.leadership.presenters.papers import as_kept
from equity_lens_web.leadership.services import first_draft as services
from equity_lens_web.leadership.views.files import as_file

PAGE = "leadership:first-draft"


@require_safe
@page(Permission.ROLE_READ)
def draft(request: Any) -> HttpResponse:
    """What was last sent; for the lead, the draft as it stands until it is sent."""
    sent, document = _newest(request)
    if sent is not None and request.membership.may(Permission.ROLE_AGREE):
        services.read(draft=sent, by=request.user)
    return render(
        request,
        "leadership/first_draft.jinja",
        {
            "sent": sent,
            "document": document,
            "blocks": shown(document.paper) if document else [],
            "may_write": request.membership.may(Permission.ROLE_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.ROLE_WRITE)
def words(request: Any) -> HttpResponse:
    """Say how each part opens."""
    kept = request.organisation.first_drafts.filter(sent_at=None).first()
    initial = kept.words if kept else {}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        services.word(organisation=request.organisation, words=form.words(), by=request.user)
        messages.success(request, "Saved.")
        return redirect(PAGE)
    return render(request, "leadership/first_draft_words.jinja", {"form": form, "parts": PARTS})


@require_POST
@page(Permission.ROLE_WRITE)
def send(request: Any) -> HttpResponse:
    """Send it to the chair."""
    try:
        services.send(organisation=request.organisation, by=request.user)
        messages.success(request, "Sent. It stands on the chair’s page Today.")
    except EquityLensError as refused:
        messages.warning(request, str(refused))
    return redirect(PAGE)


@require_safe
@page(Permission.ROLE_READ)
def draft_file(request: Any, form: str) -> HttpResponse:
    """What stands on the page, as PDF or Word."""
    _, document = _newest(request)
    if document is None:
        return redirect(PAGE)
    return as_file(request, document, form, name="first-draft", otherwise=PAGE)


def _newest(request: Any) -> tuple[FirstDraft | None, Document | None]:
    """What was sent last, unless the lead has begun another since; others see what was sent."""
    drafts = request.organisation.first_drafts.select_related("sent_by", "read_by", "organisation")
    sent = drafts.exclude(sent_at=None).order_by("-sent_at").first()
    begun = drafts.filter(sent_at=None).first()
    if request.membership.may(Permission.ROLE_WRITE) and (begun is not None or sent is None):
        return None, first_draft(request.organisation, begun.words if begun else {})
    return (sent, as_kept(sent.sent)) if sent else (None, None)
