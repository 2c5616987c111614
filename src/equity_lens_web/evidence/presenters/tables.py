"""Tables of released results, with the cells that papers and workbooks have."""

from dataclasses import dataclass

from equity_lens.disclosure.released import ReleasedFunnel, ReleasedProfile, ReleasedTrend
from equity_lens.reports.sections.columns import columns, lines
from equity_lens.words import dates
from equity_lens.words.numbers import in_cell, plain, unit_of

SHORTHAND = "[c]: withheld to protect people. [x]: not available."


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, a heading for each column and rows of text; the first ``texts`` are words."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    texts: int = 1


def profile_table(profile: ReleasedProfile) -> Table:
    """Every group of a profile with every figure that it has."""
    shown, made = lines(profile), columns(profile)
    return Table(
        caption=f"{profile.measure.title} by {profile.dimension.title.lower()}, "
        f"{dates.period(profile.period)}",
        header=(profile.dimension.title, *(column.heading for column in made)),
        rows=tuple((line.label, *(column.cell(line) for column in made)) for line in shown),
        note=SHORTHAND,
    )


def trend_table(trend: ReleasedTrend) -> Table:
    """Each point of a control chart, with its special cause in words."""
    unit = unit_of(trend.points[0].unit).heading if trend.points else ""
    return Table(
        caption=f"{trend.measure.title}, {trend.label}, over time",
        header=("Period", f"Value ({unit})", "Special cause"),
        rows=tuple(
            (dates.period(period), in_cell(point), _signal(trend, place))
            for place, (period, point) in enumerate(zip(trend.periods, trend.points, strict=True))
        ),
        note=SHORTHAND,
    )


def _signal(trend: ReleasedTrend, place: int) -> str:
    signal, direction = trend.signals[place], trend.direction[place]
    return f"{direction}: {signal}" if signal and direction else signal


def funnel_table(funnel: ReleasedFunnel) -> Table:
    """Providers by name, never by their figures: there is no order of merit."""
    named = sorted(funnel.points, key=lambda point: point.organisation.name)
    return Table(
        caption=f"{funnel.title}, {dates.period(funnel.period)}: providers in alphabetical order",
        header=(
            "Provider",
            "Effective number",
            f"Value ({unit_of(funnel.unit).heading})",
            "Outside",
        ),
        rows=tuple(
            (
                f"{point.organisation.name}{' (this trust)' if point.is_ours else ''}",
                plain(point.people, "people"),
                plain(point.value, funnel.unit),
                f"the {point.beyond} limits" if point.beyond else "",
            )
            for point in named
        ),
    )
