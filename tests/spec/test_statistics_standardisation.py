"""What a standardised rate means, when it is withheld, and how two are compared."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import (
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    rate,
    repeat_event_standardised_rate,
    standardised_rate_difference,
    standardised_rate_ratio,
)

EVENTS, PEOPLE, STANDARD = [4, 16, 40], [1000, 800, 500], [50, 30, 20]


def test_a_direct_rate_worked_by_hand():
    # (.5 x 4/1000 + .3 x 16/800 + .2 x 40/500) x 1,000 = 2 + 6 + 16
    assert directly_standardised_rate(EVENTS, PEOPLE, STANDARD, per=1000).value == pytest.approx(24)


def test_the_interval_of_a_direct_rate_worked_by_hand():
    # Byar's limits of 60 events, 45.78 and 77.23; variance (.5/1000)^2 x 4 + (.3/800)^2 x 16 +
    # (.2/500)^2 x 40 = 9.65e-6; spread sqrt(9.65e-6 / 60) = .00040104 a head for each event
    made = directly_standardised_rate(EVENTS, PEOPLE, STANDARD, per=1000)
    assert made.lower == pytest.approx(24 - 0.40104 * (60 - 45.78), abs=0.01)
    assert made.upper == pytest.approx(24 + 0.40104 * (77.23 - 60), abs=0.01)


def test_nine_events_are_withheld_with_the_reason_and_ten_are_not():
    nine = directly_standardised_rate([4, 5, 0], PEOPLE, STANDARD)
    assert nine.withheld
    assert nine.reason == "fewer than 10 events"
    assert np.isnan([nine.value, nine.lower, nine.upper]).all()
    assert nine.events == 9
    ten = directly_standardised_rate([4, 5, 1], PEOPLE, STANDARD)
    assert not ten.withheld
    assert ten.reason == ""
    assert np.isfinite(ten[:3]).all()


def test_a_group_with_the_standards_own_ages_has_its_crude_rate():
    same = directly_standardised_rate([10, 20, 30], [5000, 3000, 2000], STANDARD)
    assert same.value == pytest.approx(rate(60, 10_000).value)


def test_many_groups_at_once_are_each_their_own():
    events = np.array([EVENTS, [0, 1, 2]])
    both = directly_standardised_rate(events[:, None, :], PEOPLE, STANDARD)
    assert both.value.shape == (2, 1)
    np.testing.assert_array_equal(both.withheld, [[False], [True]])


def test_a_weight_of_nought_leaves_an_age_out():
    # (.5 x 4/1000 + .3 x 16/800) / .8 x 1,000 = 10
    out = directly_standardised_rate(EVENTS, PEOPLE, [50, 30, 0], per=1000)
    assert out.value == pytest.approx(10)


@pytest.mark.parametrize(
    ("events", "population", "standard", "words"),
    [
        ([4, np.nan, 40], PEOPLE, STANDARD, "events is missing"),
        (EVENTS, [1000, np.nan, 500], STANDARD, "population is missing"),
        (EVENTS, [1000, 0, 500], STANDARD, "nought"),
        (EVENTS, PEOPLE, [50, np.nan, 20], "standard population is missing"),
        (EVENTS, PEOPLE, [0, 0, 0], "all nought"),
        (EVENTS, PEOPLE, [50, 30], "shapes"),
        ([-4, 16, 40], PEOPLE, STANDARD, "negative"),
    ],
)
def test_strata_that_cannot_be_are_refused(events, population, standard, words):
    with pytest.raises(InvalidCounts, match=words):
        directly_standardised_rate(events, population, standard)


def test_the_gap_between_two_rates_goes_from_each_rate_to_its_own_limits():
    one = directly_standardised_rate([8, 32, 80], PEOPLE, STANDARD, per=1000)
    other = directly_standardised_rate(EVENTS, PEOPLE, STANDARD, per=1000)
    gap = standardised_rate_difference(one, other)
    assert gap.value == pytest.approx(24)
    below = np.hypot(one.value - one.lower, other.upper - other.value)
    above = np.hypot(one.upper - one.value, other.value - other.lower)
    assert (gap.lower, gap.upper) == pytest.approx((24 - below, 24 + above))


def test_the_ratio_of_two_rates_is_inverted_by_swapping_them():
    one = directly_standardised_rate([8, 32, 80], PEOPLE, STANDARD)
    other = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)
    ratio, inverse = standardised_rate_ratio(one, other), standardised_rate_ratio(other, one)
    assert ratio.value == pytest.approx(2)
    assert (inverse.lower, inverse.upper) == pytest.approx((1 / ratio.upper, 1 / ratio.lower))


def test_a_withheld_rate_withholds_the_gap_and_the_ratio():
    few = directly_standardised_rate([1, 2, 3], PEOPLE, STANDARD)
    enough = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)
    assert np.isnan(standardised_rate_difference(few, enough)).all()
    assert np.isnan(standardised_rate_ratio(enough, few)).all()


def test_events_of_different_people_have_the_interval_of_independent_events():
    alone = repeat_event_standardised_rate([EVENTS], PEOPLE, STANDARD)
    plain = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)
    np.testing.assert_allclose(alone[:3], plain[:3])


def test_the_same_events_of_fewer_people_are_less_certain():
    # 60 events of 60 people, and 60 events of 15 people with four each: the same value, and twice
    # the spread, since 15 x 4^2 = 240 = 4 x 60
    plain = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)
    again = repeat_event_standardised_rate([[1, 4, 10]], PEOPLE, STANDARD, events_each=[4])
    assert again.value == pytest.approx(plain.value)
    assert again.upper - again.value == pytest.approx(2 * (plain.upper - plain.value))


@pytest.mark.parametrize("events_each", [[1, 1], [0, 1], [1], [1, np.nan], [1, 2, 3]])
def test_numbers_of_events_that_do_not_name_each_row_once_are_refused(events_each):
    with pytest.raises(InvalidCounts):
        repeat_event_standardised_rate([EVENTS, EVENTS], PEOPLE, STANDARD, events_each=events_each)


def test_an_indirect_ratio_worked_by_hand():
    # Reference rates 100/10,000 and 400/10,000; expected 1,000 x .01 + 500 x .04 = 30
    made = indirectly_standardised_ratio(45, [1000, 500], [100, 400], [10_000, 10_000])
    assert made.expected == pytest.approx(30)
    assert made.value == pytest.approx(1.5)
    hundred = indirectly_standardised_ratio(
        45, [1000, 500], [100, 400], [10_000, 10_000], reference_value=100
    )
    assert hundred.value == pytest.approx(150)


def test_an_indirect_rate_is_the_ratio_times_the_crude_rate_of_the_reference():
    # 500 / 20,000 is 25 per 1,000; times 1.5
    made = indirectly_standardised_rate(45, [1000, 500], [100, 400], [10_000, 10_000], per=1000)
    assert made.value == pytest.approx(37.5)


def test_few_events_have_exact_limits_and_are_not_withheld():
    # 0 seen where 30 were expected: upper limit 3.689 / 30
    made = indirectly_standardised_ratio(0, [1000, 500], [100, 400], [10_000, 10_000])
    assert (made.value, made.lower) == (0, 0)
    assert made.upper == pytest.approx(3.6889 / 30, rel=1e-4)


def test_the_reference_against_itself_is_one():
    itself = indirectly_standardised_ratio(500, [10_000, 10_000], [100, 400], [10_000, 10_000])
    assert itself.value == pytest.approx(1)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((45, [1000, 500], [0, 0], [100, 100]), "no events are expected"),
        ((45, [1000, np.nan], [1, 4], [100, 100]), "missing"),
        ((45, [1000, 500], [1, np.nan], [100, 100]), "missing"),
        ((np.nan, [1000, 500], [1, 4], [100, 100]), "missing"),
        ((45, [1000, 500], [1, 4], [100, 0]), "nought"),
        ((45, [1000, 500, 3], [1, 4], [100, 100]), "shapes"),
        (([45, 40, 30], [[1000, 500]] * 2, [1, 4], [100, 100]), "shapes"),
    ],
)
def test_an_expectation_that_cannot_be_made_is_refused(counts, words):
    with pytest.raises(InvalidCounts, match=words):
        indirectly_standardised_ratio(*counts)


def test_a_reference_value_of_nought_is_refused():
    with pytest.raises(StatisticRefused):
        indirectly_standardised_ratio(45, [1000], [10], [100], reference_value=0)
