"""From a release to a paper: which sections, in which order, and how much of each."""

from equity_lens.disclosure.released import Release
from equity_lens.reports.document import Document, Heading, Paragraph
from equity_lens.reports.scope import Scope, scope
from equity_lens.reports.sections.annex import Annex
from equity_lens.reports.sections.decisions import decisions
from equity_lens.reports.sections.findings import charted, findings
from equity_lens.reports.sections.headline import headline
from equity_lens.reports.sections.method import method
from equity_lens.reports.sections.missing import missing, voices
from equity_lens.reports.sections.widening import widening
from equity_lens.words import dates
from equity_lens.words.sentences import data_age_sentence

TITLE = "Health inequalities: report to the board"
SYNTHETIC = "Synthetic data: for demonstration only"
TREND_CHARTS = 1


def compose(
    release: Release,
    *,
    title: str | None = None,
    most_findings: int = 5,
    most_charts: int = 2,
    annex: Annex | None = None,
) -> Document:
    """The paper of one release, with its annex; the same release makes the same document.

    The findings ranked first are shown in full, at most ``most_findings`` of them, and at most
    ``most_charts`` with a chart; the annex lists every one. ``title`` replaces the usual one;
    ``annex`` is given by whoever composes the same release more than once.
    """
    about = scope(release)
    shown = release.findings[:most_findings]
    drawn = charted(shown, most_charts)
    annex = annex or Annex(about)
    latest = about.periods[-1] if about.periods else ""
    names = _names(about)
    return Document(
        title=title or TITLE,
        subtitle=f"{names}. Figures to {dates.period(latest)}." if latest else f"{names}.",
        description=f"How care differs between groups of people at {names}, and how sure we are.",
        author=names,
        made_on=str(dates.last_day(latest) or "2000-01-01"),
        paper=(
            *_purpose(about, latest),
            *headline(about, annex.profiles, annex.funnels),
            *findings(about, shown, drawn, annex.profiles),
            *widening(about, annex.trends, number=len(drawn) + 1, charts=TREND_CHARTS),
            *missing(about),
            *voices(),
            *decisions(about, shown),
            *method(about),
        ),
        annex=annex.blocks,
        watermark=SYNTHETIC if release.synthetic else "",
    )


def _names(about: Scope) -> str:
    first, *others = [organisation.name for organisation in about.organisations] or [
        "No organisation"
    ]
    return first if not others else f"{first} and {len(others)} more"


def _purpose(about: Scope, latest: str) -> tuple[Heading, Paragraph]:
    measures = len(about.measures)
    counted = "1 measure differs" if measures == 1 else f"{measures} measures differ"
    return Heading("Purpose"), Paragraph(
        f"To show the board how {counted} between groups of people, how sure we are, and what "
        f"to decide. {data_age_sentence(latest)}"
    )
