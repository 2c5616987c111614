"""What was found: ranked, graded, each with its sentence, its reasons and its table."""

from collections.abc import Mapping

from equity_lens.charts import interval_chart
from equity_lens.disclosure.released import Finding, Grade
from equity_lens.reports.document import Block, ChartBlock, Heading, Paragraph
from equity_lens.reports.scope import Key, Scope, key
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import finding_sentence

NOTHING_FOUND = (
    "No difference between groups passed the rule that would put it before the board. That is not "
    "proof of fairness: small groups and gaps in the record can hide a difference. The annex shows "
    "every comparison that was made."
)
ALL_PASSED = "every test of the rule was passed."


def charted(shown: tuple[Finding, ...], most: int) -> tuple[Finding, ...]:
    """The first findings of different profiles: two findings of one profile share its chart."""
    first = {key(finding.profile): finding for finding in reversed(shown)}
    return tuple(sorted(first.values(), key=lambda finding: finding.rank))[:most]


def findings(
    scope: Scope,
    shown: tuple[Finding, ...],
    drawn: tuple[Finding, ...],
    tables: Mapping[Key, int],
) -> tuple[Block, ...]:
    """The findings shown in full, those in ``drawn`` with a chart."""
    blocks: list[Block] = [Heading("What we found")]
    if not shown:
        return *blocks, Paragraph(NOTHING_FOUND)
    for finding in shown:
        said, table = finding_sentence(finding), tables.get(key(finding.profile))
        blocks.append(Heading(title(scope, finding), 2))
        if finding in drawn:
            chart = interval_chart(finding.profile, synthetic=scope.release.synthetic)
            blocks.append(ChartBlock(str(drawn.index(finding) + 1), chart, said, table))
        else:
            blocks.append(Paragraph(said, table=table))
        if finding.grade is Grade.ACT:
            blocks.append(Paragraph(ALL_PASSED, lead="Why this grade:"))
        else:
            blocks.append(Paragraph(finding.advice or why(finding), lead="Advice:"))
    left = len(scope.release.findings) - len(shown)
    more = "one more finding" if left == 1 else f"{left} more findings"
    tests = "the tests that each passed and failed"
    said = f"The annex has {f'{more}, and ' if left else ''}{tests}."
    return *blocks, Paragraph(said)


def title(scope: Scope, finding: Finding) -> str:
    """ "1. Waiting within 18 weeks: most deprived fifth"."""
    profile = finding.profile
    group = lower_first(finding.group.subgroup.label)
    name = scope.name_of(profile.organisation)
    return f"{finding.rank}. {name}{profile.measure.title}: {group}"


def why(finding: Finding) -> str:
    """The tests that were passed and failed, and what to do about the failed ones."""
    reasons = "; ".join(finding.reasons)
    said = f"{reasons[:1].lower()}{reasons[1:]}."
    return f"{said} {finding.advice}".rstrip()
