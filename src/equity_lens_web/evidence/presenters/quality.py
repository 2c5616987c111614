"""Data quality: how complete each identity field is, who looks after it, and what it could change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from equity_lens.charts import control_chart
from equity_lens.contracts.load import contracts
from equity_lens.disclosure.released import (
    Figure,
    Finding,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedTrend,
    State,
)
from equity_lens.measures.load import dimensions, library
from equity_lens.words import dates, gaps
from equity_lens.words.numbers import in_words, number_in_words
from equity_lens.words.people import lower_first, subject
from equity_lens.words.record import completeness_sentence
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.models import Care
from equity_lens_web.evidence.presenters.downloads import links
from equity_lens_web.evidence.presenters.measure import FEWEST_POINTS, Drawn
from equity_lens_web.evidence.presenters.provenance import is_stale
from equity_lens_web.evidence.presenters.tables import trend_table

IDENTITY = ("ethnic_category", "imd_decile", "age_band5", "sex")
PLUS = "plus_"
DATA_QUALITY = "data quality"
LINKED = {"area_state": "imd_decile"}
"""A measure of linking tests the state of the area; the field that it is about is deprivation."""


@dataclass(frozen=True, slots=True)
class Field:
    """One identity field of one service: how complete, who looks after it, what it should reach."""

    service: str
    key: str
    title: str
    complete: Figure
    states: str
    measure: str
    owner: str
    target: str


@dataclass(frozen=True, slots=True)
class Service:
    """The identity fields of one kind of extract, from the newest file of it."""

    key: str
    title: str
    file: str
    fields: tuple[Field, ...]
    trends: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class CouldChange:
    """How far one finding could move, if everybody whose identity is missing belonged to one side."""

    measure: str
    dimension: str
    title: str
    gap: str
    bounds: str
    verdict: str


def services(
    ledgers: Sequence[ReleasedLedger],
    profiles: Iterable[ReleasedProfile],
    trends: Sequence[ReleasedTrend],
    care: Mapping[tuple[str, str], Care],
    *,
    synthetic: bool,
) -> list[Service]:
    """Each kind of extract that holds people, with its identity fields."""
    newest = {each.source.contract: each for each in ledgers if each.completeness}
    values = {p.measure.id: p.overall for p in profiles if p.measure.kind == DATA_QUALITY}
    return [
        Service(
            key=key,
            title=service_title(key),
            file=ledger.source.name,
            fields=tuple(_field(ledger, field, values, care) for field in identity_fields(ledger)),
            trends=tuple(_drawn(each, synthetic) for each in trends if _is_of(each, key)),
        )
        for key, ledger in newest.items()
    ]


def identity_fields(ledger: ReleasedLedger) -> list[str]:
    """The fields of a file that say who people are."""
    there = [name for name, _ in ledger.completeness]
    own = [name for name in there if name.startswith(PLUS)]
    return [name for name in IDENTITY if name in there] + own


def service_title(contract: str) -> str:
    """What a kind of extract is called."""
    known = contracts().get(contract)
    return known.title if known else contract.replace("_", " ").capitalize()


def field_title(field: str) -> str:
    """What a field is about: "Ethnic group", "Deprivation"."""
    if field.startswith(PLUS):
        return field.removeprefix(PLUS).replace("_", " ").capitalize()
    declared = dimensions().get(field)
    return subject(declared) if declared else field.replace("_", " ").capitalize()


def measure_of(service: str, field: str) -> str:
    """The measure of the completeness of a field in a service, by its id; "" where there is none."""
    for measure in library().values():
        if measure.kind == DATA_QUALITY and measure.contract == service:
            column = measure.numerator.where[0].column if measure.numerator.where else ""
            if LINKED.get(column, column) == field:
                return measure.id
    return ""


def cared_for(service: str, field: str) -> str:
    """What stands for a field among those that are looked after: its measure, else the field itself."""
    return measure_of(service, field) or field


def could_change(findings: Sequence[Finding]) -> list[CouldChange]:
    """Every finding with the bounds of its gap."""
    return [_could_change(finding) for finding in findings]


def stale(profiles: Sequence[ReleasedProfile]) -> list[tuple[str, str, str]]:
    """Measures past their refresh date: id, title, and how old they are."""
    late = []
    for profile in profiles:
        last = dates.last_day(profile.period)
        if last is not None and is_stale(profile):
            age = f"to {moments.day(last)}, {moments.age(last)}"
            late.append((profile.measure.id, profile.measure.title, age))
    return late


def _field(
    ledger: ReleasedLedger,
    field: str,
    values: Mapping[str, Figure],
    care: Mapping[tuple[str, str], Care],
) -> Field:
    service = ledger.source.contract
    measure = measure_of(service, field)
    complete = values[measure] if measure in values else _known(ledger, field)
    kept = care.get((cared_for(service, field), service))
    return Field(
        service=service,
        key=field,
        title=field_title(field),
        complete=complete,
        states=completeness_sentence(ledger, field),
        measure=measure if measure in values else "",
        owner=kept.owner if kept else "",
        target=target_in_words(kept, complete) if kept else "",
    )


def _known(ledger: ReleasedLedger, field: str) -> Figure:
    tallies = dict(ledger.completeness)[field]
    found = (tally.share for tally in tallies if tally.name == "known")
    return next(found, Figure(State.MISSING, "proportion"))


def target_in_words(care: Care, complete: Figure) -> str:
    """The target, its day, and how far off it is: "95.0% by 31 March 2027: 6.9 ... short"."""
    if care.target is None:
        return ""
    said = number_in_words(float(care.target), "proportion")
    if care.by_on:
        said += f" by {moments.day(care.by_on)}"
    if complete.value is None:
        return said
    short = float(care.target) - complete.value
    if short <= 0:
        return f"{said}: reached"
    return f"{said}: {number_in_words(short, 'difference in proportion')} short"


def _is_of(trend: ReleasedTrend, service: str) -> bool:
    measure = trend.measure
    is_kind = (measure.kind, measure.contract) == (DATA_QUALITY, service)
    return is_kind and len(trend.points) >= FEWEST_POINTS


def _drawn(trend: ReleasedTrend, synthetic: bool) -> Drawn:
    return Drawn(
        control_chart(trend, synthetic=synthetic),
        trend_table(trend),
        links(trend.measure.id, "trend", by=trend.dimension.key, subgroup=trend.subgroup),
    )


def _could_change(finding: Finding) -> CouldChange:
    profile, bounds = finding.profile, finding.gap_bounds
    label = lower_first(finding.group.subgroup.label)
    shown, verdict = in_words(bounds), ""
    if bounds.lower is not None and bounds.upper is not None:
        shown = gaps.between(bounds.lower, bounds.upper, bounds.unit)
        alike = bounds.lower <= 0 <= bounds.upper
        verdict = "There could be no gap." if alike else "The gap stands either way."
    return CouldChange(
        measure=profile.measure.id,
        dimension=profile.dimension.key,
        title=f"{profile.measure.title}: {label}",
        gap=gaps.pointed(finding.group.gap.value, finding.group.gap.unit)
        if finding.group.gap.value is not None
        else in_words(finding.group.gap),
        bounds=shown,
        verdict=verdict,
    )
