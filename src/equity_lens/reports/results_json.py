"""Everything one run may show, as JSON: every figure, every sentence, and where each came from."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from equity_lens.disclosure.released import (
    Finding,
    Release,
    ReleasedFunnel,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedRepresentation,
    ReleasedTrend,
)
from equity_lens.reports.figures import COLUMNS, Row
from equity_lens.words import representation, sentences

SAID_ONCE = ("organisation_name", "measure_title", "subgroup_label", "policy", "synthetic")
SHOWN = tuple(name for name in COLUMNS if name not in SAID_ONCE)


def results_json(release: Release, figures: Iterable[Row], *, title: str) -> str:
    """The release as JSON. ``figures`` holds the rows of the CSV, each on a line of its own."""
    measures = {profile.measure.id: profile.measure for profile in release.profiles}
    head = {
        "title": title,
        "synthetic": release.synthetic,
        "software": release.software,
        "organisation": asdict(release.organisation) if release.organisation else None,
        "policy": {
            "name": release.policy,
            "described": release.policy_described,
            "figures_withheld": release.withheld,
        },
        "comparisons": release.comparisons,
        "sources": [asdict(source) for source in release.made_from],
        "measures": [asdict(measure) for measure in measures.values()],
        "findings": [_finding(finding) for finding in release.findings],
        "profiles": [_profile(profile) for profile in release.profiles],
        "representations": [_representation(shown) for shown in release.representations],
        "trends": [_trend(trend) for trend in release.trends],
        "funnels": [_funnel(funnel) for funnel in release.funnels],
        "ledgers": [_ledger(ledger) for ledger in release.ledgers],
    }
    listed = ",\n  ".join(_dumps({name: getattr(row, name) for name in SHOWN}) for row in figures)
    return f'{_dumps(head, indent=1)[:-2]},\n "figures": [\n  {listed}\n ]\n}}\n'


def _dumps(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the results")


def _of(profile: ReleasedProfile) -> dict[str, Any]:
    return {
        "organisation": profile.organisation.code,
        "period": profile.period,
        "measure": profile.measure.id,
        "dimension": profile.dimension.key,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rank": finding.rank,
        "grade": finding.grade.value,
        **_of(finding.profile),
        "subgroup": finding.group.subgroup.key,
        "sentence": sentences.finding_sentence(finding),
        "reasons": finding.reasons,
        "advice": finding.advice,
    }


def _profile(profile: ReleasedProfile) -> dict[str, Any]:
    return {
        **_of(profile),
        "sentence": sentences.profile_sentence(profile),
        "reference": profile.reference,
        "comparisons": profile.comparisons,
        "population": profile.population,
    }


def _representation(shown: ReleasedRepresentation) -> dict[str, Any]:
    return {
        "organisation": shown.organisation.code,
        "period": shown.period,
        "measure": shown.measure.id,
        "dimension": shown.dimension.key,
        "sentence": representation.representation_sentence(shown),
        "expectation": representation.expectation_sentence(shown),
        "standardised_for_age_and_sex": shown.standardised,
        "catchment": shown.catchment,
        "population": shown.population,
        "population_year": shown.year,
        "refusal": shown.refusal,
    }


def _trend(trend: ReleasedTrend) -> dict[str, Any]:
    return {
        "organisation": trend.organisation.code,
        "measure": trend.measure.id,
        "dimension": trend.dimension.key,
        "label": trend.label,
        "is_gap": trend.is_gap,
        "sentence": sentences.trend_sentence(trend),
        "periods": trend.periods,
        "signals": trend.signals,
        "direction": trend.direction,
        "provisional": trend.provisional,
        "breaks": trend.breaks,
    }


def _funnel(funnel: ReleasedFunnel) -> dict[str, Any]:
    return {
        "measure": funnel.measure.id,
        "dimension": funnel.dimension.key,
        "title": funnel.title,
        "period": funnel.period,
        "sentence": sentences.funnel_sentence(funnel),
        "left_out": funnel.left_out,
        "beyond": {p.organisation.code: p.beyond for p in funnel.points if p.beyond},
        "source": asdict(funnel.source),
    }


def _ledger(ledger: ReleasedLedger) -> dict[str, Any]:
    return {
        "source": asdict(ledger.source),
        "rows_read": ledger.rows_read,
        "accepted": ledger.accepted,
        "rejected": ledger.rejected,
        "sentence": sentences.rows_sentence(ledger),
    }
