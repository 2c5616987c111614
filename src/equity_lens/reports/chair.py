"""The chair's brief: one page to read before the meeting, with the figures of the paper."""

from collections.abc import Iterator

from equity_lens.disclosure.released import Finding, Release
from equity_lens.reports.brief import Brief
from equity_lens.reports.chosen import chosen
from equity_lens.reports.covers import covered
from equity_lens.reports.document import Block, Bullets, Document, Heading, KeyFigures, Paragraph
from equity_lens.reports.last import Last
from equity_lens.reports.pdf import pages_before_annex
from equity_lens.reports.scope import Scope, compared_with, scope
from equity_lens.reports.sections.decisions import decision, suggested
from equity_lens.reports.sections.findings import title
from equity_lens.reports.sections.headline import headline
from equity_lens.reports.sections.missing import least_complete
from equity_lens.reports.sections.widening import ORDINARY, said, with_signals
from equity_lens.words import gaps
from equity_lens.words.numbers import about, in_words
from equity_lens.words.people import lower_first, subject
from equity_lens.words.sentences import grade_sentence

TITLE = "Chair’s brief: health inequalities"
TRIED = ((4, 3, 3), (4, 3, 2), (4, 2, 2), (3, 2, 1), (3, 1, 1), (2, 1, 1))


def chairs_brief(
    release: Release, brief: Brief | None = None, last: Last | None = None
) -> Document:
    """Headlines with their gaps, what matters most, what is asked, and questions to put: one page.

    Of each as much as fits on a page of A4: the paper has the rest.
    """
    about = scope(release)
    given = brief or Brief()
    for headlines, findings, asks in TRIED:
        paper = (
            *_headlines(about, headlines),
            *_findings(about, chosen(release, given, findings)[:findings]),
            *_widening(about),
            *_asked(about, given, asks),
            Heading("Questions to put"),
            Bullets(tuple(questions(about, given, last))),
        )
        document = covered(about, brief, title=TITLE, paper=paper)
        if pages_before_annex(document) == 1:
            break
    return document


def questions(about: Scope, brief: Brief, last: Last | None) -> Iterator[str]:
    """Three or four questions that the figures of this paper raise, and do not answer."""
    for finding in chosen(about.release, brief, 1)[:1]:
        size = gaps.size(finding.group.gap)
        name = f"{finding.profile.measure.title}, {lower_first(finding.group.subgroup.label)}"
        yield (
            f"{name}: what will bring the gap of {size} down, who owns it, and when do we look again?"
        )
    for profile in least_complete(about)[:1]:
        share = in_words(profile.share_unknown)
        yield (
            f"{subject(profile.dimension)} is not known for {share} of {profile.measure.noun}: who "
            "will put that right, and by when?"
        )
    if last is not None and last.asks:
        yield f"Last time it was asked: “{last.asks[0].question}” Has that gap moved?"
    if not brief.voices:
        yield "Whom do these figures describe, and which of them have we asked?"


def _headlines(about: Scope, most: int) -> tuple[Block, ...]:
    heading, figures, *_ = headline(about, {}, {})
    if not isinstance(figures, KeyFigures):
        return heading, figures
    shown = KeyFigures(figures.caption, figures.compared, figures.rows[:most])
    left = len(figures.rows) - len(shown.rows)
    more = "1 more headline is" if left == 1 else f"{left} more headlines are"
    return heading, shown, *([Paragraph(f"{more} in the paper.")] if left else [])


def _findings(about: Scope, shown: tuple[Finding, ...]) -> tuple[Block, ...]:
    if not shown:
        return ()
    items = tuple(f"{title(about, finding)}. {_in_short(finding)}" for finding in shown)
    return Heading("What matters most"), Bullets(items)


def _in_short(finding: Finding) -> str:
    """Both values, the gap both ways, the people and the grade, with fewer words."""
    profile, group = finding.profile, finding.group
    values = (
        f"{in_words(group.value)}; {compared_with(profile)} {in_words(profile.reference_value)}"
    )
    gap = gaps.size_with_interval(group.gap, profile.confidence)
    told = f"{values[:1].upper()}{values[1:]}: a gap of {gap}"
    if group.ratio.is_number:
        told += f", ratio {in_words(group.ratio)}"
    if group.people_affected.value:
        told += f"; {about(group.people_affected)} {profile.measure.noun}"
    return f"{told}. {grade_sentence(finding.grade)}"


def _widening(about: Scope) -> tuple[Block, ...]:
    if not about.trends:
        return ()
    signalled = with_signals(about)
    told = said(about, about.trends[signalled[0]]) if signalled else ORDINARY
    return Heading("Where it is widening"), Paragraph(told)


def _asked(about: Scope, brief: Brief, most: int) -> tuple[Block, ...]:
    asks = suggested(chosen(about.release, brief, most)) if brief.asks is None else brief.asks
    told = [decision(about, ask) for ask in asks[:most]]
    items = [f"{d.question} Gap to move: {d.moves}. Owner: {d.owner}." for d in told]
    left = len(asks) - len(items)
    if left:
        items.append(f"{left} more in the paper.")
    return (Heading("Decisions asked"), Bullets(tuple(items))) if items else ()
