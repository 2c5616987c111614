"""What a change in a gap is, once and over time: worked by hand and against other software."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused, TooFewGroups
from equity_lens.statistics import (
    boundary_of_looks,
    change_in_gap,
    interrupted_time_series,
    proportion,
)

# Monthly rates, a step down and a steeper fall from the thirteenth month.
MONTHS = [
    *(14.1, 13.2, 14.8, 13.9, 14.6, 13.1, 14.9, 14.0, 13.6, 14.4, 15.0, 13.8),
    *(12.1, 12.9, 11.4, 12.2, 11.1, 11.9, 10.8, 11.6, 10.2, 11.3, 10.0, 10.9),
]


def test_reminders_that_helped_everyone_and_widened_the_gap_worked_by_hand():
    # Missed, most deprived fifth 14.2% to 13.6% of 14,400 in six months, least 6.1% to 4.0% of
    # 12,000: gap 8.1 to 9.6. Plain variance (1218.4 + 1175.0) / 14400² x ... : .142 x .858 / 14400 +
    # .136 x .864 / 14400 + .061 x .939 / 12000 + .04 x .96 / 12000 = .00002459; 1.96 roots = .0097
    made = change_in_gap([2044.8, 1958.4], [14_400] * 2, [732, 480], [12_000] * 2)
    assert made.value == pytest.approx(0.015)
    assert (made.lower, made.upper) == pytest.approx((0.015 - 0.0097, 0.015 + 0.0097), abs=2e-4)


def test_limits_are_put_together_from_those_of_the_four_rates():
    counts = [[30, 12], [100, 90], [10, 9], [110, 105]]
    before, after = ([c[0] for c in counts], [c[1] for c in counts])
    p = {
        name: proportion(x, n)
        for name, (x, n) in {
            "group before": (before[0], before[1]),
            "group after": (after[0], after[1]),
            "reference before": (before[2], before[3]),
            "reference after": (after[2], after[3]),
        }.items()
    }
    down = (
        (p["group after"].value - p["group after"].lower) ** 2
        + (p["group before"].upper - p["group before"].value) ** 2
        + (p["reference after"].upper - p["reference after"].value) ** 2
        + (p["reference before"].value - p["reference before"].lower) ** 2
    )
    made = change_in_gap(*counts)
    assert made.value == pytest.approx((12 / 90 - 9 / 105) - (30 / 100 - 10 / 110))
    assert made.lower == pytest.approx(made.value - down**0.5)


def test_the_interval_of_a_change_holds_with_few_events():
    rng = np.random.default_rng(2)
    rates = np.array([0.08, 0.05, 0.03, 0.02])  # group before and after, reference before and after
    x = rng.binomial(120, rates, (4000, 4))
    made = change_in_gap(x[:, :2], np.full((4000, 2), 120), x[:, 2:], np.full((4000, 2), 120))
    truth = (0.05 - 0.08) - (0.02 - 0.03)
    assert 0.94 < np.mean((made.lower <= truth) & (truth <= made.upper)) < 0.98


def test_a_change_between_rates_counts_events_per_base():
    made = change_in_gap([50, 40], [1000, 1000], [20, 20], [1000, 1000], kind="rate", per=1000)
    assert made.value == pytest.approx(-10)
    assert made.lower < -10 < made.upper


def test_limits_of_repeated_looks_are_the_published_ones():
    # Lan and DeMets, spending of O'Brien and Fleming's kind, five and three equal looks, .05 in all
    # (ld98; gsDesign's sfLDOF with .025 to each side).
    assert boundary_of_looks([0.2, 0.4, 0.6, 0.8, 1]) == pytest.approx(
        [4.877, 3.357, 2.680, 2.290, 2.031], abs=6e-4
    )
    assert boundary_of_looks([1 / 3, 2 / 3, 1]) == pytest.approx([3.710, 2.511, 1.993], abs=6e-4)


def test_one_look_has_the_usual_limit():
    assert boundary_of_looks([1.0]) == pytest.approx([1.959964], abs=1e-5)


def test_a_steady_series_crosses_the_limits_of_twelve_looks_in_5_of_100():
    sums = np.random.default_rng(9).standard_normal((100_000, 12)).cumsum(axis=1)
    looks = np.arange(1, 13)
    crossed = np.abs(sums) / np.sqrt(looks) > boundary_of_looks((looks / 12).tolist())
    assert np.mean(crossed.any(axis=1)) == pytest.approx(0.05, abs=0.002)
    naive = np.abs(sums) / np.sqrt(looks) > 1.96
    assert np.mean(naive.any(axis=1)) > 0.2


def test_an_exact_broken_line_is_recovered():
    # 10 rising by 1 for six months; then 5 lower than it would have been, rising by 2.
    found = interrupted_time_series([10, 11, 12, 13, 14, 15, 11, 13, 15, 17, 19, 21], change_at=6)
    assert found.trend_before.value == pytest.approx(1)
    assert found.step.value == pytest.approx(-5)
    assert found.change_in_trend.value == pytest.approx(1)
    # The last month would have been 21 on the old line, and is 21: -5 + 5 x 1
    assert found.by_the_end.value == pytest.approx(0, abs=1e-9)


def test_errors_are_newey_and_wests_as_statsmodels_has_them():
    # statsmodels 0.15.0: OLS(y, [1, t, after, after t]).fit(cov_type="HAC", use_t=True,
    # cov_kwds={"maxlags": 2, "use_correction": True}), and t_test([0, 0, 1, 11]).
    found = interrupted_time_series(MONTHS, change_at=12)
    assert found.trend_before == pytest.approx((0.03006993, -0.02715242, 0.08729228), abs=1e-7)
    assert found.step == pytest.approx((-1.99160839, -2.58423432, -1.39898247), abs=1e-7)
    assert found.change_in_trend == pytest.approx((-0.2034965, -0.2753661, -0.13162691), abs=1e-7)
    assert found.by_the_end == pytest.approx((-4.2301, -5.250, -3.210), abs=5e-4)


def test_a_comparison_group_takes_away_what_happened_to_everyone():
    t = np.arange(24)
    everyone = np.where(t >= 12, 3.0, 0.0) + np.sin(t)
    group, reference = 20 + everyone, 10 + everyone
    assert interrupted_time_series(group, change_at=12).step.lower > 2
    gap = interrupted_time_series(group - reference, change_at=12)
    assert gap.step.value == pytest.approx(0, abs=1e-9)


def test_a_missing_month_takes_no_part():
    values = np.array(MONTHS)
    values[[3, 17]] = np.nan
    found = interrupted_time_series(values, change_at=12)
    kept = np.delete(np.arange(24), [3, 17])
    design = np.stack([np.ones(22), kept - 12, kept >= 12, (kept >= 12) * (kept - 12)], axis=1)
    by_least_squares = np.linalg.lstsq(design, values[kept], rcond=None)[0]
    assert found.step.value == pytest.approx(by_least_squares[2])
    assert found.change_in_trend.value == pytest.approx(by_least_squares[3])


def test_months_that_resemble_their_neighbours_widen_the_interval():
    rng = np.random.default_rng(3)
    noise = rng.standard_normal((400, 60))
    alike = np.zeros((400, 60))
    for month in range(1, 60):
        alike[:, month] = 0.6 * alike[:, month - 1] + noise[:, month]
    plain = interrupted_time_series(alike, change_at=30, lags=0)
    robust = interrupted_time_series(alike, change_at=30, lags=6)
    held = [np.mean((one.step.lower <= 0) & (one.step.upper >= 0)) for one in (plain, robust)]
    assert held[0] < held[1]
    assert robust.autocorrelation.mean() > 0.3


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: change_in_gap([1], [9], [1], [9]), InvalidCounts, "two periods"),
        (lambda: change_in_gap([1, 12], [9, 9], [1, 1], [9, 9]), InvalidCounts, "more events"),
        (
            lambda: change_in_gap([1, 1], [9, 9], [1, 1], [9, 9], kind="mean"),
            StatisticRefused,
            "kind",
        ),
        (lambda: boundary_of_looks([0.5, 0.4, 1]), StatisticRefused, "rise"),
        (lambda: boundary_of_looks([0.5, 0.9]), StatisticRefused, "rise"),
        (lambda: boundary_of_looks([1.0], 5), StatisticRefused, "false"),
        (lambda: interrupted_time_series([1] * 8, change_at=2), TooFewGroups, "change_in_gap"),
        (lambda: interrupted_time_series([1] * 12, change_at=6, lags=-1), StatisticRefused, "0 or"),
    ],
)
def test_bad_input_is_refused_with_a_remedy(call, error, says):
    with pytest.raises(error, match=says):
        call()
