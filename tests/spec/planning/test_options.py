"""What an option would do for every group, those who would wait longer among them."""

from dataclasses import replace

import pytest

from equity_lens.disclosure.released import State
from equity_lens.errors import MeasureInvalid, PlanRefused
from equity_lens.planning.assumption import entered
from equity_lens.planning.fewer_losses import losses_avoided
from equity_lens.planning.options import options, read_options
from equity_lens.planning.share_of_slots import share_of_slots, weekly_removals
from equity_lens.words.options import losses_sentences, slots_sentences

REMINDER, PHONE = options()["reminder"], options()["phone-booking"]
ATTENDED, BOOKED = "first-appointment-attended", "referral-booked"
A_THIRD = entered("share avoided", 0.3, low=0.2, high=0.4, source="Our trial, 2026", at_most=1)


@pytest.fixture
def waiting(made):
    """3,000 wait in one fifth and 6,000 in the other; 1,000 belong to neither."""
    return made.profile(
        "waiting-list-size",
        [
            made.group("1", 3000, 3000, unit="people"),
            made.group("5", 6000, 6000, unit="people", is_reference=True),
        ],
        unknown=[made.group("not_known", 1000, 1000, unit="people", known=False)],
    )


def test_losses_fall_by_the_share_reached_times_the_share_avoided(walked):
    # 100 missed; half are reached and 30% (20% to 40%) of these avoided: 15 (10 to 20).
    model = losses_avoided(walked, REMINDER, step=ATTENDED, assumption=A_THIRD, reach={"1": 0.5})
    most = model.effects[0]
    assert (most.lost_after.value, most.lost_after.lower, most.lost_after.upper) == (85, 80, 90)
    assert (most.more_kept.value, most.more_kept.lower, most.more_kept.upper) == (15, 10, 20)
    assert most.share_lost_after.value == pytest.approx(85 / 740)


def test_every_group_has_an_effect_and_one_that_is_not_offered_it_has_none(walked):
    model = losses_avoided(walked, REMINDER, step=ATTENDED, assumption=A_THIRD, reach={"1": 0.5})
    assert [each.subgroup.key for each in model.effects] == ["1", "5", "no_fixed_abode"]
    least = model.effects[1]
    assert least.lost_after.value == least.lost_before.value == 40
    assert least.more_kept.value == 0


def test_the_gap_afterwards_is_between_the_shares_lost_afterwards(walked):
    # 85/740 less 40/890 = 0.1149 - 0.0449
    model = losses_avoided(walked, REMINDER, step=ATTENDED, assumption=A_THIRD, reach={"1": 0.5})
    assert model.effects[0].gap_after.value == pytest.approx(85 / 740 - 40 / 890)
    assert "the gap would narrow" in " ".join(losses_sentences(model))


def test_an_option_that_reaches_the_better_off_most_is_said_to_widen_the_gap(walked):
    model = losses_avoided(walked, REMINDER, step=ATTENDED, reach={"5": 1.0})
    said = " ".join(losses_sentences(model))
    assert "the gap would widen" in said
    assert "Nothing would change for: most deprived fifth." in said


def test_more_bookings_are_carried_through_the_later_steps_and_ask_for_appointments(walked):
    # 200 not booked, 30% of them booked: 60. Of 780 booked now 640 are seen: 60 x 640/780 = 49.2.
    # The least deprived: 50 not booked, 15 booked. 75 more appointments, at 100 a week 0.75 weeks.
    model = losses_avoided(walked, PHONE, step=BOOKED, assumption=A_THIRD, weekly_slots=100)
    most, least, _ = model.effects
    assert (most.more_kept.value, most.more_seen.value) == (60, 49)
    assert least.more_kept.value == 15
    assert model.slots_needed.value == 75
    assert model.longer_wait.value == pytest.approx(0.75)
    assert "every group alike would wait" in " ".join(losses_sentences(model))


def test_without_a_source_the_assumption_must_be_entered(walked):
    with pytest.raises(PlanRefused, match="Nothing trustworthy") as refused:
        losses_avoided(walked, PHONE, step=BOOKED)
    assert "Enter a number of your own" in refused.value.remedy


def test_a_withheld_loss_has_a_withheld_effect(walked, made):
    passages = list(walked.groups[0].passages)
    passages[4] = replace(passages[4], lost=made.suppressed("events"))
    hidden = replace(walked.groups[0], passages=tuple(passages))
    model = losses_avoided(
        replace(walked, groups=(hidden, walked.groups[1])), REMINDER, step=ATTENDED
    )
    most = model.effects[0]
    for figure in (most.lost_after, most.share_lost_after, most.more_kept, most.gap_after):
        assert figure.state is State.SUPPRESSED
    assert "What would change is not shown" in " ".join(losses_sentences(model))


@pytest.mark.parametrize(
    ("option", "step", "reach", "fault"),
    [
        (PHONE, ATTENDED, 1.0, "does not act on"),
        (REMINDER, ATTENDED, 1.1, "from 0 to 1"),
        (REMINDER, ATTENDED, {"9": 0.5}, "There is no group '9'"),
        (options()["share-of-slots"], ATTENDED, 1.0, "does not act on"),
    ],
)
def test_what_cannot_be_modelled_is_refused(walked, option, step, reach, fault):
    with pytest.raises(PlanRefused, match=fault):
        losses_avoided(walked, option, step=step, assumption=A_THIRD, reach=reach)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"central": -0.1}, "below nought"),
        ({"central": 1.2}, "above 1"),
        ({"central": 0.5, "low": 0.6}, "in that order"),
        ({"central": 0.5, "source": " "}, "whose number"),
    ],
)
def test_an_assumption_that_cannot_be_is_refused(given, fault):
    with pytest.raises(PlanRefused, match=fault):
        entered("share avoided", **{"source": "Us", **given}, at_most=1)


