"""What the slope and relative indices of inequality mean, and which way they point."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, TooFewGroups
from equity_lens.statistics import relative_index_of_inequality, slope_index_of_inequality

STRAIGHT = [200, 180, 160, 140, 120]
ALIKE = [1000] * 5


def test_sii_of_a_straight_gradient_worked_by_hand():
    # Ranks .1 .3 .5 .7 .9; proportions fall .02 per .2 of rank; slope -.02/.2
    sii = slope_index_of_inequality(STRAIGHT, ALIKE)
    assert sii.value == pytest.approx(-0.1)


def test_the_interval_carries_binomial_variance_through_the_line_worked_by_hand():
    # Slope = sum of c p, c = .2 (rank - .5) / .08 = -1, -.5, 0, .5, 1. Variance
    # [1 (.2x.8 + .12x.88) + .25 (.18x.82 + .14x.86)] / 1000 = (.2656 + .0670) / 1000 = .0003326
    sii = slope_index_of_inequality(STRAIGHT, ALIKE)
    reach = 1.959964 * np.sqrt(0.0003326)
    assert (sii.lower, sii.upper) == pytest.approx((-0.1 - reach, -0.1 + reach), abs=1e-7)


def test_groups_of_unequal_size_stand_at_the_middle_of_their_share():
    # Shares .5 .3 .2 stand at .25 .65 .90; p = .3 - .2 rank lies on a straight line
    people = np.array([50_000, 30_000, 20_000])
    rank = np.array([0.25, 0.65, 0.90])
    assert slope_index_of_inequality(people * (0.3 - 0.2 * rank), people).value == pytest.approx(
        -0.2
    )


def test_rii_of_a_straight_gradient_worked_by_hand():
    # The line runs from .21 at the most deprived end to .11 at the least: .11 / .21
    rii = relative_index_of_inequality(STRAIGHT, ALIKE)
    assert rii.value == pytest.approx(0.11 / 0.21)
    assert rii.lower < rii.value < rii.upper < 1


def test_fiellers_limits_are_ratios_that_the_data_just_do_not_reject():
    # At a limit r, least end - r x most end lies 1.959964 standard errors from nought. The ends are
    # sums of the proportions with weights .2 + c/2 and .2 - c/2, c as above.
    p = np.array(STRAIGHT) / 1000
    c = np.array([-1, -0.5, 0, 0.5, 1])
    rii = relative_index_of_inequality(STRAIGHT, ALIKE)
    for limit, sign in ((rii.lower, 1), (rii.upper, -1)):
        weight = (0.2 + c / 2) - limit * (0.2 - c / 2)
        deviate = (weight @ p) / np.sqrt(weight**2 @ (p * (1 - p) / 1000))
        assert deviate == pytest.approx(sign * 1.959964, abs=1e-5)


def test_both_indices_tell_the_same_story():
    sii = slope_index_of_inequality(STRAIGHT, ALIKE)
    rii = relative_index_of_inequality(STRAIGHT, ALIKE)
    assert sii.upper < 0
    assert rii.upper < 1


def test_many_series_at_once_are_each_their_own():
    events = np.array([STRAIGHT, STRAIGHT[::-1]])
    sii = slope_index_of_inequality(events, ALIKE)
    np.testing.assert_allclose(sii.value, [-0.1, 0.1])
    assert slope_index_of_inequality(events[:, None, :], ALIKE).value.shape == (2, 1)


def test_no_ratio_is_given_where_nobody_had_the_event():
    assert np.isnan(relative_index_of_inequality([0, 0, 0], [10, 10, 10])).all()


def test_no_limits_are_given_where_the_most_deprived_end_may_be_nought():
    # 1 of 60, 2 of 60, 3 of 60: the line starts at .0083, well within chance of nought
    rii = relative_index_of_inequality([1, 2, 3], [60, 60, 60])
    assert rii.value > 1
    assert np.isnan([rii.lower, rii.upper]).all()


@pytest.mark.parametrize("index", [slope_index_of_inequality, relative_index_of_inequality])
def test_two_groups_are_not_a_gradient(index):
    with pytest.raises(TooFewGroups, match="at least 3") as refused:
        index([1, 2], [10, 10])
    assert "proportion_difference" in refused.value.remedy


@pytest.mark.parametrize("index", [slope_index_of_inequality, relative_index_of_inequality])
@pytest.mark.parametrize(
    ("events", "population", "words"),
    [
        ([1, 2, 3], [10, 0, 10], "nought"),
        ([1, 12, 3], [10, 10, 10], "more events than people"),
        ([1, np.nan, 3], [10, 10, 10], "missing"),
        ([1, 2, 3], [10, np.nan, 10], "missing"),
        ([1, 2, 3], [10, 10], "shapes"),
        ([-1, 2, 3], [10, 10, 10], "negative"),
    ],
)
def test_counts_without_a_gradient_are_refused(index, events, population, words):
    with pytest.raises(InvalidCounts, match=words):
        index(events, population)
