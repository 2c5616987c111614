"""A released profile against another reference."""

from dataclasses import replace

import pytest

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.recompared import recompared, reference_choices
from equity_lens.disclosure.released import Figure, State
from equity_lens.errors import MeasureInvalid


@pytest.fixture
def profiles(sample_release):
    """Waiting within 18 weeks: by deprivation, and of everyone."""
    mine = [p for p in sample_release.profiles if p.measure.id == "waiting-within-18-weeks"]
    by = {p.dimension.key: p for p in mine}
    return by["imd_quintile"], by["all"]


def _value(profile, key):
    return next(g for g in profile.groups if g.subgroup.key == key)


def test_against_the_middle_fifth_the_gap_is_one_percentage_less_the_other(profiles):
    by_fifth, everyone = profiles
    again = recompared(by_fifth, everyone, "3", policy("hes"))
    most, middle = _value(again, "1"), _value(again, "3")
    by_hand = (
        most.numerator.value / most.denominator.value
        - middle.numerator.value / middle.denominator.value
    )
    assert again.reference == "3"
    assert most.gap.value == pytest.approx(by_hand)
    assert middle.is_reference
    assert not middle.gap.is_number


def test_against_its_own_reference_every_figure_is_the_one_that_was_released(profiles):
    by_fifth, everyone = profiles
    again = recompared(by_fifth, everyone, by_fifth.reference, policy("hes"))
    for was, now in zip(by_fifth.groups, again.groups, strict=True):
        assert now.numerator == was.numerator
        assert now.gap.value == pytest.approx(was.gap.value, abs=5e-4) if was.gap.value else True


def test_what_was_withheld_stays_withheld(profiles):
    by_fifth, everyone = profiles
    first, *rest = by_fifth.groups
    hidden = replace(first, numerator=Figure(State.SUPPRESSED, "people", reason="small"))
    again = recompared(replace(by_fifth, groups=(hidden, *rest)), everyone, "3", policy("hes"))
    assert again.groups[0].gap.state is State.SUPPRESSED
    assert again.groups[0].value.state is State.SUPPRESSED


def test_a_group_that_is_not_shown_is_not_offered_as_a_reference(profiles):
    by_fifth, _ = profiles
    first, *rest = by_fifth.groups
    hidden = replace(first, numerator=Figure(State.SUPPRESSED, "people", reason="small"))
    offered = [key for key, _ in reference_choices(replace(by_fifth, groups=(hidden, *rest)))]
    assert offered[0] == by_fifth.reference
    assert "1" not in offered


def test_everyone_cannot_be_compared_with_anybody(profiles):
    _, everyone = profiles
    with pytest.raises(MeasureInvalid, match="own reference only"):
        recompared(everyone, everyone, "average", policy("hes"))
