"""What was found: ranked, graded, each with its sentence, its reasons and its table."""

from collections.abc import Mapping

from equity_lens.charts import interval_chart
from equity_lens.disclosure.released import Finding, Grade
from equity_lens.reports.brief import key_of
from equity_lens.reports.document import Block, ChartBlock, Heading, Paragraph
from equity_lens.reports.scope import Key, Scope, compared_with, key
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
    return tuple(finding for finding in shown if first[key(finding.profile)] is finding)[:most]


def findings(
    scope: Scope,
    shown: tuple[Finding, ...],
    drawn: tuple[Finding, ...],
    tables: Mapping[Key, int],
    *,
    by_choice: bool = False,
) -> tuple[Block, ...]:
    """The findings shown in full, those in ``drawn`` with a chart.

    ``by_choice`` says that a person chose them, and how strong those are that were not chosen.
    """
    blocks: list[Block] = [Heading("What we found")]
    if not shown:
        return *blocks, Paragraph(NOTHING_FOUND)
    for finding in shown:
        said, table = finding_sentence(finding), tables.get(key(finding.profile))
        id, keep = _id(scope, finding), _named(finding)
        blocks.append(Heading(title(scope, finding), 2))
        if finding in drawn:
            chart = interval_chart(finding.profile, synthetic=scope.release.synthetic)
            number = str(drawn.index(finding) + 1)
            blocks.append(ChartBlock(number, chart, said, table, f"finding:{id}", keep))
        else:
            blocks.append(Paragraph(said, table=table, id=f"finding:{id}", keep=keep))
        if finding.grade is Grade.ACT:
            blocks.append(Paragraph(ALL_PASSED, lead="Why this grade:"))
        else:
            advice = finding.advice or why(finding)
            blocks.append(Paragraph(advice, lead="Advice:", id=f"advice:{id}"))
    left = [finding for finding in scope.release.findings if finding not in shown]
    more = "one more finding" if len(left) == 1 else f"{len(left)} more findings"
    tests = "the tests that each passed and failed"
    said = f"The annex has {f'{more}, and ' if left else ''}{tests}."
    return *blocks, Paragraph(f"{_choice(shown, left)} {said}" if by_choice else said)


def _choice(shown: tuple[Finding, ...], left: list[Finding]) -> str:
    strong = sum(finding.grade is Grade.ACT for finding in left)
    counted = "Of those not shown, none is" if not strong else f"Of those not shown, {strong} are"
    counted = "Of those not shown, 1 is" if strong == 1 else counted
    said = f"{len(shown)} of {len(shown) + len(left)} findings were chosen for this paper."
    return f"{said} {counted} graded ‘act’." if left else said


def _id(scope: Scope, finding: Finding) -> str:
    several = len(scope.organisations) > 1
    return f"{finding.profile.organisation.code}:" * several + str(key_of(finding))


def _named(finding: Finding) -> tuple[str, str]:
    """The group and whom it is compared with: words that no edit may leave out."""
    return lower_first(finding.group.subgroup.label), compared_with(finding.profile)


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
