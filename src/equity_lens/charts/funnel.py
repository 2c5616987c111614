"""Providers around their common value, with the width that chance alone would give at each size."""

import math
from collections.abc import Collection
from itertools import pairwise

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.frame import NARROW, WIDE, better_gap, better_up, framed
from equity_lens.charts.key import Mark, key
from equity_lens.charts.labels import placed
from equity_lens.charts.lettering import wrap
from equity_lens.charts.plot import Plot, left_of, level_axis, no_gap, upward_axis
from equity_lens.charts.scale import round_scale
from equity_lens.charts.svg import line, path, text, titled
from equity_lens.disclosure.released import FunnelPoint, ReleasedFunnel
from equity_lens.words.change import funnel_sentence
from equity_lens.words.dates import period
from equity_lens.words.numbers import DIFFERENCE, number_in_brief, plain, unit_of
from equity_lens.words.people import DEPRIVATION

DEPTH = 320.0
OURS = Mark("diamond", palette.BLUE, palette.INK, 8)
MARKS = {
    "": Mark("circle", palette.WHITE, palette.GREY, 4),
    "95%": Mark("circle", palette.GREY, palette.INK, 4.5),
    "99.8%": Mark("triangle", palette.QUIET_INK, palette.INK, 5.5),
}
WHERE = {
    "": "inside the 95% limits",
    "95%": "between the 95% and 99.8% limits",
    "99.8%": "outside the 99.8% limits",
}
OUTER, INNER = "", "7 5"


def funnel_chart(
    funnel: ReleasedFunnel, *, named: Collection[str] = (), synthetic: bool | None = None
) -> Chart:
    """Each provider by its size and value, inside limits of 95% and 99.8%; ours is named.

    Providers have no order of merit: the others are unnamed, unless ``named`` holds their codes.
    Shape says where a provider lies; colour only repeats it.
    """
    title = f"{funnel.title}, {period(funnel.period)}"
    description = funnel_sentence(funnel)
    marked = funnel.source.synthetic if synthetic is None else synthetic
    pictures = []
    for width in (WIDE, NARROW):
        parts, tall = _drawn(funnel, frozenset(named), width)
        pictures.append(
            framed(
                parts,
                wide=width,
                tall=tall,
                title=title,
                description=description,
                synthetic=marked,
            )
        )
    return Chart(pictures[0], pictures[1], title, description, better_among(funnel))


def better_among(funnel: ReleasedFunnel) -> str:
    """Which way is better, up or down; for a gap, towards nought."""
    if not funnel.unit.startswith(DIFFERENCE):
        return better_up(funnel.measure)
    whom = "the most deprived" if funnel.dimension.key in DEPRIVATION else "the first group"
    return better_gap(funnel.measure, whom, turned=False)


def _drawn(funnel: ReleasedFunnel, named: frozenset[str], width: float) -> tuple[list[str], float]:
    small = 14.0 if width == WIDE else 13.0
    heading = "" if funnel.unit == "proportion" else f" ({unit_of(funnel.unit).heading})"
    parts: list[str] = []
    y = 8.0
    for said in wrap(f"{better_among(funnel)}{heading}", small, width - 16):
        y += small * 1.3
        parts.append(text(8, y, said, size=small))
    plot, ticks, sizes = _plot(funnel, y + 18, width, small)
    labelled = [(plot.along(size), plain(size, "people")) for size in sizes]
    centre = plot.up(funnel.centre)
    parts += [
        *upward_axis(plot, ticks, funnel.unit),
        *level_axis(plot.left, plot.right, plot.bottom, labelled, width, small),
        *no_gap(plot),
        line(plot.left, centre, plot.right, centre, palette.INK, 1.5),
        *_limits(funnel, plot),
        *_points(funnel, plot),
        *_names(funnel, named, plot),
    ]
    below = plot.bottom + 12 + small * 2.4
    axis = f"{_size_named(funnel)} of {funnel.measure.noun}"
    middle = (plot.left + plot.right) / 2
    for said in wrap(axis, small, plot.right - plot.left):
        parts.append(text(middle, below, said, size=small, anchor="middle"))
        below += small * 1.25
    drawn, tall = key(_entries(funnel, named), below - small * 0.6, width, small)
    return [*parts, *drawn], tall


def _size_named(funnel: ReleasedFunnel) -> str:
    """A gap rests on two groups: the size that sets its limits is less than either."""
    is_gap = funnel.unit.startswith(DIFFERENCE)
    return "Effective number (both groups)" if is_gap else "Number"


