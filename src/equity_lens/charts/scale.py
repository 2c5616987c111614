"""From figures to pixels, in straight proportion, with round numbers along the axis."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures from ``low`` to ``high`` laid along pixels from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a figure.

        >>> Scale(0.0, 10.0, 100.0, 300.0)(2.5)
        150.0
        """
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_scale(
    figures: Iterable[float],
    start: float,
    end: float,
    *,
    ticks: int = 5,
    least: float = -math.inf,
    most: float = math.inf,
) -> tuple[Scale, list[float]]:
    """A scale that holds all the figures and ends on round numbers, with its ticks.

    ``least`` and ``most`` are what the figure can possibly be: 0 and 1 for a proportion.

    >>> _, ticks = round_scale([0.559, 0.66], 0, 100, most=1)
    >>> [round(tick, 2) for tick in ticks]
    [0.55, 0.6, 0.65, 0.7]
    """
    known = sorted(figures)
    low, high = (known[0], known[-1]) if known else (0.0, 1.0)
    if high - low < 1e-9:
        margin = abs(high) * 0.1 or 1.0
        low, high = max(low - margin, least), min(high + margin, most)
    step = _round_step((high - low) / ticks)
    low = max(math.floor(low / step + 1e-9) * step, least)
    high = min(math.ceil(high / step - 1e-9) * step, most)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return Scale(low, high, start, end), [tick * step for tick in range(first, last + 1)]


def _round_step(rough: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not below ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))
