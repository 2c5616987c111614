"""The annex: every figure of the paper's subject, measure by measure."""

from collections.abc import Iterator
from itertools import count

from equity_lens.cells import EVERYONE
from equity_lens.charts import funnel_chart
from equity_lens.disclosure.released import ReleasedFunnel, ReleasedProfile, ReleasedTrend
from equity_lens.measures.measure import Measure
from equity_lens.reports.document import Block, ChartBlock, Heading, Paragraph, Table
from equity_lens.reports.scope import Key, Scope, compared_with, key
from equity_lens.reports.sections.columns import columns, lines
from equity_lens.reports.sections.findings import title, why
from equity_lens.reports.sections.quality import quality
from equity_lens.reports.sections.widening import with_signals
from equity_lens.words import dates
from equity_lens.words.numbers import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    in_brief,
    in_cell,
    interval_in_cell,
    number_in_words,
    plain,
    unit_of,
)
from equity_lens.words.sentences import funnel_sentence, trend_sentence

TREND_TABLES = 12
ALL_TRENDS = (
    "The charts with a special cause in their last three points, those of most weight first. The "
    "points of every chart are in tables.xlsx, on the sheet Trends."
)
SHORTHAND = {
    CONFIDENTIAL: "[c] is withheld to protect people.",
    NOT_AVAILABLE: "[x] is not available.",
}


class Annex:
    """The annex's blocks, and which numbered table proves which profile, trend or funnel.

    It holds what a board may ask for: every measure by deprivation, ethnic group, age and sex, and
    the charts that signal. Finer groups (tenths, specialties, pairs) are in the workbook, with all
    the rest: a paper that nobody can carry is not read.
    """

    def __init__(self, scope: Scope) -> None:
        self.profiles: dict[Key, int] = {}
        self.trends: dict[int, int] = {}
        self.funnels: dict[int, int] = {}
        self._numbers = count(1)
        self.blocks: tuple[Block, ...] = (
            *self._findings(scope),
            *self._measures(scope),
            *self._trends(scope),
            *self._funnels(scope),
            *quality(scope, self._numbers),
        )

    def _findings(self, scope: Scope) -> Iterator[Block]:
        if not scope.release.findings:
            return
        yield Heading("Annex: every finding, in order")
        rows = tuple(
            (
                title(scope, finding),
                finding.grade.value.capitalize(),
                why(finding),
                in_brief(finding.group.gap),
                interval_in_cell(finding.group.gap),
                in_cell(finding.group.people_affected),
            )
            for finding in scope.release.findings
        )
        header: tuple[str, ...] = ("Finding", "Grade", "Tests passed and failed, and advice")
        header += ("Gap", "Interval", "People affected, about")
        yield _table(next(self._numbers), "Findings, ranked", header, rows, texts=3)

    def _measures(self, scope: Scope) -> Iterator[Block]:
        yield Heading("Annex: every figure, measure by measure")
        for measure in scope.measures:
            yield Heading(measure.title, 2)
            yield Paragraph(definition(measure))
            held = scope.of(measure)
            for profile in filter(in_annex, held):
                number = self.profiles[key(profile)] = next(self._numbers)
                yield profile_table(scope, profile, number)
            finer = {p.dimension.title: None for p in held if not in_annex(p)}
            if finer:
                yield Paragraph(f"In tables.xlsx also by: {'; '.join(finer)}.")

    def _trends(self, scope: Scope) -> Iterator[Block]:
        signalled = with_signals(scope)
        if signalled:
            yield Heading("Annex: change over time")
            yield Paragraph(ALL_TRENDS)
        for position in signalled[:TREND_TABLES]:
            self.trends[position] = next(self._numbers)
            yield _trend_table(scope, scope.trends[position], self.trends[position])

    def _funnels(self, scope: Scope) -> Iterator[Block]:
        if scope.funnels:
            yield Heading("Annex: beside other providers")
        for position, funnel in enumerate(scope.funnels, start=1):
            number = self.funnels[position - 1] = next(self._numbers)
            chart = funnel_chart(funnel, synthetic=scope.release.synthetic)
            yield ChartBlock(f"A{position}", chart, funnel_sentence(funnel), number)
            yield _funnel_table(funnel, number)


def in_annex(profile: ReleasedProfile) -> bool:
    """Everyone, and the comparisons from which findings are drawn."""
    return profile.dimension.in_findings or profile.dimension.key == EVERYONE.key


