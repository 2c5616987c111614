"""Percentiles of waits, in whole weeks."""

from equity_lens.analysis.groups import Groups
from equity_lens.analysis.statistic import where_valid
from equity_lens.statistics import Estimate, histogram_percentile


def estimate(groups: Groups, confidence: float) -> Estimate:
    """The percentile of each group, in weeks; ``nan`` where nobody was counted by week."""
    weeks = groups.weeks
    if weeks is None:
        return Estimate(*(groups.people * float("nan") for _ in range(3)))
    return Estimate(
        *where_valid(
            weeks.sum(axis=-1) > 0,
            lambda some: histogram_percentile(some, groups.percentile, confidence=confidence),
            weeks,
        )
    )
