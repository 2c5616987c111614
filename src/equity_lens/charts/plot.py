"""The rectangle in which points are plotted, its two scales, and its axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from equity_lens.charts import palette
from equity_lens.charts.frame import WIDE
from equity_lens.charts.lettering import width_of
from equity_lens.charts.scale import Scale
from equity_lens.charts.svg import line, text
from equity_lens.words.numbers import on_axis


@dataclass(frozen=True, slots=True)
class Plot:
    """Pixels of the plot's edges, the scale along it and the scale up it, and the type size."""

    width: float
    left: float
    right: float
    top: float
    bottom: float
    small: float
    along: Scale
    up: Scale

    @property
    def is_wide(self) -> bool:
        """True on a page, where there is room for words beside the plot."""
        return self.width == WIDE


def left_of(ticks: Sequence[float], unit: str, small: float) -> float:
    """Where a plot begins, so that the figures of its axis have room beside it."""
    return 20 + max((width_of(on_axis(tick, unit), small) for tick in ticks), default=20.0)


def upward_axis(plot: Plot, ticks: Sequence[float], unit: str) -> list[str]:
    """Rules across the plot, each with its figure at the left."""
    parts: list[str] = []
    for tick in ticks:
        y = plot.up(tick)
        parts.append(line(plot.left, y, plot.right, y, palette.RULE))
        words = on_axis(tick, unit)
        baseline = y + plot.small * 0.35
        parts.append(text(plot.left - 8, baseline, words, size=plot.small, anchor="end"))
    return parts


def no_gap(plot: Plot) -> list[str]:
    """A heavier rule at nought, where figures lie on both sides of it."""
    if not plot.up.low < 0 < plot.up.high:
        return []
    return [line(plot.left, plot.up(0), plot.right, plot.up(0), palette.GREY, 2)]


def level_axis(
    left: float,
    right: float,
    y: float,
    labelled: Sequence[tuple[float, str]],
    width: float,
    small: float,
) -> list[str]:
    """The line under a plot, with words at their pixels: as many as do not meet, and none cut.

    The last is always shown, because it is the latest.
    """
    parts = [line(left, y, right, y, palette.GREY)]
    for x, middle, words in _spaced(labelled, width, small):
        parts.append(line(x, y, x, y + 5, palette.GREY))
        parts.append(text(middle, y + 8 + small, words, size=small, anchor="middle"))
    return parts


def _spaced(
    labelled: Sequence[tuple[float, str]], width: float, small: float
) -> list[tuple[float, float, str]]:
    """Tick, middle of its words and the words, of every n-th label: the least n that will do."""
    placed = []
    for x, words in labelled:
        half = width_of(words, small) / 2
        placed.append((x, min(max(x, half + 4), width - half - 4), words))
    for step in range(1, len(placed)):
        chosen = placed[::-step][::-1]
        if all(
            after - before >= (width_of(one, small) + width_of(other, small)) / 2 + 10
            for (_, before, one), (_, after, other) in pairwise(chosen)
        ):
            return chosen
    return placed[-1:]


def kept_apart(pixels: Sequence[float], step: float, lowest: float) -> list[float]:
    """Pixels in order, moved down until they are a step apart, then up again above ``lowest``.

    >>> kept_apart([10.0, 12.0, 100.0], 5.0, 100.0)
    [10.0, 15.0, 100.0]
    >>> kept_apart([98.0, 99.0, 100.0], 5.0, 100.0)
    [90.0, 95.0, 100.0]
    """
    placed: list[float] = []
    for pixel in pixels:
        placed.append(max(pixel, placed[-1] + step) if placed else pixel)
    for place in range(len(placed) - 1, -1, -1):
        below = placed[place + 1] - step if place + 1 < len(placed) else lowest
        placed[place] = min(placed[place], below)
    return placed
