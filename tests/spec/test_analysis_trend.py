"""Control charts of groups and of gaps."""

import numpy as np
import pytest

from equity_lens.analysis.profile import profile
from equity_lens.analysis.trend import trends

REFERENCE = 640


def made(trusts, most_deprived, *, measure=None, sources=None):
    """A profile in which only the most deprived fifth changes; 1,000 people in each."""
    measure = measure or trusts.WITHIN_18
    rows = [[n, REFERENCE, REFERENCE, REFERENCE, REFERENCE] for n in most_deprived]
    periods = [f"{2024 + m // 12}-{m % 12 + 1:02d}" for m in range(len(rows))]
    given = {"periods": periods, "sources": sources}
    counts = trusts.fifths(measure, rows, [[1000] * 5] * len(rows), **given)
    total = trusts.everybody(measure, [sum(r) for r in rows], [5000] * len(rows), **given)
    return profile(counts, total)


def gap_of_most_deprived(*args, **given):
    return next(
        trend
        for trend in trends(made(*args, **given), 0)
        if trend.is_gap and trend.label.startswith("Most deprived")
    )


def test_a_gap_is_drawn_so_that_up_is_worse(trusts):
    # Journey 1: sixteen months near 5 points, then eight near 7.5.
    rows = [588, 584, 591, 586, 590, 583, 587, 592, 585, 589, 584, 588, 591, 586, 587, 590]
    rows += [569, 564, 567, 562, 566, 563, 565, 561]
    trend = gap_of_most_deprived(trusts, rows)
    assert trend.label == "Most deprived fifth: gap from least deprived fifth"
    assert trend.values[0, 0] == pytest.approx(0.052)
    assert trend.values[-1, 0] == pytest.approx(0.079)
    assert trend.direction[-1] == "concern"
    assert not trend.provisional
    fifth = next(t for t in trends(made(trusts, rows), 0) if t.label == "Most deprived fifth")
    assert fifth.values[-1, 0] == pytest.approx(0.561)
    assert fifth.direction[-1] == "concern"


def test_a_run_says_how_long_it_is(trusts):
    # Alternating by 20 the average moving range is about 20, so the limits lie far away; the last
    # eight lie above the mean of 605: 8 x 610 + 8 x 600.
    rows = [590, 610] * 4 + [607, 613] * 4
    fifth = next(t for t in trends(made(trusts, rows), 0) if t.label == "Most deprived fifth")
    assert fifth.mean == pytest.approx(0.605)
    assert fifth.signals[-1] == "a run of 9 points above the mean"
    assert fifth.direction[-1] == "improvement"
    assert fifth.signals[0] == ""


def test_limits_are_not_drawn_across_a_change_of_deprivation_edition(trusts):
    old = trusts.Source("old.csv", "1" * 64, "rtt_waiting_list", "IMD 2019")
    new = trusts.Source("new.csv", "2" * 64, "rtt_waiting_list", "IMD 2025")
    rows = [500, 504, 496, 500, 502, 498] * 2 + [600, 604, 596, 600, 602, 598] * 2
    trend = gap_of_most_deprived(trusts, rows, sources=[old] * 12 + [new] * 12)
    assert trend.breaks == (12,)
    # .64 - .6: the mean of the second half alone.
    assert trend.mean == pytest.approx(0.04)
    assert not trend.provisional  # twelve points since the break
    assert set(trend.signals) == {""}
    without = gap_of_most_deprived(trusts, rows, sources=[new] * 24)
    assert without.breaks == ()
    assert "" not in without.signals


def test_a_withheld_period_is_a_gap_in_the_chart_and_not_a_nought(trusts):
    rows = [[n, 640, 640, 640, 640] for n in (600, 610, "*", 605, 607)]
    table = trusts.fifths(trusts.WITHIN_18, rows, [[1000] * 5] * 5)
    total = trusts.everybody(trusts.WITHIN_18, [3200] * 5, [5000] * 5)
    trend = trends(profile(table, total), 0)[0]
    assert trend.withheld.tolist() == [False, False, True, False, False]
    assert np.isnan(trend.values[2, 0])
    # (600 + 610 + 605 + 607) / 4 / 1000
    assert trend.mean == pytest.approx(0.6055)


def test_fewer_than_three_points_make_no_chart(trusts):
    assert trends(made(trusts, [600, 610]), 0) == []
    assert len(trends(made(trusts, [600, 610, 605]), 0)) == 9


def test_only_dimensions_for_findings_and_everyone_are_charted(trusts):
    rows = [[500, 500]] * 4
    counts = trusts.table(
        trusts.WITHIN_18, trusts.DIMENSIONS["specialty"], trusts.SPECIALTIES[:2], rows, [[900, 900]] * 4
    )  # fmt: skip
    total = trusts.everybody(trusts.WITHIN_18, [1000] * 4, [1800] * 4)
    assert trends(profile(counts, total), 0) == []
    everyone = trends(profile(total, total), 0)
    assert [trend.label for trend in everyone] == ["Everyone"]
