"""From a release to a paper: which sections, in which order, and how much of each."""

from dataclasses import replace

from equity_lens.disclosure.released import Finding, Release
from equity_lens.reports.brief import Brief, BriefRefused, written_faults
from equity_lens.reports.chosen import choice_faults, chosen
from equity_lens.reports.covers import covered, latest_of
from equity_lens.reports.document import Block, Document, Heading, Paragraph, Table
from equity_lens.reports.last import Last
from equity_lens.reports.scope import Scope, scope
from equity_lens.reports.sections.accounts import edited_annex, withheld_annex
from equity_lens.reports.sections.actions import actions
from equity_lens.reports.sections.annex import Annex
from equity_lens.reports.sections.decisions import asked, decisions
from equity_lens.reports.sections.findings import charted, findings
from equity_lens.reports.sections.headline import headline
from equity_lens.reports.sections.method import method
from equity_lens.reports.sections.missing import SHOWN_WITH_BRIEF, missing
from equity_lens.reports.sections.since import since, since_annex
from equity_lens.reports.sections.voices import voices
from equity_lens.reports.sections.widening import widening
from equity_lens.reports.wording import edit_faults, edited, reworded
from equity_lens.words.sentences import data_age_sentence

TITLE = "Health inequalities: report to the board"
TREND_CHARTS = 1
REMEDY = "Put right what is listed, and make the paper again."


def compose(
    release: Release,
    *,
    title: str | None = None,
    most_findings: int = 5,
    most_charts: int = 2,
    annex: Annex | None = None,
    brief: Brief | None = None,
    last: Last | None = None,
) -> Document:
    """The paper of one release, with its annex; the same release makes the same document.

    The findings ranked first are shown in full, at most ``most_findings`` of them, and at most
    ``most_charts`` with a chart; the annex lists every one. ``title`` replaces the usual one;
    ``annex`` is given by whoever composes the same release more than once. ``brief`` says what
    people chose and wrote, and ``last`` is the paper with which this one is compared.

    Raises BriefRefused where an edit changes a figure, or a chosen finding is there no longer.
    """
    faults = [] if brief is None else written_faults(brief) + choice_faults(release, brief)
    if faults:
        raise BriefRefused("The paper cannot be made as asked:", faults=faults, remedy=REMEDY)
    document = written(
        release,
        title=title,
        most_findings=most_findings,
        most_charts=most_charts,
        annex=annex,
        brief=brief,
        last=last,
    )
    if brief is None:
        return document
    wrong = edit_faults(document, brief.sentences)
    if wrong:
        listed = [f"{id}: {fault}" for id, faults in wrong.items() for fault in faults]
        raise BriefRefused(
            "An edited sentence does not hold the figures:", faults=listed, remedy=REMEDY
        )
    return _with_minutes(_in_their_words(document, brief))


def written(
    release: Release,
    *,
    title: str | None = None,
    most_findings: int = 5,
    most_charts: int = 2,
    annex: Annex | None = None,
    brief: Brief | None = None,
    last: Last | None = None,
) -> Document:
    """The paper as it is written from the figures, before any edit of a brief: for an editor."""
    about = scope(release)
    shown = chosen(release, brief or Brief(), most_findings)
    annex = annex or Annex(about)
    return covered(
        about,
        brief,
        title=title or (brief.title if brief else "") or TITLE,
        paper=_paper(about, annex, shown, charted(shown, most_charts), brief, last),
        annex=annex.blocks if brief is None else _whole_annex(about, annex, last),
    )


def _paper(
    about: Scope,
    annex: Annex,
    shown: tuple[Finding, ...],
    drawn: tuple[Finding, ...],
    brief: Brief | None,
    last: Last | None,
) -> tuple[Block, ...]:
    by_choice = brief is not None and brief.findings is not None
    return (
        *_purpose(about),
        *headline(about, annex.profiles, annex.funnels),
        *(since(about, last) if last else ()),
        *findings(about, shown, drawn, annex.profiles, by_choice=by_choice),
        *widening(about, annex.trends, number=len(drawn) + 1, charts=TREND_CHARTS),
        *(missing(about, SHOWN_WITH_BRIEF) if brief else missing(about)),
        *voices(brief),
        *(actions(about, brief) if brief else ()),
        *(
            decisions(about, shown)
            if brief is None or brief.asks is None
            else asked(about, brief.asks)
        ),
        *method(about),
    )


def _whole_annex(about: Scope, annex: Annex, last: Last | None) -> tuple[Block, ...]:
    blocks = annex.blocks
    if last is not None:
        blocks += since_annex(about, last, _next_table(blocks))
    return blocks + withheld_annex(about, _next_table(blocks))


def _next_table(blocks: tuple[Block, ...]) -> int:
    return 1 + max((block.number for block in blocks if isinstance(block, Table)), default=0)


def _in_their_words(document: Document, brief: Brief) -> Document:
    """The edits in place, and an account of them at the end of the annex."""
    edits = edited(document, brief.sentences)
    if not edits:
        return document
    annex = document.annex + edited_annex(edits, _next_table(document.annex))
    return replace(reworded(document, brief.sentences), annex=annex)


def _with_minutes(document: Document) -> Document:
    """Say at the beginning how long the paper takes; it is in the count that it states."""
    heading, purpose, *others = document.paper
    assert isinstance(purpose, Paragraph)
    said = f"{purpose.text} To read before the annex: about 0 minutes."
    counted = replace(document, paper=(heading, replace(purpose, text=said), *others))
    minutes = counted.minutes
    time = f"about {minutes} minute{'' if minutes == 1 else 's'}"
    said = f"{purpose.text} To read before the annex: {time}."
    return replace(document, paper=(heading, replace(purpose, text=said), *others))


def _purpose(about: Scope) -> tuple[Heading, Paragraph]:
    measures = len(about.measures)
    counted = "1 measure differs" if measures == 1 else f"{measures} measures differ"
    return Heading("Purpose"), Paragraph(
        f"To show the board how {counted} between groups of people, how sure we are, and what "
        f"to decide. {data_age_sentence(latest_of(about))}",
        id="purpose",
    )
