"""A change and each group: small pictures side by side, on one scale, with the tests marked."""

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.figures import short
from equity_lens.charts.frame import NARROW, WIDE, better_up, framed
from equity_lens.charts.key import Mark, key
from equity_lens.charts.lettering import wrap
from equity_lens.charts.plot import Plot, left_of, level_axis, upward_axis
from equity_lens.charts.scale import Scale, round_scale
from equity_lens.charts.svg import line, path, text, titled
from equity_lens.disclosure.released import Figure
from equity_lens.disclosure.released_verdicts import GroupOverTime, ReleasedVerdict, Role
from equity_lens.words.dates import short_period
from equity_lens.words.numbers import absence, in_words
from equity_lens.words.people import PLUS
from equity_lens.words.verdicts import dated_sentence, periods_in_words, verdict_sentence

Began = tuple[str, str]
"""The period in which a test of change began, and its title."""

COLUMNS = {WIDE: 3, NARROW: 2}
DEPTH = {WIDE: 130.0, NARROW: 100.0}
EDGE, BETWEEN = 8.0, 14.0
POINT = Mark("circle", palette.BLUE, palette.BLUE, 2.6)
ROLES = {
    Role.TARGET: "whom it is for",
    Role.REFERENCE: "compared with",
    Role.WATCHED: "watched",
    Role.EVERYONE: "all together",
}
AVERAGES = "Dashed line: average before the latest change. Solid line: average after it."
BEGAN = "Upright line: a change began."
BLANK = "Where a line breaks, the figure is"


def verdict_chart(
    verdict: ReleasedVerdict, *, tests: Sequence[Began] = (), synthetic: bool = False
) -> Chart:
    """Each watched group and everyone, period by period, with averages before and after the change.

    All panels share one scale, so that heights can be compared. A test of change is a dotted line
    with a letter, told in the key. A figure that is withheld or not recorded leaves a break.

    Parameters
    ----------
    verdict
        A released verdict.
    tests
        Tests of change to be marked, oldest first, by the period in which each began. A period that
        the chart does not show is told in the key alone.
    synthetic
        Whether the people do not exist.
    """
    title = f"{verdict.measure.title}, group by group: {verdict.organisation.name}"
    if verdict.periods:
        first, last = (periods_in_words(verdict.periods[place]) for place in (0, -1))
        title = f"{title}, {first} to {last}"
    description = _described(verdict, tests)
    pictures = []
    for width in (WIDE, NARROW):
        parts, tall = _drawn(verdict, tests, width)
        pictures.append(
            framed(
                parts,
                wide=width,
                tall=tall,
                title=title,
                description=description,
                synthetic=synthetic or verdict.synthetic,
            )
        )
    return Chart(pictures[0], pictures[1], title, description, better_up(verdict.measure))


def _described(verdict: ReleasedVerdict, tests: Sequence[Began]) -> str:
    said = [dated_sentence(verdict)]
    if verdict.on:
        said.append(verdict_sentence(verdict))
    said += [
        f"{_name(verdict, group)}: {in_words(group.before.value)} before, {in_words(group.after.value)} after."
        for group in _panels(verdict)
    ]
    said += [f"{words}: from {periods_in_words(period)}." for period, words in tests]
    return " ".join(said)


def _panels(verdict: ReleasedVerdict) -> list[GroupOverTime]:
    return [*verdict.groups, verdict.everyone]


def _name(verdict: ReleasedVerdict, group: GroupOverTime) -> str:
    """Whose panel it is; a yes or no says of what."""
    label, dimension = group.subgroup.label, verdict.dimension
    if dimension.key.startswith(PLUS) and group.role is not Role.EVERYONE:
        return f"{dimension.title}: {label.lower()}"
    return label


def _drawn(
    verdict: ReleasedVerdict, tests: Sequence[Began], width: float
) -> tuple[list[str], float]:
    small = 14.0 if width == WIDE else 13.0
    parts: list[str] = []
    y = 8.0
    for said in wrap(better_up(verdict.measure), small, width - 2 * EDGE):
        y += small * 1.35
        parts.append(text(EDGE, y, said, size=small))
    y += 10
    columns = COLUMNS[int(width)]
    across = (width - 2 * EDGE - (columns - 1) * BETWEEN) / columns
    panels = _panels(verdict)
    for begin in range(0, len(panels), columns):
        row = panels[begin : begin + columns]
        heads = max(len(_heading(verdict, group, small, across)) for group in row)
        for place, group in enumerate(row):
            left = EDGE + place * (across + BETWEEN)
            parts += _panel(verdict, group, tests, (left, y, across, heads), width)
        y += (heads + 1) * small * 1.3 + 22 + DEPTH[int(width)] + small + 24
    drawn, tall = key(_entries(verdict, tests), y, width, small)
    return [*parts, *drawn], tall


def _heading(
    verdict: ReleasedVerdict, group: GroupOverTime, small: float, across: float
) -> list[str]:
    return wrap(_name(verdict, group), small, across, bold=True)


