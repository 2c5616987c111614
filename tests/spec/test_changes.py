"""What is new since the last release, told from released results alone."""

from dataclasses import replace

import pytest

from equity_lens.analysis.watching import newly_moved, watching_rule
from equity_lens.disclosure.changes import changes
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.disclosure.released_changes import ChangeKind
from equity_lens.words.changes import change_sentence, changes_sentence, not_compared_sentence

# Two years in which the most deprived fifth lies 5 points below the least, give or take 0.4.
STEADY = [5900, 5860, 5940, 5890, 5910, 5870, 5930, 5900, 5880, 5920, 5900, 5860] * 2
REFERENCE = 6400
PEOPLE = 10_000


def released(trusts, most_deprived, *, reference=None, measure=None, of_policy="hes"):
    """A release in which only the ends of the gradient change; 10,000 people in each fifth."""
    measure = measure or trusts.WITHIN_18
    least = reference or [REFERENCE] * len(most_deprived)
    rows = [[n, 6300, 6300, 6300, r] for n, r in zip(most_deprived, least, strict=True)]
    periods = [f"{2024 + m // 12}-{m % 12 + 1:02d}" for m in range(len(rows))]
    given = {"periods": periods}
    counts = trusts.fifths(measure, rows, [[PEOPLE] * 5] * len(rows), **given)
    total = trusts.everybody(measure, [sum(r) for r in rows], [5 * PEOPLE] * len(rows), **given)
    return release([total, counts], policy=policy(of_policy), names=str, organisation="RX1")


def side_by_side(one, other):
    """Two releases of one organisation as one."""
    return replace(
        one,
        profiles=one.profiles + other.profiles,
        findings=one.findings + other.findings,
        trends=one.trends + other.trends,
    )


def only(found):
    (change,) = found.changes
    return change


def test_an_ordinary_month_has_nothing_to_tell(trusts):
    before, now = released(trusts, STEADY), released(trusts, [*STEADY, 5890])
    found = changes(before, now)
    assert found.changes == ()
    # The gradient is watched from end to end: one chart.
    assert found.watched == 1


def test_a_gap_beyond_its_limits_has_widened(trusts):
    # From 64.0% to 56.0%: 8.0 points, where the mean is (24 x 5.03 + 8) / 25 = 5.15.
    before, now = released(trusts, STEADY), released(trusts, [*STEADY, 5600])
    change = only(changes(before, now))
    assert change.kind is ChangeKind.WIDENED
    assert change.group.subgroup.key == "1"
    assert change.group.gap.value == pytest.approx(-0.080)
    assert change.trend.mean == pytest.approx(0.0515, abs=0.0002)
    # 8.0% of 10,000
    assert change.people_affected.value == 800
    said = change_sentence(change)
    for words in (
        "in the most deprived fifth: the gap has widened.",
        "It is 8.0 percentage points lower in January 2026; its average is 5.2 percentage points "
        "lower.",
        "above the process limits",
        "800",
        "Strong enough to act.",
    ):
        assert words in said, said


def test_a_signal_is_told_once(trusts):
    before, now = released(trusts, [*STEADY, 5600]), released(trusts, [*STEADY, 5600, 5600])
    assert ChangeKind.WIDENED not in {each.kind for each in changes(before, now).changes}


def test_a_gap_that_closes_because_the_group_fares_better_has_narrowed(trusts):
    before, now = released(trusts, STEADY), released(trusts, [*STEADY, 6150])
    change = only(changes(before, now))
    assert change.kind is ChangeKind.NARROWED
    assert "narrowed, and this group fares better" in change_sentence(change)


def test_a_gap_that_closes_because_the_others_fare_worse_is_levelling_down(trusts):
    # The least deprived fall from 64.0% to 61.0%; the most deprived stay at 58.9%, below 58.97%.
    before = released(trusts, STEADY)
    now = released(trusts, [*STEADY, 5890], reference=[REFERENCE] * 24 + [6100])
    found = {each.group.subgroup.key: each for each in changes(before, now).changes}
    assert {each.kind for each in found.values()} == {ChangeKind.LEVELLED_DOWN}
    said = change_sentence(next(iter(found.values())))
    assert "levelling down, not improvement" in said
    assert "narrowed" not in said


def test_a_gap_of_a_group_that_fares_better_does_not_widen(trusts):
    # The most deprived lie above the least throughout, and then fall to just above.
    above = [12_800 - n for n in STEADY]
    before, now = released(trusts, above), released(trusts, [*above, 6410])
    assert not [each for each in changes(before, now).changes if each.kind is ChangeKind.WIDENED]


