"""What is drawn inside a control chart: points, blanks, average and limits, changes of method."""

from equity_lens.charts import palette
from equity_lens.charts.figures import short_number
from equity_lens.charts.key import Mark
from equity_lens.charts.lettering import width_of
from equity_lens.charts.plot import Plot, kept_apart
from equity_lens.charts.svg import backed_text, element, line, path, text, titled
from equity_lens.disclosure.released import ReleasedTrend
from equity_lens.words.change import level_in_words
from equity_lens.words.dates import period
from equity_lens.words.numbers import absence, in_brief

ORDINARY = Mark("circle", palette.GREY, palette.GREY, 5)
SPECIAL = {
    "improvement": Mark("diamond", palette.IMPROVEMENT, palette.INK),
    "concern": Mark("square", palette.CONCERN, palette.INK),
    "": Mark("triangle", palette.NO_DIRECTION, palette.INK),
}
AVERAGE = "Average"
LETTERS = {"improvement": "I", "concern": "C", "": "S"}
MEANING = {"improvement": "Improvement", "concern": "Concern", "": "Special cause"}


def joined(trend: ReleasedTrend, plot: Plot) -> list[str]:
    """The line from point to point, never over a blank or a change of method."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place, (name, point) in enumerate(zip(trend.periods, trend.points, strict=True)):
        if name in trend.breaks or point.value is None:
            runs.append([])
        if point.value is not None:
            runs[-1].append((plot.along(place), plot.up(point.value)))
    return [path(run, palette.GREY, 2) for run in runs]


def changes_of_method(trend: ReleasedTrend, plot: Plot) -> list[str]:
    """A dotted line where the method changed, in words, on the side with the more room."""
    parts: list[str] = []
    for place in _breaks(trend):
        x = plot.along(place - 0.5)
        parts.append(line(x, plot.top - 6, x, plot.bottom, palette.INK, 1.5, "2 3"))
        side, anchor = (-6, "end") if x > (plot.left + plot.right) / 2 else (6, "start")
        parts.append(
            backed_text(x + side, plot.top + 4, "Method changed", size=plot.small, anchor=anchor)
        )
    return parts


def levels(trend: ReleasedTrend) -> list[tuple[str, float]]:
    """The average and limits that there are, in words and as figures, uppermost first."""
    unit = trend.points[0].unit
    named = (
        ("Upper limit", trend.upper_limit),
        (AVERAGE, trend.mean),
        ("Lower limit", trend.lower_limit),
    )
    return [
        (f"{name} {short_number(level, unit)}", level) for name, level in named if level is not None
    ]


def level_key(trend: ReleasedTrend) -> list[str]:
    """Average and limits in words, where there is no room for them beside their lines."""
    return [
        f"{'Solid line' if words.startswith(AVERAGE) else 'Dashed line'}: {words.lower()}."
        for words, _ in levels(trend)
    ]


def level_lines(trend: ReleasedTrend, plot: Plot) -> list[str]:
    """Average and limits, from the last change of method on; in words beside them on a page."""
    since = max(_breaks(trend), default=0)
    start = plot.along(since - 0.5) if since else plot.left
    parts: list[str] = []
    shown = levels(trend)
    for words, level in shown:
        is_limit = not words.startswith(AVERAGE)
        colour, dash = (palette.QUIET_INK, "7 5") if is_limit else (palette.INK, "")
        parts.append(line(start, plot.up(level), plot.right, plot.up(level), colour, 1.5, dash))
    if plot.is_wide:
        beside = [plot.up(level) + plot.small * 0.35 for _, level in shown]
        baselines = kept_apart(beside, plot.small * 1.25, plot.bottom + plot.small * 0.35)
        parts += [
            text(plot.right + 8, baseline, words, size=plot.small)
            for (words, _), baseline in zip(shown, baselines, strict=True)
        ]
    return parts


def marked(trend: ReleasedTrend, plot: Plot) -> list[str]:
    """Each point with its mark and letter; where there is none, the word why reads upwards."""
    return [
        _blank(trend, place, plot) if point.value is None else _point(trend, place, plot)
        for place, point in enumerate(trend.points)
    ]


def mark_of(trend: ReleasedTrend, place: int) -> Mark:
    """Shape and colours of one point."""
    return SPECIAL[trend.direction[place]] if trend.signals[place] else ORDINARY


def letter_of(trend: ReleasedTrend, place: int) -> str:
    """I for improvement, C for concern, S for another special cause; nothing when ordinary."""
    return LETTERS[trend.direction[place]] if trend.signals[place] else ""


def _point(trend: ReleasedTrend, place: int, plot: Plot) -> str:
    point = trend.points[place]
    value = point.value or 0.0
    x, y = plot.along(place), plot.up(value)
    said = f"{period(trend.periods[place])}: {level_in_words(trend, value)}"
    if trend.signals[place]:
        said += f". {MEANING[trend.direction[place]]}: {trend.signals[place]}"
    letter = ""
    if _has_room(trend, place, plot):
        above = trend.mean is None or value >= trend.mean
        baseline = y - 11 if above else y + 11 + plot.small * 0.7
        words = letter_of(trend, place)
        letter = text(x, baseline, words, size=plot.small, anchor="middle", bold=True)
    return titled(said, mark_of(trend, place).at(x, y), letter)


def _has_room(trend: ReleasedTrend, place: int, plot: Plot) -> bool:
    """Every letter where points stand well apart; else the first of each run of one kind."""
    letter = letter_of(trend, place)
    crowded = len(trend.points) > 1 and plot.along(1) - plot.along(0) < plot.small * 0.8
    return bool(letter) and not (crowded and place and letter_of(trend, place - 1) == letter)


def _blank(trend: ReleasedTrend, place: int, plot: Plot) -> str:
    point, x = trend.points[place], plot.along(place)
    words = in_brief(point)
    long = width_of(words, plot.small)
    start = (plot.top + plot.bottom + long) / 2
    ground = element(
        "rect",
        x=x - plot.small * 0.6,
        y=start - long - 3,
        width=plot.small * 1.2,
        height=long + 6,
        fill=palette.WHITE,
    )
    return titled(
        f"{period(trend.periods[place])}: {absence(point)}",
        ground,
        text(
            x + plot.small * 0.35,
            start,
            words,
            size=plot.small,
            fill=palette.QUIET_INK,
            turned=True,
        ),
    )


def _breaks(trend: ReleasedTrend) -> list[int]:
    return [place for place, name in enumerate(trend.periods) if place and name in trend.breaks]
