"""SVG by hand: elements with escaped words and plain attributes, and nothing else.

Presentation attributes instead of style sheets, so that a browser and Typst draw the same picture.
"""

from xml.sax.saxutils import escape, quoteattr

from equity_lens.charts.lettering import FAMILY, width_of
from equity_lens.charts.palette import INK, WHITE


def number(value: float) -> str:
    """A coordinate to a hundredth of a pixel, without needless noughts.

    >>> number(12.5), number(3.0), number(-0.001)
    ('12.5', '3', '0')
    """
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """One element; children are markup already. ``stroke_width`` becomes ``stroke-width``.

    >>> element("rect", x=1, stroke_width=2.50)
    '<rect x="1" stroke-width="2.5"/>'
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 16,
    anchor: str = "start",
    bold: bool = False,
    fill: str = INK,
    turned: bool = False,
) -> str:
    """Words whose baseline is at ``y``; ``turned`` reads upwards."""
    return element(
        "text",
        escape(words),
        x=x,
        y=y,
        font_family=FAMILY,
        font_size=size,
        font_weight="bold" if bold else None,
        text_anchor=None if anchor == "start" else anchor,
        fill=fill,
        transform=f"rotate(-90 {number(x)} {number(y)})" if turned else None,
    )


def backed_text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    anchor: str = "start",
    bold: bool = False,
    fill: str = INK,
) -> str:
    """Words on a white ground, where a line would run through them."""
    wide = width_of(words, size, bold=bold)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    ground = element(
        "rect", x=left - 3, y=y - size * 0.9, width=wide + 6, height=size * 1.2, fill=WHITE
    )
    return ground + text(x, y, words, size=size, anchor=anchor, bold=bold, fill=fill)


def line(
    x1: float, y1: float, x2: float, y2: float, colour: str, wide: float = 1, dash: str = ""
) -> str:
    """A straight line; ``dash`` such as "6 4"."""
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke=colour,
        stroke_width=wide,
        stroke_dasharray=dash or None,
    )


def path(points: list[tuple[float, float]], colour: str, wide: float = 1.5, dash: str = "") -> str:
    """A line through points, in order; nothing where there are fewer than two."""
    if len(points) < 2:
        return ""
    drawn = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element(
        "path",
        d=drawn,
        fill="none",
        stroke=colour,
        stroke_width=wide,
        stroke_dasharray=dash or None,
        stroke_linejoin="round",
    )


def titled(title: str, *shapes: str) -> str:
    """Shapes with a title of their own: a tooltip, and words for assistive technology."""
    return element("g", element("title", escape(title)), *shapes)


def shape(
    kind: str, x: float, y: float, radius: float, fill: str, edge: str, wide: float = 1.5
) -> str:
    """A mark: "circle", "square", "diamond" or "triangle", of about the same area."""
    if kind == "circle":
        return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=edge, stroke_width=wide)
    half = radius * {"square": 0.9, "diamond": 1.25, "triangle": 1.2}[kind]
    corners: dict[str, list[tuple[float, float]]] = {
        "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
        "triangle": [(0, -1), (1, 0.8), (-1, 0.8)],
    }
    points = " ".join(f"{number(x + half * i)},{number(y + half * j)}" for i, j in corners[kind])
    return element("polygon", points=points, fill=fill, stroke=edge, stroke_width=wide)


def _plain(value: str | float | None) -> str:
    return value if isinstance(value, str) else number(float(value or 0.0))
