"""What PHEindicatormethods 2.1.0 (OHID) refuses, each of its 57 cases."""

import json
from pathlib import Path

import numpy as np
import pytest

from equity_lens.errors import StatisticRefused
from equity_lens.statistics import (
    area_quantiles,
    directly_standardised_rate,
    effective_population,
    indirectly_standardised_rate,
    life_expectancy,
    mean,
    poisson_limits,
    proportion,
    proportion_position,
    rate,
    repeat_event_standardised_rate,
    simulated_indices,
    slope_index_of_values,
    standard_error_from_limits,
)

CASES = json.loads((Path(__file__).parent / "error_cases.json").read_text(encoding="utf-8"))
KINDS = {0: "mean", 1: "rate", 2: "proportion"}

# The package has one function for several outputs, and asks by name which is meant. We have one
# function for one shape, so that there is no such argument to get wrong: Python refuses it.
CHOICES = {"type", "statistic"}


def confidence(params):
    return {"confidence": params["confidence"]} if "confidence" in params else {}


def counts(data, params, function):
    return function(data["numerator"], data["denominator"], **confidence(params))


def dsr(data, params):
    per = {"per": params["multiplier"]} if "multiplier" in params else {}
    columns = (data[name] for name in ("count", "population", "standard_population"))
    return directly_standardised_rate(*columns, **per, **confidence(params))


def repeated(data, params):
    # Six rows: three bands once, then three bands twice. A row whose band or frequency is not known
    # leaves its place in the table of people without a number.
    frequency = data["event_frequency"]
    if any(isinstance(each, str) for each in frequency):
        return repeat_event_standardised_rate(
            np.reshape(data["individuals"], (2, 3)),
            data["population"][:3],
            data["standard_population"][:3],
            events_each=frequency[::3],
        )
    placed = [
        who if band is not None and times is not None else np.nan
        for who, band, times in zip(data["individuals"], data["age_band"], frequency, strict=True)
    ]
    return repeat_event_standardised_rate(
        np.reshape(placed, (2, 3)), data["population"][:3], data["standard_population"][:3]
    )


def isr(data, params):
    return indirectly_standardised_rate(
        np.sum(data["count"]) if min(data["count"]) >= 0 else min(data["count"]),
        data["population"],
        params.get("reference_count", data["reference_count"]),
        params.get("reference_population", data["reference_population"]),
        **confidence(params),
    )


def sii(data, params):
    kind = KINDS.get(params.get("value_type", 0), params.get("value_type"))
    value = data.get("value") or np.divide(data["count"], data["population"])
    arguments = (value, data["population"], data["se"])
    if "repetitions" in params:
        return simulated_indices(*arguments, kind=kind, repetitions=params["repetitions"])
    return slope_index_of_values(
        *arguments, kind=kind, transform=params.get("transform", False), **confidence(params)
    )


ADAPTERS = {
    "rate": lambda data, params: counts(data, params, rate),
    "proportion": lambda data, params: counts(data, params, proportion),
    "byars": lambda data, params: poisson_limits(data["x"], params["confidence"]),
    "wilson": lambda data, params: proportion(data["x"], data["n"], **confidence(params)),
    "mean": lambda data, params: mean(data["value"], **confidence(params)),
    "dsr": dsr,
    "dsr_nonindependent": repeated,
    "isr": isr,
    "quantile": lambda data, params: area_quantiles(
        data["value"], params["nquantiles"], highest_first=data["invert"]
    ),
    "sii": sii,
    "life_expectancy": lambda data, params: life_expectancy(
        data["deaths"], data["population"], ages=data["age_start"], **confidence(params)
    ),
    "funnel_significance": lambda data, params: counts(data, {}, proportion_position),
    "funnel_limits": lambda data, params: effective_population(data["numerator"], data["rate"]),
    "funnel_points": lambda data, params: effective_population(data["numerator"], data["rate"]),
}


def numeric(column):
    """A column with its gaps as nan, as any reader of files gives it."""
    text = any(isinstance(entry, str | bool) for entry in column)
    return column if text else [np.nan if entry is None else entry for entry in column]


def read(case):
    data = {
        name: column if name in ("age_band", "event_frequency") else numeric(column)
        for name, column in case["data"].items()
    }
    return data, case["params"] or {}


def test_there_are_57_cases():
    assert len(CASES) == 57


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_is_refused(case):
    data, params = read(case)
    chosen = CHOICES & params.keys()
    if chosen and case["function"] != "funnel_significance":
        choice = {name: params[name] for name in chosen}
        with pytest.raises(TypeError, match=chosen.pop()):
            {"mean": mean, "proportion": proportion}.get(case["function"], rate)(
                [1.0], [2.0], **choice
            )
        return
    with pytest.raises(StatisticRefused) as refused:
        ADAPTERS[case["function"]](data, params)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("lower", "upper"), [([0.5, np.nan], [0.6, 0.7]), ([0.5], [60.0]), ([0.7], [0.6])]
)
def test_limits_that_are_missing_percentages_or_crossed_are_refused(lower, upper):
    with pytest.raises(StatisticRefused):
        standard_error_from_limits(lower, upper, kind="proportion")
