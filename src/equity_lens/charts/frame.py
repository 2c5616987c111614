"""What every chart has: a title and description for assistive technology, and a watermark."""

import hashlib
from xml.sax.saxutils import escape

from equity_lens.charts.lettering import FAMILY
from equity_lens.charts.palette import QUIET_INK, WATERMARK, WHITE
from equity_lens.charts.svg import element, number, text
from equity_lens.measures.measure import Measure

WIDE = 760
NARROW = 360


def better_along(measure: Measure) -> str:
    """Which way is better along an axis that runs from left to right."""
    arrows = {"higher": "Higher is better →", "lower": "← Lower is better"}
    return arrows.get(measure.better, "Neither higher nor lower is better")


def better_up(measure: Measure) -> str:
    """Which way is better along an axis that runs upwards."""
    arrows = {"higher": "Higher is better ↑", "lower": "Lower is better ↓"}
    return arrows.get(measure.better, "Neither higher nor lower is better")


def better_gap(measure: Measure, whom: str, *, turned: bool) -> str:
    """Which way is better for a gap: towards nought, and on which side of it ``whom`` fare worse.

    ``turned`` is true of a trend, in which up is worse for the group whichever way the measure
    points; a funnel keeps the sign of its gaps.
    """
    if measure.better == "neither":
        return "0 is no gap"
    side = "above" if turned or measure.better == "lower" else "below"
    return f"Nearer to 0 (no gap) is better; {side} 0 {whom} fare worse"


def framed(
    parts: list[str], *, wide: float, tall: float, title: str, description: str, synthetic: bool
) -> str:
    """A whole picture: the same parts give the same bytes, and the same names for its parts.

    The names are made from what is drawn, so that two charts on one page do not share any.
    """
    body = "".join(parts)
    tall = tall + 22 if synthetic else tall
    made_of = f"{wide}|{title}|{description}|{body}"
    name = f"chart-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"
    ground = element("rect", x=0, y=0, width=wide, height=tall, fill=WHITE)
    return element(
        "svg",
        element("title", escape(title), id=f"{name}-title"),
        element("desc", escape(description), id=f"{name}-desc"),
        ground,
        _watermark(wide, tall) if synthetic else "",
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(wide)} {number(tall)}",
        width=wide,
        height=tall,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _watermark(wide: float, tall: float) -> str:
    """Large and pale across the picture, as often as its height asks, and small and plain below."""
    times = max(1, round(tall / 500))
    middles = [(i + 0.5) * tall / times for i in range(times)]
    across = "".join(
        element(
            "text",
            "Synthetic data",
            x=wide / 2,
            y=middle,
            font_family=FAMILY,
            font_size=round(wide / 9),
            font_weight="bold",
            text_anchor="middle",
            fill=WATERMARK,
            transform=f"rotate(-18 {number(wide / 2)} {number(middle)})",
        )
        for middle in middles
    )
    return across + text(
        wide - 8, tall - 8, "Synthetic data", size=13, anchor="end", bold=True, fill=QUIET_INK
    )
