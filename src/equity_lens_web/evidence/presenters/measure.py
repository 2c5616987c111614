"""What the page of one measure shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from equity_lens.charts import Chart, control_chart, funnel_chart, interval_chart
from equity_lens.disclosure.released import ReleasedFunnel, ReleasedProfile, ReleasedTrend
from equity_lens.measures.headline_standards import HeadlineStandard
from equity_lens.measures.load import dimensions
from equity_lens.words.sentences import missing_sentence, profile_sentence, slope_sentence
from equity_lens_web.evidence.presenters.closing import USUAL_WEEKS, closed
from equity_lens_web.evidence.presenters.downloads import links
from equity_lens_web.evidence.presenters.footing import footing
from equity_lens_web.evidence.presenters.provenance import provenance, summary_rows
from equity_lens_web.evidence.presenters.tables import (
    Table,
    funnel_table,
    profile_table,
    trend_table,
)
from equity_lens_web.evidence.reading import Head

NO_TREND = (
    "There are no earlier periods of this breakdown in the figures. Upload earlier months, or keep "
    "their counts in the plain counts table."
)
FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with the table behind it, and where both can be had as files."""

    chart: Chart
    table: Table
    downloads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MeasurePage:
    """The released results of one measure that its page is made of."""

    profile: ReleasedProfile
    everyone: ReleasedProfile
    sites: ReleasedProfile | None
    trends: Sequence[ReleasedTrend]
    funnels: Sequence[ReleasedFunnel]
    head: Head
    synthetic: bool
    weeks: int = USUAL_WEEKS

    def context(self) -> dict[str, Any]:
        """Everything that the template asks for by name."""
        profile = self.profile
        standard = HeadlineStandard("", profile.measure.title, "", profile.measure.id)
        facts = provenance(profile, self.head.policy_described, self.head.software)
        return {
            "row": footing(
                standard, [self.everyone, profile], self.trends, synthetic=self.synthetic
            ),
            "sentences": self._sentences(),
            "groups": Drawn(
                interval_chart(profile, synthetic=self.synthetic),
                profile_table(profile),
                links(
                    profile.measure.id,
                    "groups",
                    by=profile.dimension.key,
                    against=profile.reference,
                ),
            ),
            "comparisons": self._comparisons(),
            "closing": closed(profile, self.sites, self.weeks),
            "trends": [self._trend(trend) for trend in self._ordered_trends()],
            "no_trend": NO_TREND,
            "funnels": [self._funnel(funnel) for funnel in self.funnels],
            "provenance": summary_rows(facts),
        }

    def _trend(self, trend: ReleasedTrend) -> Drawn:
        return Drawn(
            control_chart(trend, synthetic=self.synthetic),
            trend_table(trend),
            links(
                trend.measure.id,
                "trend",
                by=trend.dimension.key,
                subgroup=trend.subgroup,
                gap="yes" if trend.is_gap else "",
            ),
        )

    def _funnel(self, funnel: ReleasedFunnel) -> Drawn:
        return Drawn(
            funnel_chart(funnel, synthetic=self.synthetic),
            funnel_table(funnel),
            links(funnel.measure.id, "funnel", by=funnel.dimension.key),
        )

    def _sentences(self) -> list[str]:
        said = [profile_sentence(self.profile)]
        if self.profile.slope_index.is_number:
            said.append(slope_sentence(self.profile))
        return [*said, missing_sentence(self.profile)]

    def _comparisons(self) -> str:
        made = self.profile.comparisons
        groups = len(self.profile.groups)
        return (
            f"{groups} groups are shown here. {made:,} comparisons were made in this breakdown, and "
            f"{self.head.comparisons:,} in all that can become findings: a few differ by chance alone."
        )

    def _ordered_trends(self) -> list[ReleasedTrend]:
        """Everyone, then the gap of the group that the sentence speaks of, then the others."""
        own = self.profile.dimension.key
        shown = [t for t in self.trends if len(t.points) >= FEWEST_POINTS]
        everyone = [t for t in shown if t.dimension.key == "all"]
        gaps = [t for t in shown if t.is_gap and t.dimension.key == own]
        groups = [t for t in shown if not t.is_gap and t.dimension.key == own and own != "all"]
        return [*everyone, *gaps, *groups]


def dimension_items(keys: Sequence[str]) -> list[dict[str, str]]:
    """The breakdowns of a measure for a select, in the order in which papers show them."""
    declared = dimensions()
    order = [*declared, *(key for key in keys if key not in declared)]
    return [{"value": key, "text": _title(key)} for key in order if key in keys]


def _title(key: str) -> str:
    declared = dimensions().get(key)
    return declared.title if declared else key.removeprefix("plus_").replace("_", " ").capitalize()