def definition(measure: Measure) -> str:
    """What is counted, out of what, which way is better, and who says so."""
    better = {"neither": "Neither more nor less is better."}.get(
        measure.better, f"{measure.better.capitalize()} is better."
    )
    said = (
        f"{measure.numerator.label}, out of: {lower_label(measure.denominator.label)}. {better} "
        f"Definition: {measure.id}, version {measure.version}; {measure.source}."
    )
    return f"{said} {measure.caution}".rstrip()


def lower_label(label: str) -> str:
    """A label inside a sentence, its first letter small unless the word is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def profile_table(scope: Scope, profile: ReleasedProfile, number: int) -> Table:
    """The table of one measure along one dimension."""
    shown = columns(profile)
    by = "" if profile.dimension.key == EVERYONE.key else "by "
    return _table(
        number,
        f"{scope.name_of(profile.organisation)}{profile.measure.title}, {by}"
        f"{lower_label(profile.dimension.title)}, {dates.period(profile.period)}",
        (profile.dimension.title, *(column.heading for column in shown)),
        tuple((line.label, *(column.cell(line) for column in shown)) for line in lines(profile)),
        _note(profile),
    )


def _note(profile: ReleasedProfile) -> str:
    slope, relative = profile.slope_index, profile.relative_index
    said = []
    if profile.dimension.key != EVERYONE.key:
        said.append(f"Everyone: {in_cell(profile.overall)} ({interval_in_cell(profile.overall)}).")
    if profile.comparisons and not any(group.is_reference for group in profile.groups):
        said.append(f"Each group is compared with {compared_with(profile)}.")
    if slope.is_number:
        said.append(
            f"Slope index, least minus most deprived: {in_cell(slope)} "
            f"({interval_in_cell(slope)}) {unit_of(slope.unit).heading}; relative index "
            f"{in_cell(relative)} ({interval_in_cell(relative)})."
        )
    if profile.share_unknown.value:
        said.append(f"Not known for {in_cell(profile.share_unknown)}.")
    if profile.population:
        said.append(f"Population: {profile.population}.")
    source = profile.source
    edition = f", {source.edition}" if source.edition else ""
    return f"{' '.join(said)} Source: {source.name}{edition}."


def _trend_table(scope: Scope, trend: ReleasedTrend, number: int) -> Table:
    unit = trend.points[0].unit if trend.points else "proportion"
    rows = tuple(
        (dates.period(period), in_cell(point), signal or "ordinary", direction or "none")
        for period, point, signal, direction in zip(
            trend.periods, trend.points, trend.signals, trend.direction, strict=True
        )
    )
    said = [trend_sentence(trend)]
    if trend.mean is not None and trend.lower_limit is not None and trend.upper_limit is not None:
        low, high = (number_in_words(x, unit) for x in (trend.lower_limit, trend.upper_limit))
        said.append(f"Mean {number_in_words(trend.mean, unit)}; limits {low} to {high}.")
    name = f"{scope.name_of(trend.organisation)}{trend.measure.title}, {lower_label(trend.label)}"
    header = ("Period", f"Value ({unit_of(unit).heading})", "Special cause", "Direction")
    return _table(number, name, header, rows, " ".join(said))


def _funnel_table(funnel: ReleasedFunnel, number: int) -> Table:
    rows = tuple(
        (
            f"{point.organisation.name} (this organisation)"
            if point.is_ours
            else point.organisation.name,
            plain(point.people, "people"),
            plain(point.value, funnel.unit),
            f"beyond {point.beyond}" if point.beyond else "inside",
        )
        for point in sorted(funnel.points, key=lambda point: point.organisation.name)
    )
    left = f" {funnel.left_out} providers are left out." if funnel.left_out else ""
    return _table(
        number,
        f"{funnel.title}, {dates.period(funnel.period)}: providers in order of name",
        ("Provider", "Effective size", f"Value ({unit_of(funnel.unit).heading})", "Limits"),
        rows,
        f"Common value {number_in_words(funnel.centre, funnel.unit)}.{left} "
        f"Source: {funnel.source.name}.",
    )


def _table(
    number: int,
    caption: str,
    header: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    note: str = "",
    *,
    texts: int = 1,
) -> Table:
    cells = {cell for row in rows for cell in row}
    short = " ".join(said for mark, said in SHORTHAND.items() if mark in cells)
    return Table(number, caption, header, rows, f"{note} {short}".strip(), texts)
