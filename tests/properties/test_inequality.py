"""What is true of every measure of inequality, whatever the groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as hs

from equity_lens import statistics as st

LOWER = {"better": "lower"}
WHOLE = {"better": "lower", "ordered": False, "scale": 100}

# Measure, how its value grows when values double (times 2, 4 or 1), and whether order matters.
MEASURES = {
    "difference": (lambda y, n, s: st.simple_difference(y, s, ordered=False, **LOWER), 2),
    "ratio": (lambda y, n, s: st.simple_ratio(y, s, ordered=False, **LOWER), 1),
    "variance": (st.between_group_variance, 4),
    "deviation": (st.between_group_standard_deviation, 2),
    "variation": (st.coefficient_of_variation, 1),
    "best": (lambda y, n, s: st.mean_difference_from_best(y, s, **LOWER), 2),
    "best, weighted": (lambda y, n, s: st.weighted_mean_difference_from_best(y, n, s, **LOWER), 2),
    "mean": (st.mean_difference_from_mean, 2),
    "mean, weighted": (st.weighted_mean_difference_from_mean, 2),
    "disparity": (st.index_of_disparity, 1),
    "disparity, weighted": (st.weighted_index_of_disparity, 1),
    "theil": (st.theil_index, 1),
    "deviation of logs": (st.mean_log_deviation, 1),
}
ORDERED = {
    "reference": (lambda y, n, s: st.mean_difference_from_reference(y, s, reference=0), 2),
    "reference, weighted": (
        lambda y, n, s: st.weighted_mean_difference_from_reference(y, n, s, reference=0),
        2,
    ),
    "absolute concentration": (st.absolute_concentration_index, 2),
    "relative concentration": (st.relative_concentration_index, 1),
    "who slope": (lambda y, n, s: st.who_slope_index(y, n, scale=100, model="linear"), 2),
    "who relative": (lambda y, n, s: st.who_relative_index(y, n, scale=100, model="linear"), 1),
}
EVERY = {**MEASURES, **ORDERED}

groups = hs.lists(
    hs.tuples(
        hs.integers(1, 45).map(float),
        hs.integers(50, 5000),
        hs.floats(0.05, 2).map(lambda x: round(x, 2)),
    ),
    min_size=3,
    max_size=8,
).filter(lambda rows: len({value for value, _, _ in rows}) > 1)


def columns(rows):
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


@settings(max_examples=30, deadline=None)
@given(groups)
def test_the_limits_hold_the_value_between_them(rows):
    for name, (measure, _) in EVERY.items():
        made = measure(*columns(rows))
        known = np.isfinite([made.lower, made.upper]).all()
        assert not known or made.lower <= made.value <= made.upper, name


@settings(max_examples=30, deadline=None)
@given(groups)
def test_doubling_every_value_doubles_an_absolute_measure_and_leaves_a_relative_one(rows):
    value, people, error = columns(rows)
    for name, (measure, times) in EVERY.items():
        once, twice = measure(value, people, error), measure(2 * value, people, 2 * error)
        for part in ("value", "lower", "upper"):
            assert getattr(twice, part) == pytest.approx(
                times * getattr(once, part), rel=1e-6, abs=1e-9, nan_ok=True
            ), (name, part)


@settings(max_examples=30, deadline=None)
@given(groups)
def test_more_people_in_every_group_alike_change_no_value(rows):
    value, people, error = columns(rows)
    for name, (measure, _) in EVERY.items():
        assert measure(value, 10 * people, error).value == pytest.approx(
            measure(value, people, error).value, nan_ok=True
        ), name


@settings(max_examples=30, deadline=None)
@given(groups, hs.randoms(use_true_random=False))
def test_the_order_of_unordered_groups_does_not_matter(rows, shuffler):
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    for name, (measure, _) in MEASURES.items():
        before, after = measure(*columns(rows)), measure(*columns(shuffled))
        assert after.value == pytest.approx(before.value), name
        if len({value for value, _, _ in rows}) == len(rows):
            assert after.upper == pytest.approx(before.upper), name


@settings(max_examples=30, deadline=None)
@given(groups)
def test_ranking_from_the_other_end_turns_a_gradient_round(rows):
    value, people, error = columns(rows)
    ends = (value[::-1], people[::-1], error[::-1])
    for name in ("absolute concentration", "relative concentration", "who slope"):
        measure = EVERY[name][0]
        assert measure(*ends).value == pytest.approx(
            -measure(value, people, error).value, abs=1e-9
        ), name
    turned = st.who_relative_index(*ends[:2], scale=100)
    straight = st.who_relative_index(value, people, scale=100)
    assert turned.value == pytest.approx(1 / straight.value, nan_ok=True)


@settings(max_examples=20, deadline=None)
@given(hs.floats(1, 60), hs.integers(3, 9))
def test_equal_groups_have_no_inequality(level, how_many):
    value, people, error = (
        np.full(how_many, level),
        np.arange(1, how_many + 1) * 100,
        np.ones(how_many),
    )
    for name, (measure, _) in EVERY.items():
        if name.startswith("who"):
            continue
        wanted = 1 if name == "ratio" else 0
        assert measure(value, people, error).value == pytest.approx(wanted, abs=1e-6), name
    assert st.population_attributable_risk(value, people, **WHOLE).value == pytest.approx(
        0, abs=1e-9
    )


@settings(max_examples=20, deadline=None)
@given(groups, groups)
def test_series_stacked_on_a_leading_axis_are_worked_out_one_by_one(first, second):
    size = min(len(first), len(second))
    both = [
        np.stack(pair) for pair in zip(columns(first[:size]), columns(second[:size]), strict=True)
    ]
    if (np.ptp(both[0], axis=1) == 0).any():
        return
    for name, (measure, _) in EVERY.items():
        together = measure(*both)
        for series in (0, 1):
            alone = measure(*(column[series] for column in both))
            for part in ("value", "standard_error", "lower", "upper"):
                assert getattr(together, part)[series] == pytest.approx(
                    getattr(alone, part), rel=1e-9, abs=1e-12, nan_ok=True
                ), (name, part)


@settings(max_examples=30, deadline=None)
@given(groups)
def test_what_is_attributable_never_exceeds_what_there_is(rows):
    value, people, _ = columns(rows)
    fraction = st.population_attributable_fraction(value, people, **WHOLE)
    assert -100 <= fraction.value <= 0
    gain = st.population_attributable_risk(value, people, **WHOLE)
    behind = st.weighted_mean_difference_from_best(value, people, better="lower")
    assert -gain.value == pytest.approx(behind.value)


@settings(max_examples=30, deadline=None)
@given(groups)
def test_a_concentration_index_stays_between_minus_one_and_one(rows):
    value, people, error = columns(rows)
    assert -1 < st.relative_concentration_index(value, people, error).value < 1
