"""Which gaps a board hears of, in what order, and how sure each is."""

import datetime as dt

import numpy as np
import pytest

from equity_lens.analysis.false_discovery import false_discovery
from equity_lens.analysis.findings import findings
from equity_lens.analysis.profile import profile
from equity_lens.analysis.rule import grading_rule
from equity_lens.statistics import benjamini_hochberg

# Five fifths, then no fixed abode, outside England, not known.
NOT_KNOWN = [10, 0, 20]


def within_18(trusts, fifths, *, people=(1000, 1000, 1000, 1000, 1000), unknown=(20, 0, 40)):
    """A profile of one or several periods; each of ``fifths`` is within 18 weeks by fifth."""
    rows = [[*row, *NOT_KNOWN] for row in fifths]
    waiting = [[*people, *unknown]] * len(rows)
    counts = trusts.fifths(trusts.WITHIN_18, rows, waiting)
    total = trusts.everybody(
        trusts.WITHIN_18, [sum(row) for row in rows], [sum(row) for row in waiting]
    )
    return profile(counts, total)


def graded(*profiles):
    """Findings of the latest period, as (profile, subgroup, grade)."""
    families = false_discovery(profiles, "RX1")
    latest = [len(each.counts.periods) - 1 for each in profiles]
    return findings(profiles, families, "RX1", latest)


def test_the_rule_is_dated_and_says_where_it_comes_from():
    rule = grading_rule()
    assert isinstance(rule["from_on"], dt.date)
    assert rule["source"]
    assert set(rule["needs"]) == {"act", "test", "watch"}
    # Every test that a grade needs can be explained in words, and every failure has advice or not.
    explained = set(rule["tests"]) | {"hint"}
    assert all(set(needed) <= explained for needed in rule["needs"].values())
    assert set(rule["advice"]) <= set(rule["tests"])


def test_a_large_certain_gap_in_large_groups_is_for_acting_on(trusts):
    found = graded(within_18(trusts, [[500, 640, 640, 640, 640]]))
    assert [(gap.subgroup, gap.grade) for gap in found] == [(0, "act")]
    # 14 points of 1,000 people.
    assert found[0].people == 140
    assert found[0].advice == ""
    assert "there are too few earlier periods to see whether it lasts" in found[0].reasons


def test_a_small_gap_is_no_finding_however_certain(trusts):
    # 1 point of 90,000 people: an interval far from nought, 1.6% of the level, 900 people.
    rows = [[56_700, 57_600, 57_600, 57_600, 57_600]]
    assert graded(within_18(trusts, rows, people=(90_000,) * 5)) == []


def test_a_small_gap_that_a_thousand_people_bear_is_a_finding(trusts):
    # 1 point of 100,000 people.
    rows = [[63_000, 64_000, 64_000, 64_000, 64_000]]
    (gap,) = graded(within_18(trusts, rows, people=(100_000,) * 5))
    assert (gap.grade, gap.people) == ("act", 1000.0)


def test_a_gradient_is_one_finding(trusts):
    # Three fifths fare worse than the least deprived; the most deprived bears most of it.
    (gap,) = graded(within_18(trusts, [[500, 540, 580, 640, 640]]))
    assert gap.subgroup == 0


def test_a_trifle_is_not_large_because_its_ratio_is(trusts):
    # 3 in 10,000 against 1 in 10,000: three times as many, and 0.02 points.
    waiting = [[100_000] * 5]
    counts = trusts.fifths(trusts.OVER_52, [[30, 10, 10, 10, 10]], waiting)
    total = trusts.everybody(trusts.OVER_52, [70], [500_000])
    made = profile(counts, total)
    assert made.p_value[0, 0, 0] < 0.01
    assert graded(made) == []


def test_a_gap_that_chance_explains_is_left_out_in_a_large_group(trusts):
    # 3 points of 1,000: p = .16, so it is watched; 2.2 points: p = .30, so it is not.
    watched = graded(within_18(trusts, [[610, 640, 640, 640, 640]]))
    assert [gap.grade for gap in watched] == ["watch"]
    assert graded(within_18(trusts, [[618, 640, 640, 640, 640]])) == []


def test_a_small_group_is_watched_with_advice_and_not_forgotten(trusts):
    rows = [[18, 640, 640, 640, 640]]
    found = graded(within_18(trusts, rows, people=(32, 1000, 1000, 1000, 1000)))
    # 56.3% of 32 people against 64.0%: p = .37, and too few to be sure either way.
    assert [(gap.subgroup, gap.grade) for gap in found] == [(0, "watch")]
    assert found[0].advice.startswith("The group is too small to be sure")
    assert "the group has fewer than 100 people" in found[0].reasons


def test_a_gap_that_the_not_known_could_turn_round_is_for_testing_only(trusts):
    # Gap -.06; 300 not known, of whom 250 are within 18 weeks: in the most deprived fifth they
    # would make it 830 / 1300 = .638 against .64, still lower; 290 of 300 would turn it.
    rows = [[580, 640, 640, 640, 640]]
    counts = trusts.fifths(
        trusts.WITHIN_18, [[*rows[0], 0, 0, 290]], [[1000, 1000, 1000, 1000, 1000, 0, 0, 300]]
    )
    made = profile(counts, trusts.everybody(trusts.WITHIN_18, [3430], [5300]))
    found = graded(made)
    assert [gap.grade for gap in found] == ["test"]
    assert found[0].advice.startswith("Ask and record who people are")


