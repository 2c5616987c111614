"""Who is not here: each group's users over those expected, one row each, beside 1."""

import math

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.frame import framed
from equity_lens.charts.key import Mark, key
from equity_lens.charts.layout import ON_A_PAGE, ON_A_PHONE, Layout
from equity_lens.charts.lettering import wrap
from equity_lens.charts.markers import Marker, header, lines
from equity_lens.charts.plot import level_axis
from equity_lens.charts.rows import PADDING, STRIP, Row, blank, labelled
from equity_lens.charts.scale import Scale, round_scale
from equity_lens.charts.svg import line, text, titled
from equity_lens.disclosure.released import ReleasedRepresentation, RepresentedGroup
from equity_lens.words.dates import period
from equity_lens.words.gaps import value_interval
from equity_lens.words.numbers import absence, in_brief, in_words, interval_in_cell, on_axis
from equity_lens.words.representation import representation_sentence, title

NEITHER = "1 is as many as expected; need is not known"
FEWER = Mark("diamond", palette.BLUE, palette.BLUE, 6.5)
MORE = Mark("square", palette.BLUE, palette.BLUE, 6.5)
ALIKE = Mark("circle", palette.WHITE, palette.BLUE, 6.5)


def representation_chart(shown: ReleasedRepresentation, *, synthetic: bool | None = None) -> Chart:
    """Each group's ratio of users to those expected, with its interval.

    Whether there are surely fewer, surely more, or as many is told by the shape. A ratio that is
    suppressed or missing has no mark: the words stand in its place. ``synthetic`` adds a
    watermark; left out, the source says.
    """
    named = f"{title(shown)}: {shown.organisation.name}, {period(shown.period)}"
    listed = "; ".join(f"{each.subgroup.label}, {in_words(each.ratio)}" for each in shown.groups)
    described = f"{representation_sentence(shown)} {listed}."
    marked = shown.source.synthetic if synthetic is None else synthetic
    pictures = []
    for layout in (ON_A_PAGE, ON_A_PHONE):
        parts, tall = _drawn(shown, layout)
        pictures.append(
            framed(
                parts,
                wide=layout.width,
                tall=tall,
                title=named,
                description=described,
                synthetic=marked,
            )
        )
    return Chart(pictures[0], pictures[1], named, described, NEITHER)


def _drawn(shown: ReleasedRepresentation, layout: Layout) -> tuple[list[str], float]:
    scale, ticks = _scale(shown, layout)
    one = [Marker("As many as expected", 1.0, palette.DARK_BLUE, "7 4")]
    words, top = header(one, scale, 10, layout)
    y = top + 4
    rows: list[Row] = []
    for group in shown.groups:
        rows.append(_row(shown, group, y, scale, layout))
        y = rows[-1].bottom
    strips = [drawn.strip for drawn in rows] if layout.stacked else [(top, y)]
    grid = [
        line(scale(tick), above, scale(tick), below, palette.RULE)
        for tick in ticks
        for above, below in strips
    ]
    ticked = [(scale(tick), on_axis(tick, "ratio")) for tick in ticks]
    axis = level_axis(layout.plot_from, layout.plot_to, y, ticked, layout.width, layout.small)
    y += 14 + layout.small_step
    below, y = _below(shown, y, layout)
    drawn_rows = [part for drawn in rows for part in drawn.parts]
    return [*grid, *lines(one, scale, strips), *words, *drawn_rows, *axis, *below], y


def _scale(shown: ReleasedRepresentation, layout: Layout) -> tuple[Scale, list[float]]:
    """A scale that holds 1 and every ratio with its limits, and nothing below nought."""
    ends = [
        end
        for group in shown.groups
        for end in (group.ratio.value, group.ratio.lower, group.ratio.upper)
        if end is not None
    ]
    reach = [*ends, 1.0] if ends else [0.5, 1.5]
    # A narrow scale would make a slight difference look great: it spans a fifth on each side of 1.
    around = [min(*reach, 0.8), max(*reach, 1.2)]
    ticks = 4 if layout.stacked else 6
    return round_scale(
        around, layout.plot_from, layout.plot_to, ticks=ticks, least=0.0, most=math.inf
    )


