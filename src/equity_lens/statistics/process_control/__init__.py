"""Whether a series is steady, or something has changed: control charts."""

from equity_lens.statistics.process_control.attributes import p_chart, u_chart
from equity_lens.statistics.process_control.chart import ControlChart
from equity_lens.statistics.process_control.gap import gap_chart
from equity_lens.statistics.process_control.individuals import MovingRanges, moving_ranges, xmr
from equity_lens.statistics.process_control.rare_events import g_chart
from equity_lens.statistics.process_control.reading import Rebase

__all__ = [
    "ControlChart",
    "MovingRanges",
    "Rebase",
    "g_chart",
    "gap_chart",
    "moving_ranges",
    "p_chart",
    "u_chart",
    "xmr",
]
