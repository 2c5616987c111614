"""A driver diagram: what is aimed at, what drives it, and what could be changed.

On a page it reads from left to right, a column for each level; on a phone from top to bottom, each
level further in, so that nothing has to be scrolled sideways.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.frame import NARROW, WIDE, framed
from equity_lens.charts.lettering import LINE, wrap
from equity_lens.charts.svg import element, path, text, titled
from equity_lens.planning.outline import LEVELS, Line, branch

EDGE, BETWEEN, APART, INSIDE = 8.0, 26.0, 10.0, 8.0
INDENT = 18.0
SIZE = 14.0
HEADINGS = ("Aim", *(f"{title}s" for title in LEVELS.values()))
GROUND = {0: palette.DARK_BLUE, 1: "#d2e1f2", 2: "#eaf1f9", 3: palette.WHITE}


@dataclass(slots=True)
class _Box:
    """One line where it is drawn: its words, its level, and the box that holds them."""

    words: list[str]
    level: int
    left: float
    wide: float
    top: float = 0.0

    @property
    def tall(self) -> float:
        return len(self.words) * SIZE * LINE + 2 * INSIDE

    @property
    def middle(self) -> float:
        return self.top + self.tall / 2


def driver_diagram(
    title: str, aim: str, lines: Sequence[Line], *, synthetic: bool = False
) -> Chart:
    """An aim with its drivers and change ideas, joined by lines.

    Parameters
    ----------
    title
        What the diagram is of.
    aim
        What is to be reached, for whom and by when.
    lines
        The outline under the aim, in the order of reading (see ``equity_lens.planning.outline``).
    synthetic
        Whether it belongs to a demonstration.
    """
    named = f"Driver diagram: {title}"
    description = _described(aim, lines)
    pictures = []
    for width, draw in ((WIDE, _in_columns), (NARROW, _in_steps)):
        parts, tall = draw(aim, lines, float(width))
        pictures.append(
            framed(
                parts,
                wide=width,
                tall=tall,
                title=named,
                description=description,
                synthetic=synthetic,
            )
        )
    return Chart(pictures[0], pictures[1], named, description, "")


def _described(aim: str, lines: Sequence[Line]) -> str:
    counts = []
    for level, name in LEVELS.items():
        number = sum(line.level == level for line in lines)
        counts.append(f"{number} {name.lower()}{'' if number == 1 else 's'}")
    return f"Aim: {aim.rstrip('.')}. Under it {counts[0]}, {counts[1]} and {counts[2]}."


def _in_columns(aim: str, lines: Sequence[Line], width: float) -> tuple[list[str], float]:
    """A column for each level that has lines; a box stands in the middle of those that it leads to."""
    columns = 1 + max((line.level for line in lines), default=1)
    wide = (width - 2 * EDGE - (columns - 1) * BETWEEN) / columns
    parts, top = _headings(columns, wide)
    boxes = [_box(aim, 0, EDGE, wide)]
    boxes += [
        _box(line.words, line.level, EDGE + line.level * (wide + BETWEEN), wide) for line in lines
    ]
    levels = [box.level for box in boxes]
    bottom = _placed(boxes, levels, 0, top)
    for place, box in enumerate(boxes):
        for child in _children(levels, place):
            parts.append(_across(box, boxes[child]))
    return [*parts, *(part for box in boxes for part in _drawn(box))], bottom + 4


def _headings(columns: int, wide: float) -> tuple[list[str], float]:
    parts = []
    for place, heading in enumerate(HEADINGS[:columns]):
        left = EDGE + place * (wide + BETWEEN)
        parts.append(text(left, EDGE + SIZE, heading, size=SIZE, bold=True))
    return parts, EDGE + SIZE * LINE + APART


def _placed(boxes: list[_Box], levels: list[int], at: int, top: float) -> float:
    """Give a box and its branch their tops, from ``top`` down; and where the branch ends."""
    box, bottom = boxes[at], top
    children = _children(levels, at)
    for child in children:
        bottom = _placed(boxes, levels, child, bottom)
    if not children:
        box.top = top
        return top + box.tall + APART
    middle = (boxes[children[0]].middle + boxes[children[-1]].middle) / 2
    box.top = max(middle - box.tall / 2, top)
    return max(bottom, box.top + box.tall + APART)


def _children(levels: list[int], at: int) -> list[int]:
    under = branch(levels, at)
    return [place for place in under if levels[place] == levels[at] + 1]


def _in_steps(aim: str, lines: Sequence[Line], width: float) -> tuple[list[str], float]:
    """Every box under the one before, further in by its level; a line leads down to what is under it."""
    boxes, y = [], EDGE
    for line in (Line(aim, 0), *lines):
        left = EDGE + line.level * INDENT
        box = _box(line.words, line.level, left, width - EDGE - left, named=True)
        box.top = y
        y += box.tall + APART
        boxes.append(box)
    levels = [box.level for box in boxes]
    parts = [
        _down(boxes[place], boxes[child])
        for place in range(len(boxes))
        for child in _children(levels, place)
    ]
    return [*parts, *(part for box in boxes for part in _drawn(box))], y + 4


def _box(words: str, level: int, left: float, wide: float, *, named: bool = False) -> _Box:
    name = LEVELS.get(level, "Aim")
    said = f"{name}: {words}" if named else words
    return _Box(wrap(said, SIZE, wide - 2 * INSIDE, bold=level < 2), level, left, wide)


def _drawn(box: _Box) -> list[str]:
    ground = element(
        "rect",
        x=box.left,
        y=box.top,
        width=box.wide,
        height=box.tall,
        fill=GROUND[box.level],
        stroke=palette.BLUE,
        stroke_width=1.5,
        stroke_dasharray="5 3" if box.level == max(LEVELS) else None,
    )
    ink = palette.WHITE if box.level == 0 else palette.INK
    words = [
        text(
            box.left + INSIDE,
            box.top + INSIDE + SIZE * LINE * (number + 0.8),
            said,
            size=SIZE,
            bold=box.level < 2,
            fill=ink,
        )
        for number, said in enumerate(box.words)
    ]
    return [titled(f"{LEVELS.get(box.level, 'Aim')}: {' '.join(box.words)}", ground, *words)]


def _across(parent: _Box, child: _Box) -> str:
    """From the right side of a box to the left side of one that it leads to."""
    start, end = parent.left + parent.wide, child.left
    half = (start + end) / 2
    corners = [(start, parent.middle), (half, parent.middle), (half, child.middle)]
    return path([*corners, (end, child.middle)], palette.GREY, 1.5)


def _down(parent: _Box, child: _Box) -> str:
    """From the lower edge of a box down, and into one that lies further in."""
    x = parent.left + INDENT / 2
    return path(
        [(x, parent.top + parent.tall), (x, child.middle), (child.left, child.middle)],
        palette.GREY,
        1.5,
    )
