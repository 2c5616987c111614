"""PHEindicatormethods 2.1.0 (OHID): proportions, rates and the limits beneath them."""

import numpy as np
import pytest

from equity_lens.statistics import poisson_limits, proportion, rate
from equity_lens.statistics.rates import byars_limits

LEVELS = {"90": 0.9, "95": 0.95, "98": 0.98, "99": 0.99, "99_8": 0.998}


def test_wilson_limits(table):
    for row in table("wilson.csv"):
        ours = proportion(row["x"], row["n"], confidence=row["confidence"])
        expected = [row["expected_lower"], row["expected_upper"]]
        assert ours[1:] == pytest.approx(expected, rel=row["rtol"]), row["case_id"]


def test_byars_limits_and_where_there_are_none(table):
    for row in table("byars.csv"):
        ours = byars_limits(np.array(row["x"]), row["confidence"])
        expected = [row["expected_lower"], row["expected_upper"]]
        assert ours == pytest.approx(expected, rel=row["rtol"], nan_ok=True), row["case_id"]


@pytest.mark.parametrize("level", LEVELS)
def test_proportions_at_every_level(table, level):
    rows = table("proportion.csv")
    numerator, denominator, multiplier, value, lower, upper = (
        np.array([row[name] for row in rows])
        for name in (
            "numerator",
            "denominator",
            "multiplier",
            "expected_value",
            f"expected_lower{level}",
            f"expected_upper{level}",
        )
    )
    ours = proportion(numerator, denominator, confidence=LEVELS[level])
    for part, expected in zip(ours, (value, lower, upper), strict=True):
        np.testing.assert_allclose(part * multiplier, expected, rtol=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_rates_at_every_level_exact_under_10_events_and_byars_from_10(table, level):
    for row in table("rate.csv"):
        ours = rate(
            row["numerator"],
            row["denominator"],
            per=row["multiplier"],
            confidence=LEVELS[level],
        )
        expected = [row[f"expected_{part}"] for part in ("value", f"lower{level}", f"upper{level}")]
        assert list(ours) == pytest.approx(expected, rel=row["rtol"]), row["case_id"]
        method = "Exact" if row["numerator"] < 10 else "Byars"
        assert row["expected_ci_method"] == method


@pytest.mark.parametrize("statistic", ["proportion", "rate"])
def test_groups_are_added_up_before_the_statistic_is_made(table, by_case, statistic):
    counted = by_case(f"{statistic}_grouped_input.csv")
    for row in table(f"{statistic}_grouped_expected.csv"):
        # A sum with a missing part is missing, and so is all that follows from it.
        events = counted[row["case_id"]]["numerator"].sum()
        people = counted[row["case_id"]]["denominator"].sum()
        for level in ("95", "99_8"):
            if statistic == "proportion":
                parts = proportion(events, people, confidence=LEVELS[level])
                ours = [part * row["multiplier"] for part in parts]
            else:
                ours = list(rate(events, people, per=row["multiplier"], confidence=LEVELS[level]))
            expected = [
                row[f"expected_{part}"] for part in ("value", f"lower{level}", f"upper{level}")
            ]
            assert ours == pytest.approx(expected, rel=row["rtol"], nan_ok=True), row["case_id"]


def test_exact_limits_are_tails_of_a_poisson_distribution_worked_by_hand():
    # P(0 events | 3.689) = exp(-3.689) = 0.025, so 3.689 is the upper limit of 0 events.
    assert poisson_limits(0).upper == pytest.approx(-np.log(0.025))
    # P(1 or more | m) = 1 - exp(-m) = 0.025 gives the lower limit of 1 event.
    assert poisson_limits(1).lower == pytest.approx(-np.log(0.975))