def test_a_gap_that_comes_and_goes_is_not_acted_on(trusts):
    steady = [500, 640, 640, 640, 640]
    turned = [700, 640, 640, 640, 640]
    assert [g.grade for g in graded(within_18(trusts, [steady] * 4))] == ["act"]
    assert [g.grade for g in graded(within_18(trusts, [turned] * 3 + [steady]))] == ["test"]
    # With two earlier periods there is no test of persistence.
    assert [g.grade for g in graded(within_18(trusts, [turned] * 2 + [steady]))] == ["act"]


def test_persistence_never_looks_across_a_change_of_deprivation_edition(trusts):
    old = trusts.Source("old.csv", "1" * 64, "rtt_waiting_list", "IMD 2019")
    new = trusts.Source("new.csv", "2" * 64, "rtt_waiting_list", "IMD 2025")
    rows = [[700, 640, 640, 640, 640]] * 3 + [[500, 640, 640, 640, 640]]
    rows = [[*row, *NOT_KNOWN] for row in rows]
    waiting = [[1000] * 5 + [20, 0, 40]] * 4
    sources = [old, old, old, new]
    counts = trusts.fifths(trusts.WITHIN_18, rows, waiting, sources=sources)
    total = trusts.everybody(
        trusts.WITHIN_18, [sum(r) for r in rows], [sum(w) for w in waiting], sources=sources
    )
    assert [gap.grade for gap in graded(profile(counts, total))] == ["act"]


def test_only_groups_that_fare_worse_are_findings(trusts):
    better = within_18(trusts, [[800, 640, 640, 640, 640]])
    assert better.gap.value[0, 0, 0] == pytest.approx(0.16)
    assert graded(better) == []
    # The same counts of a measure of which less is better.
    over_52 = trusts.fifths(trusts.OVER_52, [[800, 640, 640, 640, 640]], [[1000] * 5])
    made = profile(over_52, trusts.everybody(trusts.OVER_52, [3360], [5000]))
    assert [(gap.subgroup, gap.grade) for gap in graded(made)] == [(0, "act")]


def test_a_measure_without_a_better_direction_has_no_findings(trusts):
    measure = trusts.measure("virtual", better="neither")
    counts = trusts.fifths(measure, [[300, 640, 640, 640, 640]], [[1000] * 5])
    assert graded(profile(counts, trusts.everybody(measure, [2860], [5000]))) == []


def test_grade_comes_before_people_and_people_before_order(trusts):
    certain = within_18(trusts, [[5000, 6200, 6400, 6400, 6400]], people=(10_000,) * 5)
    unsure = within_18(
        trusts, [[100, 6400, 6400, 6400, 64_000]], people=(170, 10_000, 10_000, 10_000, 100_000)
    )
    found = graded(unsure, certain)
    assert [(g.profile, g.subgroup, g.grade, g.people) for g in found] == [
        (1, 0, "act", 1400.0),
        (0, 0, "watch", 10.0),
    ]


def test_people_come_before_appointments_however_many(trusts):
    people = within_18(trusts, [[500, 640, 640, 640, 640]])  # .14 of 1,000 people: 140
    missed = trusts.measure("missed", better="lower", noun="appointments")
    counts = trusts.fifths(missed, [[3000, 1000, 1000, 1000, 1000]], [[10_000] * 5])
    appointments = profile(counts, trusts.everybody(missed, [7000], [50_000]))
    found = graded(appointments, people)
    assert [(g.profile, g.grade, g.people) for g in found] == [
        (1, "act", 140.0),
        (0, "act", 2000.0),
    ]


def test_chance_is_counted_over_all_that_was_compared_that_month(trusts):
    one = within_18(trusts, [[500, 620, 640, 640, 640]])
    other = within_18(trusts, [[640, 600, 640, 640, 640]])
    first, second = false_discovery([one, other], "RX1")
    # Four comparisons with the least deprived fifth in each: one family of eight.
    assert first.comparisons.tolist() == second.comparisons.tolist() == [8]
    p_values = np.concatenate([one.p_value[0, 0, :4], other.p_value[0, 0, :4]])
    q_values = np.concatenate([first.q_value[0, :4], second.q_value[0, :4]])
    assert q_values == pytest.approx(benjamini_hochberg(p_values))


def test_a_snapshot_and_the_events_of_its_month_are_one_family(trusts):
    rows, waiting = [[500, 620, 640, 640, 640]], [[1000] * 5]
    profiles = [
        profile(
            trusts.fifths(trusts.WITHIN_18, rows, waiting, periods=[period]),
            trusts.everybody(trusts.WITHIN_18, [3040], [5000], periods=[period]),
        )
        for period in ("2026-10-31", "2026-10", "2026-09")
    ]
    families = false_discovery(profiles, "RX1")
    assert [family.comparisons.tolist() for family in families] == [[8], [8], [4]]
