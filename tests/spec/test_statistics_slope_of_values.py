"""Slope and relative indices from published values and their errors."""

import numpy as np
import pytest

from equity_lens.errors import StatisticRefused
from equity_lens.statistics import (
    gradient_ends,
    relative_index_of_values,
    simulated_indices,
    simulation_reliability,
    slope_index_of_inequality,
    slope_index_of_values,
    standard_error_from_limits,
)

ALIKE = [1000] * 5
YEARS = [50, 55, 60, 65, 70]


def test_a_straight_gradient_worked_by_hand():
    # 5 years per .2 of rank: 25 from end to end, 47.5 to 72.5
    assert slope_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean").value == pytest.approx(25)
    assert gradient_ends(YEARS, ALIKE, kind="mean") == pytest.approx((47.5, 72.5))
    ratio = relative_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean")
    assert ratio.value == pytest.approx(72.5 / 47.5)


def test_the_interval_of_a_mean_worked_by_hand():
    # Weights -1, -.5, 0, .5, 1: error 1 x sqrt(1 + .25 + 0 + .25 + 1) x 2 = sqrt(2.5) x 2
    index = slope_index_of_values(YEARS, ALIKE, [2] * 5, kind="mean")
    assert index.upper - 25 == pytest.approx(1.959964 * 2 * np.sqrt(2.5), rel=1e-6)


def test_counts_and_their_own_errors_give_the_index_from_counts():
    events = np.array([200, 180, 160, 140, 120])
    p = events / 1000
    from_values = slope_index_of_values(p, ALIKE, np.sqrt(p * (1 - p) / 1000), kind="mean")
    np.testing.assert_allclose(from_values, slope_index_of_inequality(events, ALIKE))


def test_rates_that_double_at_every_step_are_straight_on_the_log_scale():
    # ln rate rises by ln 2 per .2 of rank: 5 ln 2 from end to end, a ratio of 32
    ratio = relative_index_of_values(
        [10, 20, 40, 80, 160], ALIKE, [0.1] * 5, kind="rate", transform=True
    )
    assert ratio.value == pytest.approx(32)


def test_a_multiplier_of_minus_one_turns_the_index_round():
    there = slope_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean")
    back = slope_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean", multiplier=-1)
    assert tuple(back) == pytest.approx((-there.value, -there.upper, -there.lower))
    ratio = relative_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean")
    turned = relative_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean", most_over_least=True)
    assert tuple(turned) == pytest.approx((1 / ratio.value, 1 / ratio.upper, 1 / ratio.lower))


def test_errors_come_back_from_limits():
    assert standard_error_from_limits(80.4, 119.6, kind="mean") == pytest.approx(10, abs=1e-3)
    # ln 200 - ln 50 = 1.386294
    assert standard_error_from_limits(50, 200, kind="rate") == pytest.approx(1.386294 / 3.919928)


def test_a_wide_error_makes_the_interval_of_rates_lopsided_as_the_draws_are():
    given = ([90, 80, 70, 60, 50], ALIKE, [0.3] * 5)
    index = slope_index_of_values(*given, kind="rate")
    drawn, _ = simulated_indices(*given, kind="rate", repetitions=200_000)
    width = drawn.upper - drawn.lower
    assert index.lower == pytest.approx(drawn.lower, abs=0.01 * width)
    assert index.upper == pytest.approx(drawn.upper, abs=0.01 * width)


def test_the_simulation_says_the_same_on_every_run():
    runs = [
        simulated_indices(YEARS, ALIKE, [1] * 5, kind="mean", repetitions=2000) for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_more_draws_move_less_from_run_to_run():
    few, many = (
        simulation_reliability(YEARS, ALIKE, [1] * 5, kind="mean", repetitions=repetitions)
        for repetitions in (1000, 50_000)
    )
    assert many.slope < few.slope / 3
    assert many.relative < few.relative / 3


@pytest.mark.parametrize(
    ("value", "kind", "transform"),
    [
        ([57, 60, 62, 64, 66], "proportion", False),
        ([0.0, 0.1, 0.2, 0.3, 0.4], "proportion", False),
        ([0, 10, 20, 30, 40], "rate", False),
        (YEARS, "mean", True),
        (YEARS, "count", True),
        (YEARS, "odds", False),
        ([50, np.nan, 60, 65, 70], "mean", False),
        (["a"] * 5, "mean", False),
    ],
)
def test_values_that_cannot_be_are_refused(value, kind, transform):
    with pytest.raises(StatisticRefused):
        slope_index_of_values(value, ALIKE, [0.1] * 5, kind=kind, transform=transform)


@pytest.mark.parametrize("multiplier", [0, float("nan"), float("inf")])
def test_a_multiplier_of_nought_is_refused(multiplier):
    with pytest.raises(StatisticRefused, match="multiplier"):
        slope_index_of_values(YEARS, ALIKE, [1] * 5, kind="mean", multiplier=multiplier)


def test_draws_of_the_wrong_shape_are_refused():
    with pytest.raises(StatisticRefused, match="repetitions"):
        simulated_indices(YEARS, ALIKE, [1] * 5, kind="mean", draws=np.zeros((2000, 4)))