def test_published_assumptions_are_those_of_their_sources():
    # BMC Public Health 2022: pooled 0.63 (0.48 to 0.83) of missed appointments are left.
    transport = options()["transport"].assumption
    assert (transport.low, transport.central, transport.high) == pytest.approx(
        (1 - 0.83, 1 - 0.63, 1 - 0.48)
    )
    assert REMINDER.assumption.to_be_checked


def test_each_option_without_a_source_has_no_number():
    for option in options().values():
        assert option.assumption.is_known == bool(option.assumption.source)


def test_a_slip_in_a_file_of_options_is_found(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(
        '[[options]]\nid = "a"\ntitle = "A"\nwhat = "A"\nkind = "loss"\nacts_on = ["x"]\n'
        "[options.assumption]\nwhat = 'share'\ncentral = 1.5\n",
        encoding="utf-8",
    )
    with pytest.raises(MeasureInvalid) as slips:
        read_options(file)
    assert len(slips.value.faults) == 2  # above 1, and no source


def test_slots_in_proportion_to_the_lists_give_everybody_one_wait(waiting):
    # 10,000 people and 500 a week: 20 weeks for all.
    model = share_of_slots(waiting, given_to={"1"}, share=0.0, weekly_slots=500)
    assert [wait.weeks_before.value for wait in model.waits] == pytest.approx([20, 20, 20])
    assert model.longer.value == 0


def test_a_share_for_one_group_lengthens_the_others_wait_by_what_they_give(waiting):
    # 10% of 500 is 50. Most deprived: 150 + 50 = 200 a week, 3,000/200 = 15 weeks.
    # The others had 350 and keep 300: 7,000/300 = 23.33 weeks, for each of them.
    model = share_of_slots(waiting, given_to={"1"}, share=0.1, weekly_slots=500)
    assert [w.weeks_after.value for w in model.waits] == pytest.approx([15, 70 / 3, 70 / 3])
    assert [w.change.value for w in model.waits] == pytest.approx([-5, 10 / 3, 10 / 3])
    assert model.longer.value == 7000
    # There was no gap to close: the group now waits 8.3 weeks less than the others.
    assert model.gap_after.value == pytest.approx(15 - 70 / 3)
    assert not model.levels_down
    said = slots_sentences(model)
    assert (
        "3,000 people in the most deprived fifth: 15.0 weeks in place of 20.0 weeks, 5.0 weeks less."
        in said
    )
    assert "In all, 7,000 people are in groups that would wait longer." in said


def test_a_gap_that_closes_because_others_wait_longer_is_called_levelling_down(waiting):
    # Now 100, 340 and 60 a week: 30.0, 17.6 and 16.7 weeks; the others together 7,000/400 = 17.5,
    # a gap of 12.5 weeks. 8% of 500 is 40: 3,000/140 = 21.43 and 7,000/360 = 19.44, a gap of 1.98.
    now = {"1": 100, "5": 340, "not_known": 60}
    model = share_of_slots(waiting, given_to={"1"}, share=0.08, weekly_slots=500, slots_now=now)
    assert model.gap_before.value == pytest.approx(12.5)
    assert model.gap_after.value == pytest.approx(3000 / 140 - 7000 / 360)
    assert model.from_the_group.value == pytest.approx(30 - 3000 / 140)
    assert model.from_the_others.value == pytest.approx(7000 / 360 - 17.5)
    assert model.levels_down
    said = " ".join(slots_sentences(model))
    assert "8.6 weeks are that the group would wait less" in said
    assert "1.9 weeks that the others would wait longer" in said
    assert "levelling down" in said


def test_added_appointments_are_taken_from_nobody(waiting):
    now = {"1": 100, "5": 340, "not_known": 60}
    model = share_of_slots(
        waiting, given_to={"1"}, share=0.0, weekly_slots=500, slots_now=now, added=50
    )
    assert model.waits[0].weeks_after.value == pytest.approx(20)
    assert model.longer.value == 0
    assert not model.levels_down


def test_a_group_whose_list_is_withheld_is_no_part_of_the_arithmetic_and_is_said(made, waiting):
    hidden = made.group("3", None, None, unit="people", label="Middle fifth")
    profile = replace(waiting, groups=(*waiting.groups, hidden))
    model = share_of_slots(profile, given_to={"1"}, share=0.1, weekly_slots=500)
    middle = model.waits[2]
    assert middle.weeks_after.state is State.SUPPRESSED
    assert "Not in the arithmetic, as their numbers are withheld: middle fifth." in slots_sentences(
        model
    )


def test_what_each_group_has_now_comes_from_released_removals(made):
    removals = made.profile(
        "waiting-list-removals", [made.group("1", 930, 930), made.group("2", None, None)]
    )
    assert weekly_removals(removals, weeks=4) == {"1": 232.5}


@pytest.mark.parametrize(
    ("given_to", "share", "fault"),
    [
        ({"9"}, 0.1, "There is no group '9'"),
        (set(), 0.1, "No group is named"),
        ({"1", "5", "not_known"}, 0.1, "nobody is left"),
        ({"1"}, 1.0, "from 0 to under 1"),
        ({"1"}, 0.7, "not so many"),
    ],
)
def test_a_share_that_cannot_be_is_refused(waiting, given_to, share, fault):
    with pytest.raises(PlanRefused, match=fault):
        share_of_slots(waiting, given_to=given_to, share=share, weekly_slots=500)
