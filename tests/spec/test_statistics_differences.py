"""What a gap between two groups means, and between a group and everyone."""

import math

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts
from equity_lens.statistics import (
    difference_p_value,
    part_whole_difference,
    proportion,
    proportion_difference,
)


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombes_published_examples_of_his_method_10(counts, lower, upper):
    # Newcombe, Stat Med 1998;17:873, table II
    gap = proportion_difference(*counts)
    assert (gap.lower, gap.upper) == pytest.approx((lower, upper), abs=5e-5)


def test_the_gap_of_the_demonstration_trust():
    # 5,180 / 9,100 = 56.92%; 4,925 / 7,600 = 64.80%: 7.88 points, 6.4 to 9.4
    gap = proportion_difference(5180, 9100, 4925, 7600)
    assert [round(100 * float(part), 1) for part in gap] == [-7.9, -9.4, -6.4]


def test_a_withheld_count_withholds_the_gap():
    gap = proportion_difference([np.nan, 5, 5], 10, [4, np.nan, 4], 10)
    for part in gap:
        np.testing.assert_array_equal(np.isnan(part), [True, True, False])


def test_a_group_against_everyone_worked_by_hand():
    # 30/100 against 100/500: rest 70/400; group - rest = .300 - .175 = .125; share of rest .8
    gap = part_whole_difference(30, 100, 100, 500)
    assert gap.value == pytest.approx(0.30 - 0.20)
    apart = proportion_difference(30, 100, 70, 400)
    assert gap.lower == pytest.approx(0.8 * apart.lower)
    assert gap.upper == pytest.approx(0.8 * apart.upper)


def test_comparing_a_part_with_the_whole_as_if_apart_would_be_too_wide():
    # Half of everyone: the gap is half of that between the halves.
    ours = part_whole_difference(300, 500, 500, 1000)
    naive = proportion_difference(300, 500, 500, 1000)
    assert naive.upper - naive.lower > 1.5 * (ours.upper - ours.lower)


def test_a_group_that_is_everyone_has_no_gap():
    assert tuple(part_whole_difference(50, 100, 50, 100)) == (0, 0, 0)


@pytest.mark.parametrize("counts", [(30, 600, 100, 500), (120, 200, 100, 500), (10, 400, 200, 500)])
def test_a_group_that_cannot_be_part_of_the_total_is_refused(counts):
    with pytest.raises(InvalidCounts, match="cannot be part"):
        part_whole_difference(*counts)


def test_the_p_value_of_campbells_chi_squared_worked_by_hand():
    # 30/100 v 20/100: Pearson's chi-squared 200 (30x80 - 20x70)^2 / (50x150x100x100) = 2.6667;
    # times 199/200 is 2.6533, and P(chi-squared on 1 > 2.6533) = 0.10333
    assert difference_p_value(30, 100, 20, 100) == pytest.approx(
        math.erfc(math.sqrt(2.653333 / 2)), rel=1e-6
    )


def test_no_difference_can_be_seen_where_nobody_or_everybody_had_the_event():
    np.testing.assert_array_equal(difference_p_value([0, 10], 10, [0, 20], 20), [1, 1])


def test_groups_are_compared_each_with_its_own_reference():
    gap = proportion_difference([[10], [20]], 100, [5, 10, 15], 100)
    assert gap.value.shape == (2, 3)
    assert gap.value[1, 2] == pytest.approx(0.05)


def test_the_interval_of_equal_groups_is_centred_on_nought():
    gap = proportion_difference(40, 90, 40, 90)
    assert gap.value == 0
    assert gap.lower == pytest.approx(-gap.upper)
    # Both limits are Wilson's distances squared and added: sqrt(below^2 + above^2)
    one = proportion(40, 90)
    assert gap.upper == pytest.approx(np.hypot(one.upper - one.value, one.value - one.lower))
