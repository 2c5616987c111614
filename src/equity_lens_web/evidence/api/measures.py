"""Measures as the API lists them: defined, and with what there is of each."""

from typing import Any

from equity_lens.disclosure.stored import Kind
from equity_lens.measures.measure import Measure
from equity_lens_web.evidence.api.schemas import MeasureDefined
from equity_lens_web.evidence.reading import Figures

WORKED_OUT = ("numerator", "denominator", "breakdowns")


def measures_defined(figures: Figures) -> list[dict[str, Any]]:
    """Each measure with its breakdowns, in the order of the figures."""
    earlier = _earlier(figures)
    first: dict[str, str] = {}
    breakdowns: dict[str, list[dict[str, Any]]] = {}
    for entry in figures.entries():
        first.setdefault(entry.measure, entry.dimension)
        breakdowns.setdefault(entry.measure, []).append(
            {
                "dimension": entry.dimension,
                "period": entry.period,
                "earlier_periods": earlier.get((entry.measure, entry.dimension), []),
            }
        )
    profiles = figures.profiles(tuple(first), tuple(set(first.values())))
    measures = {profile.measure.id: profile.measure for profile in profiles}
    return [_defined(measures[key], listed) for key, listed in breakdowns.items()]


def _defined(measure: Measure, breakdowns: list[dict[str, Any]]) -> dict[str, Any]:
    plain = [name for name in MeasureDefined.model_fields if name not in WORKED_OUT]
    return {
        **{name: getattr(measure, name) for name in plain},
        "numerator": measure.numerator.label,
        "denominator": measure.denominator.label,
        "breakdowns": breakdowns,
    }


def _earlier(figures: Figures) -> dict[tuple[str, str], list[str]]:
    assert figures.refresh is not None
    rows = figures.refresh.results.filter(kind=Kind.HISTORY).order_by("place")
    periods: dict[tuple[str, str], list[str]] = {}
    for measure, dimension, period in rows.values_list("measure", "dimension", "period"):
        periods.setdefault((measure, dimension), []).append(period)
    return periods
