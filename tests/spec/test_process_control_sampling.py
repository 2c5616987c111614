"""Charts whose limits come from how many were counted: p, u, g, and the gap between two groups."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import Rebase, g_chart, gap_chart, p_chart, u_chart


def test_limits_of_a_proportion_worked_by_hand():
    # 240 of 4,000: .06. Error with 1,000: sqrt(.06 x .94 / 1000) = .0075100, with 500: .0106207
    chart = p_chart([62, 58, 90, 30], [1000, 1000, 1500, 500], dispersion="sampling")
    assert chart.centre == pytest.approx([0.06] * 4)
    assert chart.upper[0] - 0.06 == pytest.approx(3 * 0.0075100, abs=1e-6)
    assert chart.upper[3] - 0.06 == pytest.approx(3 * 0.0106207, abs=1e-6)
    assert chart.near_lower[0] == pytest.approx(0.06 - 2 * 0.0075100, abs=1e-6)


def test_laneys_limits_are_wider_by_how_much_neighbouring_months_differ():
    # .05 .07 .05 .07 about .06, error .00751: standardised -1.3316 1.3316 ...; ranges 2.6632 each;
    # over 1.128: 2.361 times the limits of sampling.
    counts = [50, 70, 50, 70], [1000] * 4
    plain, wide = p_chart(*counts, dispersion="sampling"), p_chart(*counts)
    assert wide.dispersion[0] == pytest.approx(2.361, abs=1e-3)
    assert wide.upper[0] - 0.06 == pytest.approx(2.361 * (plain.upper[0] - 0.06), rel=1e-3)
    assert plain.dispersion.tolist() == [1, 1, 1, 1]


def test_with_large_numbers_plain_limits_cry_wolf_and_laneys_do_not():
    months = np.random.default_rng(4).normal(0.3, 0.01, 36)
    counts = np.rint(months * 100_000), np.full(36, 100_000)
    assert np.count_nonzero(p_chart(*counts, dispersion="sampling").rule == "outside") > 15
    assert np.count_nonzero(p_chart(*counts).rule == "outside") == 0


def test_limits_of_a_proportion_stay_between_nought_and_one():
    chart = p_chart([1, 0, 2, 19, 20, 18], [20] * 6)
    assert chart.lower.min() == 0
    assert chart.upper.max() == 1


def test_limits_of_a_rate_worked_by_hand():
    # 48 events in 20,000 bed days: 2.4 per 1,000; error with 5,000: sqrt(2.4 / 5) = .69282
    chart = u_chart([12, 15, 9, 12], [5000] * 4, per=1000, dispersion="sampling")
    assert chart.centre[0] == pytest.approx(2.4)
    assert chart.upper[0] == pytest.approx(2.4 + 3 * 0.69282, abs=1e-4)


def test_a_gap_has_the_sampling_error_of_a_difference_worked_by_hand():
    # .15 - .06; sqrt(.15 x .85 / 1000 + .06 x .94 / 2000) = sqrt(.0001275 + .0000282) = .012478
    chart = gap_chart([150, 150], [1000, 1000], [120, 120], [2000, 2000], dispersion="sampling")
    assert chart.centre[0] == pytest.approx(0.09)
    assert chart.upper[0] == pytest.approx(0.09 + 3 * 0.012478, abs=1e-5)


def test_a_month_with_few_of_one_group_has_wide_limits_in_that_month():
    chart = gap_chart(
        [30, 32, 29, 8, 31, 30, 33], [200, 200, 200, 20, 200, 200, 200], [120] * 7, [2000] * 7
    )
    width = chart.upper - chart.lower
    assert width[3] > 2.5 * width[2]
    assert chart.rule[3] == ""


def test_what_moves_both_groups_alike_leaves_the_gap_alone():
    winter = np.array([0, 0, 0, 400, 400, 0, 0, 0])
    group, reference = 1500 + winter, 600 + winter
    people = np.full(8, 10_000)
    assert "outside" in p_chart(group, people, dispersion="sampling").rule
    assert (gap_chart(group, people, reference, people, dispersion="sampling").rule == "").all()


def test_a_gap_of_rates_counts_events_and_not_people():
    # 30 and 10 per 1,000: sqrt(30 / 2 + 10 / 2) = 4.4721
    chart = gap_chart(
        [60, 60], [2000, 2000], [20, 20], [2000, 2000], kind="rate", per=1000, dispersion="sampling"
    )
    assert chart.centre[0] == pytest.approx(20)
    assert chart.upper[0] == pytest.approx(20 + 3 * 4.4721, abs=1e-3)


def test_exact_limits_of_cases_between_rare_events_worked_by_hand():
    # Mean 24: each case is an event with chance 1/25. .96^m falls under .5 at m = 17 and under
    # .00135 at m = 162 (161.8); under two sigma's .02275 at m = 93 (92.7).
    chart = g_chart([30, 12, 25, 41, 3, 33])
    assert (chart.centre[0], chart.near_upper[0], chart.upper[0]) == (16, 92, 161)
    # Even 0 cases between two events has chance 1/25: no lower limit can be passed.
    assert np.isnan(chart.lower[0])


def test_textbook_limits_of_cases_between_rare_events_worked_by_hand():
    # 24 + 3 sqrt(24 x 25) = 97.48
    chart = g_chart([30, 12, 25, 41, 3, 33], limits="three sigma")
    assert (chart.centre[0], chart.lower[0]) == (24, 0)
    assert chart.upper[0] == pytest.approx(24 + 3 * 600**0.5)


def test_exact_limits_call_about_one_ordinary_point_in_740_and_the_textbooks_far_more():
    cases = np.random.default_rng(5).geometric(1 / 50, (200, 100)) - 1
    exact = np.mean(g_chart(cases).rule == "outside")
    textbook = np.mean(g_chart(cases, limits="three sigma").rule == "outside")
    assert exact < 0.003
    assert textbook > 0.012


def test_every_chart_takes_rebases_ghosts_targets_and_gaps_in_the_record():
    events = np.array([60, 55, 62, np.nan, 58, 61, 20, 22, 19, 21, 500, 18.0])
    people = np.full(12, 1000.0)
    chart = p_chart(
        events,
        people,
        better="lower",
        target=0.04,
        rebases=[Rebase(6, "reminders began")],
        ghosted=np.arange(12) == 10,
    )
    # 296 of 5,000 before; 100 of 5,000 after, the ghosted month apart.
    assert chart.centre[[0, 11]] == pytest.approx([0.0592, 0.02])
    assert chart.meaning[[3, 10]].tolist() == ["missing", "ghosted"]
    assert chart.assurance == "pass"


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: p_chart([5], [4]), InvalidCounts, "more events than people"),
        (lambda: p_chart([-1], [4]), InvalidCounts, "negative"),
        (lambda: p_chart([1], [0]), InvalidCounts, "nought"),
        (lambda: p_chart([1], [9], dispersion="wide"), StatisticRefused, '"laney"'),
        (lambda: u_chart([1], [9], per=0), StatisticRefused, "base"),
        (lambda: gap_chart([1, 1], [9, 9], [1], [9]), InvalidCounts, "same periods"),
        (lambda: gap_chart([1], [9], [1], [9], kind="mean"), StatisticRefused, "kind"),
        (lambda: gap_chart([1], [9], [9], [1]), InvalidCounts, "reference events"),
        (lambda: g_chart([1.5]), StatisticRefused, "use xmr"),
        (lambda: g_chart([1], limits="wide"), StatisticRefused, '"exact"'),
    ],
)
def test_bad_input_is_refused_with_a_remedy(call, error, says):
    with pytest.raises(error, match=says):
        call()
