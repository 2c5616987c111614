"""Released results to accessible SVG."""

from equity_lens.charts.chart import Chart
from equity_lens.charts.control import control_chart
from equity_lens.charts.driver_diagram import driver_diagram
from equity_lens.charts.funnel import funnel_chart
from equity_lens.charts.gap_changes import gap_changes_chart
from equity_lens.charts.interval import interval_chart
from equity_lens.charts.pathway import pathway_chart
from equity_lens.charts.representation import representation_chart
from equity_lens.charts.verdicts import verdict_chart

__all__ = [
    "Chart",
    "control_chart",
    "driver_diagram",
    "funnel_chart",
    "gap_changes_chart",
    "interval_chart",
    "pathway_chart",
    "representation_chart",
    "verdict_chart",
]
