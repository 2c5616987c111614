"""What is true of every funnel, bound, shrunken figure, decomposition and false-discovery rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from equity_lens.statistics import (
    area_quantiles,
    benjamini_hochberg,
    exact_proportion_funnel,
    kitagawa_decomposition,
    missing_identity_bounds,
    oaxaca_blinder_decomposition,
    plausible_missing_bounds,
    proportion_difference,
    proportion_funnel,
    ratio_funnel,
    shrunken_proportion,
    shrunken_rate,
    worst_case_missing_bounds,
)

group = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
unknown = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
everyday = settings(deadline=None, max_examples=60)


def arrays(groups):
    return np.array(groups, dtype=float).T


@everyday
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.randoms())
def test_false_discovery_rates_keep_the_order_and_are_never_below_p(p_values, random):
    p = np.array(p_values)
    q = benjamini_hochberg(p)
    assert (q >= p - 1e-15).all()
    assert (q <= 1).all()
    assert (np.diff(q[np.argsort(p)]) >= -1e-15).all()
    places = random.sample(range(len(p)), len(p))
    np.testing.assert_allclose(benjamini_hochberg(p[places]), q[places])


@everyday
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.floats(0.01, 0.5))
def test_what_is_called_is_what_the_step_up_rule_calls(p_values, level):
    # Benjamini and Hochberg's own words: the largest k with p(k) <= k / m x level, and all before
    p = np.sort(p_values)
    passed = np.flatnonzero(p <= np.arange(1, len(p) + 1) / len(p) * level * (1 - 1e-12))
    called = passed[-1] + 1 if passed.size else 0
    assert np.count_nonzero(benjamini_hochberg(p) <= level * (1 - 1e-12)) == called


def test_at_most_the_named_share_of_findings_is_chance():
    # 900 comparisons of nothing and 100 of something, 200 times, seeded
    generator = np.random.default_rng(11)
    p = generator.uniform(size=(200, 1000))
    p[:, :100] **= 12
    called = benjamini_hochberg(p) <= 0.05
    false = called[:, 100:].sum(axis=1) / np.maximum(called.sum(axis=1), 1)
    assert called[:, :100].mean() > 0.5
    assert false.mean() < 0.055


@everyday
@given(group, group, unknown)
def test_bounds_hold_the_gap_and_the_worst_case_holds_the_bounds(one, other, missing):
    gap = proportion_difference(*one, *other).value
    bounds = missing_identity_bounds(*one, *other, *missing)
    worst = worst_case_missing_bounds(*one, *other, *missing)
    assert -1 <= worst.lower <= bounds.lower + 1e-12
    assert bounds.lower <= gap <= bounds.upper
    assert bounds.upper <= worst.upper + 1e-12 <= 1 + 1e-12


shares = st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)).map(sorted)


@everyday
@given(group, group, unknown, shares, shares)
def test_plausible_shares_stay_within_the_worst_case(one, other, missing, share, reference_share):
    plausible = plausible_missing_bounds(
        *one, *other, *missing, share=share, reference_share=reference_share
    )
    worst = worst_case_missing_bounds(*one, *other, *missing)
    assert worst.lower - 1e-12 <= plausible.lower <= plausible.upper <= worst.upper + 1e-12


@everyday
@given(st.lists(group, min_size=3, max_size=12))
def test_a_shrunken_figure_lies_among_the_raw_ones_and_within_its_limits(groups):
    events, people = arrays(groups)
    half = 0.5 / (people.sum() + 1)
    for made in (shrunken_proportion(events, people), shrunken_rate(events, people, per=1)):
        assert (made.value >= min(made.raw.min(), 1 - half) - 1e-9).all()
        assert (made.value <= max(made.raw.max(), 0.5 / people.sum()) + 1e-9).all()
        assert ((made.weight > 0) & (made.weight < 1)).all()
        assert (made.lower < made.upper).all()


def test_shrunken_figures_are_nearer_the_truth_than_raw_ones():
    # 400 sets of 20 small groups whose true proportions scatter around .3, seeded
    generator = np.random.default_rng(5)
    people = np.array([5, 8, 10, 12, 15, 20, 25, 30, 40, 60] * 2)
    true = generator.beta(9, 21, size=(400, 20))
    made = shrunken_proportion(generator.binomial(people, true), people)
    error, raw_error = (np.mean((x - true) ** 2) for x in (made.value, made.raw))
    assert error < 0.6 * raw_error
    # An interval at the one most likely scatter would hold the truth 83 times in 100.
    assert np.mean((made.lower <= true) & (true <= made.upper)) > 0.915


strata = st.lists(st.tuples(group, group), min_size=1, max_size=6)


@everyday
@given(strata)
def test_the_parts_of_a_gap_add_to_it(strata):
    events, people = arrays([one for one, _ in strata])
    others, other_people = arrays([other for _, other in strata])
    for decompose in (kitagawa_decomposition, oaxaca_blinder_decomposition):
        parts = decompose(events, people, others, other_people)
        assert parts.composition.value + parts.within.value == pytest.approx(
            float(parts.gap.value), abs=1e-9
        )
        assert parts.composition_by_stratum.sum() == pytest.approx(float(parts.composition.value))


@everyday
@given(strata)
def test_swapping_the_groups_changes_only_the_sign_of_kitagawas_parts(strata):
    one, other = arrays([one for one, _ in strata]), arrays([other for _, other in strata])
    there, back = kitagawa_decomposition(*one, *other), kitagawa_decomposition(*other, *one)
    for a, b in zip(there[:3], back[:3], strict=True):
        assert tuple(b) == pytest.approx((-a.value, -a.upper, -a.lower), abs=1e-9)


@pytest.mark.parametrize("decompose", [kitagawa_decomposition, oaxaca_blinder_decomposition])
def test_the_intervals_of_the_parts_cover_as_often_as_they_say(decompose):
    # Two groups of 800 and 1,000 people with mixes and proportions of their own; seeded
    generator = np.random.default_rng(13)
    mix, other_mix = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.4, 0.4])
    p, q = np.array([0.5, 0.6, 0.8]), np.array([0.6, 0.65, 0.85])
    people, others = (
        generator.multinomial(800, mix, 3000),
        generator.multinomial(1000, other_mix, 3000),
    )
    made = decompose(generator.binomial(people, p), people, generator.binomial(others, q), others)
    true = decompose(1e9 * mix * p, 1e9 * mix, 1e9 * other_mix * q, 1e9 * other_mix)
    for part, truth in ((made.composition, true.composition), (made.within, true.within)):
        covered = np.mean((part.lower <= truth.value) & (truth.value <= part.upper))
        assert covered == pytest.approx(0.95, abs=0.012)


@pytest.mark.parametrize("funnel", [proportion_funnel, exact_proportion_funnel])
def test_a_funnel_only_narrows_and_more_confidence_widens_it(funnel):
    sizes = np.arange(20, 2000, 20)
    inner, outer = funnel(sizes, 0.3), funnel(sizes, 0.3, confidence=0.998)
    assert (np.diff(inner.upper) < 0).all()
    assert (np.diff(inner.lower) > 0).all()
    assert (outer.lower <= inner.lower).all()
    assert (outer.upper >= inner.upper).all()


def test_chance_leaves_at_most_one_unit_in_twenty_outside_the_ratio_funnel():
    events = np.arange(400)
    for expected in np.linspace(0.2, 150, 200):
        chance = np.exp(events * np.log(expected) - expected - gammaln(events + 1))
        limits = ratio_funnel(expected)
        outside = (events / expected < limits.lower - 1e-9) | (
            events / expected > limits.upper + 1e-9
        )
        assert chance[outside].sum() <= 0.05 + 1e-9


@everyday
@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=60, unique=True), st.integers(2, 5))
def test_quantiles_hold_equal_numbers_of_areas_give_or_take_one(values, quantiles):
    made = area_quantiles(values, quantiles)
    held = [np.count_nonzero(made == q) for q in range(1, quantiles + 1)]
    assert max(held) - min(held) <= 1
    assert sum(held) == len(values)
    assert (np.diff(made[np.argsort(values)]) <= 0).all()
