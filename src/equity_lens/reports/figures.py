"""Every figure of a release as one row: the same rows for the CSV, the JSON and the tests.

A figure is published with six significant digits (whole numbers whole). The release is rounded to
them first and everything, words and pictures too, is made from that, so that whoever rounds a
published figure gets the figure in the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    Release,
    ReleasedFunnel,
    ReleasedGroup,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedRepresentation,
    ReleasedTrend,
    State,
    Tally,
)
from equity_lens.measures.measure import Measure

Released = TypeVar("Released")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and all that is needed to know what it is and where it came from."""

    organisation: str
    period: str
    measure: str
    version: int | None
    dimension: str
    subgroup: str
    reference: str
    statistic: str
    value: float | None
    lower: float | None
    upper: float | None
    confidence: float | None
    unit: str
    state: str
    reason: str
    edition: str
    policy: str
    source: str
    organisation_name: str
    measure_title: str
    subgroup_label: str
    synthetic: bool


BOUNDS = ("gap_bounds", "representation_bounds")  # extremes, which no level of confidence has
COLUMNS = tuple(field.name for field in fields(Row))


def published(released: Released) -> Released:
    """The same released thing with each number at the digits in which it is published."""
    return cast(Released, _each(released))


def digits(value: float | None) -> float | None:
    """A number with six significant digits; a whole number whole.

    >>> digits(0.5692307692), digits(7312345.0), digits(None)
    (0.569231, 7312345, None)
    """
    if value is None:
        return None
    kept = round(value) if value == round(value) else float(f"{value:.6g}")
    return int(kept) if kept == int(kept) else kept


def _each(part: Any) -> Any:
    if isinstance(part, float):
        return digits(part)
    if isinstance(part, tuple):
        return tuple(map(_each, part))
    changed = {}
    kind: Any = type(part)
    for name in _fields_of(kind):
        held = getattr(part, name)
        kept = _each(held)
        if kept is not held:
            changed[name] = kept
    return replace(part, **changed) if changed else part


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """Where figures may be: a release holds hundreds of thousands of parts of a few kinds."""
    if not is_dataclass(kind) or issubclass(kind, Measure | Source | Organisation):
        return ()
    return tuple(field.name for field in fields(kind))


def rows(release: Release) -> Iterator[Row]:
    """Every figure of a release, in the order of the annex."""
    for profile in release.profiles:
        yield from _profile(release, profile)
    for shown in release.representations:
        yield from _representation(release, shown)
    for trend in release.trends:
        yield from _trend(release, trend)
    for funnel in release.funnels:
        yield from _funnel(release, funnel)
    for ledger in release.ledgers:
        yield from _ledger(release, ledger)


def described(source: Source) -> str:
    """The file and its checksum: enough to find it again, and to know that it has not changed."""
    return f"{source.name} sha256:{source.sha256}"


def _profile(release: Release, profile: ReleasedProfile) -> Iterator[Row]:
    measure = profile.measure
    blank = Row(
        organisation=profile.organisation.code,
        period=profile.period,
        measure=measure.id,
        version=measure.version,
        dimension=profile.dimension.key,
        subgroup="",
        reference=profile.reference,
        statistic="",
        value=None,
        lower=None,
        upper=None,
        confidence=profile.confidence,
        unit="",
        state="",
        reason="",
        edition=profile.source.edition or "",
        policy=release.policy,
        source=described(profile.source),
        organisation_name=profile.organisation.name,
        measure_title=measure.title,
        subgroup_label="",
        synthetic=release.synthetic,
    )
    for statistic, figure in (
        ("overall", profile.overall),
        ("reference_value", profile.reference_value),
        ("slope_index", profile.slope_index),
        ("relative_index", profile.relative_index),
        ("share_unknown", profile.share_unknown),
    ):
        yield _filled(blank, statistic, figure)
    bounds = (*profile.gap_bounds, *(None for _ in profile.unknown))
    for group, bound in zip(profile.groups + profile.unknown, bounds, strict=True):
        named = replace(blank, subgroup=group.subgroup.key, subgroup_label=group.subgroup.label)
        for statistic, figure in statistics(measure, group):
            yield _filled(named, statistic, figure)
        if bound is not None:
            yield _filled(named, "gap_bounds", bound)


def statistics(measure: Measure, group: ReleasedGroup) -> tuple[tuple[str, Figure], ...]:
    """The figures of one group by name; the value of a count is its share of those known."""
    counted = (
        (("count", group.denominator),)
        if measure.value == "count"
        else (("numerator", group.numerator), ("denominator", group.denominator))
    )
    return (
        *counted,
        ("value", group.value),
        ("gap", group.gap),
        ("ratio", group.ratio),
        ("people_affected", group.people_affected),
        ("share", group.share),
        ("q_value", group.q_value),
    )


