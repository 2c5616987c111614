"""A gap read again after a decision: worked by hand, and every reason for which it is not read."""

from dataclasses import replace
from math import hypot

import pytest

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedGroup,
    ReleasedProfile,
    State,
)
from equity_lens.disclosure.released_readings import Outcome, Unreadable
from equity_lens.disclosure.rereading import gap_as_shown, is_to_the_worse, reread
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.words.readings import reading_sentence, shown_sentence

NONE = Figure(State.MISSING, "people")


def _number(value, unit, lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def _group(key, label, value, gap=NONE, *, is_reference=False):
    return ReleasedGroup(
        subgroup=Subgroup(key, label),
        is_reference=is_reference,
        numerator=NONE,
        denominator=_number(9100.0, "people"),
        value=_number(value, "proportion"),
        gap=gap,
        ratio=NONE,
        people_affected=_number(720.0, "people"),
        share=NONE,
        q_value=NONE,
    )


def _profile(period, value, gap, half=0.015, measure="waiting-within-18-weeks"):
    """Higher is better: the gap of the most deprived fifth is below nought."""
    shown = _number(gap, "difference in proportion", gap - half, gap + half)
    return ReleasedProfile(
        organisation=Organisation("TST", "Test trust"),
        period=period,
        measure=library()[measure],
        dimension=dimensions()["imd_quintile"],
        reference="5",
        reference_value=_number(value - gap, "proportion"),
        overall=_number(value, "proportion"),
        groups=(
            _group("1", "Most deprived fifth", value, shown),
            _group("5", "Least deprived fifth", value - gap, is_reference=True),
        ),
        unknown=(),
        gap_bounds=(),
        slope_index=NONE,
        relative_index=NONE,
        share_unknown=NONE,
        comparisons=1,
        source=Source("list.csv", "0" * 64, "rtt_waiting_list", "IMD 2025", True),
    )


BEFORE = gap_as_shown(_profile("2026-04-30", 0.569, -0.079), "1", "hes")


def _read(profile, hoped=0.02, policy="hes"):
    return reread(BEFORE, profile, policy, hoped)


def test_the_change_and_its_interval_worked_by_hand():
    # 5.0 points now less 7.9 then; each gap 1.5 either way, so the change 1.5 x root 2 = 2.12.
    change = _read(_profile("2026-10-31", 0.60, -0.05)).change
    half = hypot(0.015, 0.015)
    assert change.value == pytest.approx(-0.029)
    assert (change.lower, change.upper) == pytest.approx((-0.029 - half, -0.029 + half))


@pytest.mark.parametrize(
    ("value", "gap", "outcome"),
    [
        (0.60, -0.050, Outcome.AS_HOPED),  # 2.9 narrower, 2.0 hoped for
        (0.57, -0.070, Outcome.UNCHANGED),  # 0.9 narrower, and chance can do 2.12
        (0.53, -0.110, Outcome.WIDER),  # 3.1 wider
        (0.55, -0.050, Outcome.LEVELLED_DOWN),  # closed, and the group fell from 56.9% to 55%
        (0.70, 0.090, Outcome.TURNED_ROUND),  # 9.0 the other way, and was 7.9
    ],
)
def test_each_outcome(value, gap, outcome):
    assert _read(_profile("2026-10-31", value, gap)).outcome is outcome


def test_a_gap_that_moved_beyond_chance_but_by_less_than_hoped_is_narrower():
    reading = _read(_profile("2026-10-31", 0.60, -0.05), hoped=0.05)
    assert reading.outcome is Outcome.NARROWER
    assert reading_sentence(BEFORE, reading) == (
        "The gap is 5.0 percentage points (95% interval 3.5 to 6.5) on 31 October 2026; it was 7.9 "
        "percentage points on 30 April 2026. It is 2.9 percentage points narrower (95% interval 0.8 "
        "to 5.0). That is less than hoped: 5.0 percentage points narrower was hoped for."
    )


def test_what_chance_alone_can_do_is_said_so():
    said = reading_sentence(BEFORE, _read(_profile("2026-10-31", 0.57, -0.07)))
    assert "1.2 wider" in said or "narrower to 1.2 percentage points wider" in said
    assert "which chance alone can do. 2.0 percentage points narrower was hoped for." in said


def test_the_gap_as_shown_is_told_with_level_interval_people_and_day():
    assert shown_sentence(BEFORE) == (
        "Waiting within 18 weeks in the most deprived fifth: 56.9% on 30 April 2026, 7.9 "
        "percentage points lower than in the least deprived fifth (95% interval 6.4 to 9.4). It is "
        "out of 9,100."
    )


NEWER = _profile("2026-10-31", 0.60, -0.05)
HIDDEN = Figure(State.SUPPRESSED, "difference in proportion", reason="fewer than 8 people")


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        (None, Unreadable.NOT_MEASURED),
        (replace(NEWER, groups=NEWER.groups[1:]), Unreadable.NOT_MEASURED),
        (replace(NEWER, period="2026-04-30"), Unreadable.NO_NEW_PERIOD),
        (replace(NEWER, measure=replace(NEWER.measure, version=99)), Unreadable.NEW_VERSION),
        (replace(NEWER, reference="average"), Unreadable.OTHER_REFERENCE),
        (
            replace(NEWER, source=replace(NEWER.source, edition="IMD 2019")),
            Unreadable.OTHER_EDITION,
        ),
        (
            replace(NEWER, groups=(replace(NEWER.groups[0], gap=HIDDEN), NEWER.groups[1])),
            Unreadable.NOT_SHOWN,
        ),
    ],
)
def test_what_cannot_be_set_side_by_side_is_not_read_and_says_why(profile, why):
    reading = _read(profile)
    assert (reading.outcome, reading.why) == (Outcome.NOT_READ, why)
    assert reading.change.value is None
    assert reading_sentence(BEFORE, reading)


def test_under_another_disclosure_policy_a_gap_is_not_read():
    assert _read(NEWER, policy="strict").why is Unreadable.OTHER_POLICY


def test_there_is_nothing_to_narrow_where_the_group_fares_better():
    assert is_to_the_worse(BEFORE)
    assert not is_to_the_worse(gap_as_shown(_profile("2026-10-31", 0.7, 0.05), "1", "hes"))


def test_a_group_that_the_profile_does_not_have_is_refused():
    with pytest.raises(MeasureInvalid):
        gap_as_shown(NEWER, "3", "hes")
