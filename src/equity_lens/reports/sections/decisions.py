"""The decisions asked of the board: questions suggested by the findings, never answers."""

from equity_lens.disclosure.released import Finding, Grade
from equity_lens.reports.document import Block, Decision, Heading, Paragraph
from equity_lens.reports.scope import Scope
from equity_lens.words import gaps

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


def decisions(scope: Scope, shown: tuple[Finding, ...]) -> tuple[Block, ...]:
    """At most three questions on findings, and one on those that need more data."""
    heading = Heading("Decisions asked")
    certain = [finding for finding in shown if finding.grade in ASKED][:SHOWN]
    asked = [Decision(ASKED[finding.grade], _moves(scope, finding)) for finding in certain]
    watched = [finding for finding in shown if finding.grade is Grade.WATCH]
    if watched:
        ranks = ", ".join(str(finding.rank) for finding in watched)
        findings = "finding" if len(watched) == 1 else "findings"
        asked.append(Decision(WATCHED, f"none yet: {findings} {ranks}"))
    if not asked:
        return heading, Paragraph(NONE)
    return heading, *asked


def _moves(scope: Scope, finding: Finding) -> str:
    profile = finding.profile
    named = f"{scope.name_of(profile.organisation)}{profile.measure.title}"
    return f"finding {finding.rank}, {named}: now {gaps.size(finding.group.gap)}"