def _plot(
    funnel: ReleasedFunnel, top: float, width: float, small: float
) -> tuple[Plot, list[float], list[float]]:
    """Scales that hold every provider; the limits may run out of them at the smallest sizes."""
    values = [point.value for point in funnel.points] + [funnel.centre]
    typical = sorted(point.people for point in funnel.points)[len(funnel.points) // 4 :][:1]
    values += [
        limit
        for size, *limits in funnel.curve
        for limit in limits
        if typical and size >= typical[0]
    ]
    edge = (max(values) - min(values)) * 0.03  # so that no mark lies on the edge itself
    values += [min(values) - edge, max(values) + edge]
    if funnel.unit.startswith(DIFFERENCE):
        least, most = -math.inf, math.inf
    else:
        least, most = 0.0, 1.0 if funnel.unit == "proportion" else math.inf
    up, ticks = round_scale(values, top + DEPTH, top, least=least, most=most)
    left, right = left_of(ticks, funnel.unit, small), width - (20 if width == WIDE else 12)
    sizes = [0.0, *(point.people for point in funnel.points), *(row[0] for row in funnel.curve)]
    along, marks = round_scale(sizes, left, right, least=0.0)
    return Plot(width, left, right, top, top + DEPTH, small, along, up), ticks, marks


def _limits(funnel: ReleasedFunnel, plot: Plot) -> list[str]:
    parts: list[str] = []
    for column, dash in ((1, OUTER), (2, INNER), (3, INNER), (4, OUTER)):
        curve = [(plot.along(row[0]), plot.up(row[column])) for row in funnel.curve]
        for run in inside(curve, plot):
            parts.append(path(run, palette.DARK_BLUE, 1.5, dash))
    return parts


def inside(curve: list[tuple[float, float]], plot: Plot) -> list[list[tuple[float, float]]]:
    """The parts of a curve inside the plot, cut at its edge where it leaves or enters."""
    runs: list[list[tuple[float, float]]] = [[]]
    for (x0, y0), (x1, y1) in pairwise(curve):
        kept = [
            share
            for edge in (plot.top, plot.bottom)
            if (y0 - edge) * (y1 - edge) < 0
            for share in [(edge - y0) / (y1 - y0)]
        ]
        for share in [0.0, *sorted(kept), 1.0]:
            x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            within = plot.top - 1e-6 <= y <= plot.bottom + 1e-6
            if within and (not runs[-1] or runs[-1][-1] != (x, y)):
                runs[-1].append((x, y))
            elif not within and runs[-1]:
                runs.append([])
    return runs


def _points(funnel: ReleasedFunnel, plot: Plot) -> list[str]:
    """Ours last, so that it lies above the others."""
    return [
        titled(
            _said(funnel, point), _mark(point).at(plot.along(point.people), plot.up(point.value))
        )
        for point in sorted(funnel.points, key=lambda point: point.is_ours)
    ]


def _mark(point: FunnelPoint) -> Mark:
    return OURS if point.is_ours else MARKS[point.beyond]


def _said(funnel: ReleasedFunnel, point: FunnelPoint) -> str:
    """A provider's name and value, for whoever points at it or listens."""
    value = number_in_brief(point.value, funnel.unit)
    return f"{point.organisation.name}: {value}, {WHERE[point.beyond]}"


def _lettered(funnel: ReleasedFunnel, named: frozenset[str]) -> list[tuple[str, FunnelPoint]]:
    """The providers to be named, by code, each with a letter that stands beside its point."""
    chosen = [p for p in funnel.points if p.organisation.code in named and not p.is_ours]
    chosen.sort(key=lambda point: point.organisation.code)
    return list(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", chosen, strict=False))


def _names(funnel: ReleasedFunnel, named: frozenset[str], plot: Plot) -> list[str]:
    """Our name beside our point, and letters beside the others that the key names."""
    said = [(point.organisation.name, point) for point in funnel.points if point.is_ours]
    said += _lettered(funnel, named)
    return placed(
        [(plot.along(point.people), plot.up(point.value), words) for words, point in said],
        [(plot.along(point.people), plot.up(point.value)) for point in funnel.points],
        plot,
    )


def _entries(funnel: ReleasedFunnel, named: frozenset[str]) -> list[tuple[Mark | None, str, str]]:
    ours = [("", point) for point in funnel.points if point.is_ours]
    entries: list[tuple[Mark | None, str, str]] = [
        (_mark(point), letter, _said(funnel, point))
        for letter, point in [*ours, *_lettered(funnel, named)]
    ]
    rest = [p for p in funnel.points if not p.is_ours and p.organisation.code not in named]
    whose = "other provider" if len(rest) < len(funnel.points) else "provider"
    for beyond, mark in MARKS.items():
        count = sum(point.beyond == beyond for point in rest)
        if count:
            entries.append((mark, "", f"{_some(count, whose)} {WHERE[beyond]}"))
    centre = number_in_brief(funnel.centre, funnel.unit)
    entries.append((None, "", f"Level line: all providers together, {centre}."))
    entries.append((None, "", "Dashed curve: 95% limits. Solid curve: 99.8% limits."))
    if funnel.left_out:
        said = f"{_some(funnel.left_out, 'provider')} left out: withheld or not recorded."
        entries.append((None, "", said))
    return entries


def _some(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