def _row(
    shown: ReleasedRepresentation, group: RepresentedGroup, top: float, scale: Scale, layout: Layout
) -> Row:
    label = wrap(group.subgroup.label, layout.size, layout.label_room)
    room = layout.plot_to - layout.plot_from
    under = wrap(_under(shown, group, layout), layout.small, room if layout.stacked else 226)
    why = [] if group.ratio.is_number else wrap(absence(group.ratio), layout.small, room - 12)
    words_tall = len(label) * layout.step + len(under) * layout.small_step
    why_tall = len(why) * layout.small_step
    if layout.stacked:
        start = top + PADDING / 2 + words_tall + 4
        strip = (start, start + max(STRIP, why_tall + 6))
        bottom = strip[1] + PADDING / 2
    else:
        strip = (top, top + PADDING + max(words_tall, why_tall))
        bottom = strip[1]
    middle = (strip[0] + strip[1]) / 2
    parts = labelled(label, under, top, layout)
    if why:
        return Row([*parts, *blank(why, middle, layout)], strip, bottom)
    mark = _mark(shown, group, middle, scale)
    return Row([*parts, mark, *_figures(group, top, middle, layout)], strip, bottom)


def _under(shown: ReleasedRepresentation, group: RepresentedGroup, layout: Layout) -> str:
    """How many are counted and how many expected; on a phone the interval too."""
    said = f"{in_brief(group.observed)} counted"
    if not group.observed.is_number:
        said = f"number {in_brief(group.observed)}"
    if group.expected.is_number:
        said += f", {in_brief(group.expected)} expected"
    if layout.stacked and value_interval(group.ratio):
        said += f"; {value_interval(group.ratio, shown.confidence)}"
    return said


def _mark(shown: ReleasedRepresentation, group: RepresentedGroup, y: float, scale: Scale) -> str:
    ratio = group.ratio
    shapes: list[str] = []
    mark = ALIKE
    if ratio.lower is not None and ratio.upper is not None:
        mark = FEWER if ratio.upper < 1 else MORE if ratio.lower > 1 else ALIKE
        low, high = scale(ratio.lower), scale(ratio.upper)
        shapes.append(line(low, y, high, y, palette.BLUE, 3))
        shapes += [line(end, y - 6, end, y + 6, palette.BLUE, 2) for end in (low, high)]
    shapes.append(mark.at(scale(ratio.value or 0.0), y))
    limits = value_interval(ratio, shown.confidence)
    said = f"{group.subgroup.label}: {in_words(ratio)}" + (f" ({limits})" if limits else "")
    return titled(f"{said}, {_under(shown, group, ON_A_PAGE)}", *shapes)


def _figures(group: RepresentedGroup, top: float, middle: float, layout: Layout) -> list[str]:
    """The ratio in figures: at the right of the mark, or of the label on a phone."""
    value = in_brief(group.ratio)
    if layout.stacked:
        baseline = top + PADDING / 2 + layout.size
        return [text(layout.plot_to, baseline, value, size=layout.size, anchor="end", bold=True)]
    x = layout.plot_to + 16
    under = text(
        x,
        middle + layout.small_step - 1,
        interval_in_cell(group.ratio),
        size=layout.small,
        fill=palette.QUIET_INK,
    )
    return [text(x, middle - 1, value, size=layout.size, bold=True), under]


def _below(shown: ReleasedRepresentation, y: float, layout: Layout) -> tuple[list[str], float]:
    """Which way the axis reads, and the key to the shapes."""
    middle = (layout.plot_from + layout.plot_to) / 2
    y += layout.small_step
    parts = [
        text(layout.plot_from, y, "← Fewer than expected", size=layout.small, bold=True),
        text(layout.plot_to, y, "More →", size=layout.small, anchor="end", bold=True),
    ]
    bar = f"Bar: {shown.confidence * 100:g}% interval of the number counted over the number expected. {NEITHER}."
    entries = [
        (FEWER, "", "Fewer than expected"),
        (ALIKE, "", "Consistent with as many as expected"),
        (MORE, "", "More than expected"),
        (None, "", bar),
    ]
    drawn, y = key(entries, y + 4, layout.width if layout.stacked else middle * 1.5, layout.small)
    return [*parts, *drawn], y
