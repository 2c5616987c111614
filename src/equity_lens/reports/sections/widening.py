"""Where it is widening: the trends in which a special cause shows now."""

from collections.abc import Mapping

from equity_lens.charts import control_chart
from equity_lens.disclosure.released import ReleasedTrend
from equity_lens.reports.document import Block, Bullets, ChartBlock, Heading, Paragraph
from equity_lens.reports.scope import Scope
from equity_lens.words.sentences import trend_sentence

SHOWN = 2
RECENT = 3
ONE_PERIOD = (
    "These files hold too few periods to show whether a gap is widening. Give the same extract for "
    "earlier periods, and this section will hold control charts of each group and of each gap; "
    "with 12 or more, their limits are firm."
)
ORDINARY = (
    "No chart shows a special cause in its latest points: each group and each gap varies as it "
    "ordinarily does. A gap that holds steady is still a gap."
)


def widening(
    scope: Scope, tables: Mapping[int, int], *, number: int, charts: int
) -> tuple[Block, ...]:
    """Concern first, gaps before groups; ``tables`` gives the table of a trend by its position."""
    heading = Heading("Where it is widening")
    if not scope.trends:
        return heading, Paragraph(ONE_PERIOD)
    signalled = with_signals(scope)
    if not signalled:
        return heading, Paragraph(ORDINARY)
    blocks: list[Block] = [heading]
    for count, i in enumerate(signalled[:charts]):
        trend = scope.trends[i]
        chart = control_chart(trend, synthetic=scope.release.synthetic)
        told, table = said(scope, trend), tables.get(i)
        blocks.append(ChartBlock(str(number + count), chart, told, table, _id(trend)))
    others = signalled[charts:SHOWN]
    if others:
        told_briefly = [scope.trends[i] for i in others]
        items = tuple(said(scope, trend) for trend in told_briefly)
        blocks.append(Bullets(items, tuple(_id(trend) for trend in told_briefly)))
    left = len(signalled) - len(signalled[:SHOWN])
    if left:
        shows = "1 more shows" if left == 1 else f"{left} more show"
        of = f"Of {len(scope.trends):,} charts, {shows} a special cause: see the annex."
        blocks.append(Paragraph(of))
    return tuple(blocks)


def _id(trend: ReleasedTrend) -> str:
    kind = "gap" if trend.is_gap else "value"
    place = f"{trend.organisation.code}:{trend.measure.id}:{trend.dimension.key}"
    return f"trend:{place}:{trend.subgroup or trend.label}:{kind}"


def with_signals(scope: Scope) -> list[int]:
    """Positions of the trends with a special cause in their last three points, in order of weight.

    Concern before improvement, gaps before single groups, then as their findings are ranked.
    """
    ranks: dict[tuple[str, str], int] = {}
    for finding in scope.release.findings:
        of = finding.profile.measure.id, finding.profile.dimension.key
        ranks.setdefault(of, finding.rank)
    last = len(scope.release.findings) + 1

    def weight(i: int) -> tuple[bool, bool, int, int]:
        trend = scope.trends[i]
        rank = ranks.get((trend.measure.id, trend.dimension.key), last)
        return "concern" not in trend.direction[-RECENT:], not trend.is_gap, rank, i

    signalled = [i for i, trend in enumerate(scope.trends) if any(trend.signals[-RECENT:])]
    return sorted(signalled, key=weight)


def said(scope: Scope, trend: ReleasedTrend) -> str:
    """What a trend shows, and whose it is where there are several organisations."""
    return f"{scope.name_of(trend.organisation)}{trend_sentence(trend)}"
