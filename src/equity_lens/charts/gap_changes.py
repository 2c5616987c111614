"""How much wider or narrower a gap is than before, look by look."""

from collections.abc import Sequence
from statistics import median

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.frame import NARROW, WIDE, framed
from equity_lens.charts.key import Mark, key
from equity_lens.charts.lettering import wrap
from equity_lens.charts.plot import Plot, left_of, level_axis, no_gap, upward_axis
from equity_lens.charts.scale import Scale, round_scale
from equity_lens.charts.svg import line, text, titled
from equity_lens.disclosure.released_verdicts import Look, ReleasedVerdict
from equity_lens.words.dates import short_period
from equity_lens.words.verdicts import change_interval, periods_in_words, verdict_name

EDGE, DEPTH = 8.0, 200.0
POINT = Mark("circle", palette.BLUE, palette.BLUE, 4.0)
UNIT = "difference in proportion"
BETTER = "Below 0 the gap is narrower than before the change; above 0 it is wider"
LIMITS = "Upright lines: the limits of the rule, which allow for all planned looks together."
BEYOND = "An arrow: the limits go further than the picture; the table has them."
BASELINE = "A longer upright line: from here on the comparison is with a new baseline."


def gap_changes_chart(verdict: ReleasedVerdict, *, synthetic: bool = False) -> Chart:
    """The change in the gap at every look, with the limits of the rule around it.

    Looks of an earlier baseline are shown as they were made, and a line parts them from later ones.
    """
    title = f"The gap compared with before the change: {verdict.measure.title.lower()}"
    description = _described(verdict)
    pictures = []
    for width in (WIDE, NARROW):
        parts, tall = _drawn(verdict, width)
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
    return Chart(pictures[0], pictures[1], title, description, BETTER)


def _described(verdict: ReleasedVerdict) -> str:
    said = [_of_look(look, verdict.confidence) for look in verdict.looks]
    return f"{BETTER}. {' '.join(said)}" if said else f"{BETTER}. There has been no look yet."


def _of_look(look: Look, confidence: float) -> str:
    words = verdict_name(look.verdict).lower()
    if look.change.value is None:
        return f"{periods_in_words(look.period)}: not shown; {words}."
    return f"{periods_in_words(look.period)}: {_size(look)}; {words}."


def _size(look: Look) -> str:
    value = look.change.value or 0.0
    interval = change_interval(look.change).removeprefix("95% interval ")
    way = "wider" if value > 0 else "narrower"
    return f"{abs(value) * 100:.1f} points {way} (limits {interval})"


def _drawn(verdict: ReleasedVerdict, width: float) -> tuple[list[str], float]:
    small = 14.0 if width == WIDE else 13.0
    parts: list[str] = []
    y = 8.0
    for said in wrap(f"{BETTER}.", small, width - 2 * EDGE):
        y += small * 1.35
        parts.append(text(EDGE, y, said, size=small))
    looks = verdict.looks
    top = y + 20
    up, ticks = round_scale(_reach(looks), top + DEPTH, top)
    left, right = EDGE + left_of(ticks, UNIT, small), width - EDGE
    along = Scale(0, max(len(looks) - 1, 1), left + 16, right - 16)
    plot = Plot(width, left, right, top, top + DEPTH, small, along, up)
    parts += [*upward_axis(plot, ticks, UNIT), *no_gap(plot)]
    for place, look in enumerate(looks):
        parts += _look(look, place, plot)
        if place and looks[place - 1].baseline != look.baseline:
            x = plot.along(place - 0.5)
            parts.append(line(x, plot.top - 4, x, plot.bottom, palette.INK, 1.5))
    labelled = [
        (along(i), short_period(look.period.split("/")[-1])) for i, look in enumerate(looks)
    ]
    parts += level_axis(left, right, plot.bottom, labelled, width, small) if labelled else []
    entries: list[tuple[Mark | None, str, str]] = [
        (POINT, "", "Change in the gap"),
        (None, "", LIMITS),
    ]
    if any(_is_beyond(look, plot) for look in looks):
        entries.append((None, "", BEYOND))
    if len({look.baseline for look in looks}) > 1:
        entries.append((None, "", BASELINE))
    drawn, tall = key(entries, plot.bottom + small + 20, width, small)
    return [*parts, *drawn], tall


def _reach(looks: Sequence[Look]) -> list[float]:
    """What the axis has to hold: every change, and limits of a usual width around it.

    The first looks rest on one or two months. Were their limits drawn whole, nothing could be read
    of the later ones.
    """
    figures = [look.change for look in looks if look.change.value is not None]
    values = [0.0, *(figure.value for figure in figures if figure.value is not None)]
    bounded = [each for each in figures if each.lower is not None and each.upper is not None]
    if not bounded:
        return values
    usual = 1.5 * median((each.upper or 0.0) - (each.lower or 0.0) for each in bounded) / 2
    least = max(min(each.lower or 0.0 for each in bounded), min(values) - usual)
    most = min(max(each.upper or 0.0 for each in bounded), max(values) + usual)
    return [*values, least, most]


def _is_beyond(look: Look, plot: Plot) -> bool:
    lower, upper = look.change.lower, look.change.upper
    if lower is None or upper is None:
        return False
    return plot.up(lower) > plot.bottom + 0.5 or plot.up(upper) < plot.top - 0.5


def _look(look: Look, place: int, plot: Plot) -> list[str]:
    figure, x = look.change, plot.along(place)
    if figure.value is None:
        return []
    drawn = POINT.at(x, plot.up(figure.value))
    if figure.lower is not None and figure.upper is not None:
        drawn = _limits(x, plot.up(figure.lower), plot.up(figure.upper), plot) + drawn
    return [titled(f"{periods_in_words(look.period)}: {_size(look)}", drawn)]


def _limits(x: float, lower: float, upper: float, plot: Plot) -> str:
    """An upright line as far as the picture goes, with an arrow where the limits go further."""
    bottom, top = min(lower, plot.bottom), max(upper, plot.top)
    drawn = line(x, bottom, x, top, palette.BLUE, 2)
    for end, beyond, inwards in ((bottom, lower > bottom + 0.5, -6), (top, upper < top - 0.5, 6)):
        if beyond:
            drawn += line(x - 5, end + inwards, x, end, palette.BLUE, 2)
            drawn += line(x + 5, end + inwards, x, end, palette.BLUE, 2)
    return drawn
