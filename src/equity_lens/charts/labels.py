"""Names beside points, each where it meets neither another name nor the edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.charts import palette
from equity_lens.charts.lettering import LINE, width_of, wrap
from equity_lens.charts.plot import Plot
from equity_lens.charts.svg import backed_text, line


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """True when the two share any ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def placed(
    named: Sequence[tuple[float, float, str]], kept: Sequence[tuple[float, float]], plot: Plot
) -> list[str]:
    """Names of points at (x, y), in order of importance, each with a fine line to its point.

    ``kept`` are points that a name should not cover, if there is any place where it need not.
    """
    taken: list[Box] = []
    parts: list[str] = []
    points = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in kept]
    for x, y, words in named:
        lines = wrap(words, plot.small, min(190.0, (plot.right - plot.left) * 0.55), bold=True)
        wide = max(width_of(said, plot.small, bold=True) for said in lines)
        tall = len(lines) * plot.small * LINE
        box = _best(_places(x, y, wide, tall, plot), taken, points)
        taken.append(box)
        nearest = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
        parts.append(line(x, y, *nearest, palette.INK))
        parts += [
            backed_text(
                box.left, box.top + plot.small * (LINE * i + 0.9), said, size=plot.small, bold=True
            )
            for i, said in enumerate(lines)
        ]
    return parts


def _places(x: float, y: float, wide: float, tall: float, plot: Plot) -> list[Box]:
    """Places for a name, nearest first, moved inside the plot where they would leave it."""
    found = []
    for away in (14, 30, 50, 75, 105):
        for across, up in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
            left = (
                x + across * away
                if across > 0
                else x + across * away - (wide if across else wide / 2)
            )
            top = y + up * away - (tall if up < 0 else 0 if up else tall / 2)
            left = min(max(left, plot.left + 2), plot.right - wide - 2)
            top = min(max(top, plot.top + 2), plot.bottom - tall - 2)
            found.append(Box(left, top, left + wide, top + tall))
    return found


def _best(places: Sequence[Box], taken: Sequence[Box], points: Sequence[Box]) -> Box:
    """The place that covers no name, and then the fewest points; the nearest of equals."""

    def cost(box: Box) -> tuple[int, int]:
        return (sum(box.meets(name) for name in taken), sum(box.meets(point) for point in points))

    return min(places, key=cost)
