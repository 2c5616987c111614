"""Control charts as they may be shown."""

import numpy as np

from equity_lens.analysis.trend import Trend
from equity_lens.cells import Counts
from equity_lens.disclosure.figures import figure
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.profiles import why_suppressed
from equity_lens.disclosure.released import Organisation, ReleasedTrend


def released_trend(
    trend: Trend, counts: Counts, organisation: Organisation, policy: Policy
) -> ReleasedTrend:
    """A trend from the first to the last period of which a file speaks.

    Mean and limits are None where too few points are known; they are of the points from the last
    break on.
    """
    at = counts.organisations.index(organisation.code)
    there = np.flatnonzero(counts.source_of[at] >= 0).tolist()
    shown = range(there[0], there[-1] + 1)
    reason = why_suppressed(counts, at, policy)
    values = [(value, low, high) for value, low, high in trend.values.tolist()]
    withheld = trend.withheld.tolist()
    mean, lower, upper = (
        None if np.isnan(limit) else float(limit)
        for limit in (trend.mean, trend.lower, trend.upper)
    )
    return ReleasedTrend(
        organisation=organisation,
        measure=counts.measure,
        dimension=counts.dimension,
        subgroup=trend.subgroup,
        reference=trend.reference,
        label=trend.label,
        is_gap=trend.is_gap,
        periods=tuple(counts.periods[i] for i in shown),
        points=tuple(
            figure(values[i], withheld[i], trend.unit, reason, "not counted") for i in shown
        ),
        mean=mean,
        lower_limit=lower,
        upper_limit=upper,
        signals=tuple(trend.signals[i] for i in shown),
        direction=tuple(trend.direction[i] for i in shown),
        provisional=trend.provisional,
        breaks=tuple(counts.periods[i] for i in trend.breaks),
    )
