"""Files of a paper: as they were issued, or of a draft as it stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from equity_lens.errors import EquityLensError
from equity_lens.reports.chair import chairs_brief
from equity_lens.reports.document import Document
from equity_lens.reports.help_asked import help_asked
from equity_lens.reports.rendering import FORMATS
from equity_lens.reports.rendering import render as rendered
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.evidence.models import Paper
from equity_lens_web.evidence.papers.making import (
    brief_of,
    composed,
    last_of,
    marked_as_draft,
    release_of,
)
from equity_lens_web.evidence.presenters.papers import TYPES
from equity_lens_web.evidence.views.papers.found import paper_of, refused_page


@require_safe
@page(Permission.PAPER_READ)
def file(request: Any, pk: int, name: str) -> HttpResponse:
    """One file of a paper, to be kept: an issued one byte for byte as it was issued."""
    paper = paper_of(request, pk)
    if paper.is_issued:
        content = bytes(get_object_or_404(paper.files, name=name).content)
    else:
        kind, _, form = name.partition(".")
        if kind not in OF_DRAFTS or form not in FORMATS:
            raise Http404
        template = request.organisation.word_template if form == "docx" else None
        try:
            document = marked_as_draft(OF_DRAFTS[kind](paper))
            content = rendered(document, form, template=bytes(template) if template else None)
        except EquityLensError as fault:
            return refused_page(request, paper, "preview", fault)
    seen(request, "paper.file-taken", f"{paper.title}: {name}")
    return file_response(content, named(paper, name))


def file_response(content: bytes, name: str) -> HttpResponse:
    """A file to be kept, never shown in our own pages."""
    return HttpResponse(
        content,
        content_type=TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def named(paper: Paper, name: str) -> str:
    """A name that says which paper a file is of once it lies in a folder."""
    parts = (
        "" if paper.is_issued else "draft",
        slugify(paper.title)[:60],
        slugify(paper.meeting)[:40],
        str(paper.meeting_on or ""),
        name,
    )
    return "-".join(part for part in parts if part)


def _chairs_brief(paper: Paper) -> Document:
    return chairs_brief(release_of(paper), brief_of(paper), last_of(paper))


def _help_asked(paper: Paper) -> Document:
    return help_asked(release_of(paper), brief_of(paper))


OF_DRAFTS = {"paper": composed, "chairs-brief": _chairs_brief, "help-asked": _help_asked}
