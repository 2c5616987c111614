"""The charter: ten answers, gaps that stay visible, three signatures under one version."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from equity_lens.reports.pdf import pages_before_annex
from equity_lens_web.audit.models import Event
from equity_lens_web.leadership.models import Charter, TimeAndMoney
from equity_lens_web.leadership.needs import needs_of
from equity_lens_web.leadership.presenters.papers import charter_paper
from equity_lens_web.leadership.services import charter as services

ANSWERS = reverse("leadership:charter-answers")
PAGE = reverse("leadership:charter")
ANSWERED = {
    "portfolio": "Medical director",
    "days_a_month": "0.5",
    "budget": "",
    "deputy": "Deputy medical director",
    "purpose": "To close the gap in waiting between the most and least deprived fifth",
}


@pytest.fixture
def asked(browser):
    """A charter with half a day and no budget, sent to the chief executive."""
    browser("hi_lead").post(ANSWERS, ANSWERED | {"send": "yes"})


@pytest.fixture
def named(asked, browser):
    """The chief executive has named two days and £40,000, and thereby signed."""
    answer = {"days_a_month": "2", "budget": "£40,000"}
    return browser("ceo").post(reverse("leadership:time-and-money"), answer, follow=True)


def _titles(browser, trust, role):
    membership = browser(role).person.memberships.get(organisation=trust)
    return [need.title for need in needs_of(membership)]


def _sign(browser, role, seen):
    return browser(role).post(reverse("leadership:charter-sign"), {"seen": seen}, follow=True)


def test_half_a_day_and_no_budget_are_shown_as_gaps(asked, browser, words):
    said = words(browser("hi_lead").get(PAGE))
    assert "Days a month 0.5 Gap: less than one day a month" in said
    assert "Budget Not answered yet Gap: no budget named" in said
    assert "No answer yet." in said


def test_the_gap_stays_with_the_chair_until_the_chief_executive_answers(asked, browser, trust):
    lacks = "The lead's role lacks time or money"
    assert lacks in _titles(browser, trust, "chair")
    assert "Name time and money for the lead's role" in _titles(browser, trust, "ceo")
    browser("ceo").post(
        reverse("leadership:time-and-money"), {"days_a_month": "2", "budget": "40000"}
    )
    assert lacks not in _titles(browser, trust, "chair")


def test_the_chief_executives_answer_is_a_new_signed_version(named, words):
    said = words(named)
    assert "Days a month 2" in said
    assert "Budget £40,000 a year" in said
    assert "Budget: Not answered yet → £40,000 a year" in said
    assert "Waits for the lead to sign." in said
    assert [charter.signed_as for charter in Charter.objects.order_by("number")] == [
        set(),
        {"chief_executive"},
    ]


def test_nought_is_an_answer_and_stays_on_the_page_as_a_gap(asked, browser, trust, words):
    answer = {"days_a_month": "0", "budget": "0"}
    browser("ceo").post(reverse("leadership:time-and-money"), answer)
    said = words(browser("chair").get(PAGE))
    assert "Days a month None Gap: no time" in said
    assert "Budget None Gap: no budget" in said


def test_the_chair_countersigns_last(named, browser, trust, words):
    assert "The chair countersigns when" in words(_sign(browser, "chair", 2))
    assert "Sign the charter of the lead's role" in _titles(browser, trust, "hi_lead")
    _sign(browser, "hi_lead", 2)
    assert "Countersign the charter of the lead's role" in _titles(browser, trust, "chair")
    said = words(_sign(browser, "chair", 2))
    assert "All three have signed this version." in said
    assert Charter.objects.get(number=2).is_signed


def test_a_change_after_signing_needs_new_signatures(named, browser, words):
    for role in ("hi_lead", "chair"):
        _sign(browser, role, 2)
    browser("hi_lead").post(ANSWERS, ANSWERED | {"budget": "40000", "deputy": "Another post"})
    said = words(browser("chair").get(PAGE))
    assert "Waits for the lead and the chief executive to sign." in said
    assert "Deputy: Deputy medical director → Another post" in said


def test_a_signature_is_of_the_version_that_was_read(named, browser, words):
    browser("hi_lead").post(ANSWERS, ANSWERED | {"days_a_month": "2", "budget": "40001"})
    assert "The charter was changed after you read it." in words(_sign(browser, "hi_lead", 2))


def test_saving_the_same_again_makes_no_version(asked, browser):
    browser("hi_lead").post(ANSWERS, ANSWERED)
    assert Charter.objects.count() == 1


def test_asking_twice_is_asking_once(asked, browser):
    browser("hi_lead").post(reverse("leadership:charter-ask"))
    assert TimeAndMoney.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "instruction"),
    [
        ({"days_a_month": "40"}, "Enter days a month from 0 to 31, such as 0.5 or 2"),
        ({"budget": "forty"}, "Enter whole pounds, such as 40000, or 0 for none"),
        ({"review_on": "1 1 2020"}, "Enter a day that is still to come"),
    ],
)
def test_a_form_that_is_not_right_says_what_to_enter(browser, words, given, instruction):
    assert instruction in words(browser("hi_lead").post(ANSWERS, ANSWERED | given))


def test_the_chair_cannot_name_the_time_and_money(asked, browser, words):
    answer = {"days_a_month": "2", "budget": "1"}
    said = words(browser("chair").post(reverse("leadership:time-and-money"), answer, follow=True))
    assert "Time and money are named by the chief executive." in said
    assert TimeAndMoney.objects.get().answered_at is None


def test_only_the_lead_chief_executive_and_chair_sign(named, trust, member, browser, words):
    for role in ("ned", "secretary"):
        assert "The charter is signed by the lead" in words(_sign(browser, role, 2))
    for role in ("analyst", "administrator"):
        with pytest.raises(PermissionDenied):
            services.sign(organisation=trust, seen=2, by=member(trust, role))
    assert Charter.objects.get(number=2).signed_as == {"chief_executive"}


def test_another_trusts_chief_executive_names_nothing_here(asked, browser, trust, other_trust):
    theirs = browser("ceo", other_trust).person
    with pytest.raises(PermissionDenied):
        services.name_time_and_money(
            organisation=trust, days_a_month=Decimal(2), budget=1, by=theirs
        )


def test_the_trail_says_what_was_done_and_not_what_was_written(named):
    did = set(Event.objects.values_list("what", flat=True))
    assert {"charter.changed", "charter.time-and-money-named", "charter.signed"} <= did
    details = str(list(Event.objects.values_list("detail", flat=True)))
    assert "To close the gap" not in details


def test_the_charter_is_one_page_and_can_be_taken_as_a_file(named, browser, trust):
    assert pages_before_annex(charter_paper(trust, trust.charters.current())) == 1
    taken = browser("chair").get(reverse("leadership:charter-file", args=["pdf"]))
    assert taken["Content-Type"] == "application/pdf"
    assert browser("ned").get(reverse("leadership:charter-file", args=["txt"])).status_code == 404
