"""How often a verdict is right: 1,000 simulated projects of twelve months, seeded."""

import numpy as np
import pytest

from equity_lens.statistics import gap_verdicts, smallest_change_to_show

RUNS, LOOKS = 1000, 12
MISSED, SEEN, RARE = (0.142, 0.061), (0.57, 0.65), (0.02, 0.01)


def simulated(rates, change=(0.0, 0.0), *, before=12, people=2000, vary=1.0, alike=0.0, gaps=False):
    """Verdicts of each run at each look.

    ``vary`` is how many times the variance of sampling months have, ``alike`` how far what is more
    than sampling in one month repeats in the next.
    """
    rng = np.random.default_rng(1)
    months = before + LOOKS
    after = np.arange(months) >= before
    counts = []
    for rate, step in zip(rates, change, strict=True):
        size = rng.integers(people // 2, 3 * people // 2, (RUNS, months)) if gaps else people
        n = np.broadcast_to(size, (RUNS, months))
        p = np.broadcast_to(rate + step * after, (RUNS, months))
        if vary > 1:
            drift = rng.standard_normal((RUNS, months))
            for month in range(1, months):
                drift[:, month] *= (1 - alike**2) ** 0.5
                drift[:, month] += alike * drift[:, month - 1]
            p = np.clip(p + drift * np.sqrt((vary - 1) * rate * (1 - rate) / people), 0, 1)
        x = rng.binomial(n, p).astype(float)
        if gaps:
            x[rng.random((RUNS, months)) < 0.05] = np.nan
        counts += [x, n]
    return gap_verdicts(
        *counts,
        change_at=before,
        better="higher" if rates is SEEN else "lower",
        smallest_that_matters=0.02,
    )


def ever(found, *verdicts):
    return np.mean(np.isin(found.verdict, verdicts).any(axis=1))


@pytest.mark.parametrize("rates", [MISSED, SEEN, RARE])
@pytest.mark.parametrize("before", [3, 6, 12, 24])
def test_without_a_change_at_most_5_in_100_are_ever_called_in_a_year(rates, before):
    found = simulated(rates, before=before)
    assert ever(found, "widening", "narrowing") <= 0.05


@pytest.mark.parametrize("vary", [1.5, 3.0])
@pytest.mark.parametrize("before", [6, 12])
def test_nor_where_months_vary_more_than_sampling(vary, before):
    found = simulated(MISSED, before=before, vary=vary)
    assert ever(found, "widening", "narrowing") <= 0.05


@pytest.mark.parametrize("before", [6, 12, 24])
def test_nor_many_more_where_each_month_resembles_the_last(before):
    found = simulated(MISSED, before=before, vary=1.5, alike=0.3)
    assert ever(found, "widening", "narrowing") <= 0.06
    wilder = simulated(MISSED, before=before, vary=3.0, alike=0.3)
    assert ever(wilder, "widening", "narrowing") <= 0.08


def test_nor_where_months_differ_in_size_and_some_are_missing():
    assert ever(simulated(MISSED, gaps=True), "widening", "narrowing") <= 0.05


@pytest.mark.parametrize("before", [6, 12])
@pytest.mark.parametrize(("rates", "step"), [(MISSED, 0.03), (SEEN, -0.03), ((0.5, 0.4), 0.03)])
def test_a_true_widening_of_three_points_is_called_by_month_twelve(rates, step, before):
    found = simulated(rates, (step, 0.0), before=before)
    assert ever(found, "widening") >= 0.8
    assert ever(found, "narrowing") == 0


def test_a_widening_while_everybody_improves_is_called_too():
    found = simulated(MISSED, (-0.01, -0.04))
    assert ever(found, "widening") >= 0.8


def test_a_true_narrowing_of_three_points_is_called_by_month_twelve():
    assert ever(simulated(MISSED, (-0.03, 0.0)), "narrowing") >= 0.8


@pytest.mark.parametrize("change", [(0.0, 0.03), (0.01, 0.04), (0.0, 0.06)])
def test_levelling_down_is_never_called_narrowing(change):
    found = simulated(MISSED, change)
    assert ever(found, "narrowing") <= 0.005
    assert np.mean(found.levelling_down[:, -1]) > 0.8


def test_the_smallest_change_to_show_is_shown_four_times_in_five():
    n = np.full(12, 2000.0)
    size = smallest_change_to_show(n * MISSED[0], n, n * MISSED[1], n, change_at=12, more_months=6)
    found = simulated(MISSED, (float(size), 0.0))
    assert 0.75 <= np.mean((found.verdict[:, :6] == "widening").any(axis=1)) <= 0.9


def test_the_limits_hold_the_truth_at_all_twelve_looks_together():
    found = simulated(MISSED, (0.02, 0.0))
    held = ((found.lower <= 0.02) & (found.upper >= 0.02)).all(axis=1)
    assert np.mean(held) >= 0.95
