"""PHEindicatormethods 2.1.0 (OHID): means, standardised rates and ratios, life expectancy."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts
from equity_lens.statistics import (
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    life_expectancy,
    mean,
    repeat_event_standardised_rate,
)

DSR_LEVELS = {"95": 0.95, "99": 0.99, "99_8": 0.998}
TWO_LEVELS = {"95": 0.95, "99_8": 0.998}


def limits(row, level, name=""):
    return [row[f"expected_{name}lower{level}"], row[f"expected_{name}upper{level}"]]


@pytest.mark.parametrize("level", DSR_LEVELS)
def test_means(table, by_case, level):
    values = by_case("mean_input.csv")
    for row in table("mean_expected.csv"):
        ours = mean(values[row["case_id"]]["value"], confidence=DSR_LEVELS[level])
        expected = [row["expected_value"], *limits(row, level)]
        assert list(ours) == pytest.approx(expected, rel=row["rtol"], nan_ok=True), row["case_id"]


@pytest.mark.parametrize("level", DSR_LEVELS)
def test_directly_standardised_rates(table, by_case, level):
    bands = by_case("dsr_input.csv")
    for row in table("dsr_expected.csv"):
        band = bands[row["case_id"]]
        # The package reads a missing count as nought; we ask that it be said.
        ours = directly_standardised_rate(
            np.nan_to_num(band["count"]),
            band["population"],
            band["standard_population"],
            per=row["multiplier"],
            confidence=DSR_LEVELS[level],
        )
        expected = [row["expected_value"], *limits(row, level)]
        assert list(ours[:3]) == pytest.approx(expected, rel=row["rtol"], nan_ok=True)
        assert ours.withheld == (row["expected_suppressed"] == "TRUE")
        assert bool(ours.reason) == bool(ours.withheld)
        assert ours.events == row["expected_total_count"]
        assert ours.population == row["expected_total_pop"]


def test_a_missing_count_is_refused_where_the_package_reads_nought(by_case):
    missing = [c for c in by_case("dsr_input.csv").values() if np.isnan(c["count"]).any()]
    assert len(missing) == 5
    for band in missing:
        with pytest.raises(InvalidCounts, match="missing"):
            directly_standardised_rate(
                band["count"], band["population"], band["standard_population"]
            )


@pytest.mark.parametrize("level", TWO_LEVELS)
def test_rates_of_events_that_are_not_independent(table, by_case, level):
    rows = by_case("dsr_nonindependent_input.csv")
    for row in table("dsr_nonindependent_expected.csv"):
        case = rows[row["case_id"]]
        bands = list(dict.fromkeys(case["age_band"]))
        each = np.unique(case["event_frequency"])
        people = np.zeros((each.size, len(bands)))
        population, standard = np.zeros(len(bands)), np.zeros(len(bands))
        for band, times, who, size, weight in zip(
            case["age_band"],
            case["event_frequency"],
            case["individuals"],
            case["population"],
            case["standard_population"],
            strict=True,
        ):
            at = bands.index(band)
            people[np.searchsorted(each, times), at] += who
            population[at], standard[at] = size, weight
        ours = repeat_event_standardised_rate(
            people,
            population,
            standard,
            events_each=each,
            per=row["multiplier"],
            confidence=TWO_LEVELS[level],
        )
        expected = [row["expected_value"], *limits(row, level)]
        assert list(ours[:3]) == pytest.approx(expected, rel=row["rtol"], nan_ok=True)
        assert ours.withheld == (row["expected_suppressed"] == "TRUE")
        assert ours.events == row["expected_total_count"]
        assert ours.population == row["expected_total_pop"]


@pytest.mark.parametrize("level", TWO_LEVELS)
def test_indirectly_standardised_rates_and_ratios(table, by_case, level):
    bands = by_case("isr_input.csv")
    for row in table("isr_expected.csv"):
        band = bands[row["case_id"]]
        # The package reads missing counts and populations as nought; we ask that it be said.
        counts = (
            np.nan_to_num(band["count"]).sum(),
            np.nan_to_num(band["population"]),
            np.nan_to_num(band["reference_count"]),
            band["reference_population"],
        )
        confidence = TWO_LEVELS[level]
        ratio = indirectly_standardised_ratio(
            *counts, reference_value=row["reference_value"], confidence=confidence
        )
        rate = indirectly_standardised_rate(*counts, per=row["multiplier"], confidence=confidence)
        for ours, name in ((ratio, "isratio"), (rate, "israte")):
            expected = [row[f"expected_{name}"], *limits(row, level, f"{name}_")]
            assert list(ours[:3]) == pytest.approx(expected, rel=row["rtol"]), row["case_id"]
            assert ours.observed == row["expected_observed"]
            assert ours.expected == pytest.approx(row["expected_expected"], rel=row["rtol"])


@pytest.mark.parametrize("level", TWO_LEVELS)
def test_life_expectancy_at_every_age(by_case, level):
    bands, expectations = (
        by_case("life_expectancy_input.csv"),
        by_case("life_expectancy_expected.csv"),
    )
    for case, band in bands.items():
        ours = life_expectancy(
            band["deaths"],
            band["population"],
            ages=band["age_start"],
            confidence=TWO_LEVELS[level],
        )
        expected = expectations[case]
        shown = ours.reason == ""
        # Where the package blanks a value so do we; at one age it gives 0 years (see below).
        blank = np.isnan(expected["expected_value"])
        assert not (shown & blank).any(), case
        assert (expected["expected_value"][~shown & ~blank] == 0).all(), case
        for part, name in zip(ours[:3], ("value", f"lower{level}", f"upper{level}"), strict=True):
            np.testing.assert_allclose(part[shown], expected[f"expected_{name}"][shown], rtol=1e-8)


def test_defect_of_the_peer_nought_years_at_an_age_that_nobody_reaches(by_case):
    # le_run_25: everyone in the table dies at 85 to 89 (q = 1), so that life expectancy at 90 is
    # 0 years lived / 0 people alive. The package gives 0; the 90-year-olds it counted had
    # 13,608 / 2,864 = 4.75 years. Ours has no figure, and a reason.
    band = by_case("life_expectancy_input.csv")["le_run_25"]
    ours = life_expectancy(band["deaths"], band["population"])
    assert np.isnan(ours.value[-1])
    assert ours.reason[-1] == "nobody lives to this age"
    assert by_case("life_expectancy_expected.csv")["le_run_25"]["expected_value"][-1] == 0


def test_defect_of_the_peer_limits_left_standing_beside_a_blanked_value():
    # 5,100 people, one death among 20 at 90 and over: their rate alone, 1/20 give or take 1/20,
    # moves life expectancy by more than 5.1 years. The package blanks the value and leaves the
    # limits, half way between which it stands (le_run_14 has infinite ones beside a blank).
    deaths = [3, 2, 1, 2, 1, 2, 1, 2, 0, 2, 0, 2, 0, 1, 1, 1, 1, 1, 1, 1]
    ours = life_expectancy(deaths, [600, 400, *[300] * 13, 60, 50, 40, 30, 20])
    uncertain = ours.reason == "an interval wider than 20 years"
    assert uncertain.any()
    for part in ours[:3]:
        assert np.isnan(part[uncertain]).all()
