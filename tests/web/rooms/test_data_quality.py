"""Completeness with its owner and target; how findings could change; what is out of date."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.audit.models import Event
from equity_lens_web.evidence.models import Care
from equity_lens_web.evidence.services.care import assign_care

PAGE = "evidence:data-quality"
CARE = ("evidence:care", "rtt_waiting_list", "ethnic_category")
GIVEN = {"owner": "Chief information officer", "target": "95", "by_on": "31 3 2099"}


def _address(name, *args):
    return reverse(name, args=args)


def test_each_field_says_what_is_recorded_and_how_much_of_it(lead, words):
    # Of 40,888: 36,022 known (88.1%), 2,617 not stated (6.4%), 2,249 not known (5.5%).
    said = words(lead.get(reverse(PAGE)))
    assert "Ethnic group 88.1% Known, 88.1%; not stated (asked), 6.4%; not known" in said
    assert "Nobody yet" in said


def test_an_owner_and_a_target_stand_beside_the_figure(lead, planned_trust, words):
    said = words(lead.post(_address(*CARE), GIVEN, follow=True))
    assert "Saved. The owner and the target stand beside the figures." in said
    # 95.0 less 88.1
    assert "95.0% by 31 March 2099: 6.9 percentage points short" in said
    care = Care.objects.get()
    assert (care.measure, care.service) == ("ethnicity-recorded-waiting-list", "rtt_waiting_list")
    assert (care.target, care.by_on) == (Decimal("0.95"), dt.date(2099, 3, 31))
    event = Event.objects.get(what="care.assigned")
    assert event.detail["owner"] == "Chief information officer"
    assert event.organisation == planned_trust


def test_saying_it_again_changes_the_owner_and_keeps_one_record(lead):
    lead.post(_address(*CARE), GIVEN)
    lead.post(_address(*CARE), {"owner": "Head of access"})
    assert [(care.owner, care.target) for care in Care.objects.all()] == [("Head of access", None)]


@pytest.mark.parametrize(
    ("given", "instruction"),
    [
        ({"owner": ""}, "Enter who looks after it"),
        ({"target": "120"}, "Enter a target from 0 to 100"),
        ({"target": ""}, "Enter the target that is to be reached by that day"),
        ({"by_on": "31 March"}, "Enter a day, month and year"),
        ({"by_on": "1 1 2020"}, "Enter a day that is still to come"),
    ],
)
def test_a_form_that_is_not_right_says_what_to_enter(lead, words, given, instruction):
    assert instruction in words(lead.post(_address(*CARE), GIVEN | given))
    assert not Care.objects.exists()


def test_a_reader_without_the_right_cannot_say_who_looks_after_it(planned_trust, signed_in, words):
    browser = signed_in(planned_trust, "chair")
    assert browser.post(_address(*CARE), GIVEN).status_code == 403
    assert "Say who" not in words(browser.get(reverse(PAGE)))


def test_a_field_that_is_not_in_the_figures_does_not_exist(lead):
    assert lead.get(_address("evidence:care", "rtt_waiting_list", "shoe_size")).status_code == 404


def test_another_trusts_owners_are_not_on_our_page(lead, other_trust, member, words):
    theirs = member(other_trust, "analyst")
    assign_care(
        organisation=other_trust, measure="ethnicity-recorded-waiting-list",
        service="rtt_waiting_list", owner="Somebody elsewhere", target=None, by_on=None, by=theirs,
    )  # fmt: skip
    assert Membership.objects.filter(person=theirs, organisation=other_trust).exists()
    assert "Somebody elsewhere" not in words(lead.get(reverse(PAGE)))


def test_each_finding_says_how_it_could_change(lead, words):
    said = words(lead.get(reverse(PAGE)))
    findings = said.split("How each finding could change")[1]
    assert "Waiting within 18 weeks: most deprived fifth 7.9 percentage points lower" in findings
    assert "The gap stands either way." in findings


@pytest.mark.parametrize(("today", "is_late"), [((2026, 11, 25), False), ((2027, 2, 1), True)])
def test_figures_past_their_refresh_date_are_listed(lead, words, monkeypatch, today, is_late):
    # The figures are of 31 October 2026; two months later they are late.
    monkeypatch.setattr("equity_lens_web.design_system.moments.today", lambda: dt.date(*today))
    said = words(lead.get(reverse(PAGE))).split("Past their refresh date")[1]
    assert ("Waiting within 18 weeks : to 31 October 2026" in said) is is_late
    assert ("No measure is past its refresh date." in said) is not is_late
