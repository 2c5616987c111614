"""What the rules of an XmR chart mark, and what is our own rule where none is national."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused, TooFewGroups
from equity_lens.statistics import Rebase, moving_ranges, xmr

STEADY = [50, 52, 49, 51, 50, 48, 51, 49, 52, 50, 48, 51, 50, 49]
# Wide limits (50 ± 53), inside which the other rules can be seen.
NOISY = [40, 60] * 8
CHANGED = "new booking system"


def test_limits_worked_by_hand():
    # Mean 52.5; ranges 2 3 2 1 2 2 20, average 32/7 = 4.571; 20 is over 3.267 x 4.571 = 14.9 and is
    # screened; the other six average 2; 2.66 x 2 = 5.32. The mean keeps the 70.
    chart = xmr([50, 52, 49, 51, 50, 48, 50, 70])
    lines = (chart.centre[-1], chart.lower[-1], chart.upper[-1], chart.near_upper[-1])
    assert lines == pytest.approx((52.5, 47.18, 57.82, 52.5 + 2 / 3 * 5.32))


def test_without_screening_every_range_counts():
    # 2.66 x 32/7 = 12.16
    chart = xmr([50, 52, 49, 51, 50, 48, 50, 70], screened=False)
    assert chart.upper[0] == pytest.approx(52.5 + 2.66 * 32 / 7)


def test_a_range_is_screened_once_and_no_more():
    # Average of 1 1 1 1 1 9 40 is 54/7 = 7.71; 40 is over 25.2 and goes. Of the rest 14/6 = 2.33, 9
    # is over 7.62, and stays.
    steps = moving_ranges([0, 1, 0, 1, 0, 1, 10, 50])
    assert steps.used.tolist() == [False, True, True, True, True, True, True, False]
    assert steps.average[0] == pytest.approx(14 / 6)


def test_seven_rising_points_are_a_trend_and_six_are_not():
    for rising, marked in ((7, 7), (6, 0)):
        series = [*STEADY, *np.linspace(47, 53, rising)]
        assert np.count_nonzero(xmr(series, screened=False).rule == "trend") == marked


def test_a_tie_ends_a_trend():
    # Six steps up with one level one among them.
    series = [*STEADY, 47, 48, 49, 50, 50, 51, 52, 53]
    assert "trend" not in xmr(series).rule


def test_a_turning_point_of_two_trends_takes_the_later_direction():
    chart = xmr([*NOISY, 47, 48, 49, 50, 51, 52, 53, 52, 51, 50, 49, 48, 47])
    assert (chart.rule[16:] == "trend").all()
    assert chart.side[16:].tolist() == [1] * 6 + [-1] * 7


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([44, 45, 46, 47, 48, 49, 50], [44.5, 45.5, 46.5, 47.5, 48.5, 49.5, 50.5]),  # a drop
        ([44, 45, 46, 47, 48, 49, 50], [50, 51, 52, 53, 54, 55, 56]),  # level
    ],
)
def test_a_trend_that_ends_where_another_begins_keeps_its_direction(first, then):
    # The seventh point rose. NHSRplotthedots reads the sign of the step to the next point because
    # both are in a trend, and calls it falling.
    chart = xmr([*NOISY, *first, *then])
    assert (chart.rule[16:] == "trend").all()
    assert (chart.side[16:] == 1).all()


def test_seven_points_on_one_side_are_a_run_and_one_on_the_mean_ends_it():
    eight_low_and_eight_high = [45, 49] * 4 + [51, 55] * 4
    assert (xmr(eight_low_and_eight_high).rule == "run").all()
    # Mean 50 exactly: three above, one on the mean, four above.
    broken = [48, 49, 48, 49, 48, 49, 51, 49, 52, 51, 52, 50, 51, 52, 51, 50]
    assert np.mean(broken) == 50
    assert "run" not in xmr(broken).rule


def test_six_points_make_a_run_where_the_national_tool_is_set_so():
    series = [48, 52, 48, 49, 48, 49, 48, 49, 52, 51, 52, 51, 52, 51, 48, 52]
    assert "run" not in xmr(series).rule
    assert "run" in xmr(series, points_in_a_run=6).rule


def test_a_point_beyond_the_limits_counts_among_two_in_three_since_2023():
    # Mean 51, ranges average 3.86: limit 10.3, near limit 6.8 away. 63 is outside, 58 beyond near.
    series = [50, 48, 51, 49, 50, 51, 63, 58, 52, 49, 50, 51, 49, 48, 46]
    new, old = xmr(series, screened=False), xmr(series, screened=False, two_sigma="before 2023")
    assert new.rule[6:8].tolist() == ["outside", "two in three"]
    assert old.rule[6:8].tolist() == ["outside", ""]


def test_two_beyond_two_sigma_with_the_third_on_the_other_side_are_nothing():
    for third, marked in ((45, 0), (51, 2)):
        chart = xmr([*STEADY, *STEADY, 55, third, 55, *STEADY, *STEADY], screened=False)
        assert chart.near_upper[0] < 55 < chart.upper[0]
        assert np.count_nonzero(chart.rule == "two in three") == marked


@pytest.mark.parametrize(
    ("better", "meaning", "icon"),
    [
        ("higher", "improvement", "improvement high"),
        ("lower", "concern", "concern high"),
        ("neither", "neutral", "neutral high"),
    ],
)
def test_what_a_high_point_means_depends_on_which_way_is_better(better, meaning, icon):
    chart = xmr([*STEADY, 70], better=better)
    assert chart.meaning[-1] == meaning
    assert chart.variation == icon


def test_a_steady_series_is_common_cause():
    chart = xmr(STEADY, better="higher")
    assert chart.variation == "common cause"
    assert set(chart.meaning.tolist()) == {"common cause"}


@pytest.mark.parametrize(
    ("better", "target", "icon"),
    [
        ("higher", 60, "fail"),
        ("higher", 40, "pass"),
        ("higher", 50, "inconsistent"),
        ("lower", 60, "pass"),
        ("lower", 40, "fail"),
        ("neither", 40, ""),
        ("higher", None, ""),
    ],
)
def test_assurance_is_where_the_target_lies_from_the_limits(better, target, icon):
    # Limits 50 ± 2.66 x 23/13: 45.3 to 54.7
    assert xmr(STEADY, better=better, target=target).assurance == icon


def test_a_target_may_change_and_the_latest_one_given_is_assured():
    target = [40.0] * 7 + [60.0] * 6 + [np.nan]
    chart = xmr(STEADY, better="higher", target=target)
    assert chart.assurance == "fail"
    assert chart.target[0] == 40


def test_a_rebase_starts_afresh_and_no_rule_reaches_across_it():
    # Four points on each side of the rebase would be a run of eight about one mean.
    series = [50, 51, 49, 50, 51, 49, 50, 49, 60, 61, 59, 60, 61, 59, 60, 62]
    chart = xmr(series, rebases=[Rebase(8, CHANGED)])
    assert chart.centre[[7, 8]] == pytest.approx([49.875, 60.25])
    assert (chart.rule == "").all()
    assert np.isnan(moving_ranges(series, rebases=[Rebase(8, CHANGED)]).size[8])


def test_limits_fixed_after_twelve_points_are_not_moved_by_later_ones():
    fixed = xmr([*STEADY[:12], 90, 91, 92], fix_after=12)
    assert fixed.centre[-1] == pytest.approx(np.mean(STEADY[:12]))
    assert fixed.upper[-1] == pytest.approx(xmr(STEADY[:12]).upper[0])
    assert fixed.rule[-3:].tolist() == ["outside"] * 3


def test_fewer_than_thirteen_points_since_a_rebase_are_on_trial():
    chart = xmr([*STEADY, *STEADY[:12]], rebases=[Rebase(14, CHANGED)])
    assert not chart.few_points[:14].any()
    assert chart.few_points[14:].all()


def test_a_missing_point_ends_a_run_and_takes_its_two_ranges_with_it():
    series = [*STEADY, 51, 52, 51, 52, np.nan, 51, 52, 51]
    chart = xmr(series)
    assert chart.meaning[18] == "missing"
    assert chart.rule[18] == ""
    assert "run" not in chart.rule[14:]
    assert np.isnan(moving_ranges(series).size[[18, 19]]).all()
    assert "run" in xmr([*STEADY, 51, 52, 51, 52, 51, 52, 51]).rule


def test_a_ghosted_point_is_shown_and_not_counted_and_a_run_passes_over_it():
    series = [*STEADY, 51, 52, 51, 52, 99, 51, 52, 51]
    ghosted = np.arange(22) == 18
    chart = xmr(series, ghosted=ghosted)
    without = xmr(np.delete(series, 18))
    assert chart.value[18] == 99
    assert chart.meaning[18] == "ghosted"
    assert chart.centre[0] == pytest.approx(without.centre[0])
    assert np.delete(chart.rule, 18).tolist() == without.rule.tolist()
    # The step from 52 to 51 over the ghost is two months long, and is not used.
    steps = moving_ranges(series, ghosted=ghosted)
    assert not steps.used[18:20].any()


def test_the_icon_is_that_of_the_latest_point_that_counts():
    series = [*STEADY, 70, 20, np.nan]
    ghosted = np.arange(17) == 15
    assert xmr(series, better="higher", ghosted=ghosted).variation == "improvement high"


def test_a_constant_series_signals_nothing():
    # The mean of fifteen times 0.1 is not 0.1 to the last bit.
    for constant in (0.1, 5.0, 1e9 / 3):
        chart = xmr([constant] * 15, screened=False)
        assert (chart.rule == "").all()


def test_one_point_has_a_mean_and_no_limits():
    chart = xmr([5])
    assert chart.centre.tolist() == [5]
    assert np.isnan([chart.lower, chart.upper]).all()
    assert xmr([np.nan, np.nan]).variation == ""


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: xmr([]), TooFewGroups, "at least one period"),
        (lambda: xmr(["x", "y"]), InvalidCounts, "numbers"),
        (lambda: xmr([1, np.inf]), InvalidCounts, "infinite"),
        (lambda: xmr(STEADY, rebases=[Rebase(3, " ")]), StatisticRefused, "what changed"),
        (lambda: xmr(STEADY, rebases=[Rebase(99, CHANGED)]), StatisticRefused, "position"),
        (lambda: xmr(STEADY, fix_after=8), StatisticRefused, "12 or more"),
        (lambda: xmr(STEADY, better="up"), StatisticRefused, "'higher'"),
        (lambda: xmr(STEADY, points_in_a_run=5), StatisticRefused, "6, 7"),
        (lambda: xmr(STEADY, two_sigma="old"), StatisticRefused, "before 2023"),
        (lambda: xmr([1, 2], periods=["2026-02", "2026-01"]), StatisticRefused, "oldest first"),
        (lambda: xmr([1, 2], periods=["2026-01", "2026-01"]), StatisticRefused, "once"),
        (lambda: xmr([1, 2], periods=["2026-01"]), StatisticRefused, "1 periods"),
        (lambda: xmr(STEADY, ghosted=[True, False]), InvalidCounts, "one for each period"),
        (lambda: xmr(STEADY, target=[50, 60]), InvalidCounts, "one for each period"),
    ],
)
def test_bad_input_is_refused_with_a_remedy(call, error, says):
    with pytest.raises(error, match=says):
        call()
