"""The induction: three answers make a path; steps are left, resumed, skipped, and done by output."""

import re

import pytest
from django.urls import reverse

from equity_lens_web.guidance.shipped import kinds
from equity_lens_web.leadership.models import StepMark

PATH = reverse("leadership:induction")
NEW_TO_IT = {"experience": "new", "time": "under_one", "kind": "acute"}


@pytest.fixture
def lead(browser):
    """The lead of an acute trust, three weeks in post, with no public health training."""
    here = browser("hi_lead")
    here.post(reverse("leadership:induction-answers"), NEW_TO_IT)
    return here


def _mark(lead, step, state):
    return lead.post(reverse("leadership:induction-mark", args=[step]), {"state": state})


def test_three_answers_make_nine_steps_of_170_minutes_of_which_four_are_optional(lead, words):
    said = words(lead.get(PATH))
    assert "9 steps, 170 minutes in all; 4 of them are optional." in said
    assert "too few to say what is so for every lead (S2:69)" in said


def test_an_experienced_lead_gets_a_shorter_path(browser, words):
    lead = browser("hi_lead")
    given = NEW_TO_IT | {"experience": "experienced"}
    said = words(lead.post(reverse("leadership:induction-answers"), given, follow=True))
    # Without the two units of fifteen minutes.
    assert "7 steps, 140 minutes in all; 2 of them are optional." in said


def test_a_step_is_left_and_resumed(lead, words):
    opened = _mark(lead, "charter", "begun")
    assert opened.url == reverse("leadership:charter-answers")
    said = words(lead.get(PATH))
    assert "By day 1. About 15 minutes. Begun" in said
    assert b'aria-label="Go on: Write the charter of your role"' in lead.get(PATH).content


def test_a_step_can_be_done_or_skipped_and_its_minutes_are_no_longer_left(lead, words):
    _mark(lead, "your-trust", "done")
    _mark(lead, "role-shape", "skipped")
    # 170 less 15 and 15.
    assert "140 minutes are left" in words(lead.get(PATH))


def test_opening_a_finished_step_again_does_not_undo_it(lead):
    _mark(lead, "your-trust", "done")
    _mark(lead, "your-trust", "begun")
    assert StepMark.objects.get().state == "done"


def test_the_experienced_skip_to_day_30_in_one_go(lead, words):
    landed = lead.post(reverse("leadership:induction-skip"), follow=True)
    assert "Skipped to day 30" in words(landed)
    assert landed.redirect_chain[-1][0] == reverse("leadership:first-draft")
    # What is left of the first thirty days is the draft itself: 20 minutes.
    assert "20 minutes are left" in words(lead.get(PATH))


def test_a_signed_charter_and_a_sent_draft_are_done_by_themselves(lead, browser, words):
    answers = {"days_a_month": "2", "budget": "40000", "send": "yes"}
    lead.post(reverse("leadership:charter-answers"), answers)
    named = {"days_a_month": "2", "budget": "40001"}
    browser("ceo").post(reverse("leadership:time-and-money"), named)
    for role in ("hi_lead", "chair"):
        browser(role).post(reverse("leadership:charter-sign"), {"seen": 2})
    lead.post(reverse("leadership:first-draft-send"))
    said = words(lead.get(PATH))
    assert "By day 1. About 15 minutes. Done" in said
    assert "By day 30. About 20 minutes. Done" in said


def test_who_is_not_the_lead_has_no_induction(browser):
    for role in ("chair", "ned", "administrator"):
        assert browser(role).get(PATH).status_code == 403


@pytest.mark.parametrize("step", kinds()["induction_step"].entries)
def test_every_step_opens_a_page_that_is_there(step):
    fields = kinds()["induction_step"].entries[step].fields
    assert reverse(fields["opens"], args=[step] if fields["opens"] == "leadership:unit" else [])


def test_own_trust_shows_findings_gaps_in_data_and_who_is_who(refreshed_trust, browser, words):
    said = words(browser("hi_lead").get(reverse("leadership:own-trust")))
    assert "Waiting within 18 weeks: most deprived fifth" in said
    # Of 40,888 on the list 88.1% have an ethnic group; the rest of the sample is complete.
    assert re.search(r"Ethnic group, .*: 88.1% complete\.", said), said[
        said.index("Where the data") :
    ]
    assert "Chair" not in said.split("Who is who")[1]
    browser("chair")
    again = words(browser("hi_lead").get(reverse("leadership:own-trust")))
    assert "Chair: chair" in again.split("Who is who")[1]


@pytest.mark.parametrize("unit", ["reading-a-gap", "who-is-not-here"])
def test_a_unit_explains_its_answers_and_keeps_only_that_it_is_done(
    refreshed_trust, lead, words, unit
):
    address = reverse("leadership:unit", args=[unit])
    assert "Two questions" in words(lead.get(address))
    assert "Choose an answer" in words(lead.post(address, {}))
    said = words(lead.post(address, {"question_1": "1", "question_2": "2"}))
    assert "What holds, and why" in said
    assert [(mark.step, mark.state) for mark in StepMark.objects.all()] == [(unit, "done")]


def test_a_unit_reads_the_trusts_own_first_finding(refreshed_trust, browser, words):
    said = words(browser("chair").get(reverse("leadership:unit", args=["reading-a-gap"])))
    # 14.2% in the sample's most deprived fifth, 6.1% in its least.
    assert "a gap of 8.2 percentage points" in said.split("What to look for")[0]


def test_the_path_and_the_trust_take_a_bounded_number_of_queries(
    refreshed_trust, lead, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        lead.get(PATH)
    with django_assert_max_num_queries(25):
        lead.get(reverse("leadership:own-trust"))
