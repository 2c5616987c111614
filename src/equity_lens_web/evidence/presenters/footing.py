"""A headline beside its gap, on equal footing: no way to make the one without the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equity_lens.charts import Chart, control_chart
from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile, ReleasedTrend
from equity_lens.measures.headline_standards import HeadlineStandard
from equity_lens.words import dates, gaps
from equity_lens.words.numbers import (
    NOT_AVAILABLE,
    in_cell,
    in_words,
    number_in_words,
    unit_of,
)
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import headline_sentence, trend_sentence, widest
from equity_lens_web.evidence.presenters.tables import SHORTHAND, Table

NOT_MEASURED = "Not measured"
FEWEST_POINTS = 3
TOO_FEW_MONTHS = "A chart over time needs figures of three periods or more."
DEPRIVATION = "imd_quintile"


@dataclass(frozen=True, slots=True)
class Icon:
    """Which way the newest point points: a letter in a shape, and the words for it."""

    letter: str
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a row: a figure with its note, and its control chart or why there is none.

    The chart is drawn when a page asks for it: not every page that shows the figure does.
    """

    label: str
    figure: str
    note: str
    no_chart: str = ""
    trend: ReleasedTrend | None = None
    synthetic: bool = False

    @property
    def icon(self) -> Icon | None:
        """Which way the newest point points, where there are enough points to say."""
        return icon_of(self.trend)

    @property
    def chart(self) -> Chart | None:
        """The control chart."""
        return control_chart(self.trend, synthetic=self.synthetic) if self.trend else None

    @property
    def chart_sentence(self) -> str:
        """What the chart says."""
        return trend_sentence(self.trend) if self.trend else ""


@dataclass(frozen=True, slots=True)
class Footing:
    """One standard: the headline and the gap, both always there."""

    title: str
    measure: str
    better: str
    sentence: str
    headline: Side
    gap: Side

    @property
    def table(self) -> Table | None:
        """Every point of both charts, period by period; None where there is no chart."""
        trends = [side.trend for side in (self.headline, self.gap) if side.trend]
        if not trends:
            return None
        periods = sorted({period for trend in trends for period in trend.periods})
        points = [dict(zip(t.periods, t.points, strict=True)) for t in trends]
        return Table(
            caption=f"{self.title}: each point of the charts",
            header=("Period", *(_heading(trend) for trend in trends)),
            rows=tuple(
                (
                    dates.period(period),
                    *(in_cell(of[period]) if period in of else NOT_AVAILABLE for of in points),
                )
                for period in periods
            ),
            note=SHORTHAND,
        )


def _heading(trend: ReleasedTrend) -> str:
    return f"{trend.label} ({unit_of(trend.points[0].unit).heading})"


ORDINARY = Icon("", "circle", "Ordinary variation")
ICONS = {
    "improvement": Icon("I", "diamond", "Special cause: improvement"),
    "concern": Icon("C", "square", "Special cause: concern"),
    "": Icon("S", "triangle", "Special cause"),
}


def icon_of(trend: ReleasedTrend | None) -> Icon | None:
    """The icon of the newest point, or None where there are too few points to say."""
    if trend is None or trend.mean is None or not trend.points[-1].is_number:
        return None
    return ICONS[trend.direction[-1]] if trend.signals[-1] else ORDINARY


def footing(
    standard: HeadlineStandard,
    profiles: Sequence[ReleasedProfile],
    trends: Sequence[ReleasedTrend],
    *,
    synthetic: bool,
) -> Footing:
    """The row of one standard from the released profiles and trends of its measure.

    Without any profile both sides read "Not measured", and say what would have to be uploaded.
    """
    everyone = next((p for p in profiles if p.dimension.key == "all"), None)
    if everyone is None:
        why = standard.not_measured or "No extract that gives it is in the figures yet."
        empty, none = Side("Everyone", NOT_MEASURED, why), Side("Gap", NOT_MEASURED, why)
        return Footing(standard.title, "", "", f"{standard.title}: not measured.", empty, none)
    compared = gap_profile(profiles)
    return Footing(
        title=standard.title,
        measure=everyone.measure.id,
        better=_better(everyone),
        sentence=headline_sentence(compared or everyone),
        headline=_headline(everyone, _trend_of(trends, "all", "all"), synthetic=synthetic),
        gap=_gap(compared, trends, synthetic=synthetic),
    )


def gap_profile(profiles: Sequence[ReleasedProfile]) -> ReleasedProfile | None:
    """The comparison beside the headline: by deprivation, else the first made for findings."""
    made = [p for p in profiles if p.dimension.key != "all" and widest(p) is not None]
    first = [p for p in made if p.dimension.key == DEPRIVATION]
    return next(iter([*first, *(p for p in made if p.dimension.in_findings), *made]), None)


def _headline(everyone: ReleasedProfile, trend: ReleasedTrend | None, *, synthetic: bool) -> Side:
    day = dates.last_day(everyone.period)
    standard = everyone.measure.standard_on(day) if day else None
    note = dates.when(everyone.period)
    if standard is not None:
        note += f"; standard {number_in_words(standard.value, everyone.overall.unit)}"
    return _side("Everyone", in_words(everyone.overall), note, trend, synthetic=synthetic)


def _gap(
    compared: ReleasedProfile | None, trends: Sequence[ReleasedTrend], *, synthetic: bool
) -> Side:
    group = widest(compared) if compared else None
    if compared is None or group is None:
        why = "No comparison between groups was made."
        return Side("Gap between groups", NOT_MEASURED, why, TOO_FEW_MONTHS)
    label = f"Gap: {lower_first(group.subgroup.label)} against {_against(compared)}"
    trend = _trend_of(trends, compared.dimension.key, group.subgroup.key, is_gap=True)
    if trend is not None and trend.reference != compared.reference:
        trend = None  # the chart is of the gap from somebody else
    return _side(
        label, gaps.size(group.gap), _gap_note(compared, group), trend, synthetic=synthetic
    )


def _side(
    label: str, figure: str, note: str, trend: ReleasedTrend | None, *, synthetic: bool
) -> Side:
    if trend is None or len(trend.points) < FEWEST_POINTS:
        return Side(label, figure, note, TOO_FEW_MONTHS)
    return Side(label, figure, note, "", trend, synthetic)


def _gap_note(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    gap: Figure = group.gap
    if not gap.is_number:
        return gap.reason
    way = gaps.direction(gap)
    better = profile.measure.better
    if way != gaps.SAME and better != "neither":
        way += ", which is better" if way == better else ", which is worse"
    interval = gaps.interval(gap, profile.confidence)
    return f"{way}; {interval}" if interval else way


def _against(profile: ReleasedProfile) -> str:
    named: Mapping[str, str] = {g.subgroup.key: g.subgroup.label for g in profile.groups}
    label = next((g.subgroup.label for g in profile.groups if g.is_reference), None)
    return lower_first(label or named.get(profile.reference, "everyone"))


def _better(profile: ReleasedProfile) -> str:
    better = profile.measure.better
    return "" if better == "neither" else f"{better.capitalize()} is better."


def _trend_of(
    trends: Sequence[ReleasedTrend], dimension: str, subgroup: str, *, is_gap: bool = False
) -> ReleasedTrend | None:
    for trend in trends:
        if (trend.dimension.key, trend.subgroup, trend.is_gap) == (dimension, subgroup, is_gap):
            return trend
    return None