def _panel(
    verdict: ReleasedVerdict,
    group: GroupOverTime,
    tests: Sequence[Began],
    at: tuple[float, float, float, int],
    width: float,
) -> list[str]:
    """One group: its name and role, and its plot, at a place of the page."""
    left, y, across, heads = at
    small = 14.0 if width == WIDE else 13.0
    parts = []
    for number, said in enumerate(_heading(verdict, group, small, across)):
        parts.append(text(left, y + (number + 1) * small * 1.3, said, size=small, bold=True))
    y += (heads + 1) * small * 1.3
    parts.append(text(left, y, ROLES[group.role], size=small, fill=palette.QUIET_INK))
    top = y + 22
    up, ticks = _upward(verdict, top, top + DEPTH[int(width)])
    begin = left + left_of(ticks, "proportion", small)
    right = left + across - 4
    along = Scale(0, max(len(verdict.periods) - 1, 1), begin + 6, right - 6)
    plot = Plot(width, begin, right, top, top + DEPTH[int(width)], small, along, up)
    labelled = [(along(i), _short(name)) for i, name in enumerate(verdict.periods)]
    return [
        *parts,
        *upward_axis(plot, ticks, "proportion"),
        *_changes(verdict, tests, plot),
        *_averages(verdict, group, plot),
        *_joined(group, plot),
        *_marked(verdict, group, plot),
        *_months(plot, labelled, left + across, small),
    ]


def _months(
    plot: Plot, labelled: Sequence[tuple[float, str]], edge: float, small: float
) -> list[str]:
    """The line under one panel: its first and last period, kept inside the panel."""
    if not labelled:
        return [line(plot.left, plot.bottom, plot.right, plot.bottom, palette.GREY)]
    ends = [labelled[0], labelled[-1]] if len(labelled) > 1 else [labelled[0]]
    return level_axis(plot.left, plot.right, plot.bottom, ends, edge, small)


def _upward(verdict: ReleasedVerdict, top: float, bottom: float) -> tuple[Scale, list[float]]:
    """One scale for all panels."""
    figures: list[Figure] = []
    for group in _panels(verdict):
        figures += [*group.points, group.before.value, group.after.value]
    shown = [figure.value for figure in figures if figure.value is not None]
    return round_scale(shown, bottom, top, ticks=4, least=0.0, most=1.0)


def _changes(verdict: ReleasedVerdict, tests: Sequence[Began], plot: Plot) -> list[str]:
    """An upright line where a change began, and a dotted one with a letter for each test."""
    parts = []
    for baseline in verdict.gap.baselines:
        x = _edge_of(verdict, baseline.change_from, plot)
        if x is not None:
            parts.append(line(x, plot.top - 4, x, plot.bottom, palette.INK, 1.5))
    for number, (period, _) in enumerate(tests):
        x = _edge_of(verdict, period, plot)
        if x is not None:
            parts.append(line(x, plot.top - 4, x, plot.bottom, palette.INK, 1.5, "2 3"))
            letter = _letter(number)
            parts.append(text(x, plot.top - 8, letter, size=plot.small, anchor="middle", bold=True))
    return parts


def _edge_of(verdict: ReleasedVerdict, named: str, plot: Plot) -> float | None:
    """The pixel before the first period that is not earlier than the one named."""
    for place, period in enumerate(verdict.periods):
        if period >= named:
            return plot.along(place - 0.5) if place else plot.left
    return None


def _averages(verdict: ReleasedVerdict, group: GroupOverTime, plot: Plot) -> list[str]:
    many = len(verdict.periods)
    change = many - verdict.after
    spans = (
        (group.before.value, change - verdict.before, change, "5 4"),
        (group.after.value, change, many, ""),
    )
    return [
        line(
            max(plot.along(begin - 0.5), plot.left),
            plot.up(figure.value),
            min(plot.along(end - 0.5), plot.right),
            plot.up(figure.value),
            palette.INK,
            1.5,
            dash,
        )
        for figure, begin, end, dash in spans
        if figure.value is not None and end > begin
    ]


def _joined(group: GroupOverTime, plot: Plot) -> list[str]:
    """The line from point to point, never over a blank."""
    places = [(i, point.value) for i, point in enumerate(group.points) if point.value is not None]
    return [
        path([(plot.along(a), plot.up(one)), (plot.along(b), plot.up(other))], palette.BLUE, 1.5)
        for (a, one), (b, other) in pairwise(places)
        if b == a + 1
    ]


def _marked(verdict: ReleasedVerdict, group: GroupOverTime, plot: Plot) -> list[str]:
    return [
        titled(
            f"{_name(verdict, group)}, {periods_in_words(period)}: {short(point)}",
            POINT.at(plot.along(i), plot.up(point.value)),
        )
        for i, (period, point) in enumerate(zip(verdict.periods, group.points, strict=True))
        if point.value is not None
    ]


def _entries(
    verdict: ReleasedVerdict, tests: Sequence[Began]
) -> list[tuple[Mark | None, str, str]]:
    """The key: what the lines are, each test by its letter, and why a point is not there."""
    entries: list[tuple[Mark | None, str, str]] = [(None, "", AVERAGES), (None, "", BEGAN)]
    for number, (period, words) in enumerate(tests):
        entries.append((None, _letter(number), f"{words}, from {periods_in_words(period)}"))
    absent = {
        absence(point)
        for group in _panels(verdict)
        for point in group.points
        if point.value is None
    }
    if absent:
        entries.append((None, "", f"{BLANK} {'; '.join(sorted(absent))}."))
    return entries


def _letter(number: int) -> str:
    """A to Z, then A2 and so on."""
    again, place = divmod(number, len(ascii_uppercase))
    return f"{ascii_uppercase[place]}{again + 1 if again else ''}"


def _short(label: str) -> str:
    """A period under an axis; of several months together the last."""
    return short_period(label.split("/")[-1])
