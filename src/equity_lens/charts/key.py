"""The key under a chart: each mark, its letter, and what it means in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.charts.lettering import LINE, wrap
from equity_lens.charts.svg import shape, text


@dataclass(frozen=True, slots=True)
class Mark:
    """How a point is drawn: never a colour without a shape."""

    kind: str
    fill: str
    edge: str
    radius: float = 5.5

    def at(self, x: float, y: float) -> str:
        """The mark at a pixel."""
        return shape(self.kind, x, y, self.radius, self.fill, self.edge)


def key(
    entries: Sequence[tuple[Mark | None, str, str]], top: float, width: float, size: float
) -> tuple[list[str], float]:
    """Mark, letter and words, each entry on lines of its own; and the y below them all.

    An entry without a mark is a note, and starts at the margin.
    """
    parts: list[str] = []
    y = top
    for mark, letter, words in entries:
        indent = 8.0
        y += size * LINE
        if mark is not None:
            parts.append(mark.at(18, y - size * 0.35))
            indent = 34.0
        if letter:
            parts.append(text(indent, y, letter, size=size, bold=True))
            indent += 18
        for place, said in enumerate(wrap(words, size, width - indent - 8)):
            y += size * LINE if place else 0
            parts.append(text(indent, y, said, size=size))
        y += 4
    return parts, y + 10
