"""Measures in a list: by kind, each headline beside its gap, with the age of the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.measures.load import library
from equity_lens.measures.material import measure_fits
from equity_lens.words import dates, gaps
from equity_lens.words.numbers import in_words
from equity_lens.words.sentences import widest
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.presenters.footing import NOT_MEASURED
from equity_lens_web.evidence.presenters.provenance import is_stale

KINDS = {
    "access": "Access",
    "experience": "Experience",
    "outcome": "Outcomes",
    "data quality": "Data quality",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in the list."""

    measure: str
    title: str
    value: str
    gap: str
    age: str
    stale: bool


def grouped(profiles: Sequence[ReleasedProfile]) -> list[tuple[str, list[Row]]]:
    """Measures under the kind that they are of; the gap is across deprivation fifths."""
    by_fifth = {p.measure.id: p for p in profiles if p.dimension.key != "all"}
    rows: dict[str, list[Row]] = {title: [] for title in KINDS.values()}
    for everyone in (p for p in profiles if p.dimension.key == "all"):
        row = _row(everyone, by_fifth.get(everyone.measure.id))
        rows[KINDS[everyone.measure.kind]].append(row)
    return [(kind, listed) for kind, listed in rows.items() if listed]


def _row(everyone: ReleasedProfile, compared: ReleasedProfile | None) -> Row:
    last = dates.last_day(everyone.period)
    return Row(
        measure=everyone.measure.id,
        title=everyone.measure.title,
        value=in_words(everyone.overall),
        gap=_gap(compared),
        age=f"to {moments.day(last)}, {moments.age(last)}" if last else "",
        stale=is_stale(everyone),
    )


def _gap(compared: ReleasedProfile | None) -> str:
    group = widest(compared) if compared else None
    if compared is None or group is None or compared.measure.value == "count":
        return NOT_MEASURED
    if not group.gap.is_number:
        return gaps.size(group.gap).capitalize()
    return (
        f"{gaps.size(group.gap)} {gaps.direction(group.gap)} in the {_first(group.subgroup.label)}"
    )


def _first(label: str) -> str:
    return label[:1].lower() + label[1:]


def left_out(profiles: Sequence[ReleasedProfile], shown: frozenset[str]) -> list[tuple[str, str]]:
    """Measures that fit the trust and that no extract in the figures gives, and what would."""
    there = {profile.measure.id for profile in profiles}
    return [
        (measure.title, f"upload an extract of the kind “{measure.contract.replace('_', ' ')}”.")
        for measure in library().values()
        if measure.id not in there and measure_fits(measure, shown)
    ]


def coverage(profiles: Sequence[ReleasedProfile]) -> str:
    """Which of access, experience and outcomes are measured by group, in a sentence."""
    if not profiles:
        return ""
    kinds = {p.measure.kind for p in profiles if p.dimension.key != "all"}
    have = [
        title.lower() for kind, title in KINDS.items() if kind in kinds and kind != "data quality"
    ]
    lack = [
        title.lower()
        for kind, title in KINDS.items()
        if kind not in kinds and kind != "data quality"
    ]
    said = f"Measured by group: {', '.join(have) or 'none of the three'}."
    return f"{said} Not yet measured by group: {', '.join(lack)}." if lack else said
