"""The access pathway and its options: where people are lost, and what would change for everybody."""

import pytest
from django.urls import reverse

from equity_lens_web.audit.models import Event

PAGE, OPTIONS = "evidence:access", "evidence:access-options"
ATTENDED, BOOKED = "first-appointment-attended", "referral-booked"
REMINDER = {
    "pathway": "referral-to-attendance", "by": "imd_quintile", "option": "reminder", "model": "yes",
    "step": ATTENDED, "group": "1", "reach": "50", "low": "20", "central": "30", "high": "40",
    "source": "Our trial, 2026",
}  # fmt: skip
SLOTS = {
    "pathway": "referral-to-attendance", "by": "imd_quintile", "option": "share-of-slots",
    "model": "yes", "group": "1", "share": "10", "weekly_slots": "100", "basis": "list",
}  # fmt: skip


def test_the_step_that_loses_most_is_named_with_its_people(lead, words):
    # Of 1,000 referred, 640 came: 360 lost, of whom 200 at booking (55.6%).
    # 220 of 980 not booked would be 22.4%; 20.4% were, against 5.1%: 15.3 points, of 980 150.
    said = words(lead.get(reverse(PAGE)))
    assert "Of 360 lost on the way" in said
    assert "200 were lost at booking: 55.6%" in said
    assert "a share 15.3 percentage points (95% interval 12.3 to 18.3) higher" in said
    assert "These figures cannot tell why." in said
    assert "nobody’s fault" in said


def test_the_reference_group_can_be_looked_at_too(lead, words):
    said = words(lead.get(reverse(PAGE), {"group": "5"}))
    assert "Of 150 lost on the way in the least deprived fifth" in said


def test_an_option_says_what_it_supposes_and_its_effect_on_every_group(lead, words):
    # 100 missed; half reached, 30% (20% to 40%) of these avoided: 85 (80 to 90) would be missed.
    said = words(lead.get(reverse(OPTIONS), REMINDER))
    assert (
        "Supposed: share of missed appointments that a reminder avoids, against none: 30.0%" in said
    )
    assert "Entered by a person, whose source is: Our trial, 2026." in said
    assert "100 not attended would become 85 (80 to 90)" in said
    assert "Nothing would change for: least deprived fifth." in said
    assert "Least deprived fifth (reference) 0.0% 40 40" in said


def test_another_share_for_one_group_stands_in_place_of_the_common_one(lead, words):
    # Of the least deprived 40 missed: all reached, 30% avoided, 28 left.
    said = words(lead.get(reverse(OPTIONS), REMINDER | {"reach_1": "100"}))
    assert "40 not attended would become 28" in said


def test_a_source_is_not_kept_for_numbers_that_are_not_its_own(lead, words):
    form = lead.get(reverse(OPTIONS), {"option": "reminder"}).content.decode()
    assert 'value="34"' in form
    published = "Hasvold PE, Wootton R."
    assert published in form
    source = form.split('name="source"')[1].split('value="')[1].split('"')[0].replace("&#39;", "'")
    changed = words(lead.get(reverse(OPTIONS), REMINDER | {"source": source}))
    assert "Say whose numbers these are now" in changed
    assert "What would change" not in changed
    as_it_stood = REMINDER | {"source": source, "low": "29", "central": "34", "high": "39"}
    kept = words(lead.get(reverse(OPTIONS), as_it_stood))
    assert f"Source: {published}" in kept
    assert "to be checked at its source" in kept


def test_where_no_source_says_how_much_nothing_is_filled_in(lead, words):
    page = lead.get(reverse(OPTIONS), {"option": "phone-booking"})
    assert "No published figure that we trust says this" in words(page)
    assert 'value="34"' not in page.content.decode()


def test_more_bookings_say_how_much_longer_everybody_would_wait(lead, words):
    # 200 and 50 not booked, all reached, 30% booked: 75 more appointments, at 100 a week 0.75 weeks.
    asked = REMINDER | {
        "option": "phone-booking", "step": BOOKED, "group": "every", "reach": "100",
        "weekly_slots": "100",
    }  # fmt: skip
    said = words(lead.get(reverse(OPTIONS), asked))
    assert "75 (50 to 100) more appointments" in said
    assert "every group alike would wait 0.8 weeks" in said


def test_a_share_of_slots_says_who_would_wait_longer(lead, words):
    # 100 a week over 10,000: 100 weeks for all. Ten move: 3,000 over 40 is 75 weeks;
    # 6,000 over 60 x 60/70 is 116.7 weeks. 7,000 people wait longer.
    said = words(lead.get(reverse(OPTIONS), SLOTS))
    assert "3,000 people in the most deprived fifth: 75.0 weeks in place of 100.0 weeks" in said
    assert "116.7 weeks in place of 100.0 weeks, 16.7 weeks longer" in said
    assert "In all, 7,000 people are in groups that would wait longer." in said
    assert "The order of people within a group stays as it is." in said


def test_what_cannot_be_modelled_says_what_to_change(lead, words):
    said = words(lead.get(reverse(OPTIONS), SLOTS | {"share": "80"}))
    assert "There are not so many appointments to move." in said
    assert "Choose a smaller share, or add appointments." in said


def test_a_form_left_empty_says_what_to_enter(lead, words):
    said = words(lead.get(reverse(OPTIONS), {"option": "reminder", "model": "yes"}))
    for instruction in (
        "Choose the step at which it acts",
        "Enter the share of them whom it would reach, from 0 to 100",
        "Enter the middle number in figures",
        "Say where the numbers come from",
    ):
        assert instruction in said
    assert "This field is required" not in said


def test_more_than_all_losses_cannot_be_avoided(lead, words):
    said = words(lead.get(reverse(OPTIONS), REMINDER | {"high": "140", "reach": "-5"}))
    assert said.count("Enter a share from 0 to 100") == 2  # in the summary and beside the field
    assert "Enter the share of them whom it would reach, from 0 to 100" in said
    assert "What would change" not in said


def test_modelling_leaves_a_trace_that_names_the_option_and_no_person(lead, planned_trust):
    lead.get(reverse(OPTIONS), REMINDER)
    event = Event.objects.get(what="option.modelled")
    assert (event.organisation, event.about) == (planned_trust, "A reminder by text or telephone")
    assert event.detail == {"compared_by": "imd_quintile"}


@pytest.mark.parametrize(("who", "status"), [("qi_team", 200), ("analyst", 200), ("chair", 403)])
def test_only_those_who_may_model_options_can(planned_trust, signed_in, who, status):
    assert signed_in(planned_trust, who).get(reverse(OPTIONS), REMINDER).status_code == status


def test_a_reader_who_may_not_model_is_told_who_may(planned_trust, signed_in, words):
    said = words(signed_in(planned_trust, "chair").get(reverse(PAGE)))
    assert "Your role does not model options." in said
    assert "Model an option" not in said


def test_without_every_step_measured_the_page_says_which_extract_gives_them(
    refreshed_trust, signed_in, words
):
    said = words(signed_in(refreshed_trust, "hi_lead").get(reverse(PAGE)))
    assert "A pathway needs every one of its steps." in said
