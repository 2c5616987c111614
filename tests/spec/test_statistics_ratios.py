"""What a ratio of two proportions, or of two rates, means."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts
from equity_lens.statistics import (
    difference_p_value,
    part_whole_ratio,
    proportion_ratio,
    rate_ratio,
)


def score_statistic(x, n, y, m, ratio):
    """The score test of one ratio by brute force: the likelihood on a fine grid of proportions."""
    q = np.linspace(1e-9, min(1, 1 / ratio) - 1e-9, 2_000_001)
    p = ratio * q
    log_likelihood = x * np.log(p) + (n - x) * np.log1p(-p) + y * np.log(q) + (m - y) * np.log1p(-q)
    best = np.argmax(log_likelihood)
    variance = p[best] * (1 - p[best]) / n + ratio**2 * q[best] * (1 - q[best]) / m
    return (x / n - ratio * y / m) / np.sqrt(variance * (n + m) / (n + m - 1))


@pytest.mark.parametrize("counts", [(36, 40, 16, 80), (3, 20, 1, 30), (30, 400, 90, 2000)])
def test_the_limits_are_the_ratios_that_the_score_test_just_does_not_reject(counts):
    ratio = proportion_ratio(*counts)
    assert score_statistic(*counts, float(ratio.lower)) == pytest.approx(1.959964, abs=1e-4)
    assert score_statistic(*counts, float(ratio.upper)) == pytest.approx(-1.959964, abs=1e-4)


def test_koopmans_published_example_is_a_little_narrower_than_ours():
    # Koopman, Biometrics 1984: 36/40 v 16/80, ratio 4.5, 2.94 to 7.15, without the N / (N - 1)
    ratio = proportion_ratio(36, 40, 16, 80)
    assert ratio.value == pytest.approx(4.5)
    assert 2.92 < ratio.lower < 2.94
    assert 7.15 < ratio.upper < 7.18


def test_the_interval_and_the_p_value_agree_about_chance():
    events = np.arange(10, 60)
    ratio = proportion_ratio(events, 100, 30, 100)
    by_interval = (ratio.lower > 1) | (ratio.upper < 1)
    np.testing.assert_array_equal(by_interval, difference_p_value(events, 100, 30, 100) < 0.05)


def test_nobody_in_the_group_is_a_ratio_of_nought_with_an_upper_limit():
    ratio = proportion_ratio(0, 10, 3, 10)
    assert (ratio.value, ratio.lower) == (0, 0)
    assert 1 < ratio.upper < 2


def test_nobody_in_the_reference_leaves_the_ratio_without_an_upper_limit():
    ratio = proportion_ratio(3, 10, 0, 10)
    assert np.isinf(ratio.value)
    assert np.isinf(ratio.upper)
    assert 0 < ratio.lower < 1


def test_nobody_in_either_is_no_ratio():
    assert np.isnan(proportion_ratio(0, 10, 0, 10)).all()
    assert np.isnan(rate_ratio(0, 10, 0, 10)).all()
    assert np.isnan(part_whole_ratio(0, 10, 0, 10)).all()


def test_everybody_in_both_is_a_ratio_of_one_with_limits_either_side():
    ratio = proportion_ratio(10, 10, 10, 10)
    assert ratio.value == 1
    assert ratio.lower == pytest.approx(1 / ratio.upper)


def test_a_group_over_everyone_worked_by_hand():
    # 30/100 over 100/500 = .3 / .2; against the rest (70/400) .3 / .175 = 1.714
    ratio = part_whole_ratio(30, 100, 100, 500)
    assert ratio.value == pytest.approx(1.5)
    apart = proportion_ratio(30, 100, 70, 400)
    assert ratio.lower == pytest.approx(apart.lower / (0.2 * apart.lower + 0.8))
    assert ratio.upper == pytest.approx(apart.upper / (0.2 * apart.upper + 0.8))


def test_a_group_with_all_the_events_over_everyone_has_a_finite_ratio():
    # 10 events in 20 people, none in the other 80: .5 / .1 = 5 = 1 / share of people
    ratio = part_whole_ratio(10, 20, 10, 100)
    assert ratio.value == pytest.approx(5)
    assert ratio.upper == pytest.approx(5)


def test_a_group_that_is_everyone_has_a_ratio_of_one():
    assert tuple(part_whole_ratio(50, 100, 50, 100)) == (1, 1, 1)


def test_the_exact_rate_ratio_worked_by_hand():
    # No events among 10 and 3 among 10: given 3, all elsewhere has probability (1 - p)^3 = 0.025
    # at p = 1 - 0.025^(1/3) = 0.7076, and a ratio p / (1 - p) = 2.4200
    ratio = rate_ratio(0, 10, 3, 10)
    assert (ratio.value, ratio.lower) == (0, 0)
    assert ratio.upper == pytest.approx(0.025 ** (-1 / 3) - 1)


def test_a_rate_ratio_allows_for_time_at_risk():
    assert rate_ratio(20, 10_000, 20, 20_000).value == pytest.approx(2)


def test_a_withheld_count_withholds_the_ratio():
    for statistic in (proportion_ratio, rate_ratio):
        ratio = statistic([np.nan, 5, 5], 10, [4, np.nan, 4], 10)
        for part in ratio:
            np.testing.assert_array_equal(np.isnan(part), [True, True, False])


def test_a_rate_ratio_refuses_a_population_of_nobody():
    with pytest.raises(InvalidCounts, match="nought"):
        rate_ratio(3, 10, 0, 0)
