"""Activities on the board's four quadrants, and what the balance view says of each."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from equity_lens_web.audit.models import Event
from equity_lens_web.guidance.reading import entries
from equity_lens_web.plan.models import Activity
from equity_lens_web.plan.services import activities as services


def test_the_twenty_starters_are_five_six_five_and_four_with_their_caution(refreshed_trust, page):
    # Figure 1 of the source: 5 + 6 + 5 + 4 (section Q of the capabilities).
    starters = entries("activity", refreshed_trust)
    quadrants = [each.fields["quadrant"] for each in starters]
    assert [quadrants.count(q) for q in ("accountability", "policy", "supervision", "strategy")] == [
        5, 6, 5, 4,
    ]  # fmt: skip
    said = page("activity-starters")
    assert all(each.title in said for each in starters)
    assert "Mannion et al 2015" in said
    assert "too small a sample" in said


def test_taking_starters_leaves_an_empty_quadrant_in_sight(browser, words):
    chosen = {"starter": ["FA1", "FS1", "FT1"]}
    said = words(browser.post(reverse("plan:activity-starters"), chosen, follow=True))
    assert said.count("Empty this quarter.") == 1
    assert "Policy formulation Looking outward, for the long term Empty this quarter." in said
    assert Activity.objects.count() == 3


def test_a_starter_that_was_taken_is_not_taken_twice(browser):
    for _ in range(2):
        browser.post(reverse("plan:activity-starters"), {"starter": ["FA1"]})
    assert Activity.objects.count() == 1


def test_an_own_activity_needs_two_answers_and_fills_its_quadrant(browser, page):
    given = {"title": "Agree what fair access means", "quadrant": "policy"}
    browser.post(reverse("plan:activity-new"), given)
    said = page("activities")
    assert "Agree what fair access means" in said
    assert said.count("Empty this quarter.") == 3


def test_a_reason_for_an_empty_quadrant_is_kept_for_its_quarter(browser, page, monkeypatch):
    address = reverse("plan:empty-quadrant", args=["policy"])
    browser.post(address, {"reason": "The board sets policy in spring"})
    assert "Reason: The board sets policy in spring" in page("activities")
    later = dt.date(2099, 4, 1)
    monkeypatch.setattr("equity_lens_web.design_system.moments.today", lambda: later)
    assert "The board sets policy in spring" not in page("activities")


def test_what_was_done_is_logged_with_its_minutes_and_ends_the_activity(
    refreshed_trust, lead, page
):
    given = {"title": "Visit a team", "quadrant": "supervision"}
    made = services.add_activity(organisation=refreshed_trust, given=given, by=lead)
    services.log_activity(
        activity=made, what="Visited the booking team", done_on=dt.date(2026, 11, 2), minutes=45,
        state="done", by=lead,
    )  # fmt: skip
    said = page("activity", made.pk)
    assert "2 November 2026, 45 minutes: Visited the booking team" in said
    assert made.ended_on == dt.date(2026, 11, 2)
    detail = Event.objects.get(what="activity.logged").detail
    assert detail == {"minutes": 45, "state": "done"}


def test_a_day_to_come_cannot_be_logged(refreshed_trust, lead, browser, words):
    given = {"title": "Visit a team", "quadrant": "supervision"}
    made = services.add_activity(organisation=refreshed_trust, given=given, by=lead)
    sent = {"what": "Visited", "done_on": "1 1 2099", "minutes": "5", "state": "done"}
    said = words(browser.post(reverse("plan:activity-log", args=[made.pk]), sent))
    assert "Enter a day that is not still to come" in said


def test_a_reader_cannot_write_the_plan(refreshed_trust, member):
    with pytest.raises(PermissionDenied):
        services.add_starters(
            organisation=refreshed_trust, keys=["FA1"], by=member(refreshed_trust, "chair")
        )


def test_a_likely_nhs_number_is_held_before_it_is_kept(browser, words):
    # 943 476 5919 has the right check digit (NHS Data Dictionary's own example).
    given = {"title": "Ring 943 476 5919 back", "quadrant": "policy"}
    assert "Take out a likely NHS number" in words(
        browser.post(reverse("plan:activity-new"), given)
    )
    assert not Activity.objects.exists()
    browser.post(reverse("plan:activity-new"), {**given, "as_it_is": "on"})
    assert Activity.objects.count() == 1


def test_the_page_asks_no_more_however_many_activities_there_are(
    refreshed_trust, lead, browser, django_assert_max_num_queries
):
    keys = [each.key for each in entries("activity", refreshed_trust)]
    services.add_starters(organisation=refreshed_trust, keys=keys, by=lead)
    with django_assert_max_num_queries(14):
        browser.get(reverse("plan:activities"))
