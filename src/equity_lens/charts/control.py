"""A process-control chart of one group, or of the gap between two, over time."""

import math

from equity_lens.charts.chart import Chart
from equity_lens.charts.frame import NARROW, WIDE, better_gap, better_up, framed
from equity_lens.charts.key import Mark, key
from equity_lens.charts.lettering import wrap
from equity_lens.charts.plot import Plot, left_of, level_axis, no_gap, upward_axis
from equity_lens.charts.process import (
    MEANING,
    changes_of_method,
    joined,
    letter_of,
    level_key,
    level_lines,
    levels,
    mark_of,
    marked,
)
from equity_lens.charts.scale import Scale, round_scale
from equity_lens.charts.svg import text
from equity_lens.disclosure.released import ReleasedTrend
from equity_lens.words.change import trend_sentence
from equity_lens.words.dates import short_period, span
from equity_lens.words.numbers import unit_of

DEPTH = 250.0


def control_chart(trend: ReleasedTrend, *, synthetic: bool = False) -> Chart:
    """Points, average and limits, with each special cause marked by shape, letter and words.

    Improvement is a diamond with I, concern a square with C, and a special cause where neither way
    is better a triangle with S. A point that is withheld or not recorded leaves a gap in the line,
    and the word stands in its place. Nothing is drawn across a change of method.
    """
    over = span(trend.periods[0], trend.periods[-1])
    title = f"{trend.measure.title}, {trend.label}: {trend.organisation.name}, {over}"
    description = f"{trend_sentence(trend)} {len(trend.points)} points, {over}."
    pictures = []
    for width in (WIDE, NARROW):
        parts, tall = _drawn(trend, width)
        pictures.append(
            framed(
                parts,
                wide=width,
                tall=tall,
                title=title,
                description=description,
                synthetic=synthetic,
            )
        )
    return Chart(pictures[0], pictures[1], title, description, better_in_time(trend))


def better_in_time(trend: ReleasedTrend) -> str:
    """Which way is better, up or down; for a gap, towards nought."""
    if trend.is_gap:
        return better_gap(trend.measure, "people in this group", turned=True)
    return better_up(trend.measure)


def _drawn(trend: ReleasedTrend, width: float) -> tuple[list[str], float]:
    small = 14.0 if width == WIDE else 13.0
    unit = trend.points[0].unit
    heading = "" if unit == "proportion" else f" ({unit_of(unit).heading})"
    parts: list[str] = []
    y = 8.0
    for said in wrap(trend.label, small + 1, width - 16, bold=True):
        y += small * 1.3
        parts.append(text(8, y, said, size=small + 1, bold=True))
    for said in wrap(f"{better_in_time(trend)}{heading}", small, width - 16):
        y += small * 1.35
        parts.append(text(8, y, said, size=small))
    top = y + 26
    up, ticks = _upward(trend, top)
    left = left_of(ticks, unit, small)
    right = width - 172 if width == WIDE else width - 16
    along = Scale(0, max(len(trend.points) - 1, 1), left + 14, right - 14)
    plot = Plot(width, left, right, top, top + DEPTH, small, along, up)
    labelled = [(along(place), short_period(name)) for place, name in enumerate(trend.periods)]
    parts += [
        *upward_axis(plot, ticks, unit),
        *no_gap(plot),
        *level_lines(trend, plot),
        *changes_of_method(trend, plot),
        *joined(trend, plot),
        *marked(trend, plot),
        *level_axis(left, right, plot.bottom, labelled, width, small),
    ]
    drawn, tall = key(_entries(trend, plot), plot.bottom + 14 + small, width, small)
    return [*parts, *drawn], tall


def _upward(trend: ReleasedTrend, top: float) -> tuple[Scale, list[float]]:
    shown = [point.value for point in trend.points if point.value is not None]
    shown += [level for _, level in levels(trend)]
    if trend.is_gap:
        return round_scale([*shown, 0.0], top + DEPTH, top)
    most = 1.0 if trend.points[0].unit == "proportion" else math.inf
    return round_scale(shown, top + DEPTH, top, least=0.0, most=most)


def _entries(trend: ReleasedTrend, plot: Plot) -> list[tuple[Mark | None, str, str]]:
    """The key: each kind of point once, then what the reader must know of the limits."""
    found: dict[tuple[str, str], tuple[Mark | None, str, str]] = {}
    for place, signal in enumerate(trend.signals):
        if trend.points[place].value is None:
            continue
        said = f"{MEANING[trend.direction[place]]}: {signal}" if signal else "Ordinary variation"
        entry = (mark_of(trend, place), letter_of(trend, place), said)
        found.setdefault((trend.direction[place], signal), entry)
    entries = sorted(found.values(), key=lambda entry: bool(entry[1]))
    if not plot.is_wide:
        entries += [(None, "", words) for words in level_key(trend)]
    if trend.mean is None:
        entries.append((None, "", "Too few points for an average and limits."))
    elif trend.provisional:
        entries.append((None, "", "The limits are provisional: fewer than 12 points."))
    return entries
