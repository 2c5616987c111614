"""What a percentile of waits means, when people are counted by whole week."""

import math

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import histogram_percentile, percentile_difference

# 100 people: none in week 0, 10 in week 1, 30 in week 2, 40 in week 3, 15 in week 4, 5 in week 5
WEEKS = [0, 10, 30, 40, 15, 5]


@pytest.mark.parametrize(
    ("percentile", "week"), [(0.10, 1), (0.101, 2), (0.40, 2), (0.5, 3), (0.92, 4), (0.951, 5)]
)
def test_the_week_by_which_at_least_that_share_have_been_seen(percentile, week):
    # Seen by week 1: 10%, by 2: 40%, by 3: 80%, by 4: 95%, by 5: all
    assert histogram_percentile(WEEKS, percentile).value == week


def test_a_share_that_is_a_whole_number_of_people_is_not_spoilt_by_rounding():
    # 0.07 x 100 is 7.000000000000001 in binary; seven people are enough
    assert histogram_percentile([7, 93], 0.07).value == 0


def test_the_limits_are_the_weeks_of_two_ranked_people_worked_by_hand():
    # Of 100, at the median: P(39 or fewer) = .0176, P(40 or fewer) = .0284, so the lower rank is
    # 40 (the largest r with P(r - 1 or fewer) <= .025); the upper, by symmetry, 61. Weeks 2 and 3.
    median = histogram_percentile(WEEKS, 0.5)
    assert (median.lower, median.upper) == (2, 3)
    below = sum(math.comb(100, k) for k in range(40)) / 2**100
    assert below < 0.025 < below + math.comb(100, 40) / 2**100


def test_the_ranks_for_nine_people_are_the_second_and_eighth():
    # Conover's table: P(0 or 1 of 9) = 10/512 = .0195, P(0 to 2) = 46/512 = .0898
    each_a_week = np.ones(9)
    median = histogram_percentile(each_a_week, 0.5)
    assert (median.lower, median.value, median.upper) == (1, 4, 7)


def test_five_people_are_too_few_for_limits_of_a_median():
    # P(0 of 5) = 1/32 = .031, already more than .025
    median = histogram_percentile(np.ones(5), 0.5)
    assert median.value == 2
    assert np.isnan([median.lower, median.upper]).all()


def test_a_withheld_week_withholds_the_percentile_of_that_group_only():
    two = histogram_percentile([[3, np.nan, 40], [0, 50, 50]], 0.5)
    np.testing.assert_array_equal(np.isnan(two.value), [True, False])


def test_groups_may_be_added_before_the_percentile_is_found():
    one, other = np.array([30, 10, 0]), np.array([0, 10, 50])
    assert histogram_percentile(one + other, 0.5).value == 1


def test_the_gap_in_medians_worked_by_hand():
    # Group: median week 2 (2 to 3). Reference: week 1 (1 to 2). Gap 1,
    # down to 1 - sqrt((2 - 2)^2 + (2 - 1)^2) = 0, up to 1 + sqrt((3 - 2)^2 + (1 - 1)^2) = 2
    gap = percentile_difference([0, 20, 30, 50], [0, 60, 30, 10], 0.5)
    assert tuple(gap) == (1, 0, 2)


def test_histograms_of_different_lengths_can_be_compared():
    assert percentile_difference([0, 0, 0, 0, 50], [50], 0.5).value == 4


@pytest.mark.parametrize("percentile", [92, 0, 1, -0.5, float("nan")])
def test_a_percentile_given_as_a_percentage_is_refused(percentile):
    with pytest.raises(StatisticRefused, match="percentile"):
        histogram_percentile(WEEKS, percentile)


@pytest.mark.parametrize(
    ("histogram", "words"), [([0, 0, 0], "nobody"), ([5, -1], "negative"), ([], "nobody")]
)
def test_a_histogram_that_cannot_be_is_refused(histogram, words):
    with pytest.raises(InvalidCounts, match=words):
        histogram_percentile(histogram, 0.5)
