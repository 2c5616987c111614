"""The decisions asked of the board: questions suggested by the findings, never answers."""

from equity_lens.disclosure.released import Finding, Grade
from equity_lens.reports.brief import Ask, key_of
from equity_lens.reports.chosen import found
from equity_lens.reports.document import (
    NO_DAY_YET,
    NOBODY_YET,
    Block,
    Decision,
    Heading,
    Paragraph,
)
from equity_lens.reports.scope import Scope
from equity_lens.words import dates, gaps
from equity_lens.words.numbers import number_in_words

SHOWN = 3
ASKED = {
    Grade.ACT: "Will the board ask for a change to narrow this gap: by how much, by when?",
    Grade.TEST: "Will the board ask for a small test of change, with this gap watched from the start?",
}
WATCHED = (
    "Will the board wait for more data on findings graded ‘watch’, and ask the people concerned?"
)
NONE = (
    "No finding is strong enough to ask the board for a change. The board is asked to note who is "
    "missing from the data, and to say who will put that right."
)


NOTHING_ASKED = "No decision is asked of the board by this paper."


def decisions(scope: Scope, shown: tuple[Finding, ...]) -> tuple[Block, ...]:
    """At most three questions on findings, and one on those that need more data."""
    heading = Heading("Decisions asked")
    certain = _certain(shown)
    asked = [Decision(ASKED[finding.grade], _moves(scope, finding)) for finding in certain]
    watched = [finding for finding in shown if finding.grade is Grade.WATCH]
    if watched:
        ranks = ", ".join(str(finding.rank) for finding in watched)
        findings = "finding" if len(watched) == 1 else "findings"
        asked.append(Decision(WATCHED, f"none yet: {findings} {ranks}"))
    if not asked:
        return heading, Paragraph(NONE)
    return heading, *asked


def suggested(shown: tuple[Finding, ...]) -> tuple[Ask, ...]:
    """The questions on findings as asks: to begin with, and to change."""
    return tuple(Ask(ASKED[finding.grade], moves=key_of(finding)) for finding in _certain(shown))


def asked(scope: Scope, asks: tuple[Ask, ...]) -> tuple[Block, ...]:
    """The decisions that people ask, each with the gap as it is now and as it should be."""
    heading = Heading("Decisions asked")
    if not asks:
        return heading, Paragraph(NOTHING_ASKED)
    return heading, *(decision(scope, ask) for ask in asks)


def decision(scope: Scope, ask: Ask) -> Decision:
    """One decision; blanks stand where nobody and no day is named."""
    finding = found(scope.release, ask.moves)
    moves = "none named"
    if finding is not None:
        moves = _moves(scope, finding)
        if ask.narrower_by is not None:
            by = number_in_words(ask.narrower_by, finding.group.gap.unit)
            moves += f"; expected to narrow by {by}"
    return Decision(
        ask.question,
        moves,
        ask.owner or NOBODY_YET,
        dates.day(ask.report_back) if ask.report_back else NO_DAY_YET,
    )


def _certain(shown: tuple[Finding, ...]) -> list[Finding]:
    """The first few findings that are strong enough to act on, or to test a change."""
    return [finding for finding in shown if finding.grade in ASKED][:SHOWN]


def _moves(scope: Scope, finding: Finding) -> str:
    profile = finding.profile
    named = f"{scope.name_of(profile.organisation)}{profile.measure.title}"
    return f"finding {finding.rank}, {named}: now {gaps.size(finding.group.gap)}"
