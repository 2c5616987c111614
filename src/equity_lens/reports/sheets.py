"""What stands on each sheet of the workbook: one table a sheet, each cell a text or a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from equity_lens.cells import EVERYONE
from equity_lens.disclosure.released import (
    Figure,
    Release,
    ReleasedGroup,
    ReleasedProfile,
    State,
    Tally,
)
from equity_lens.measures.measure import Measure
from equity_lens.reports.scope import compared_with
from equity_lens.reports.sections.annex import definition
from equity_lens.words import dates
from equity_lens.words.numbers import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    in_cell,
    spreadsheet_format,
    unit_of,
)
from equity_lens.words.sentences import finding_sentence, funnel_sentence, trend_sentence

DIFFERENCE_OF_PROPORTIONS = "difference in proportion"
GROUP_UNITS = ("people", "proportion", "ratio", "probability")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the format in which a spreadsheet shows it as the paper does."""

    value: float
    shown: str


Cell = str | Number


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, lines of notes, and one table without merged or empty cells."""

    name: str
    title: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(release: Release) -> Iterator[Sheet]:
    """Every sheet of figures, in the order of the annex."""
    if release.findings:
        yield _findings(release)
    yield _summary(release)
    measures = {profile.measure.id: profile.measure for profile in release.profiles}
    for number, measure in enumerate(measures.values(), start=1):
        yield _measure(release, measure, number)
    if release.trends:
        yield _trends(release)
    if release.funnels:
        yield _providers(release)
    yield _sources(release)
    if release.ledgers:
        yield _rows_of_files(release)


def number(value: float | None, unit: str) -> Cell:
    """A bare number of a known unit; [x] where there is none."""
    if value is None:
        return NOT_AVAILABLE
    # A difference of proportions stays between -1 and 1, as in the CSV, and is shown in points.
    shown = "0.0%" if unit == DIFFERENCE_OF_PROPORTIONS else spreadsheet_format(unit)
    return Number(value, shown)


def triple(figure: Figure) -> tuple[Cell, Cell, Cell]:
    """A figure and its limits: numbers, [c] where withheld, or [x] where there is none."""
    return value(figure), *limits(figure)


def value(figure: Figure) -> Cell:
    """The number of a figure, or its shorthand."""
    return number(figure.value, figure.unit) if figure.is_number else in_cell(figure)


def limits(figure: Figure) -> tuple[Cell, Cell]:
    """The limits of a figure, or its shorthand twice."""
    if not figure.is_number:
        return in_cell(figure), in_cell(figure)
    return number(figure.lower, figure.unit), number(figure.upper, figure.unit)


def _findings(release: Release) -> Sheet:
    rows = tuple(
        (
            Number(finding.rank, "0"),
            finding.grade.value,
            finding.profile.organisation.name,
            dates.period(finding.profile.period),
            finding.profile.measure.title,
            finding.profile.dimension.title,
            finding.group.subgroup.label,
            *triple(finding.group.gap),
            value(finding.group.people_affected),
            finding_sentence(finding),
            "; ".join(finding.reasons) or "none",
            finding.advice or "none",
        )
        for finding in release.findings
    )
    header: tuple[str, ...] = (
        "Rank",
        "Grade",
        "Organisation",
        "Period",
        "Measure",
        "Compared by",
        "Group",
    )
    header += ("Gap", "Gap: lower limit", "Gap: upper limit", "People affected, about")
    header += ("In words", "Reasons for the grade", "Advice")
    return Sheet("Findings", "Findings, ranked by people affected", (), header, rows)


def _summary(release: Release) -> Sheet:
    rows = tuple(
        (
            *_of(profile),
            *triple(profile.overall),
            compared_with(profile),
            value(profile.reference_value),
            *triple(profile.slope_index),
            *triple(profile.relative_index),
            value(profile.share_unknown),
            Number(profile.comparisons, "0"),
            profile.source.edition or "none",
            profile.source.name,
        )
        for profile in release.profiles
    )
    header: tuple[str, ...] = ("Organisation", "Period", "Measure", "Compared by")
    header += ("Everyone", "Everyone: lower limit", "Everyone: upper limit")
    header += ("Reference", "Value of the reference")
    header += ("Slope index", "Slope index: lower limit", "Slope index: upper limit")
    header += ("Relative index", "Relative index: lower limit", "Relative index: upper limit")
    header += ("Share not known", "Comparisons", "Deprivation edition", "Source")
    notes = ("The slope index is the least deprived minus the most deprived.",)
    return Sheet("Summary", "Every measure and comparison in one line", notes, header, rows)


def _of(profile: ReleasedProfile) -> tuple[str, str, str, str]:
    return (
        profile.organisation.name,
        dates.period(profile.period),
        profile.measure.title,
        profile.dimension.title,
    )


def _measure(release: Release, measure: Measure, position: int) -> Sheet:
    held = [p for p in release.profiles if p.measure.id == measure.id]
    # A count is a number for everyone together and a share of them in each group: the last
    # comparison speaks for the column, and each cell has its own format.
    groups = [group for profile in held for group in profile.groups + profile.unknown]
    unit = unit_of(groups[-1].value.unit).heading if groups else "none"
    gap = unit_of(groups[-1].gap.unit).heading if groups else "none"
    header: tuple[str, ...] = (
        "Organisation",
        "Period",
        "Compared by",
        "Group",
        "Part in the comparison",
    )
    header += (measure.numerator.label, _other(measure.denominator.label, measure.numerator.label))
    header += (f"Value ({unit})", "Value: lower limit", "Value: upper limit", "Share of all")
    header += (f"Gap ({gap})", "Gap: lower limit", "Gap: upper limit")
    header += ("Gap at least, if all not known fell one way", "Gap at most, if all fell one way")
    header += ("Ratio", "Ratio: lower limit", "Ratio: upper limit")
    header += ("People affected, about", "q value", "Source")
    rows = tuple(row for profile in held for row in _groups(profile))
    name = re.sub(r"[^A-Za-z0-9]+", "_", f"{position} {measure.title}")[:31].strip("_")
    return Sheet(name, measure.title, (definition(measure),), header, rows)


def _other(label: str, than: str) -> str:
    """Two columns of a table may not share a name."""
    return label if label != than else f"{label} (out of)"


def _groups(profile: ReleasedProfile) -> Iterator[tuple[Cell, ...]]:
    organisation, period, _, compared_by = _of(profile)
    none = Figure(State.MISSING, "ratio")
    bounds = (*profile.gap_bounds, *(none for _ in profile.unknown))
    for group, bound in zip(profile.groups + profile.unknown, bounds, strict=True):
        yield (
            organisation,
            period,
            compared_by,
            group.subgroup.label,
            _part(profile, group),
            value(group.numerator),
            value(group.denominator),
            *triple(group.value),
            value(group.share),
            *triple(group.gap),
            *limits(bound),
            *triple(group.ratio),
            value(group.people_affected),
            value(group.q_value),
            profile.source.name,
        )


def _part(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    if profile.dimension.key == EVERYONE.key:
        return "everyone"
    if not group.subgroup.known:
        return "identity not known"
    return "reference" if group.is_reference else "compared"


def _trends(release: Release) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for trend in release.trends:
        unit = trend.points[0].unit if trend.points else "proportion"
        drawn = (trend.mean, trend.lower_limit, trend.upper_limit)
        process = tuple(number(x, unit) for x in drawn)
        marked = zip(trend.periods, trend.points, trend.signals, trend.direction, strict=True)
        for period, point, signal, direction in marked:
            said = (trend.organisation.name, trend.measure.title, trend.label)
            kind = "gap" if trend.is_gap else "value"
            rows.append(
                (
                    *(*said, kind, dates.period(period), value(point), *process),
                    *(signal or "ordinary", direction or "none"),
                )
            )
    header: tuple[str, ...] = (
        "Organisation",
        "Measure",
        "Chart",
        "Kind",
        "Period",
        "Point",
        "Mean",
    )
    header += ("Lower limit", "Upper limit", "Special cause", "Direction")
    notes = tuple(trend_sentence(trend) for trend in release.trends[:5])
    return Sheet("Trends", "Change over time, with process limits", notes, header, tuple(rows))


def _providers(release: Release) -> Sheet:
    rows = tuple(
        (
            funnel.title,
            dates.period(funnel.period),
            point.organisation.code,
            point.organisation.name,
            number(point.people, "people"),
            number(point.value, funnel.unit),
            number(funnel.centre, funnel.unit),
            f"beyond {point.beyond}" if point.beyond else "inside",
            funnel.source.name,
        )
        for funnel in release.funnels
        for point in sorted(funnel.points, key=lambda point: point.organisation.name)
    )
    header: tuple[str, ...] = (
        "Funnel",
        "Period",
        "Code",
        "Provider",
        "Effective size",
        "Value",
        "Common value",
    )
    header += ("Limits", "Source")
    notes = tuple(funnel_sentence(funnel) for funnel in release.funnels[:5])
    return Sheet("Providers", "Beside other providers, in order of name", notes, header, rows)


def _sources(release: Release) -> Sheet:
    rows = tuple(
        (s.name, s.contract, s.edition or "none", s.published_by or "none", s.sha256)
        for s in release.made_from
    )
    header: tuple[str, ...] = ("File", "Kind", "Deprivation edition", "Published by", "SHA-256")
    return Sheet("Sources", "Files from which the figures were made", (), header, rows)


def _rows_of_files(release: Release) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for ledger in release.ledgers:
        name = ledger.source.name
        for what, count in (
            ("read", ledger.rows_read),
            ("used", ledger.accepted),
            ("left out", ledger.rejected),
        ):
            share = Number(count / ledger.rows_read, "0.0%") if ledger.rows_read else NOT_AVAILABLE
            rows.append((name, f"Rows {what}", "all", Number(count, "#,##0"), share))
        rows += [_tally(name, "Left out", tally) for tally in ledger.rejected_by_reason]
        rows += [_tally(name, "Warning", tally) for tally in ledger.warnings_by_column]
        for field, tallies in ledger.completeness:
            rows += [_tally(name, f"Identity: {field}", tally) for tally in tallies]
    header: tuple[str, ...] = ("File", "Account", "Reason or state", "Rows", "Share")
    return Sheet("Data_quality", "What became of each row", (), header, tuple(rows))


def _tally(name: str, account: str, tally: Tally) -> tuple[Cell, ...]:
    return name, account, tally.name, value(tally.rows), value(tally.share)


SHORTHAND = {
    CONFIDENTIAL: "Confidential: the number is known and withheld to protect people.",
    NOT_AVAILABLE: "Not available: nobody counted it, or it cannot be worked out.",
}
