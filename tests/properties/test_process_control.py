"""What is true of every control chart, whatever the series."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as hs

from equity_lens.statistics import Rebase, gap_chart, p_chart, xmr

series = hs.lists(hs.integers(-50, 50), min_size=2, max_size=40).map(
    lambda values: np.array(values, dtype=float)
)
counts = hs.lists(
    hs.tuples(hs.integers(0, 90), hs.integers(90, 400), hs.integers(0, 90), hs.integers(90, 400)),
    min_size=3,
    max_size=25,
).map(lambda rows: np.array(rows, dtype=float).T)


@settings(max_examples=60, deadline=None)
@given(series, hs.integers(-100, 100), hs.sampled_from([0.25, 2.0, 64.0]))
def test_a_change_of_unit_moves_the_lines_and_no_rule(values, shift, scale):
    before, after = xmr(values), xmr(values * scale + shift)
    assert after.upper == pytest.approx(before.upper * scale + shift, nan_ok=True, abs=1e-9)
    assert after.rule.tolist() == before.rule.tolist()
    assert after.side.tolist() == before.side.tolist()


@settings(max_examples=60, deadline=None)
@given(series)
def test_turning_a_series_upside_down_turns_every_signal_round(values):
    up, down = xmr(values, better="higher"), xmr(-values, better="lower")
    assert down.rule.tolist() == up.rule.tolist()
    assert down.side.tolist() == (-up.side).tolist()
    assert down.meaning.tolist() == up.meaning.tolist()


@settings(max_examples=60, deadline=None)
@given(series)
def test_a_point_is_outside_exactly_where_it_lies_beyond_a_limit(values):
    chart = xmr(values)
    beyond = (values > chart.upper + 1e-9) | (values < chart.lower - 1e-9)
    assert ((chart.rule == "outside") == beyond).all()
    assert ((chart.side != 0) == (chart.rule != "")).all()


@settings(max_examples=60, deadline=None)
@given(series)
def test_the_newer_two_sigma_rule_marks_whatever_the_older_one_did(values):
    older, newer = xmr(values, two_sigma="before 2023"), xmr(values)
    assert (newer.rule != "")[older.rule != ""].all()


@settings(max_examples=40, deadline=None)
@given(series, hs.data())
def test_a_rebase_makes_two_charts_of_one(values, data):
    at = data.draw(hs.integers(1, len(values) - 1))
    whole = xmr(values, rebases=[Rebase(at, "moved to another site")])
    for part in (slice(0, at), slice(at, None)):
        alone = xmr(values[part])
        assert whole.rule[part].tolist() == alone.rule.tolist()
        assert whole.lower[part] == pytest.approx(alone.lower, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(series, hs.data())
def test_a_ghosted_point_may_take_any_value(values, data):
    at = data.draw(hs.integers(0, len(values) - 1))
    ghosted = np.arange(len(values)) == at
    changed = np.where(ghosted, 1e6, values)
    one, other = xmr(values, ghosted=ghosted), xmr(changed, ghosted=ghosted)
    assert one.centre == pytest.approx(other.centre, nan_ok=True)
    assert one.rule.tolist() == other.rule.tolist()


@settings(max_examples=30, deadline=None)
@given(hs.lists(hs.lists(hs.integers(0, 30), min_size=15, max_size=15), min_size=1, max_size=4))
def test_series_on_a_leading_axis_are_charted_one_by_one(rows):
    values = np.array(rows, dtype=float)
    together = xmr(values, better="lower", target=12)
    for position, one in enumerate(values):
        alone = xmr(one, better="lower", target=12)
        for name, part in zip(alone._fields, alone, strict=True):
            whole = getattr(together, name)[position]
            assert np.array_equal(whole, part, equal_nan=part.dtype.kind == "f"), name


@settings(max_examples=40, deadline=None)
@given(counts)
def test_a_gap_seen_from_the_other_group_changes_its_sign_only(given_counts):
    x, n, y, m = given_counts
    one, other = gap_chart(x, n, y, m), gap_chart(y, m, x, n)
    assert other.centre == pytest.approx(-one.centre, abs=1e-12)
    assert other.lower == pytest.approx(-one.upper, abs=1e-12, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(counts)
def test_a_proportions_limits_hold_its_centre_and_stay_possible(given_counts):
    events, people = given_counts[:2]
    chart = p_chart(events, people, dispersion="sampling")
    assert (chart.lower >= 0).all()
    assert (chart.upper <= 1).all()
    assert (chart.lower <= chart.centre).all()
    assert (chart.centre <= chart.upper).all()


def test_an_ordinary_month_gives_few_false_alarms():
    # Independent normal months, three years: how often each rule marks a point of a steady series.
    steady = np.random.default_rng(7).standard_normal((2000, 36))
    chart = xmr(steady)
    share = {
        rule: np.mean(chart.rule == rule) for rule in ("outside", "trend", "two in three", "run")
    }
    assert share["outside"] < 0.01
    assert share["trend"] < 0.005
    assert share["two in three"] < 0.01
    assert share["run"] < 0.06
