"""What is true of every slope and relative index of inequality."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equity_lens.statistics import (
    relative_index_of_inequality,
    relative_index_of_values,
    slope_index_of_inequality,
    slope_index_of_values,
)

group = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
groups = st.lists(group, min_size=3, max_size=10)
everyday = settings(deadline=None, max_examples=60)


def arrays(groups):
    return np.array(groups, dtype=float).T


@everyday
@given(groups)
def test_ranking_from_the_other_end_changes_only_the_sign(groups):
    events, people = arrays(groups)
    there = slope_index_of_inequality(events, people)
    back = slope_index_of_inequality(events[::-1], people[::-1])
    assert back.value == pytest.approx(-there.value, abs=1e-9)
    assert back.lower == pytest.approx(-there.upper, abs=1e-9)


@everyday
@given(groups)
def test_ranking_from_the_other_end_inverts_the_ratio(groups):
    events, people = arrays(groups)
    there = relative_index_of_inequality(events, people)
    back = relative_index_of_inequality(events[::-1], people[::-1])
    if np.isfinite([there.value, back.value]).all() and there.value > 1e-6 < back.value:
        assert back.value == pytest.approx(1 / there.value, rel=1e-6)
    if np.isfinite([*there, *back]).all() and there.lower > 1e-6:
        assert back.lower == pytest.approx(1 / there.upper, rel=1e-6)
        assert back.upper == pytest.approx(1 / there.lower, rel=1e-6)


@everyday
@given(groups)
def test_counting_those_without_the_event_changes_only_the_sign(groups):
    events, people = arrays(groups)
    there = slope_index_of_inequality(events, people)
    back = slope_index_of_inequality(people - events, people)
    assert tuple(back) == pytest.approx((-there.value, -there.upper, -there.lower), abs=1e-9)


@everyday
@given(groups, st.integers(2, 100))
def test_more_people_with_the_same_proportions_narrow_the_interval_by_the_root(groups, times):
    events, people = arrays(groups)
    few = slope_index_of_inequality(events, people)
    many = slope_index_of_inequality(times * events, times * people)
    assert many.value == pytest.approx(few.value, abs=1e-9)
    assert (many.upper - many.lower) * np.sqrt(times) == pytest.approx(
        few.upper - few.lower, abs=1e-9
    )


@everyday
@given(st.integers(3, 10), st.integers(1, 50), st.integers(50, 1000))
def test_no_gradient_is_no_index(size, events, people):
    flat = slope_index_of_inequality([events] * size, [people] * size)
    assert flat.value == pytest.approx(0, abs=1e-12)
    assert flat.lower <= 1e-12
    assert flat.upper >= -1e-12
    assert relative_index_of_inequality([events] * size, [people] * size).value == pytest.approx(1)


@everyday
@given(groups)
def test_both_indices_point_the_same_way(groups):
    slope = slope_index_of_inequality(*arrays(groups))
    ratio = relative_index_of_inequality(*arrays(groups))
    if np.isfinite(ratio.value) and abs(slope.value) > 1e-9:
        assert (slope.value > 0) == (ratio.value > 1)


@everyday
@given(groups)
def test_fiellers_interval_holds_the_ratio(groups):
    ratio = relative_index_of_inequality(*arrays(groups))
    if np.isfinite(ratio).all():
        assert ratio.lower <= ratio.value + 1e-9
        assert ratio.value <= ratio.upper + 1e-9


@everyday
@given(st.lists(groups.filter(lambda g: len(g) >= 5).map(lambda g: g[:5]), min_size=1, max_size=4))
def test_many_series_at_once_are_each_as_if_alone(series):
    events = np.array([[x for x, _ in one] for one in series], dtype=float)
    people = np.array([[n for _, n in one] for one in series], dtype=float)
    for index in (slope_index_of_inequality, relative_index_of_inequality):
        together = np.array(index(events, people))
        alone = np.array([index(e, n) for e, n in zip(events, people, strict=True)]).T
        np.testing.assert_allclose(together, alone)


@everyday
@given(
    st.lists(st.tuples(st.floats(1, 1000), st.integers(1, 5000)), min_size=3, max_size=10),
    st.floats(0.1, 1000),
)
def test_another_unit_scales_the_slope_and_leaves_the_ratio(groups, unit):
    value, people = arrays(groups)
    error = np.full(len(groups), 0.05)
    for transform in (False, True):
        how = {"kind": "rate", "transform": transform}
        one = slope_index_of_values(value, people, error, **how)
        other = slope_index_of_values(unit * value, people, error, **how)
        scale = unit * value.max()
        np.testing.assert_allclose(
            np.array(other), unit * np.array(one), atol=1e-7 * scale, rtol=1e-6
        )
        one, other = (
            relative_index_of_values(times * value, people, error, **how) for times in (1, unit)
        )
        if np.isfinite(one).all() and one.value > 1e-3 and one.upper < 1e3:
            np.testing.assert_allclose(np.array(other), np.array(one), rtol=1e-5)


def test_the_intervals_cover_as_often_as_they_say():
    # A true straight gradient from 30% to 20% in fifths of unequal size; 4,000 samples, seeded
    people = np.array([400, 600, 500, 300, 450])
    share = people / people.sum()
    rank = np.cumsum(share) - share / 2
    events = np.random.default_rng(20).binomial(people, 0.3 - 0.1 * rank, size=(4000, 5))
    slope = slope_index_of_inequality(events, people)
    ratio = relative_index_of_inequality(events, people)
    assert np.mean((slope.lower <= -0.1) & (slope.upper >= -0.1)) == pytest.approx(0.95, abs=0.01)
    assert np.mean((ratio.lower <= 2 / 3) & (ratio.upper >= 2 / 3)) == pytest.approx(0.95, abs=0.01)
