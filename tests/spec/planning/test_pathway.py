"""Where people are lost between referral and attendance, reckoned by hand."""

from dataclasses import replace

import pytest

from equity_lens.disclosure.released import State
from equity_lens.errors import PlanRefused
from equity_lens.planning.pathway import parting, walk, widest_parting
from equity_lens.planning.pathways import pathways

REFERRALS = pathways()["referral-to-attendance"]
APPOINTMENTS = pathways()["booking-to-attendance"]


def at(walked, group, step):
    return walked.groups[group].passages[step]


def test_people_who_enter_and_are_lost_add_up_step_by_step(walked):
    passages = walked.groups[0].passages
    assert [p.entered.value for p in passages] == [1000, 980, 780, 760, 740]
    assert [p.lost.value for p in passages] == [20, 200, 20, 20, 100]
    assert [p.kept.value for p in passages] == [980, 780, 760, 740, 640]


def test_the_cumulative_share_is_of_those_who_were_referred(walked):
    # 640 of 1,000. Wilson, by hand: centre (0.64 + 1.92073/1000) / 1.00384146 = 0.639464;
    # half-width 1.959964/1.00384146 x sqrt(0.64 x 0.36/1000 + 0.960365/1000000) = 0.029697.
    end = at(walked, 0, 4).cumulative
    assert end.value == pytest.approx(0.64)
    assert (end.lower, end.upper) == pytest.approx((0.6098, 0.6692), abs=5e-5)


def test_the_share_kept_is_of_those_who_entered_the_step(walked):
    assert at(walked, 0, 1).share_kept.value == pytest.approx(780 / 980)


def test_a_steps_part_of_all_losses(walked):
    # 360 were lost in all: 200 of them at booking.
    assert at(walked, 0, 1).share_of_losses.value == pytest.approx(200 / 360)
    assert sum(p.share_of_losses.value for p in walked.groups[0].passages) == pytest.approx(1)


def test_the_gap_is_in_the_share_lost_and_its_people_are_rounded_as_findings_round_them(walked):
    # Kept 15.3 points less is lost 15.3 points more; of 980 that is 149.94, said as 150 (a step of
    # 5 is used up to 400), and its limits 12.3% and 18.3% of 980: 120.5 and 179.3, said as 120, 180.
    passage = at(walked, 0, 1)
    assert (passage.gap.value, passage.gap.lower, passage.gap.upper) == (0.153, 0.123, 0.183)
    extra = passage.extra_lost
    assert (extra.value, extra.lower, extra.upper) == (150, 120, 180)


def test_the_step_where_the_loss_differs_most_is_found_in_numbers_of_people(walked):
    # Booking: 150 more. The day itself: 9.0% of 740 = 66.6, said as 65.
    found = parting(walked.groups[0], walked.pathway)
    assert found.step.measure == "referral-booked"
    assert at(walked, 0, 4).extra_lost.value == 65
    assert widest_parting(walked) == found


def test_the_reference_parts_from_nobody(walked):
    assert parting(walked.groups[1], walked.pathway) is None


def test_a_small_difference_that_is_sure_comes_before_a_larger_one_that_may_be_chance(made):
    steps = made.referral_steps()
    unsure = made.group("1", 780, 980, gap=(-0.153, -0.40, 0.10))
    steps[1] = replace(steps[1], groups=(unsure, steps[1].groups[1]))
    walked = walk(REFERRALS, steps)
    assert parting(walked.groups[0], REFERRALS).step.measure == "first-appointment-attended"


def test_a_withheld_count_stays_withheld_and_never_becomes_nought(made):
    steps = made.referral_steps()
    hidden = made.group("1", None, 980)
    steps[1] = replace(steps[1], groups=(hidden, steps[1].groups[1]))
    passage = walk(REFERRALS, steps).groups[0].passages[1]
    for figure in (passage.kept, passage.lost, passage.share_kept, passage.share_of_losses):
        assert figure.state is State.SUPPRESSED
        assert figure.value is None
        assert figure.reason == made.withheld
    assert passage.entered.value == 980


def test_a_difference_of_two_rounded_counts_is_not_shown_below_ten(made):
    # 980 less 975 is 5: each may have been rounded by 2, so between 1 and 9 were lost.
    steps = made.referral_steps()
    steps[1] = replace(steps[1], groups=(made.group("1", 975, 980), steps[1].groups[1]))
    steps[2] = replace(steps[2], groups=(made.group("1", 955, 975), steps[2].groups[1]))
    steps[3] = replace(steps[3], groups=(made.group("1", 935, 955), steps[3].groups[1]))
    steps[4] = replace(steps[4], groups=(made.group("1", 835, 935), steps[4].groups[1]))
    lost = walk(REFERRALS, steps).groups[0].passages[1].lost
    assert lost.state is State.SUPPRESSED
    assert lost.reason == "fewer than 10"


def test_nobody_who_entered_is_nought_and_has_no_share(walked):
    passage = walked.unknown[0].passages[0]
    assert passage.entered.value == passage.lost.value == 0
    assert passage.share_kept.state is State.MISSING


def test_a_step_may_count_those_lost_instead_of_those_kept(made):
    # 1,000 booked, 60 cancelled by the trust; 940, 40 by the patient; 900, 90 missed.
    walked = walk(
        APPOINTMENTS,
        [
            made.profile(
                m, [made.group("1", n, d, gap=g), made.group("5", ref, e, is_reference=True)]
            )
            for m, n, d, g, ref, e in (
                ("outpatient-cancelled-by-provider", 60, 1000, (0.0, -0.02, 0.02), 60, 1000),
                ("outpatient-cancelled-by-patient", 40, 940, (0.0, -0.02, 0.02), 40, 940),
                ("outpatient-did-not-attend", 90, 900, (0.05, 0.02, 0.08), 45, 900),
            )
        ],
    )
    last = walked.groups[0].passages[-1]
    assert (last.kept.value, last.lost.value) == (810, 90)
    assert last.gap.value == 0.05  # already of those lost
    assert last.extra_lost.value == 45  # 5% of 900
    assert last.cumulative.value == pytest.approx(0.81)


def test_the_latest_period_that_every_step_has_is_walked(made):
    steps = made.referral_steps()
    earlier = [replace(each, period="2026-09") for each in steps]
    only_first = replace(steps[0], period="2026-11")
    assert walk(REFERRALS, [*steps, *earlier, only_first]).period == "2026-10"
    assert walk(REFERRALS, [*steps, *earlier], period="2026-09").period == "2026-09"


def test_a_step_that_was_not_measured_is_named(made):
    with pytest.raises(PlanRefused) as refused:
        walk(REFERRALS, made.referral_steps()[:-1])
    assert "`first-appointment-attended` has not been measured." in refused.value.faults


def test_steps_that_do_not_follow_from_each_other_are_refused(made):
    steps = made.referral_steps()
    steps[1] = replace(steps[1], groups=(made.group("1", 780, 900), steps[1].groups[1]))
    with pytest.raises(PlanRefused, match="do not follow"):
        walk(REFERRALS, steps)


def test_steps_with_different_references_are_refused(made):
    steps = made.referral_steps()
    steps[1] = replace(steps[1], reference="average")
    with pytest.raises(PlanRefused, match="compared with another group"):
        walk(REFERRALS, steps)