def test_a_finding_that_is_new_or_gone_is_told_as_such(trusts):
    # Three months have no chart with firm limits. No gap, no gap, then 5 points; and back.
    flat, gap = released(trusts, [6400, 6400]), released(trusts, [6400, 6400, 5900])
    appeared = only(changes(flat, gap))
    assert (appeared.kind, appeared.grade_before) == (ChangeKind.NEW, None)
    said = change_sentence(appeared)
    assert "a new finding." in said
    assert "5.0 percentage points lower than in the least deprived fifth in March 2024" in said
    closed = released(trusts, [6400, 6400, 5900, 6400])
    vanished = only(changes(gap, closed))
    assert (vanished.kind, vanished.grade) == (ChangeKind.GONE, None)
    # The people are those of the month in which it was found: 5% of 10,000.
    assert vanished.people_affected.value == 500
    assert "no longer a finding" in change_sentence(vanished)


def test_nothing_changes_between_a_release_and_itself(trusts):
    now = released(trusts, [*STEADY, 5600])
    found = changes(now, now)
    assert (found.changes, found.not_compared, found.watched) == ((), (), 0)
    assert changes_sentence(found).startswith("No gap has newly widened or narrowed")


def test_a_measure_with_a_new_version_is_not_compared_and_says_so(trusts):
    again = replace(trusts.WITHIN_18, version=2)
    before, now = released(trusts, STEADY), released(trusts, [*STEADY, 5600], measure=again)
    found = changes(before, now)
    assert (found.changes, found.watched) == ((), 0)
    (refused,) = found.not_compared
    assert not_compared_sentence(refused) == (
        "Within 18, by deprivation fifth, is not compared: the definition of the measure has a new "
        "version."
    )


def test_releases_under_different_policies_are_not_compared(trusts):
    before, now = released(trusts, STEADY, of_policy="local"), released(trusts, [*STEADY, 5600])
    found = changes(before, now)
    assert found.changes == ()
    assert {each.why for each in found.not_compared} == {"another disclosure policy holds"}


def test_releases_of_two_organisations_are_refused(trusts):
    now = released(trusts, STEADY)
    other = replace(now, organisation=replace(now.organisation, code="RX2"))
    with pytest.raises(ValueError, match="one organisation"):
        changes(other, now)


def test_a_trust_that_has_another_name_now_is_the_same_trust(trusts):
    before, now = released(trusts, STEADY), released(trusts, [*STEADY, 5600])
    renamed = replace(now, organisation=replace(now.organisation, name="Another name"))
    assert only(changes(before, renamed)).kind is ChangeKind.WIDENED


def test_those_who_affect_most_people_come_first(trusts):
    both = [trusts.WITHIN_18, replace(trusts.OVER_18, id="other", better="higher")]

    def of(last):
        parts = [released(trusts, [*STEADY, *last[i]], measure=m) for i, m in enumerate(both)]
        return side_by_side(*parts)

    # 9 points of 10,000 people against 8 points.
    found = changes(of(([], [])), of(([5600], [5500]))).changes
    assert [each.profile.measure.id for each in found] == ["other", "within-18"]
    assert [each.people_affected.value for each in found] == [900, 800]


def test_appointments_come_after_people_however_many_they_are(trusts):
    people, appointments = trusts.WITHIN_18, replace(trusts.WITHIN_18, id="a", noun="appointments")

    def of(last):
        parts = [
            released(trusts, [*STEADY, *end], measure=measure)
            for measure, end in zip((appointments, people), last, strict=True)
        ]
        return side_by_side(*parts)

    found = changes(of(([], [])), of(([5500], [5600]))).changes
    assert [each.profile.measure.noun for each in found] == [people.noun, "appointments"]


def test_a_step_too_small_to_matter_is_not_told():
    # 0.4 points from the mean, where half a point is asked for.
    assert newly_moved([0.054], [0.050], ["concern"], [""], [0.005]).tolist() == [""]
    assert newly_moved([0.056], [0.050], ["concern"], [""], [0.005]).tolist() == ["widened"]


def test_how_many_false_alarms_to_expect_is_said(trusts):
    found = changes(released(trusts, STEADY), released(trusts, [*STEADY, 5890]))
    rate = watching_rule()["false_alarms"]["for_each_chart_and_month"]
    assert found.false_alarms == pytest.approx(rate)
    # 1 in 0.0076 is 132
    assert changes_sentence(found).endswith("about once in 132 such months.")
    many = replace(found, watched=300, false_alarms=300 * rate)
    # 300 x 0.0076 = 2.28
    assert "about 2 would be told of as moved by chance alone" in changes_sentence(many)
