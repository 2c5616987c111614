"""PHEindicatormethods 2.1.0 (OHID): slope and relative indices of inequality."""

import numpy as np
import pytest

from equity_lens.statistics import (
    gradient_ends,
    relative_index_of_values,
    simulated_indices,
    slope_index_of_values,
    standard_error_from_limits,
)

KINDS = {0: "mean", 1: "rate", 2: "proportion"}


@pytest.fixture(scope="module")
def cases(table, by_case):
    """For each case: how it was run, and what it was run on."""
    inputs = by_case("sii_input.csv")
    prepared = {}
    for row in table("sii_cases.csv"):
        given, kind = inputs[row["case_id"]], KINDS[row["value_type"]]
        error = given["se"]
        if row["uncertainty_from"] == "limits95":
            error = standard_error_from_limits(given["lower95"], given["upper95"], kind=kind)
        prepared[row["case_id"]] = {
            "on": (given["value"], given["population"], error),
            "how": {"kind": kind, "transform": row["transform"] == "TRUE"},
            "multiplier": row["multiplier"],
        }
    return prepared


def indices(case, confidence):
    slope = slope_index_of_values(
        *case["on"], **case["how"], multiplier=case["multiplier"], confidence=confidence
    )
    ratio = relative_index_of_values(
        *case["on"], **case["how"], most_over_least=case["multiplier"] < 0, confidence=confidence
    )
    return slope, ratio


def test_indices_and_intercepts(table, cases):
    for row in table("sii_expected.csv"):
        case = cases[row["case_id"]]
        slope, ratio = indices(case, row["confidence"])
        assert slope.value == pytest.approx(row["expected_sii"], rel=row["point_rtol"])
        assert ratio.value == pytest.approx(row["expected_rii"], rel=row["point_rtol"])
        most, _ = gradient_ends(*case["on"][:2], **case["how"])
        # The package multiplies the intercept only where it transforms.
        times = abs(case["multiplier"]) if case["how"]["transform"] else 1
        assert most * times == pytest.approx(row["expected_intercept"], rel=row["point_rtol"])


def test_intervals_are_the_closed_form_where_there_is_one(table, cases):
    checked = 0
    for row in table("sii_expected.csv"):
        expected = [row["closed_form_sii_lower"], row["closed_form_sii_upper"]]
        if not np.isnan(expected).any():
            slope, _ = indices(cases[row["case_id"]], row["confidence"])
            assert list(slope[1:]) == pytest.approx(expected, rel=1e-6), row["case_id"]
            checked += 1
    assert checked == 11


def test_intervals_lie_within_the_error_of_500000_draws(table, cases):
    # Worst of the 42: 3.3 Monte Carlo errors, where the closed form itself is that far off.
    for row in table("sii_expected.csv"):
        for index, name in zip(
            indices(cases[row["case_id"]], row["confidence"]), ("sii", "rii"), strict=True
        ):
            lower, upper = row[f"simulated_{name}_lower"], row[f"simulated_{name}_upper"]
            allowed = 5 * row["mc_se_of_a_limit_as_share_of_ci_width"] * (upper - lower)
            assert list(index[1:]) == pytest.approx([lower, upper], abs=allowed), row["case_id"]


def test_the_simulation_on_the_same_draws(table, cases):
    for row in table("sii_fixed_draws_expected.csv"):
        draws = np.array([list(draw.values())[1:] for draw in table(row["draws_file"])])
        case = cases[row["input_case_id"]]
        ours = simulated_indices(
            *case["on"], **case["how"], draws=draws, confidence=row["confidence"]
        )
        times = case["multiplier"]
        expected = [row["expected_sii_lower"], row["expected_sii_upper"]]
        assert sorted(times * part for part in ours.slope[1:]) == pytest.approx(
            expected, rel=row["rtol"]
        )
        expected = [row["expected_rii_lower"], row["expected_rii_upper"]]
        assert list(ours.relative[1:]) == pytest.approx(expected, rel=row["rtol"])


def test_defect_of_the_peer_a_multiplier_between_nought_and_one(table, cases):
    # With a multiplier of 0.5 the package swaps the limits of the slope index and inverts those
    # of the relative index, having tested "< 1" where it means "< 0". Half of the limits is right.
    case = cases["sii_run_16_vt1_tr"]
    whole, half = (
        slope_index_of_values(*case["on"], **case["how"], multiplier=times) for times in (1, 0.5)
    )
    np.testing.assert_allclose(np.array(half), 0.5 * np.array(whole))
    assert half.lower < half.value < half.upper
    for row in table("known_defect_sii_multiplier.csv"):
        whole_limit, right = (
            row["peer_value_with_multiplier_1"],
            row["right_value_with_multiplier_0_5"],
        )
        expected = 0.5 * whole_limit if row["quantity"].startswith("sii") else whole_limit
        assert right == pytest.approx(expected)
