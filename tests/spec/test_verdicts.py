"""Verdicts through the gate: what is said, of which months, and what may be shown of it."""

from dataclasses import replace

import numpy as np
import pytest

from equity_lens.analysis.verdict_rule import verdict_rule
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.released import Organisation, State
from equity_lens.disclosure.released_verdicts import (
    Hindrance,
    ReleasedVerdict,
    Role,
    Verdict,
    WhyNot,
)
from equity_lens.disclosure.stored import decode, encode
from equity_lens.disclosure.verdicts import release_verdicts
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.load import library
from equity_lens.measures.watched_gap import Baseline, WatchedGap

TRUST = Organisation("RX1", "A made-up trust")
MISSED = library()["outpatient-did-not-attend"]
BOOKED = library()["referral-booked"]
GAP = WatchedGap(
    id="p",
    measure=MISSED.id,
    dimension="imd_quintile",
    target="1",
    reference="5",
    watched=("3", "5"),
    baselines=(Baseline("2026-01", "2026-07"),),
    smallest_that_matters=0.02,
)
WATCHED = [0.142, 0.115, 0.09, 0.073, 0.061]


def months(count, start=2026):
    return [f"{start + m // 12}-{m % 12 + 1:02d}" for m in range(count)]


def cells(trusts, rates, *, people=2000, measure=MISSED, wave=(1, -1), **given):
    """Counts by month, whose rates are a row of five for each month; even and odd months differ."""
    events = [[round(people * rate) + wave[m % 2] for rate in row] for m, row in enumerate(rates)]
    counted = [[people] * 5 for _ in rates]
    given = {"periods": months(len(rates))} | given
    by_group = trusts.fifths(measure, events, counted, **given)
    return [by_group, trusts.everybody(measure, [sum(e) for e in events], [5 * people] * len(rates), **given)]  # fmt: skip


def steady(before, after, *, months_before=6, months_after=6):
    return [before] * months_before + [after] * months_after


def verdict(given, gap=GAP, of_policy="hes"):
    (found,) = release_verdicts([(gap, given)], policy=policy(of_policy), organisation=TRUST)
    return found


def hindrances(found):
    return {kind: (number, named) for kind, number, named in found.hindrances}


def test_each_group_has_its_before_and_after_and_how_many_were_counted(trusts):
    after = [0.10, 0.115, 0.09, 0.073, 0.061]
    found = verdict(cells(trusts, steady(WATCHED, after)))
    target = found.group(Role.TARGET)
    # 284 +- 1 and 200 +- 1 a month, shown to the nearest 5: 285, 285 and 200, 200.
    assert (target.before.events.value, target.before.people.value) == (6 * 285, 12_000)
    assert target.before.value.value == pytest.approx(285 / 2000)
    assert target.after.value.value == pytest.approx(0.10)
    assert target.change.value == pytest.approx(0.10 - 0.1425)
    assert [group.subgroup.key for group in found.groups] == ["1", "3", "5"]
    assert [group.role for group in found.groups] == [Role.TARGET, Role.WATCHED, Role.REFERENCE]
    assert found.verdict is Verdict.NARROWING
    # 12,000 x 4.25 points = 510
    assert found.more_people.value == -510


def test_where_high_is_good_a_gap_that_grows_is_positive_all_the_same(trusts):
    before, after = [0.77, 0.8, 0.85, 0.88, 0.90], [0.77, 0.83, 0.88, 0.92, 0.95]
    given = cells(trusts, steady(before, after, months_after=12), measure=BOOKED)
    found = verdict(given, replace(GAP, measure=BOOKED.id))
    assert found.verdict is Verdict.WIDENING
    assert found.gap_before.value == pytest.approx(0.13)
    assert found.change.value == pytest.approx(0.05)
    assert found.average_improved
    # 24,000 x 5 points = 1,200 more who had none booked
    assert found.more_people.value == 1200


def test_levelling_down_is_holding_and_says_so(trusts):
    after = [0.140, 0.12, 0.11, 0.105, 0.105]
    found = verdict(cells(trusts, steady(WATCHED, after, months_after=12)))
    assert found.verdict is Verdict.HOLDING
    assert found.why_not is WhyNot.LEVELLING_DOWN
    assert found.average_worsened


def test_a_gap_that_turns_round_is_not_narrowing(trusts):
    before, after = [0.10, 0.09, 0.09, 0.09, 0.08], [0.02, 0.09, 0.09, 0.09, 0.08]
    found = verdict(cells(trusts, steady(before, after)))
    # 2 points worse before, 6 better after.
    assert (found.verdict, found.why_not) == (Verdict.HOLDING, WhyNot.TURNED_ROUND)


def test_the_limits_of_the_rule_are_wider_than_the_interval_of_one_look(trusts):
    found = verdict(cells(trusts, steady(WATCHED, [0.13, *WATCHED[1:]])))
    assert found.change_over_looks.lower < found.change.lower
    assert found.change_over_looks.upper > found.change.upper
    assert found.change_over_looks.value == pytest.approx(found.change.value)


