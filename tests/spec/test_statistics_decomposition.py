"""How much of a gap is mix and how much is within; and what shrinking small groups does."""

import numpy as np
import pytest
from scipy.special import betaln

from equity_lens.errors import InvalidCounts, TooFewGroups
from equity_lens.statistics import (
    kitagawa_decomposition,
    oaxaca_blinder_decomposition,
    proportion,
    proportion_difference,
    shrunken_proportion,
    shrunken_rate,
)


def test_kitagawas_parts_worked_by_hand():
    # Group: 200 people at .8, 800 at .4 (overall .48); reference: 800 at .9, 200 at .6 (.84).
    # Mix: (.2 - .8) x .85 + (.8 - .2) x .5 = -.21; within: -.1 x .5 + -.2 x .5 = -.15
    parts = kitagawa_decomposition([160, 320], [200, 800], [720, 120], [800, 200])
    assert parts.gap.value == pytest.approx(-0.36)
    assert parts.composition.value == pytest.approx(-0.21)
    assert parts.within.value == pytest.approx(-0.15)
    np.testing.assert_allclose(parts.composition_by_stratum, [-0.51, 0.30])
    np.testing.assert_allclose(parts.within_by_stratum, [-0.05, -0.10])


def test_the_reference_as_yardstick_worked_by_hand():
    # Mix: (.2 - .8) x .9 + (.8 - .2) x .6 = -.18; within: .2 x -.1 + .8 x -.2 = -.18
    parts = oaxaca_blinder_decomposition([160, 320], [200, 800], [720, 120], [800, 200])
    assert parts.composition.value == pytest.approx(-0.18)
    assert parts.within.value == pytest.approx(-0.18)


def test_it_is_only_our_mix():
    parts = kitagawa_decomposition([180, 400], [200, 800], [720, 100], [800, 200])
    assert parts.within.value == pytest.approx(0)
    assert parts.composition.value == pytest.approx(parts.gap.value)


def test_it_is_not_our_mix():
    parts = kitagawa_decomposition([100, 50], [200, 200], [150, 100], [200, 200])
    assert parts.composition.value == pytest.approx(0)
    assert parts.within.upper < 0


def test_a_stratum_with_nobody_in_one_group_is_all_mix():
    # Group all in the first stratum at .5; reference half at .5 and half at .9
    parts = kitagawa_decomposition([50, 0], [100, 0], [50, 90], [100, 100])
    assert parts.within.value == pytest.approx(0)
    assert parts.composition.value == pytest.approx(0.5 - 0.7)


def test_the_gap_is_the_gap_of_everybody():
    parts = kitagawa_decomposition([160, 320], [200, 800], [720, 120], [800, 200])
    np.testing.assert_allclose(parts.gap, proportion_difference(480, 1000, 840, 1000))


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (([1, 2], [0, 0], [1, 2], [5, 5]), "more events"),
        (([0, 0], [0, 0], [1, 2], [5, 5]), "nobody"),
        (([1, np.nan], [5, 5], [1, 2], [5, 5]), "missing"),
        (([1, 2, 3], [5, 5, 5], [1, 2], [5, 5]), "3 strata and the reference 2"),
        (([1, 2], [5, 5], [1, -2], [5, 5]), "negative"),
    ],
)
def test_strata_that_cannot_be_are_refused(counts, words):
    for decomposition in (kitagawa_decomposition, oaxaca_blinder_decomposition):
        with pytest.raises(InvalidCounts, match=words):
            decomposition(*counts)


def test_a_small_group_is_drawn_further_than_a_large_one():
    small = shrunken_proportion([4, 400, 100, 200], [5, 500, 500, 500])
    assert small.raw[0] == small.raw[1] == 0.8
    overall = 704 / 1505
    assert overall < small.value[0] < small.value[1] < 0.8
    assert small.weight[0] < small.weight[1]


def test_shrinking_by_every_degree_at_once_agrees_with_brute_force():
    # Four groups of 100 at .2, .4, .4, .6. The beta-binomial likelihood on a fine grid of common
    # values (flat) and of shares of shrinkage (flat); posterior mean of the first group
    events, people = np.array([20, 40, 40, 60]), 100
    common, shrinkage = np.meshgrid(np.linspace(0.001, 0.999, 400), (np.arange(400) + 0.5) / 400)
    strength = people * shrinkage / (1 - shrinkage)
    yes, no = strength * common, strength * (1 - common)
    log_likelihood = sum(betaln(x + yes, people - x + no) - betaln(yes, no) for x in events)
    chance = np.exp(log_likelihood - log_likelihood.max())
    expected = (chance * (20 + yes) / (people + strength)).sum() / chance.sum()
    small = shrunken_proportion(events, [people] * 4)
    assert small.value[0] == pytest.approx(expected, abs=0.002)
    assert small.value[1] == pytest.approx(0.4, abs=0.001)


def test_groups_that_differ_by_no_more_than_chance_keep_most_of_the_uncertainty_of_everyone():
    # 80 of 400: Wilson's interval of everyone is .164 to .242; no group may be surer than that
    alike = shrunken_proportion([20, 21, 19, 20], [100] * 4)
    assert (alike.weight < 0.35).all()
    assert (alike.upper - alike.lower > 0.242 - 0.164).all()
    assert (alike.upper - alike.lower < proportion(20, 100).upper - proportion(20, 100).lower).all()


def test_a_withheld_group_takes_no_part():
    with_gap = shrunken_proportion([20, np.nan, 40, 40, 60], [100, 100, 100, 100, 100])
    without = shrunken_proportion([20, 40, 40, 60], [100] * 4)
    assert np.isnan(with_gap.value[1])
    np.testing.assert_allclose(np.delete(with_gap.value, 1), without.value)


def test_a_series_without_any_count_has_no_figure():
    two = shrunken_proportion([[np.nan] * 3, [2, 3, 4]], [10, 20, 30])
    np.testing.assert_array_equal(np.isnan(two.value).all(axis=1), [True, False])


def test_groups_without_any_event_are_near_nought_and_not_certain_of_it():
    for none in (
        shrunken_proportion([0, 0, 0], [10, 20, 30]),
        shrunken_rate([0] * 3, [10, 20, 30]),
    ):
        assert (none.raw == 0).all()
        assert (none.value > 0).all()
        assert (np.diff(none.upper) < 0).all()
    assert (shrunken_proportion([0, 0, 0], [10, 20, 30]).upper < 0.1).all()


def test_rates_that_are_rare_shrink_as_proportions_do():
    events, people = [20, 40, 40, 60], [100_000] * 4
    as_rates = shrunken_rate(events, people, per=1)
    as_proportions = shrunken_proportion(events, people)
    for rates, proportions in zip(as_rates, as_proportions, strict=True):
        np.testing.assert_allclose(rates, proportions, rtol=0.01)


@pytest.mark.parametrize("shrunken", [shrunken_proportion, shrunken_rate])
def test_two_groups_say_nothing_of_how_much_groups_differ(shrunken):
    with pytest.raises(TooFewGroups, match="at least 3"):
        shrunken([1, 2], [10, 10])
