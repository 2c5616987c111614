"""PHEindicatormethods 2.1.0 (OHID): funnel lines, points and significance; quantiles of areas."""

import numpy as np
import pytest

from equity_lens.statistics import (
    area_quantiles,
    effective_population,
    poisson_limits,
    proportion_funnel,
    proportion_position,
    rate_funnel,
    ratio_funnel,
    ratio_position,
    standardised_rate_position,
)
from equity_lens.statistics.rates import exact_limits

LEVELS = {"2s": 0.95, "3s": 0.998}
POSITIONS = {
    "not_significant": 0,
    "high_95": 1,
    "high_99_8": 2,
    "low_95": -1,
    "low_99_8": -2,
    "not_applicable_under_10_events": np.nan,
}


@pytest.fixture(scope="module")
def lines(table, by_case):
    """Each case: how it was run, its units, and the lines of the package."""
    how = {row["case_id"]: row for row in table("funnel_limits_cases.csv")}
    units, expected = by_case("funnel_limits_input.csv"), by_case("funnel_limits_expected.csv")
    return [(how[case], units[case], expected[case]) for case in how]


def of(lines, statistic):
    return [each for each in lines if each[0]["statistic"] == statistic]


@pytest.mark.parametrize("level", LEVELS)
def test_lines_of_proportions(lines, level):
    for how, units, expected in of(lines, "proportion"):
        centre = units["numerator"].sum() / units["denominator"].sum()
        ours = proportion_funnel(expected["expected_x"], centre, confidence=LEVELS[level])
        times = how["multiplier"]
        np.testing.assert_allclose(ours.value * times, expected["expected_baseline"], rtol=1e-9)
        for part, name in zip(ours[1:], ("lower", "upper"), strict=True):
            np.testing.assert_allclose(
                part * times, expected[f"expected_{name}_{level}_limit"], rtol=1e-9
            )


@pytest.mark.parametrize("level", LEVELS)
def test_lines_of_ratios(lines, level):
    for how, _, expected in of(lines, "ratio"):
        events, rtol = expected["expected_x"], expected["rtol"]
        # The package finds the expected events at which so many just lie on a line by bisection.
        high, low = reversed(exact_limits(events, LEVELS[level]))
        assert_close(high, expected[f"expected_lower_{level}_exp_events"], rtol)
        assert_close(low, expected[f"expected_upper_{level}_exp_events"], rtol)
        # On our lines at those expected events lie the same points.
        times, less = (100, 0) if how["ratio_type"] == "isr" else (1, 1)
        lower = ratio_funnel(high, confidence=LEVELS[level]).lower * times - less
        upper = ratio_funnel(low, confidence=LEVELS[level]).upper * times - less
        assert_close(lower, expected[f"expected_lower_{level}_limit"], rtol)
        assert_close(upper, expected[f"expected_upper_{level}_limit"], rtol)


@pytest.mark.parametrize("level", LEVELS)
def test_lines_of_rates(lines, level):
    for how, units, expected in of(lines, "rate"):
        times, years = how["multiplier"], how["years_of_data"]
        events, size = units["numerator"], units["denominator"]
        some = events > 0
        if how["rate_type"] == "dsr":
            events = events[some]
            size = times * events / units["rate"][some]
        elif np.isnan(size).any():
            size = times * events / units["rate"]
        centre = times * events.sum() / size.sum()
        assert_close(centre, expected["expected_baseline"], 1e-9)
        rtol = expected["rtol"]
        high, low = reversed(exact_limits(expected["expected_x"], LEVELS[level]))
        for found, name in ((high, "lower"), (low, "upper")):
            people = found / centre * times
            assert_close(
                people / years, expected[f"expected_{name}_{level}_population_1_year"], rtol
            )
            ours = rate_funnel(people, float(centre), per=times, confidence=LEVELS[level])
            assert_close(getattr(ours, name), expected[f"expected_{name}_{level}_limit"], rtol)


def assert_close(ours, expected, rtol):
    """The tolerances of the fixtures' page: 1e-6, 1e-4 under 10 events, and 1e-6 absolute."""
    tolerance = np.maximum(rtol, 1e-6 if np.ndim(rtol) else rtol)
    np.testing.assert_array_less(np.abs(ours - expected), tolerance * np.abs(expected) + 1e-6)


def test_points_and_the_people_behind_a_standardised_rate(table):
    for row in table("funnel_points.csv"):
        standardised = row["rate_type"] == "dsr"
        if not standardised and not np.isnan(row["denominator"]):
            people = row["denominator"]
        else:
            people = effective_population(row["numerator"], row["rate"], per=row["multiplier"])
            if not standardised:
                people = row["multiplier"] * row["numerator"] / row["rate"]
        expected = row["expected_denominator_derived"]
        assert people / row["years_of_data"] == pytest.approx(
            expected, rel=row["rtol"], nan_ok=True
        )


def test_significance(by_case):
    for units in by_case("funnel_significance.csv").values():
        events, size, statistic = units["numerator"], units["denominator"], units["statistic"][0]
        if statistic == "proportion":
            ours = proportion_position(events, size)
        elif statistic == "ratio":
            ours = ratio_position(events, size)
        elif units["rate_type"][0] == "dsr":
            ours = standardised_rate_position(events, units["rate"], per=units["multiplier"][0])
        else:
            unknown = np.isnan(size)
            size[unknown] = (units["multiplier"] * events)[unknown] / units["rate"][unknown]
            ours = ratio_position(events, events.sum() / size.sum() * size)
        expected = [POSITIONS[label] for label in units["expected_significance"]]
        np.testing.assert_array_equal(ours, expected)


def test_defect_of_the_peer_limits_capped_at_100_whatever_the_multiplier(table, by_case):
    # Per 1,000, a limit of 607 is cut off at 100. A proportion ends at 1: 1,000 per 1,000.
    units = by_case("funnel_limits_input.csv")
    for row in table("known_defects_funnel_limits.csv"):
        if row["quantity"] == "upper_2s_limit" and "proportion" in row["defect_id"]:
            counts = units[row["case_id"]]
            centre = counts["numerator"].sum() / counts["denominator"].sum()
            ours = proportion_funnel(row["x"], centre).upper * row["multiplier"]
            assert row["peer_value"] == 100
            assert ours == pytest.approx(row["right_value"], rel=1e-9)


def test_defect_of_the_peer_ratio_limits_ignore_the_multiplier(table):
    for row in table("known_defects_funnel_limits.csv"):
        if "ratio" in row["defect_id"]:
            expected = float(exact_limits(np.array(row["x"]), 0.95)[0])
            ours = ratio_funnel(expected).upper * row["multiplier"]
            assert ours == pytest.approx(row["right_value"], rel=1e-6)
            assert row["peer_value"] == pytest.approx(100 * row["right_value"], rel=1e-6)


def test_quantiles_of_areas(by_case):
    for areas in by_case("quantile.csv").values():
        ours = area_quantiles(
            areas["value"],
            int(areas["nquantiles"][0]),
            highest_first=areas["invert_lowest_is_highest"][0] == "TRUE",
        )
        np.testing.assert_array_equal(ours, areas["expected_quantile"])


def test_a_unit_lies_outside_the_ratio_funnel_when_its_own_exact_interval_leaves_out_one():
    for events in range(10):
        limits = poisson_limits(events)
        just_inside = ratio_funnel(limits.upper * 0.999)
        just_outside = ratio_funnel(limits.upper * 1.001)
        assert just_inside.lower < events / (limits.upper * 0.999) or events == 0
        assert just_outside.lower > events / (limits.upper * 1.001)