def test_a_verdict_is_dated_and_says_since_when_it_has_stood(trusts):
    found = verdict(cells(trusts, steady(WATCHED, [0.18, *WATCHED[1:]])))
    assert found.on == "2026-12"
    assert found.since == found.changes[-1].period < found.on
    assert [look.period for look in found.looks] == months(12)[6:]


def test_with_no_month_after_the_change_it_is_too_early_and_the_sixth_look_is_spoken_of(trusts):
    found = verdict(cells(trusts, [WATCHED] * 6))
    assert (found.verdict, found.on, found.looks) == (Verdict.TOO_EARLY, "", ())
    assert Hindrance.NOTHING_AFTER in hindrances(found)
    assert found.could_show_at == 6
    assert found.change.state is State.MISSING


def test_with_two_months_before_nothing_is_said_but_the_groups_are_shown(trusts):
    found = verdict(
        cells(trusts, steady(WATCHED, [0.2, *WATCHED[1:]], months_before=2)),
        replace(GAP, baselines=(Baseline("2026-01", "2026-03"),)),
    )
    assert found.verdict is Verdict.TOO_EARLY
    assert hindrances(found) == {Hindrance.TOO_FEW_BEFORE: (2, "")}
    assert found.group(Role.TARGET).after.value.is_number


def test_after_the_last_planned_look_its_verdict_stands(trusts):
    rates = steady(WATCHED, [0.2, *WATCHED[1:]], months_after=9)
    found = verdict(cells(trusts, rates), replace(GAP, planned_looks=4))
    assert found.on == "2026-10"
    assert hindrances(found) == {Hindrance.TERM_OVER: (4, "2026-10")}


def test_a_new_baseline_takes_over_with_its_first_month_and_not_before(trusts):
    rates = [WATCHED] * 6 + [[0.18, *WATCHED[1:]]] * 6
    again = Baseline("2026-07", "2027-01", "A second test began.")
    gap = replace(GAP, baselines=(*GAP.baselines, again))
    old = verdict(cells(trusts, rates), gap)
    assert (old.verdict, old.baseline) == (Verdict.WIDENING, GAP.baselines[0])
    assert old.since_the_first is None
    new = verdict(cells(trusts, [*rates, [0.165, *WATCHED[1:]]]), gap)
    assert (new.verdict, new.baseline) == (Verdict.TOO_EARLY, again)
    # The target from 285 of 2,000 to 330; the reference from 125 and 120 in turn to 125:
    # 14.25 - 6.125 = 8.125 points to 16.5 - 6.25 = 10.25.
    assert new.since_the_first.value == pytest.approx(0.02125)
    assert [look.baseline for look in new.looks] == [0] * 6 + [1]


def test_months_of_another_deprivation_edition_are_not_compared(trusts):
    rates = steady(WATCHED, [0.18, *WATCHED[1:]], months_after=8)
    given = cells(trusts, rates)
    first = given[0].sources[0]
    later = replace(first, edition="IMD of another year")
    of = np.array([[0] * 11 + [1] * 3])
    given = [replace(each, sources=(first, later), source_of=of) for each in given]
    found = verdict(given)
    assert found.on == "2026-11"
    assert hindrances(found) == {Hindrance.NEW_EDITION: (0, "2026-12")}


def test_a_month_that_is_not_counted_is_left_out_of_both_groups(trusts):
    given = cells(trusts, steady(WATCHED, [0.18, *WATCHED[1:]]))
    whole = given[0]
    lacking = whole.numerator.copy()
    lacking[0, 2, 4] = np.nan
    found = verdict([replace(whole, numerator=lacking), given[1]])
    assert hindrances(found) == {Hindrance.LEFT_OUT: (1, "")}
    assert found.group(Role.TARGET).before.people.value == 5 * 2000
    assert found.group(Role.REFERENCE).points[2].state is State.MISSING


def test_a_count_of_one_to_seven_is_withheld_and_every_value_of_it_allowed_for(trusts):
    rates = [[0.2, 0.15, 0.12, 0.1, 0.06]] * 6 + [[0.32, 0.15, 0.12, 0.1, 0.06]] * 6
    given = cells(trusts, rates, people=200, wave=(0, 0))
    few = given[0].numerator.copy()
    few[0, 3, 4] = 5.0
    total = given[1].numerator.copy()
    total[0, 3, 0] -= 7.0
    found = verdict([replace(given[0], numerator=few), replace(given[1], numerator=total)])
    reference = found.group(Role.REFERENCE)
    assert reference.points[3].state is State.SUPPRESSED
    # Five months of 12, shown as 10; and one of 1 to 7, in the middle 4: 54, from 51 to 57.
    events = reference.before.events
    assert (events.value, events.lower, events.upper) == (54, 51, 57)
    assert hindrances(found) == {Hindrance.SMALL_COUNTS: (1, "")}
    assert found.change.is_number


