"""One document in one format, as bytes: for a page that makes the PDF alone."""

from typing import Literal, get_args

from equity_lens.reports.document import Document
from equity_lens.reports.html import html
from equity_lens.reports.pdf import pdf
from equity_lens.reports.word import word
from equity_lens.reports.word_template import Template

Format = Literal["html", "pdf", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(document: Document, form: Format, *, template: Template = None) -> bytes:
    """A document as HTML, PDF or Word; the same document makes the same bytes.

    ``template`` is a trust's own Word template, as a path or as its bytes; other formats do not
    look at it. Raises UnreadableFile where it is not a Word file.
    """
    match form:
        case "html":
            return html(document).encode()
        case "pdf":
            return pdf(document)
        case "docx":
            return word(document, template=template)
