"""A board has six minutes and four pages: the paper is held to both."""

from dataclasses import dataclass

from equity_lens.disclosure.released import Release
from equity_lens.reports.brief import Brief
from equity_lens.reports.compose import compose
from equity_lens.reports.document import WORDS_A_MINUTE, Document
from equity_lens.reports.last import Last
from equity_lens.reports.pdf import pages_before_annex
from equity_lens.reports.scope import scope
from equity_lens.reports.sections.annex import Annex

WORDS = 1300
WORDS_FOR_A_MEETING = 6 * WORDS_A_MINUTE
PAGES = 4
TRIED = ((5, 2), (5, 1), (4, 2), (4, 1), (3, 2), (3, 1), (2, 1), (2, 0), (1, 0))


@dataclass(frozen=True, slots=True)
class Length:
    """How long a paper is before its annex, and whether that is what a board has time for."""

    words: int
    minutes: int
    pages: int
    fits: bool


def length(document: Document) -> Length:
    """The length of a paper before its annex: six minutes and four pages are enough."""
    pages = pages_before_annex(document)
    fits = document.words <= WORDS_FOR_A_MEETING and pages <= PAGES
    return Length(document.words, document.minutes, pages, fits)


def fitted(
    release: Release,
    *,
    title: str | None = None,
    brief: Brief | None = None,
    last: Last | None = None,
) -> Document:
    """The fullest paper within 1,300 words (1,200 for a brief) and 4 pages of A4 before its annex.

    What does not fit is left to the annex, charts first and then the findings ranked last. The
    headlines are never left out, nor what a brief asks for, so a paper about very many of them may
    still be longer: see ``length``.
    """
    annex = Annex(scope(release))
    words = WORDS if brief is None else WORDS_FOR_A_MEETING
    tried: tuple[tuple[int, int], ...] = TRIED
    asked_for = brief is not None and brief.findings is not None
    if brief is not None and brief.findings is not None:
        tried = tuple((len(brief.findings), charts) for charts in (2, 1, 0))
    made: list[Document] = []
    for findings, charts in tried:
        document = compose(
            release,
            title=title,
            most_findings=findings,
            most_charts=charts,
            annex=annex,
            brief=brief,
            last=last,
        )
        on_pages = pages_before_annex(document) <= PAGES
        if on_pages and document.words <= words:
            return document
        if on_pages and asked_for:
            made.append(document)
    return made[0] if made else document
