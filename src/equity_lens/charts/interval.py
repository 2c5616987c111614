"""Dot and interval for each subgroup, one row each, against its reference."""

import math

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.frame import better_along, framed
from equity_lens.charts.layout import ON_A_PAGE, ON_A_PHONE, Layout
from equity_lens.charts.lettering import wrap
from equity_lens.charts.markers import header, lines, markers
from equity_lens.charts.plot import level_axis
from equity_lens.charts.rows import Row, row
from equity_lens.charts.scale import Scale, round_scale
from equity_lens.charts.svg import line, text
from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.words.dates import period
from equity_lens.words.numbers import in_words, on_axis
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import profile_sentence

APART = "Counted, and not compared"


def interval_chart(profile: ReleasedProfile, *, synthetic: bool | None = None) -> Chart:
    """Each subgroup's value with its interval, beside the reference, everyone and any standard.

    A suppressed or missing value has no dot: the words stand in its place. People whose identity
    is not recorded are shown below the others and apart from them. ``synthetic`` adds a watermark;
    left out, the source says.
    """
    title = (
        f"{profile.measure.title} by {lower_first(profile.dimension.title).lower()}: "
        f"{profile.organisation.name}, {period(profile.period)}"
    )
    description = _described(profile)
    marked = profile.source.synthetic if synthetic is None else synthetic
    pictures = []
    for layout in (ON_A_PAGE, ON_A_PHONE):
        parts, tall = _drawn(profile, layout)
        pictures.append(
            framed(
                parts,
                wide=layout.width,
                tall=tall,
                title=title,
                description=description,
                synthetic=marked,
            )
        )
    return Chart(pictures[0], pictures[1], title, description, better_along(profile.measure))


def _described(profile: ReleasedProfile) -> str:
    everybody = (*profile.groups, *profile.unknown)
    rows = "; ".join(f"{group.subgroup.label}, {in_words(group.value)}" for group in everybody)
    return f"{profile_sentence(profile)} {rows}."


def _drawn(profile: ReleasedProfile, layout: Layout) -> tuple[list[str], float]:
    scale, ticks = _scale(profile, layout)
    against = markers(profile)
    words, y = header(against, scale, 10, layout)
    first = y
    y += 4
    compared: list[Row] = []
    for group in profile.groups:
        compared.append(row(profile, group, y, scale, layout))
        y = compared[-1].bottom
    last = y
    apart: list[Row] = []
    if profile.unknown:
        y += 8
        words.append(line(8, y, layout.width - 8, y, palette.GREY))
        for said in wrap(APART, layout.small, layout.width - 16, bold=True):
            y += layout.small_step
            words.append(text(8, y, said, size=layout.small, bold=True))
        y += 4
        for group in profile.unknown:
            apart.append(row(profile, group, y, scale, layout))
            y = apart[-1].bottom
    strips = [drawn.strip for drawn in compared] if layout.stacked else [(first, last)]
    gridded = strips + ([drawn.strip for drawn in apart] if layout.stacked else [(last, y)])
    grid = [
        line(scale(tick), top, scale(tick), low, palette.RULE)
        for tick in ticks
        for top, low in gridded
    ]
    rows = [part for drawn in (*compared, *apart) for part in drawn.parts]
    axis, tall = _axis(profile, scale, ticks, y, layout)
    return [*grid, *lines(against, scale, strips), *words, *rows, *axis], tall


def _scale(profile: ReleasedProfile, layout: Layout) -> tuple[Scale, list[float]]:
    """A scale that holds every value and limit; the standard too, unless it is far from them all."""
    figures = [group.value for group in (*profile.groups, *profile.unknown)]
    figures += [profile.reference_value]
    if profile.measure.value != "count":
        figures.append(profile.overall)
    ends = [
        end
        for figure in figures
        for end in (figure.value, figure.lower, figure.upper)
        if end is not None
    ]
    for marker in markers(profile):
        if ends and min(ends) - (max(ends) - min(ends)) <= marker.value <= 2 * max(ends) - min(
            ends
        ):
            ends.append(marker.value)
    most = 1.0 if _unit(profile) == "proportion" else math.inf
    ticks = 4 if layout.stacked else 6
    return round_scale(ends, layout.plot_from, layout.plot_to, ticks=ticks, least=0.0, most=most)


def _unit(profile: ReleasedProfile) -> str:
    """The unit of the groups' values: of a count, they are shares, and everyone is a number."""
    return profile.groups[0].value.unit if profile.groups else profile.overall.unit


def _axis(
    profile: ReleasedProfile, scale: Scale, ticks: list[float], y: float, layout: Layout
) -> tuple[list[str], float]:
    unit = _unit(profile)
    labelled = [(scale(tick), on_axis(tick, unit)) for tick in ticks]
    parts = level_axis(layout.plot_from, layout.plot_to, y, labelled, layout.width, layout.small)
    y += 14 + 2 * layout.small_step
    better = better_along(profile.measure)
    side = {"lower": (layout.plot_from, "start"), "higher": (layout.plot_to, "end")}
    x, anchor = side.get(
        profile.measure.better, ((layout.plot_from + layout.plot_to) / 2, "middle")
    )
    parts.append(text(x, y, better, size=layout.small + 1, anchor=anchor, bold=True))
    dot = "Dot: rate per 100,000" if unit.startswith("per ") else "Dot: value"
    key = f"{dot}. Bar: {profile.confidence * 100:g}% interval."
    left, room = 8.0, layout.plot_from - 16
    if layout.stacked:
        left, room, y = layout.plot_from, layout.plot_to - layout.plot_from, y + layout.small_step
    for said in wrap(key, layout.small, room):
        parts.append(text(left, y, said, size=layout.small, fill=palette.QUIET_INK))
        y += layout.small_step
    return parts, y
