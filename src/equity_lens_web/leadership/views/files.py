"""A document as a file to be kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from equity_lens.errors import EquityLensError
from equity_lens.reports.document import Document
from equity_lens.reports.rendering import render
from equity_lens_web.audit.record import seen

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def as_file(
    request: Any, document: Document, form: str, *, name: str, otherwise: str
) -> HttpResponse:
    """PDF, or Word in the trust's own template; where it cannot be made, the page says why."""
    if form not in TYPES:
        raise Http404
    template = request.organisation.word_template if form == "docx" else None
    try:
        made = render(document, "pdf" if form == "pdf" else "docx", template=_bytes(template))
    except EquityLensError as fault:
        messages.warning(request, str(fault))
        return redirect(otherwise)
    seen(request, f"{name}.file-taken", form)
    named = f"{slugify(request.organisation.name)}-{name}.{form}"
    return HttpResponse(
        made,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{named}"'},
    )


def _bytes(template: Any) -> bytes | None:
    return bytes(template) if template else None