def _representation(release: Release, shown: ReleasedRepresentation) -> Iterator[Row]:
    """Users beside residents; one row that says why, where nothing can be expected."""
    measure = shown.measure
    blank = replace(
        _of_files(release, (shown.source,)),
        organisation=shown.organisation.code,
        organisation_name=shown.organisation.name,
        period=shown.period,
        measure=measure.id,
        measure_title=measure.title,
        version=measure.version,
        dimension=shown.dimension.key,
        reference="residents",
        confidence=shown.confidence,
    )
    yield _filled(blank, "representation_users", shown.users)
    for group in () if shown.refusal else shown.groups:
        named = replace(blank, subgroup=group.subgroup.key, subgroup_label=group.subgroup.label)
        for statistic, figure in (
            ("observed", group.observed),
            ("residents", group.residents),
            ("expected", group.expected),
            ("representation_ratio", group.ratio),
            ("representation_bounds", group.bounds),
            ("fewer_than_expected", group.fewer),
        ):
            yield _filled(named, statistic, figure)


def _filled(blank: Row, statistic: str, figure: Figure) -> Row:
    limited = figure.lower is not None or figure.upper is not None
    return replace(
        blank,
        statistic=statistic,
        value=figure.value,
        lower=figure.lower,
        upper=figure.upper,
        confidence=blank.confidence if limited and statistic not in BOUNDS else None,
        unit=figure.unit,
        state=figure.state.value,
        reason=figure.reason,
    )


def _number(value: float | None, unit: str) -> Figure:
    if value is None:
        return Figure(State.MISSING, unit)
    return Figure(State.NUMBER, unit, value)


def _trend(release: Release, trend: ReleasedTrend) -> Iterator[Row]:
    unit = trend.points[0].unit if trend.points else "proportion"
    blank = replace(
        _of_files(release, release.made_from),
        organisation=trend.organisation.code,
        organisation_name=trend.organisation.name,
        measure=trend.measure.id,
        measure_title=trend.measure.title,
        version=trend.measure.version,
        dimension=trend.dimension.key,
        subgroup=trend.subgroup,
        subgroup_label=trend.label,
        reference=trend.reference,
    )
    name = "trend_gap" if trend.is_gap else "trend_value"
    for period, point in zip(trend.periods, trend.points, strict=True):
        yield _filled(replace(blank, period=period), name, point)
    last = replace(blank, period=trend.periods[-1] if trend.periods else "")
    for part, value in (
        ("mean", trend.mean),
        ("lower_limit", trend.lower_limit),
        ("upper_limit", trend.upper_limit),
    ):
        yield _filled(last, f"{name}_{part}", _number(value, unit))


def _funnel(release: Release, funnel: ReleasedFunnel) -> Iterator[Row]:
    measure = funnel.measure
    blank = replace(
        _of_files(release, (funnel.source,)),
        period=funnel.period,
        measure=measure.id,
        measure_title=measure.title,
        version=measure.version,
        dimension=funnel.dimension.key,
        subgroup=funnel.title,
        subgroup_label=funnel.title,
    )
    yield _filled(blank, "funnel_centre", _number(funnel.centre, funnel.unit))
    for point in funnel.points:
        ours = replace(
            blank,
            organisation=point.organisation.code,
            organisation_name=point.organisation.name,
        )
        yield _filled(ours, "funnel_value", _number(point.value, funnel.unit))
        yield _filled(ours, "funnel_people", _number(point.people, "people"))


def _ledger(release: Release, ledger: ReleasedLedger) -> Iterator[Row]:
    blank = _of_files(release, (ledger.source,))
    for statistic, count in (
        ("rows_read", ledger.rows_read),
        ("rows_accepted", ledger.accepted),
        ("rows_rejected", ledger.rejected),
    ):
        yield _filled(blank, statistic, _number(count, "events"))
    yield from _tallies(blank, "rows_rejected_for", ledger.rejected_by_reason)
    yield from _tallies(blank, "rows_with_warning", ledger.warnings_by_column)
    for field, tallies in ledger.completeness:
        yield from _tallies(replace(blank, dimension=field), "rows_by_state", tallies)


def _tallies(blank: Row, statistic: str, tallies: tuple[Tally, ...]) -> Iterator[Row]:
    for tally in tallies:
        named = replace(blank, subgroup=tally.name, subgroup_label=tally.name)
        yield _filled(named, statistic, tally.rows)
        yield _filled(named, f"share_of_{statistic}", tally.share)


def _of_files(release: Release, sources: tuple[Source, ...]) -> Row:
    editions = sorted({source.edition for source in sources if source.edition})
    return Row(
        organisation=release.organisation.code if release.organisation else "",
        period="",
        measure="",
        version=None,
        dimension="",
        subgroup="",
        reference="",
        statistic="",
        value=None,
        lower=None,
        upper=None,
        confidence=None,
        unit="",
        state="",
        reason="",
        edition="; ".join(editions),
        policy=release.policy,
        source="; ".join(described(source) for source in sources),
        organisation_name=release.organisation.name if release.organisation else "",
        measure_title="",
        subgroup_label="",
        synthetic=release.synthetic,
    )
