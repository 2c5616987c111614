"""A board has six minutes and four pages: the paper is held to both."""

from equity_lens.disclosure.released import Release
from equity_lens.reports.compose import compose
from equity_lens.reports.document import Document
from equity_lens.reports.pdf import pages_before_annex
from equity_lens.reports.scope import scope
from equity_lens.reports.sections.annex import Annex

WORDS = 1300
PAGES = 4
TRIED = ((5, 2), (5, 1), (4, 2), (4, 1), (3, 2), (3, 1), (2, 1), (2, 0), (1, 0))


def fitted(release: Release, *, title: str | None = None) -> Document:
    """The fullest paper within 1,300 words and 4 pages of A4 before its annex.

    What does not fit is left to the annex, charts first and then the findings ranked last. The
    headlines are never left out, so a paper about very many of them may still be longer.
    """
    annex = Annex(scope(release))
    for findings, charts in TRIED:
        document = compose(
            release, title=title, most_findings=findings, most_charts=charts, annex=annex
        )
        if document.words <= WORDS and pages_before_annex(document) <= PAGES:
            break
    return document
