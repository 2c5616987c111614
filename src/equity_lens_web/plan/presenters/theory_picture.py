"""The picture of a theory of change, drawn from its outline: four columns, boxes and arrows."""

from collections.abc import Sequence

from equity_lens.charts.chart import Chart
from equity_lens.charts.lettering import width_of
from equity_lens.charts.palette import INK, WHITE
from equity_lens.charts.svg import element, line, text, titled
from equity_lens_web.plan.models import Arrow

WIDE, NARROW = 760.0, 360.0
LETTER, LINE, PAD, GAP = 14.0, 18.0, 8.0, 14.0
BLUE = "#005eb8"
# Solid where the evidence is strong, more broken the weaker it is: never by colour alone.
DASHES = {"strong": "", "some": "10 4", "weak": "4 4", "none": "1 5"}
KINDS = list(Arrow.Kind)
Node = tuple[str, str]
Box = tuple[float, float, float, list[str]]
"""Left, top and width of a box, and its lines."""


def picture(title: str, arrows: Sequence[Arrow]) -> Chart:
    """Columns side by side where there is room, one below the other on a phone."""
    return Chart(
        svg=_side_by_side(arrows, title),
        narrow_svg=_one_below_the_other(arrows, title),
        title="The theory as a picture",
        description=f"{len(arrows)} arrow{'' if len(arrows) == 1 else 's'}, as listed below. "
        "The more broken a line is, the weaker the evidence for it.",
        better="",
    )


def _side_by_side(arrows: Sequence[Arrow], title: str) -> str:
    columns = _columns(arrows)
    column = (WIDE - GAP * 4 * (len(columns) - 1)) / len(columns)
    boxes: dict[Node, Box] = {}
    drawn, bottom = [], 0.0
    for i, (kind, nodes) in enumerate(columns):
        left, top = i * (column + GAP * 4), 28.0
        drawn.append(text(left, LETTER, kind, size=LETTER, bold=True))
        for node in nodes:
            boxes[node] = (left, top, column, _wrapped(node[1], column))
            top += _height(boxes[node]) + GAP
        bottom = max(bottom, top)
    joins = [_across(boxes[_from(each)], boxes[_to(each)], each) for each in arrows]
    return _svg(WIDE, bottom, title, [*drawn, *joins, *map(_box, boxes.values())])


def _one_below_the_other(arrows: Sequence[Arrow], title: str) -> str:
    boxes: dict[Node, Box] = {}
    drawn, top, margin = [], 0.0, 40.0
    for kind, nodes in _columns(arrows):
        drawn.append(text(margin, top + LETTER, kind, size=LETTER, bold=True))
        top += 26.0
        for node in nodes:
            boxes[node] = (margin, top, NARROW - margin - 2, _wrapped(node[1], NARROW - margin - 2))
            top += _height(boxes[node]) + GAP
        top += GAP
    joins = [
        _down_the_side(boxes[_from(each)], boxes[_to(each)], each, margin - 8 - i % 4 * 8)
        for i, each in enumerate(arrows)
    ]
    return _svg(NARROW, top, title, [*drawn, *joins, *map(_box, boxes.values())])


def _columns(arrows: Sequence[Arrow]) -> list[tuple[str, list[Node]]]:
    """Each kind that occurs, with its boxes in the order in which they were first written."""
    nodes = list(dict.fromkeys(node for each in arrows for node in (_from(each), _to(each))))
    of = [(kind.label, [node for node in nodes if node[0] == kind.value]) for kind in KINDS]
    return [(label, there) for label, there in of if there]


def _across(start: Box, end: Box, arrow: Arrow) -> str:
    """From the right edge of one box to the left edge of another; within a column, down its side."""
    if start[0] == end[0]:
        return _down_the_side(start, end, arrow, start[0] - GAP)
    x1, y1 = start[0] + start[2], start[1] + _height(start) / 2
    x2, y2 = end[0], end[1] + _height(end) / 2
    return titled(
        _said(arrow), line(x1, y1, x2 - 6, y2, INK, 2, DASHES[arrow.strength]), _head(x2, y2)
    )


def _down_the_side(start: Box, end: Box, arrow: Arrow, x: float) -> str:
    y1, y2 = start[1] + _height(start) / 2, end[1] + _height(end) / 2
    dash = DASHES[arrow.strength]
    return titled(
        _said(arrow),
        line(start[0], y1, x, y1, INK, 2, dash),
        line(x, y1, x, y2, INK, 2, dash),
        line(x, y2, end[0] - 6, y2, INK, 2, dash),
        _head(end[0], y2),
    )


def _head(x: float, y: float) -> str:
    points = f"{x - 9:.1f},{y - 5:.1f} {x:.1f},{y:.1f} {x - 9:.1f},{y + 5:.1f}"
    return element("polygon", points=points, fill=INK)


def _box(box: Box) -> str:
    left, top, width, lines = box
    edge = element(
        "rect", x=left + 1, y=top, width=width - 2, height=_height(box), rx=4,
        fill=WHITE, stroke=BLUE, stroke_width=2,
    )  # fmt: skip
    words = (
        text(left + PAD + 1, top + PAD + LETTER * 0.85 + i * LINE, each, size=LETTER)
        for i, each in enumerate(lines)
    )
    return element("g", edge, *words)


def _height(box: Box) -> float:
    return len(box[3]) * LINE + PAD * 2 - (LINE - LETTER)


def _wrapped(words: str, width: float) -> list[str]:
    """Words in as many lines as they need."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, LETTER) > width - PAD * 2 - 2:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _svg(width: float, height: float, title: str, shapes: Sequence[str]) -> str:
    name = f"Theory of change: {title}"
    return element(
        "svg", *shapes, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width, height=height, role="img", aria_label=name,
    )  # fmt: skip


def _said(arrow: Arrow) -> str:
    return f"{arrow.from_text} leads to {arrow.to_text}. {arrow.get_strength_display()}."


def _from(arrow: Arrow) -> Node:
    return arrow.from_kind, arrow.from_text


def _to(arrow: Arrow) -> Node:
    return arrow.to_kind, arrow.to_text