@pytest.mark.parametrize("of_policy", ["hes", "local", "ohid"])
def test_where_most_months_are_small_nothing_is_said_and_no_figure_is_made(trusts, of_policy):
    rates = [[0.2, 0.15, 0.12, 0.1, 0.02]] * 6 + [[0.9, 0.15, 0.12, 0.1, 0.02]] * 6
    found = verdict(cells(trusts, rates, people=200, wave=(0, 0)), of_policy=of_policy)
    assert found.verdict is Verdict.TOO_EARLY
    assert hindrances(found) == {Hindrance.TOO_MANY_LEFT_OUT: (12, "")}
    for figure in (found.change, found.gap_before, found.change_over_looks, found.more_people):
        assert figure.state is State.SUPPRESSED


def test_months_counted_together_bring_back_what_each_was_too_small_for(trusts):
    rates = [[0.2, 0.15, 0.12, 0.1, 0.03]] * 12 + [[0.6, 0.15, 0.12, 0.1, 0.03]] * 12
    given = cells(trusts, rates, people=180, wave=(0, 0))
    gap = replace(GAP, baselines=(Baseline("2026-01", "2027-01"),))
    by_month = verdict(given, gap)
    by_quarter = verdict(given, replace(gap, months_together=3, planned_looks=4))
    assert by_month.verdict is Verdict.TOO_EARLY
    assert by_quarter.verdict is Verdict.WIDENING
    assert by_quarter.on == "2027-10/2027-12"
    # 5 a month: 15 a quarter.
    assert by_quarter.group(Role.REFERENCE).before.events.value == 4 * 15


def test_a_count_that_a_publisher_withheld_is_left_out_and_never_guessed(trusts):
    source = replace(trusts.SOURCE, published_by="Somebody")
    given = cells(trusts, steady(WATCHED, [0.18, *WATCHED[1:]]), source=source)
    hidden = given[0].numerator_withheld.copy()
    hidden[0, 1, 4] = True
    events = np.where(hidden, np.nan, given[0].numerator)
    found = verdict([replace(given[0], numerator=events, numerator_withheld=hidden), given[1]])
    assert hindrances(found) == {Hindrance.LEFT_OUT: (1, "")}


def test_a_released_verdict_is_kept_as_bytes_and_read_back_exactly(trusts):
    found = verdict(cells(trusts, steady(WATCHED, [0.18, *WATCHED[1:]])))
    assert decode(encode(found), ReleasedVerdict) == found


def test_projects_do_not_touch_one_another(trusts):
    calm = cells(trusts, steady(WATCHED, WATCHED, months_after=12))
    wide = cells(trusts, steady(WATCHED, [0.18, *WATCHED[1:]]))
    both = release_verdicts([(GAP, calm), (GAP, wide)], policy=policy("hes"), organisation=TRUST)
    assert both == [verdict(calm), verdict(wide)]


def test_the_rule_names_its_measured_error_rates_and_they_meet_the_goal(trusts):
    rule = verdict(cells(trusts, [WATCHED] * 6)).rule
    assert rule.measured_by == "scripts/measure_verdicts.py"
    assert rule.ever_called <= rule.false_calls == 0.05
    assert (rule.widening, rule.people) == (0.03, 2000)
    assert rule.caught >= 0.8
    assert rule.version == verdict_rule()["version"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"watched": ()}, "at least one group"),
        ({"reference": "1"}, "itself"),
        ({"watched": ("1",)}, "target not among them"),
        ({"baselines": ()}, "from which period"),
        ({"smallest_that_matters": 2}, "0.02, not 2"),
        ({"until": "2025-01"}, "before the change"),
        ({"months_together": 0}, "counted as one period"),
    ],
)
def test_a_gap_that_cannot_be_judged_is_refused_before_anybody_looks(changed, says):
    with pytest.raises(MeasureInvalid, match=says):
        replace(GAP, **changed)


def test_a_new_baseline_without_a_reason_is_refused():
    later = Baseline("2026-07", "2027-01", " ")
    with pytest.raises(MeasureInvalid, match="needs a reason"):
        replace(GAP, baselines=(*GAP.baselines, later))


def test_a_measure_of_which_neither_way_is_better_carries_no_verdict(trusts):
    neither = replace(MISSED, better="neither")
    with pytest.raises(MeasureInvalid, match="cannot carry a verdict"):
        verdict(cells(trusts, [WATCHED] * 6, measure=neither))


def test_a_group_of_which_nothing_is_counted_is_named(trusts):
    with pytest.raises(MeasureInvalid, match="no_fixed_abode"):
        verdict(cells(trusts, [WATCHED] * 6), replace(GAP, watched=("no_fixed_abode",)))
    with pytest.raises(MeasureInvalid, match="no counts"):
        verdict(cells(trusts, [WATCHED] * 6), replace(GAP, dimension="sex"))
