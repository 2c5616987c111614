"""How far the intervals of measures of spread can be trusted, ours and the one WHO simulates."""

import numpy as np
import pytest

from equity_lens import statistics as st

SERIES = 1000


def drawn(groups, spread, seed=1):
    """Values with a standard error of 1 about true ones that differ by ``spread`` either way."""
    true = 50 + np.linspace(-spread, spread, groups)
    noise = np.random.default_rng(seed).standard_normal((SERIES, groups))
    return true, true + noise


def share_covered(made, truth):
    return np.mean((made.lower <= truth) & (truth <= made.upper))


def measures(groups):
    people, one = np.ones(groups), np.ones(groups)
    return {
        "standard deviation": lambda y: st.between_group_standard_deviation(y, people, one),
        "variation": lambda y: st.coefficient_of_variation(y, people, one),
        "from mean": lambda y: st.weighted_mean_difference_from_mean(y, people, one),
        "from best": lambda y: st.mean_difference_from_best(y, one, better="lower"),
        "from reference": lambda y: st.mean_difference_from_reference(y, one, reference=0),
        "disparity": lambda y: st.index_of_disparity(y, people, one),
    }


@pytest.mark.parametrize("groups", [3, 5, 10])
@pytest.mark.parametrize("spread", [0, 1, 2, 4, 8])
def test_our_interval_holds_the_truth_however_alike_the_groups_are(groups, spread):
    true, seen = drawn(groups, spread)
    for name, measure in measures(groups).items():
        assert share_covered(measure(seen), measure(true).value) > 0.9, name


@pytest.mark.parametrize(("groups", "spread", "at_most"), [(5, 0, 0.0), (10, 0, 0.0), (10, 1, 0.1)])
def test_the_simulated_interval_adds_the_noise_again_and_misses(groups, spread, at_most):
    # It claims to hold the truth in 95 of 100 series.
    true, seen = drawn(groups, spread)
    few, people = seen[:200], np.ones(groups)
    made = st.simulated_interval(
        st.between_group_standard_deviation, few, people, np.ones(groups), repetitions=1000
    )
    truth = st.between_group_standard_deviation(true, people).value
    assert share_covered(made, truth) <= at_most


def test_the_error_of_a_variance_has_its_second_order_term_worked_by_hand():
    # Shares .5 .3 .2, errors 1 1 2, average 62, so differences -2 0 5. First order:
    # 4 (.25 x 4 + .09 x 0 + .04 x 4 x 25) = 20. Second: 2 [(.25 + .09 + .16)² - (.0625 + .0081 +
    # .0256) + (.25 x .25 + .09 x .49 + .04 x .64 x 16)] = 2 [.25 - .0962 + .5162] = 1.34
    variance = st.between_group_variance([60, 62, 67], [500, 300, 200], [1, 1, 2])
    assert variance.value == pytest.approx(7)
    assert variance.standard_error == pytest.approx(21.34**0.5)
    deviation = st.between_group_standard_deviation([60, 62, 67], [500, 300, 200], [1, 1, 2])
    assert deviation.value == pytest.approx(7**0.5)
    assert deviation.upper == pytest.approx((7 + 1.959964 * 21.34**0.5) ** 0.5)
    assert deviation.lower == 0


def test_far_apart_the_interval_is_the_plain_one():
    # Differences of 100 with errors of 1: the second-order term is lost in the first.
    value, error = [0, 100, 200], np.ones(3)
    made = st.weighted_mean_difference_from_mean(value, [1, 1, 1], error)
    # |y1 - m| + |y3 - m| over 3 is (y3 - y1) / 3: error sqrt(2) / 3
    assert made.standard_error == pytest.approx(2**0.5 / 3)
    assert made.lower == pytest.approx(200 / 3 - 1.959964 * 2**0.5 / 3, rel=1e-4)


def test_a_simulation_says_the_same_on_every_run_and_leaves_the_callers_seed_alone():
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    one, two = (
        st.simulated_interval(st.theil_index, [10, 20, 30], [1, 1, 1], [1, 1, 1], repetitions=500)
        for _ in range(2)
    )
    assert one == two
    assert (np.random.get_state()[1] == before).all()
