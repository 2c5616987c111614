"""What is true of every change in a gap, whatever the counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as hs

from equity_lens.statistics import (
    boundary_of_looks,
    change_in_gap,
    gap_verdicts,
    interrupted_time_series,
)

shares = hs.tuples(hs.integers(0, 200), hs.integers(200, 900))
fours = hs.tuples(shares, shares, shares, shares)
projects = hs.lists(
    hs.tuples(
        hs.integers(10, 190), hs.integers(200, 300), hs.integers(10, 190), hs.integers(200, 300)
    ),
    min_size=8,
    max_size=18,
).map(lambda rows: np.array(rows, dtype=float).T)


def arranged(rows):
    (a, n), (b, m), (c, k), (d, j) = rows
    return [a, b], [n, m], [c, d], [k, j]


@settings(max_examples=50, deadline=None)
@given(fours)
def test_the_other_group_as_the_reference_turns_a_change_round(rows):
    x, n, y, m = arranged(rows)
    one, other = change_in_gap(x, n, y, m), change_in_gap(y, m, x, n)
    assert other.value == pytest.approx(-one.value, abs=1e-12)
    assert other.lower == pytest.approx(-one.upper, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(fours)
def test_a_change_undone_is_the_same_change_backwards(rows):
    counts = arranged(rows)
    one, other = change_in_gap(*counts), change_in_gap(*(part[::-1] for part in counts))
    assert other.value == pytest.approx(-one.value, abs=1e-12)
    assert other.upper == pytest.approx(-one.lower, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(fours)
def test_ten_times_the_people_leave_the_change_and_narrow_its_interval(rows):
    counts = arranged(rows)
    few, many = change_in_gap(*counts), change_in_gap(*(np.array(part) * 10 for part in counts))
    assert many.value == pytest.approx(few.value, abs=1e-12)
    assert few.lower <= few.value <= few.upper
    assert many.upper - many.lower < few.upper - few.lower


@settings(max_examples=40, deadline=None)
@given(projects, hs.integers(3, 6))
def test_turning_the_measure_round_changes_no_verdict(counts, change_at):
    # Missed where lower is better, or kept where higher is.
    x, n, y, m = counts
    options = {"change_at": change_at, "smallest_that_matters": 0.05, "planned_looks": 20}
    missed = gap_verdicts(x, n, y, m, better="lower", **options)
    kept = gap_verdicts(n - x, n, m - y, m, better="higher", **options)
    assert kept.verdict.tolist() == missed.verdict.tolist()
    assert kept.change == pytest.approx(missed.change, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(projects, hs.integers(3, 6))
def test_a_verdict_says_what_its_limits_say(counts, change_at):
    found = gap_verdicts(
        *counts, change_at=change_at, better="lower", smallest_that_matters=0.05, planned_looks=20
    )
    assert (found.lower <= found.change).all()
    assert (found.change <= found.upper).all()
    assert (found.lower[found.verdict == "widening"] > 0).all()
    assert (found.upper[found.verdict == "narrowing"] < 0).all()
    assert (found.group_change[found.verdict == "narrowing"] < 0).all()


@settings(max_examples=40, deadline=None)
@given(projects, hs.integers(3, 6))
def test_a_look_uses_nothing_that_came_after_it(counts, change_at):
    options = {
        "change_at": change_at,
        "better": "lower",
        "smallest_that_matters": 0.05,
        "planned_looks": 20,
    }
    early = gap_verdicts(*counts[:, : change_at + 2], **options)
    late = gap_verdicts(*counts, **options)
    for part, whole in zip(early, late, strict=True):
        assert part.tolist() == whole[..., :2].tolist()


@settings(max_examples=15, deadline=None)
@given(hs.integers(1, 12), hs.sampled_from([0.01, 0.05, 0.1]))
def test_limits_of_equal_looks_fall_and_the_last_is_at_least_that_of_one_look(looks, false_alarms):
    limits = boundary_of_looks([look / looks for look in range(1, looks + 1)], false_alarms)
    assert (np.diff(limits) < 0).all()
    assert limits[-1] > boundary_of_looks([1.0], false_alarms)[0] - 1e-9


@settings(max_examples=40, deadline=None)
@given(hs.lists(hs.integers(0, 60), min_size=12, max_size=30), hs.integers(-9, 9))
def test_a_straight_drift_added_to_a_series_is_no_step_and_no_bend(values, drift):
    series = np.array(values, dtype=float)
    months = np.arange(len(series))
    one = interrupted_time_series(series, change_at=6)
    other = interrupted_time_series(series + 7 + drift * months, change_at=6)
    for part in ("step", "change_in_trend", "by_the_end"):
        assert getattr(other, part) == pytest.approx(getattr(one, part), abs=1e-7)
    assert other.trend_before.value == pytest.approx(one.trend_before.value + drift, abs=1e-7)
