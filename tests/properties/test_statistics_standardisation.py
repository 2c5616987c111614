"""What is true of every standardised rate, life table, percentile and mean."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from equity_lens.statistics import (
    directly_standardised_rate,
    histogram_percentile,
    indirectly_standardised_ratio,
    life_expectancy,
    mean,
    percentile_difference,
    repeat_event_standardised_rate,
    standardised_rate_difference,
    standardised_rate_ratio,
)

stratum = st.tuples(st.integers(0, 400), st.integers(400, 50_000), st.integers(1, 10_000))
strata = st.lists(stratum, min_size=2, max_size=19).filter(lambda s: sum(x for x, *_ in s) >= 10)
histogram = st.lists(st.integers(0, 60), min_size=1, max_size=40).filter(lambda h: sum(h) > 0)
everyday = settings(deadline=None, max_examples=60)


def arrays(strata):
    return np.array(strata, dtype=float).T


@everyday
@given(strata, st.floats(0.01, 100))
def test_only_the_shares_of_the_standard_matter(strata, times):
    events, people, standard = arrays(strata)
    one = directly_standardised_rate(events, people, standard)
    other = directly_standardised_rate(events, people, times * standard)
    np.testing.assert_allclose(np.array(one[:3]), np.array(other[:3]), rtol=1e-9)


@everyday
@given(strata, st.randoms())
def test_the_order_of_the_ages_does_not_matter(strata, random):
    mixed = random.sample(strata, len(strata))
    one, other = (directly_standardised_rate(*arrays(s)) for s in (strata, mixed))
    np.testing.assert_allclose(np.array(one[:3]), np.array(other[:3]), rtol=1e-9)


@everyday
@given(strata)
def test_a_rate_lies_between_the_rates_of_its_ages_and_within_its_limits(strata):
    events, people, standard = arrays(strata)
    made = directly_standardised_rate(events, people, standard, per=1)
    rates = events / people
    assert rates.min() - 1e-12 <= made.value <= rates.max() + 1e-12
    assert made.lower <= made.value <= made.upper


@everyday
@given(strata, st.integers(0, 18))
def test_one_more_event_raises_the_rate(strata, at):
    events, people, standard = arrays(strata)
    more = events.copy()
    more[at % len(strata)] += 1
    assert (
        directly_standardised_rate(more, people, standard).value
        > directly_standardised_rate(events, people, standard).value
    )


@everyday
@given(strata)
def test_repeat_events_widen_the_interval_and_leave_the_value(strata):
    events, people, standard = arrays(strata)
    plain = directly_standardised_rate(2 * events, people, standard)
    repeats = repeat_event_standardised_rate([0 * events, events], people, standard)
    assert repeats.value == pytest.approx(plain.value)
    assert repeats.upper - repeats.lower == pytest.approx(
        np.sqrt(2) * (plain.upper - plain.lower), rel=1e-9
    )


@everyday
@given(strata, strata)
def test_swapping_two_rates_turns_the_gap_and_inverts_the_ratio(one, other):
    a, b = directly_standardised_rate(*arrays(one)), directly_standardised_rate(*arrays(other))
    there, back = standardised_rate_difference(a, b), standardised_rate_difference(b, a)
    assert tuple(back) == pytest.approx((-there.value, -there.upper, -there.lower))
    ratio, inverse = standardised_rate_ratio(a, b), standardised_rate_ratio(b, a)
    assert ratio.lower <= ratio.value <= ratio.upper
    assert inverse.value == pytest.approx(1 / ratio.value)
    if ratio.lower > 0:
        assert inverse.upper == pytest.approx(1 / ratio.lower)


@everyday
@given(strata)
def test_a_reference_against_itself_is_exactly_as_expected(strata):
    events, people, _ = arrays(strata)
    itself = indirectly_standardised_ratio(events.sum(), people, events, people)
    assert itself.value == pytest.approx(1)
    assert itself.lower < 1 < itself.upper


def test_intervals_of_standardised_rates_gaps_and_ratios_cover_as_often_as_they_say():
    # True age rates, Poisson events in two groups; 4,000 samples, seeded
    generator = np.random.default_rng(7)
    standard = np.array([50, 30, 20])
    people, others = np.array([2000, 900, 400]), np.array([3000, 800, 900])
    rates, other_rates = np.array([0.004, 0.012, 0.05]), np.array([0.003, 0.010, 0.03])
    one = directly_standardised_rate(
        generator.poisson(people * rates, (4000, 3)), people, standard, per=1
    )
    other = directly_standardised_rate(
        generator.poisson(others * other_rates, (4000, 3)), others, standard, per=1
    )
    true, other_true = standard @ rates / 100, standard @ other_rates / 100
    for made, truth in (
        (one, true),
        (standardised_rate_difference(one, other), true - other_true),
        (standardised_rate_ratio(one, other), true / other_true),
    ):
        covered = np.mean((made.lower <= truth) & (truth <= made.upper))
        assert covered == pytest.approx(0.95, abs=0.012)


@everyday
@given(histogram, st.floats(0.05, 0.94))
def test_a_later_percentile_is_never_an_earlier_week(weeks, percentile):
    early, late = (
        histogram_percentile(weeks, percentile),
        histogram_percentile(weeks, percentile + 0.05),
    )
    assert late.value >= early.value
    assert not early.lower > early.value
    assert not early.upper < early.value


@everyday
@given(histogram, st.floats(0.02, 0.98))
def test_the_week_is_that_of_the_ranked_person(weeks, percentile):
    # By listing everybody in order, and counting off
    people = np.repeat(np.arange(len(weeks)), weeks)
    share_by = np.arange(1, len(people) + 1) / len(people)
    expected = people[np.argmax(share_by >= percentile - 1e-9)]
    assert histogram_percentile(weeks, percentile).value == expected


@everyday
@given(histogram, st.integers(2, 30), st.integers(0, 10))
def test_counting_everybody_several_times_or_adding_empty_weeks_leaves_the_week(weeks, times, more):
    once = histogram_percentile(weeks, 0.5)
    again = histogram_percentile(np.pad(times * np.array(weeks), (0, more)), 0.5)
    assert again.value == once.value


@everyday
@given(histogram, histogram)
def test_swapping_the_groups_changes_only_the_sign_of_a_gap_in_weeks(one, other):
    there, back = percentile_difference(one, other, 0.5), percentile_difference(other, one, 0.5)
    expected = [-there.value, -there.upper, -there.lower]
    np.testing.assert_allclose(np.array(back), np.array(expected))


def test_the_interval_of_a_percentile_covers_at_least_as_often_as_it_says():
    # Waits with a long tail, in whole weeks; the true 92nd percentile from the distribution itself
    waits = np.random.default_rng(3).gamma(2, 8, size=(2000, 250))
    weeks = np.ceil(waits).astype(int)
    counted = np.zeros((2000, weeks.max() + 1))
    np.add.at(counted, (np.arange(2000)[:, None], weeks), 1)
    true = np.ceil(np.quantile(np.random.default_rng(4).gamma(2, 8, size=1_000_000), 0.92))
    made = histogram_percentile(counted, 0.92)
    assert np.mean((made.lower <= true) & (true <= made.upper)) > 0.945


ages = st.lists(st.integers(0, 200), min_size=19, max_size=19)


@everyday
@given(ages, st.integers(1, 500), st.integers(0, 18), st.integers(1, 100))
def test_more_deaths_at_any_age_shorten_life(deaths, last, at, more):
    people = np.full(20, 3000)
    fewer, worse = np.array([*deaths, last]), np.array([*deaths, last])
    worse[at] += more
    one, other = life_expectancy(fewer, people), life_expectancy(worse, people)
    assume(one.reason[0] == "" == other.reason[0])
    assert other.value[0] < one.value[0]
    assert one.lower[0] < one.value[0] < one.upper[0]


@everyday
@given(ages, st.integers(20, 500))
def test_a_hundred_times_the_people_are_ten_times_as_certain(deaths, last):
    people, died = np.full(20, 3000), np.array([*deaths, last])
    one, hundred = life_expectancy(died, people), life_expectancy(100 * died, 100 * people)
    assume(one.reason[0] == "")
    assert hundred.value[0] == pytest.approx(one.value[0])
    assert 10 * (hundred.upper[0] - hundred.lower[0]) == pytest.approx(one.upper[0] - one.lower[0])


@everyday
@given(
    st.lists(st.floats(-1000, 1000), min_size=2, max_size=30),
    st.floats(0.1, 10),
    st.floats(-50, 50),
)
def test_another_unit_and_another_zero_carry_a_mean_and_its_limits_along(values, times, plus):
    one, other = mean(values), mean(times * np.array(values) + plus)
    np.testing.assert_allclose(np.array(other), times * np.array(one) + plus, atol=1e-6)
