"""What a funnel shows, and what over-dispersion does to it."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import (
    Scores,
    area_quantiles,
    chi_squared_ratio_funnel,
    count_ratio_scores,
    effective_population,
    exact_proportion_funnel,
    log_ratio_scores,
    overdispersed_count_ratio_funnel,
    overdispersed_proportion_funnel,
    overdispersed_ratio_funnel,
    overdispersion,
    proportion_funnel,
    proportion_position,
    proportion_scores,
    rate_funnel,
    ratio_funnel,
    ratio_position,
    square_root_ratio_scores,
    standardised_rate_position,
)


def test_the_normal_limits_worked_by_hand():
    # .2 give or take 1.96 sqrt(.2 x .8 / 400) = 1.96 x .02
    limits = proportion_funnel(400, 0.2)
    assert (limits.lower, limits.upper) == pytest.approx((0.1608, 0.2392), abs=1e-4)


def test_limits_never_leave_nought_to_one():
    small = proportion_funnel([1, 2], 0.03, confidence=0.998)
    assert (small.lower == 0).all()
    assert (proportion_funnel(2, 0.97).upper == 1).all()


def test_exact_limits_interpolate_between_whole_events_worked_by_hand():
    # Of 100 at .2: P(11 or fewer) = .01257, P(12 or fewer) = .02533, so 2.5% is reached .974 of the
    # way from 11 to 12: (12 - (.02533 - .025) / (.02533 - .01257)) / 100 = .1197
    limits = exact_proportion_funnel(100, 0.2)
    assert limits.lower == pytest.approx(0.1197, abs=1e-4)


def test_exact_limits_of_one_person_are_nearly_everything():
    # P(0) = .5, far above .025: nought. Upper: 1 - (1 - .975) / .5 = .95
    limits = exact_proportion_funnel(1, 0.5)
    assert (limits.lower, limits.upper) == pytest.approx((0, 0.95))


def test_exact_and_normal_limits_meet_in_large_units():
    exact, normal = exact_proportion_funnel(1e6, 0.3), proportion_funnel(1e6, 0.3)
    assert exact.lower == pytest.approx(normal.lower, abs=2e-6)
    assert exact.upper == pytest.approx(normal.upper, abs=2e-6)


def test_ratio_limits_are_where_the_tail_of_a_poisson_distribution_is_just_enough():
    # No events where -ln(.025) = 3.689 are expected: probability exactly .025, so the lower line
    # leaves nought there. The upper line: P(1 or more | .02532) = .025, at 1 / .02532.
    assert ratio_funnel(3.6).lower == 0
    assert ratio_funnel(3.8).lower > 0
    expected = -np.log(0.975)
    assert ratio_funnel(expected).upper == pytest.approx(1 / expected)


def test_the_two_forms_of_ratio_limits_agree_where_many_are_expected():
    ours, other = ratio_funnel(10_000), chi_squared_ratio_funnel(10_000)
    assert ours.lower == pytest.approx(other.lower, abs=5e-4)
    assert ours.upper == pytest.approx(other.upper, abs=5e-4)


def test_a_rate_funnel_is_a_ratio_funnel_around_the_common_rate():
    # 400 per 100,000 of 10,000 is 40 expected
    limits, ratio = rate_funnel(10_000, 400), ratio_funnel(40)
    assert limits.lower == pytest.approx(400 * ratio.lower)
    assert rate_funnel(10_000, 4, per=1000).upper == pytest.approx(4 * ratio.upper)


def test_positions_name_the_side_and_the_level():
    # Around .2 with 200 people: 95% limits .1446 and .2554, 99.8% limits .1126 and .2874
    np.testing.assert_array_equal(
        proportion_position([20, 26, 40, 54, 60], [200] * 5, centre=0.2), [-2, -1, 0, 1, 2]
    )


def test_a_unit_is_compared_with_all_the_units_together():
    # 20/200 and 60/200: together .2
    np.testing.assert_array_equal(proportion_position([20, 60], [200, 200]), [-2, 2])


def test_no_events_where_many_are_expected_is_low_and_where_few_is_not():
    np.testing.assert_array_equal(ratio_position([0, 0, 0], [1.0, 4.0, 8.0]), [0, -1, -2])


@pytest.mark.parametrize(
    "asked",
    [
        lambda: overdispersed_proportion_funnel(100, 20),
        lambda: overdispersed_proportion_funnel(100, 0.2, ratio=-1),
        lambda: overdispersed_ratio_funnel(100, scale="logs"),
        lambda: overdispersed_ratio_funnel(100, between=-0.1),
        lambda: overdispersed_count_ratio_funnel(100, 0),
        lambda: overdispersion(log_ratio_scores([5, 6, 7], [6, 6, 6]), extremes="trim"),
        lambda: rate_funnel(100, 0),
        lambda: log_ratio_scores([1, 2], [1, 2, 3]),
        lambda: count_ratio_scores([1, 2], [1, 2, 3]),
        lambda: count_ratio_scores([1, 2], [0, 0]),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(asked):
    with pytest.raises(StatisticRefused) as refused:
        asked()
    assert refused.value.remedy


def test_a_standardised_rate_of_few_events_has_no_position():
    positions = standardised_rate_position([100, 100, 9], [50, 50, 50])
    np.testing.assert_array_equal(np.isnan(positions), [False, False, True])


def test_a_standardised_rate_stands_at_the_people_it_speaks_for():
    # 31 events at 155 per 100,000: 20,000 people
    assert effective_population(31, 155) == pytest.approx(20_000)


@pytest.mark.parametrize(
    ("events", "rate"), [([100, 0], [50, 0]), ([100, 10], [50, 0]), ([np.nan], [5]), ([5], [-1])]
)
def test_people_that_cannot_be_worked_out_are_refused(events, rate):
    with pytest.raises(InvalidCounts):
        effective_population(events, rate)


@pytest.mark.parametrize("centre", [20, 0, 1, -0.2])
def test_a_centre_given_as_a_percentage_is_refused(centre):
    for funnel in (proportion_funnel, exact_proportion_funnel):
        with pytest.raises(StatisticRefused, match="centre"):
            funnel(100, centre)


def test_scores_worked_by_hand():
    # ln 1.2 x sqrt(100) = 1.823; (sqrt 1.2 - 1) x 2 sqrt(100) = 1.909
    assert log_ratio_scores([120], [100]).z == pytest.approx(1.8232, abs=1e-4)
    assert square_root_ratio_scores([120], [100]).z == pytest.approx(1.9089, abs=1e-4)
    # arcsin sqrt .3 - arcsin sqrt .2 = .57964 - .46365 = .11599; times 2 sqrt(100)
    assert proportion_scores([30], [100], centre=0.2).z == pytest.approx(2.3198, abs=1e-3)


def test_no_events_can_be_scored_on_square_roots_and_not_on_logarithms():
    assert square_root_ratio_scores([0], [4]).z == pytest.approx(-4)
    with pytest.raises(InvalidCounts, match="nought"):
        log_ratio_scores([0], [4])


def test_overdispersion_worked_by_hand():
    # z = 3, -3, 1, -1: mean square 5. All errors .1: (4 x 5 - 3) / (400 - 40,000 / 400) = 17 / 300
    z = np.array([3.0, -3.0, 1.0, -1.0])
    found = overdispersion(Scores(z / 10, np.full(4, 0.1), z), share=0)
    assert found.ratio == pytest.approx(5)
    assert found.between == pytest.approx(17 / 300)


def test_units_that_differ_less_than_chance_have_no_variance_between_them():
    z = np.array([0.1, -0.1, 0.2, -0.2])
    found = overdispersion(Scores(z / 10, np.full(4, 0.1), z))
    assert found.ratio < 1
    assert found.between == 0


def test_winsorising_pulls_in_one_outlier_and_dropping_leaves_it_out():
    z = np.append(np.linspace(-1, 1, 19), 50.0)
    scores = Scores(z / 10, np.full(20, 0.1), z)
    pulled, dropped = overdispersion(scores), overdispersion(scores, extremes="drop")
    assert pulled.z.max() < 1
    assert np.isnan(dropped.z[-1])
    assert overdispersion(scores, share=0).ratio > 100
    assert pulled.ratio < 1
    assert dropped.ratio < 1


@pytest.mark.parametrize("share", [10, 0.5, -0.1])
def test_a_share_of_extremes_given_as_a_percentage_is_refused(share):
    with pytest.raises(StatisticRefused, match="share"):
        overdispersion(log_ratio_scores([5, 6, 7], [6, 6, 6]), share=share)


def test_two_units_are_too_few_for_overdispersion():
    with pytest.raises(StatisticRefused, match="at least 3"):
        overdispersion(log_ratio_scores([5, 6], [6, 6]))


def test_overdispersed_limits_worked_by_hand():
    # exp(-+1.96 sqrt(1/100 + .01)) = exp(-+.27718)
    limits = overdispersed_ratio_funnel(100, between=0.01)
    assert (limits.lower, limits.upper) == pytest.approx((0.75792, 1.31940), abs=1e-4)
    # Squared (1 -+ 1.96 sqrt(1/400 + .0075)) = (1 -+ .196)^2
    limits = overdispersed_ratio_funnel(100, scale="square root", between=0.0075)
    assert (limits.lower, limits.upper) == pytest.approx((0.6464, 1.4304), abs=1e-3)


def test_multiplying_by_the_ratio_widens_by_its_square_root():
    plain = overdispersed_ratio_funnel([50, 500])
    wider = overdispersed_ratio_funnel([50, 500], ratio=4)
    np.testing.assert_allclose(np.log(wider.upper), 2 * np.log(plain.upper))


def test_adding_variance_leaves_no_unit_with_limits_narrower_than_units_differ():
    huge = overdispersed_proportion_funnel(1e12, 0.2, between=0.002)
    # sin^2(arcsin sqrt .2 -+ 1.96 sqrt .002)
    middle, reach = np.arcsin(np.sqrt(0.2)), 1.959964 * np.sqrt(0.002)
    assert huge.lower == pytest.approx(np.sin(middle - reach) ** 2)
    assert huge.upper == pytest.approx(np.sin(middle + reach) ** 2)


def test_limits_of_a_ratio_of_counts_worked_by_hand():
    # Around .25 with 100: variance of the log (1 + 4) / 100 = .05; exp(-+1.96 x .2236)
    limits = overdispersed_count_ratio_funnel(100, 0.25)
    assert (limits.lower, limits.upper) == pytest.approx((0.16129, 0.38749), abs=1e-4)


def test_fifths_where_areas_do_not_divide_equally_follow_ohids_rule():
    # Beyond equal fifths: one extra goes to fifth 1; two to 1 and 3; three to 1, 2 and 4; four to
    # 1, 2, 3 and 4
    extras = {10: [], 11: [1], 12: [1, 3], 13: [1, 2, 4], 14: [1, 2, 3, 4]}
    for areas, given in extras.items():
        fifths = area_quantiles(np.arange(areas))
        found = [np.count_nonzero(fifths == fifth) for fifth in range(1, 6)]
        assert found == [2 + (fifth in given) for fifth in range(1, 6)], areas


def test_the_highest_value_is_in_the_first_quantile_unless_told_otherwise():
    values = [1.0, 2.0, 3.0, 4.0]
    np.testing.assert_array_equal(area_quantiles(values, 2), [2, 2, 1, 1])
    np.testing.assert_array_equal(area_quantiles(values, 2, highest_first=False), [1, 1, 2, 2])


def test_areas_with_the_same_value_are_in_the_same_quantile():
    np.testing.assert_array_equal(area_quantiles([5, 5, 5, 1], 2), [1, 1, 1, 2])


def test_an_area_without_a_value_has_no_quantile_and_takes_no_place():
    np.testing.assert_array_equal(area_quantiles([4, np.nan, 2], 2), [1, np.nan, 2])


def test_fewer_areas_than_quantiles_have_none():
    assert np.isnan(area_quantiles([3, 1, 2, 5])).all()


def test_local_fifths_are_ranked_within_each_trust():
    two = area_quantiles([[10, 20, 30, 40, 50], [1, 2, 3, 4, 5]])
    np.testing.assert_array_equal(two, [[5, 4, 3, 2, 1]] * 2)


@pytest.mark.parametrize("quantiles", [1, 0, 2.5])
def test_fewer_than_two_quantiles_are_refused(quantiles):
    with pytest.raises(StatisticRefused):
        area_quantiles([1, 2, 3], quantiles)
