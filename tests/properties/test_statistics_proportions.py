"""What is true of every proportion, rate, gap and ratio."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc, gammaincc, gammaln

from equity_lens.statistics import (
    agresti_coull_proportion,
    clopper_pearson_proportion,
    difference_p_value,
    part_whole_difference,
    part_whole_ratio,
    poisson_limits,
    proportion,
    proportion_difference,
    proportion_ratio,
    rate,
    rate_ratio,
)

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
everyday = settings(deadline=None, max_examples=60)
INTERVALS = [proportion, clopper_pearson_proportion, agresti_coull_proportion]


def binomial(n, p):
    """Probabilities of 0, 1, ... n events, from the incomplete beta function."""
    k = np.arange(n)
    return np.diff(np.concatenate([[0.0], betainc(n - k, k + 1, 1 - p), [1.0]]))


@pytest.mark.parametrize("interval", INTERVALS)
@everyday
@given(counts)
def test_a_proportion_lies_within_its_limits_and_they_within_nought_and_one(interval, group):
    seen = interval(*group)
    assert 0 <= seen.lower <= seen.value + 1e-12
    assert seen.value <= seen.upper + 1e-12
    assert seen.upper <= 1


@pytest.mark.parametrize("interval", INTERVALS)
@everyday
@given(counts)
def test_counting_those_without_the_event_turns_the_interval_round(interval, group):
    x, n = group
    seen, other = interval(x, n), interval(n - x, n)
    assert other.lower == pytest.approx(1 - seen.upper, abs=1e-10)
    assert other.upper == pytest.approx(1 - seen.lower, abs=1e-10)


@everyday
@given(counts)
def test_one_more_event_raises_both_limits(group):
    x, n = group
    fewer, more = proportion(x, n + 1), proportion(x + 1, n + 1)
    assert more.lower > fewer.lower
    assert more.upper > fewer.upper


@everyday
@given(counts, st.sampled_from([0.9, 0.95, 0.99]))
def test_more_confidence_is_a_wider_interval(group, confidence):
    for statistic in (proportion, rate):
        narrow, wide = statistic(*group, confidence=confidence), statistic(*group, confidence=0.998)
        assert wide.lower <= narrow.lower
        assert wide.upper >= narrow.upper
        assert wide.upper - wide.lower > narrow.upper - narrow.lower


@everyday
@given(counts, st.integers(2, 50))
def test_more_people_with_the_same_proportion_are_a_narrower_interval(group, times):
    x, n = group
    few, many = proportion(x, n), proportion(times * x, times * n)
    assert many.value == pytest.approx(few.value)
    assert many.upper - many.lower < few.upper - few.lower


@everyday
@given(counts)
def test_a_rate_lies_within_its_limits_and_scales_with_its_base(group):
    one, thousand = rate(*group, per=1), rate(*group, per=1000)
    assert 0 <= one.lower <= one.value <= one.upper
    np.testing.assert_allclose(np.array(thousand), 1000 * np.array(one))


def test_poisson_limits_only_rise_with_the_count():
    limits = poisson_limits(np.arange(2000))
    assert (np.diff(limits.lower) > 0).all()
    assert (np.diff(limits.upper) > 0).all()


@everyday
@given(counts, counts)
def test_swapping_the_groups_changes_only_the_sign_of_a_gap(one, other):
    there, back = proportion_difference(*one, *other), proportion_difference(*other, *one)
    assert tuple(back) == pytest.approx((-there.value, -there.upper, -there.lower), abs=1e-12)
    assert -1 <= there.lower <= there.value <= there.upper <= 1


@everyday
@given(counts, counts)
def test_swapping_the_groups_inverts_a_ratio(one, other):
    for statistic in (proportion_ratio, rate_ratio):
        there, back = statistic(*one, *other), statistic(*other, *one)
        with np.errstate(divide="ignore"):
            inverse = [1 / np.float64(part) for part in (there.value, there.upper, there.lower)]
        np.testing.assert_allclose([float(part) for part in back], inverse, rtol=1e-8)


@everyday
@given(counts, counts)
def test_a_ratio_lies_within_its_limits(one, other):
    for statistic in (proportion_ratio, rate_ratio):
        ratio = statistic(*one, *other)
        if one[0] + other[0] == 0:
            assert np.isnan(ratio).all()
        else:
            assert 0 <= ratio.lower <= ratio.value * (1 + 1e-9)
            assert ratio.value <= ratio.upper * (1 + 1e-9)


@everyday
@given(counts, counts)
def test_the_p_value_and_the_interval_of_the_ratio_never_disagree(one, other):
    p, ratio = difference_p_value(*one, *other), proportion_ratio(*one, *other)
    assert 0 <= p <= 1
    if not np.isnan(ratio.value) and abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (ratio.lower > 1 or ratio.upper < 1)


@everyday
@given(st.lists(counts, min_size=2, max_size=6))
def test_gaps_from_everyone_weighed_by_people_add_to_nought(groups):
    events, people = np.array(groups, dtype=float).T
    gaps = part_whole_difference(events, people, events.sum(), people.sum())
    assert gaps.value @ people == pytest.approx(0, abs=1e-8 * people.sum())
    assert (gaps.lower <= gaps.value + 1e-12).all()
    assert (gaps.value <= gaps.upper + 1e-12).all()


@everyday
@given(st.lists(counts, min_size=2, max_size=6))
def test_gap_and_ratio_from_everyone_point_the_same_way(groups):
    events, people = np.array(groups, dtype=float).T
    gap = part_whole_difference(events, people, events.sum(), people.sum())
    ratio = part_whole_ratio(events, people, events.sum(), people.sum())
    if events.sum() > 0:
        np.testing.assert_array_equal(
            np.sign(gap.value.round(9)), np.sign((ratio.value - 1).round(9))
        )


@pytest.mark.parametrize(
    ("interval", "least"), [(proportion, 0.945), (agresti_coull_proportion, 0.95)]
)
def test_intervals_of_a_proportion_cover_as_often_as_they_say_on_average(interval, least):
    # Exact coverage at 999 true proportions among 60 people, summed over every count
    made = interval(np.arange(61), 60)
    true = np.linspace(0.001, 0.999, 999)
    covered = [binomial(60, p)[(made.lower <= p) & (p <= made.upper)].sum() for p in true]
    assert least < np.mean(covered) < 0.98


def test_the_exact_interval_of_a_proportion_never_covers_less_often_than_it_says():
    made = clopper_pearson_proportion(np.arange(41), 40)
    for p in np.linspace(0.001, 0.999, 499):
        assert binomial(40, p)[(made.lower <= p) & (p <= made.upper)].sum() >= 0.95


def test_poisson_limits_cover_as_often_as_they_say():
    # Exact coverage at true means from 0.1 to 60: never under 95% while the limits are exact
    events = np.arange(200)
    made = poisson_limits(events)
    for mean in np.linspace(0.1, 60, 300):
        chance = np.exp(events * np.log(mean) - mean - gammaln(events + 1))
        covered = chance[(made.lower <= mean) & (mean <= made.upper)].sum()
        assert covered > (0.95 if mean < 3 else 0.945)
    assert gammaincc(200, 60) > 1 - 1e-9


@pytest.mark.parametrize("statistic", [proportion_difference, proportion_ratio])
def test_gaps_and_ratios_cover_as_often_as_they_say_on_average(statistic):
    # Every pair of counts among 30 and 25, at a grid of true proportions
    x, y = np.meshgrid(np.arange(31), np.arange(26), indexing="ij")
    made = statistic(x, 30, y, 25)
    grid = np.linspace(0.05, 0.95, 19)
    covered = []
    for p in grid:
        for q in grid:
            true = p - q if statistic is proportion_difference else p / q
            inside = (made.lower <= true) & (true <= made.upper)
            # No ratio was given where nobody had the event: that is not a failure to cover.
            inside |= np.isnan(made.value)
            covered.append(np.outer(binomial(30, p), binomial(25, q))[inside].sum())
    assert 0.945 < np.mean(covered) < 0.965
    assert np.min(covered) > 0.9


def test_the_p_value_is_under_one_in_twenty_at_most_about_one_time_in_twenty():
    x, y = np.meshgrid(np.arange(61), np.arange(51), indexing="ij")
    called = difference_p_value(x, 60, y, 50) < 0.05
    for p in np.linspace(0.05, 0.95, 19):
        assert np.outer(binomial(60, p), binomial(50, p))[called].sum() < 0.06


def test_a_gap_from_everyone_covers_as_often_as_it_says():
    # The true gap of a group of 40 from all 100, at rates .3 and .5: .6 x -.2 = -.12
    x, y = np.meshgrid(np.arange(41), np.arange(61), indexing="ij")
    made = part_whole_difference(x, 40, x + y, 100)
    chance = np.outer(binomial(40, 0.3), binomial(60, 0.5))
    covered = chance[(made.lower <= -0.12) & (made.upper >= -0.12)].sum()
    assert covered == pytest.approx(0.95, abs=0.012)
