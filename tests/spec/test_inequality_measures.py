"""What each summary measure of inequality means: worked by hand on four groups."""

import numpy as np
import pytest

from equity_lens import statistics as st

# Appointments missed, per cent. Shares .4 .3 .2 .1; average 3.6 + 2.1 + 1.2 + 1.0 = 7.9
MISSED = [9, 7, 6, 10]
PEOPLE = [400, 300, 200, 100]
AVERAGE = 7.9


@pytest.mark.parametrize(
    ("made", "by_hand"),
    [
        # .4 x 1.1² + .3 x .9² + .2 x 1.9² + .1 x 2.1² = .484 + .243 + .722 + .441
        (st.between_group_variance(MISSED, PEOPLE), 1.89),
        (st.between_group_standard_deviation(MISSED, PEOPLE), 1.89**0.5),
        (st.coefficient_of_variation(MISSED, PEOPLE), 100 * 1.89**0.5 / AVERAGE),
        # The best is 6: (3 + 1 + 0 + 4) / 4, and .4 x 3 + .3 x 1 + .1 x 4
        (st.mean_difference_from_best(MISSED, better="lower"), 2.0),
        (st.weighted_mean_difference_from_best(MISSED, PEOPLE, better="lower"), 1.9),
        # (1.1 + .9 + 1.9 + 2.1) / 4, and .44 + .27 + .38 + .21
        (st.mean_difference_from_mean(MISSED, PEOPLE), 1.5),
        (st.weighted_mean_difference_from_mean(MISSED, PEOPLE), 1.3),
        # From 7: (2 + 0 + 1 + 3) / 4, and .8 + 0 + .2 + .3
        (st.mean_difference_from_reference(MISSED, reference=1), 1.5),
        (st.weighted_mean_difference_from_reference(MISSED, PEOPLE, reference=1), 1.3),
        (st.index_of_disparity(MISSED, PEOPLE), 100 * 1.5 / AVERAGE),
        (st.weighted_index_of_disparity(MISSED, PEOPLE), 100 * 1.3 / AVERAGE),
        # Ranks .2 .55 .8 .95: 2 (.4 x -.3 x 9 + .3 x .05 x 7 + .2 x .3 x 6 + .1 x .45 x 10) = -.33
        (st.absolute_concentration_index(MISSED, PEOPLE), -0.33),
        (st.relative_concentration_index(MISSED, PEOPLE), -0.33 / AVERAGE),
        # At the rate of the best group, 6, the average would fall by 1.9 of 7.9
        (
            st.population_attributable_risk(
                MISSED, PEOPLE, better="lower", ordered=False, scale=100
            ),
            -1.9,
        ),
        (
            st.population_attributable_fraction(
                MISSED, PEOPLE, better="lower", ordered=False, scale=100
            ),
            -190 / AVERAGE,
        ),
    ],
)
def test_measures_worked_by_hand(made, by_hand):
    assert made.value == pytest.approx(by_hand)


def test_theil_and_mean_log_deviation_worked_by_hand():
    # Ratios to the average of .5, 1 and 1.5 in thirds: 1000 (.5 ln .5 + 1.5 ln 1.5) / 3 and
    # -1000 (ln .5 + ln 1.5) / 3; ln .5 = -.693147, ln 1.5 = .405465
    theil = st.theil_index([5, 10, 15], [100] * 3)
    assert theil.value == pytest.approx(1000 * (-0.3465736 + 0.6081977) / 3, abs=1e-4)
    deviation = st.mean_log_deviation([5, 10, 15], [100] * 3)
    assert deviation.value == pytest.approx(1000 * (0.6931472 - 0.4054651) / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("options", "difference", "ratio"),
    [
        # Ordered, most disadvantaged first: 9 and 10. Bad to be high: first minus last.
        ({"better": "lower", "ordered": True}, -1, 9 / 10),
        ({"better": "higher", "ordered": True}, 1, 10 / 9),
        # Unordered: highest minus lowest, whichever is better.
        ({"better": "lower", "ordered": False}, 4, 10 / 6),
        ({"better": "higher", "ordered": False}, 4, 10 / 6),
        # Against the second group: the worst of the others minus 7; 7 minus the worst of them.
        ({"better": "lower", "ordered": False, "reference": 1}, 3, 10 / 7),
        ({"better": "higher", "ordered": False, "reference": 1}, 1, 7 / 6),
        # The reference is not compared with itself, even where it is the worst.
        ({"better": "lower", "ordered": False, "reference": 3}, -1, 9 / 10),
    ],
)
def test_which_two_groups_a_simple_measure_compares(options, difference, ratio):
    assert st.simple_difference(MISSED, **options).value == pytest.approx(difference)
    assert st.simple_ratio(MISSED, **options).value == pytest.approx(ratio)


def test_a_simple_difference_has_the_error_of_a_difference_worked_by_hand():
    # sqrt(3² + 4²) = 5
    made = st.simple_difference([40, 50, 60], [3, 9, 4], better="higher", ordered=True)
    assert made.standard_error == pytest.approx(5)
    assert made.lower == pytest.approx(20 - 1.959964 * 5)


def test_a_ratio_to_nought_is_infinite_and_has_no_limits():
    made = st.simple_ratio([5, 3, 0], [1, 1, 0], better="lower", ordered=True)
    assert np.isinf(made.value)
    assert np.isnan([made.lower, made.upper]).all()


def test_a_straight_gradient_has_the_same_slope_by_a_linear_who_index():
    # Ranks .1 .3 .5 .7 .9; 30% + 20 points over the whole: ends 30 and 50
    share = [32, 36, 40, 44, 48]
    gap = st.who_slope_index(share, [1000] * 5, scale=100, model="linear")
    times = st.who_relative_index(share, [1000] * 5, scale=100, model="linear")
    assert gap.value == pytest.approx(20)
    assert times.value == pytest.approx(50 / 30)
    assert gap.standard_error == pytest.approx(0, abs=1e-9)


def test_a_logistic_who_index_recovers_the_curve_that_made_the_groups():
    # Logit of the share is -1 + 2 rank: the ends are 1 / (1 + e) and e / (1 + e)
    rank = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    share = 1 / (1 + np.exp(1 - 2 * rank))
    people = [10**9] * 5
    e = np.exp(1)
    assert st.who_slope_index(share, people).value == pytest.approx((e - 1) / (1 + e), abs=1e-8)
    assert st.who_relative_index(share, people).value == pytest.approx(e, abs=1e-7)


def test_using_the_population_twice_lets_large_groups_decide():
    # The small first group lies off the curve of the others; its weight falls from n to n squared.
    share, people = [0.9, 0.30, 0.35, 0.40, 0.45], [100, 10_000, 10_000, 10_000, 10_000]
    once = st.who_slope_index(share, people)
    twice = st.who_slope_index(share, people, population_used="twice")
    alone = st.who_slope_index(share[1:], people[1:])
    assert abs(twice.value - alone.value) < abs(once.value - alone.value) / 10


def test_a_concentration_index_of_a_bounded_outcome_agrees_with_its_complement():
    seen = [40, 45, 50, 55, 60]
    not_seen = [100 - each for each in seen]
    for correction in ("wagstaff", "erreygers"):
        of_seen, of_not_seen = (
            st.relative_concentration_index(
                share, None, [1] * 5, bounds=(0, 100), correction=correction
            )
            for share in (seen, not_seen)
        )
        assert of_seen.value == pytest.approx(-of_not_seen.value)
        assert of_seen.lower == pytest.approx(-of_not_seen.upper)


def test_a_concentration_index_from_sampling_errors_worked_by_hand():
    # ACI = Σ c y with c = 2 x .2 x (-.4 -.2 0 .2 .4) = -.16 -.08 0 .08 .16; Σ c² = .064
    made = st.absolute_concentration_index([40, 45, 50, 55, 60], None, [2] * 5)
    assert made.standard_error == pytest.approx(2 * 0.064**0.5)


def test_a_relative_index_error_is_that_of_small_changes_in_the_values():
    # Numerical derivative of the index in each value, against the formula's error.
    value, people, error = (
        np.array([12.0, 30, 35, 41, 44]),
        [300, 200, 900, 400, 100],
        np.arange(1, 6),
    )
    for options in ({}, {"bounds": (0, 100), "correction": "wagstaff"}):

        def index(values, options=options):
            return st.relative_concentration_index(values, people, **options).value

        step = 1e-4 * np.eye(5)
        slope = np.array([(index(value + h) - index(value - h)) / 2e-4 for h in step])
        made = st.relative_concentration_index(value, people, error, **options)
        assert made.standard_error == pytest.approx(np.sqrt(np.sum((slope * error) ** 2)), rel=1e-6)


def test_nothing_is_attributable_where_the_reference_does_worse_than_the_average():
    # Ordered: the reference is the last group, 10, and the average is 7.9.
    made = st.population_attributable_risk(MISSED, PEOPLE, better="lower", ordered=True, scale=100)
    assert made.value == 0


def test_an_average_from_elsewhere_moves_the_centre_and_gives_risk_no_limits():
    # From 8: (1 + 1 + 2 + 2) / 4 = 1.5; from 7: (2 + 0 + 1 + 3) / 4 = 1.5; from 10: (1 + 3 + 4 + 0) / 4
    assert st.mean_difference_from_mean(MISSED, average=10).value == pytest.approx(2.0)
    assert st.index_of_disparity(MISSED, average=10).value == pytest.approx(20.0)
    risk = st.population_attributable_risk(
        MISSED, average=8, better="lower", ordered=False, scale=100
    )
    assert risk.value == -2
    assert np.isnan(risk.lower)


def test_a_missing_group_takes_no_part_and_does_not_shift_the_reference():
    value = [np.nan, 20, 30, 40, 50, 60, 70, 80]
    people = [500, 100, 100, 100, 100, 100, 100, 100]
    # From 80, the eighth: 60 50 40 30 20 10 0 over seven groups
    apart = st.weighted_mean_difference_from_reference(value, people, reference=7)
    assert apart.value == pytest.approx(30)
    assert st.between_group_variance(value, people).value == pytest.approx(
        st.between_group_variance(value[1:], people[1:]).value
    )


def test_without_standard_errors_there_are_values_and_no_limits():
    made = st.weighted_index_of_disparity(MISSED, PEOPLE)
    assert np.isfinite(made.value)
    assert np.isnan([made.standard_error, made.lower, made.upper]).all()
