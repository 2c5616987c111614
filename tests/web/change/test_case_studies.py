"""A case study tells both halves, what failed first; failure is found on equal terms with success."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from equity_lens.errors import EquityLensError
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.models import Project
from equity_lens_web.learning.models import CaseStudy
from equity_lens_web.learning.models.cases import months_after
from equity_lens_web.learning.needs import needs_of
from equity_lens_web.learning.services import cases as services
from web.change.conftest import keep_verdicts, make_project


def _at(name, *args):
    return reverse(f"learning:{name}", args=args)


@pytest.fixture
def case(told, team):
    """Journey 3's case, published."""
    begun = services.begin_case(project=told, by=team)
    services.write(case=begun, by=team, setting="Outpatient clinics")
    services.publish(case=begun, by=team)
    return begun


@pytest.fixture
def stopped(trust, team, member):
    """A case of work that was stopped and whose gap was not measured."""
    project = Project.objects.create(
        organisation=trust, title="Letters by an app alone", state="ended",
        no_split_because="A letter is not a person", ended_on=dt.date(2026, 6, 30),
        decision="stop", decision_reason="Three in ten letters were never opened",
        decided_on=dt.date(2026, 6, 30), learning="Paper is back.", started_by=team,
    )  # fmt: skip
    begun = services.begin_case(project=project, by=team)
    services.write(case=begun, by=team, worked="It was seen early, and stopped early.")
    services.publish(case=begun, by=team)
    return begun


def test_one_press_on_a_project_begins_a_case_with_both_halves(browser, told, words):
    said = words(browser.post(_at("begin", told.pk), follow=True))
    # Journey 3, step 6, and its test: a gap that grew by 1.5 points though the average improved.
    assert "Widening, as of April 2026" in said
    assert "The gap grew by 1.5 percentage points" in said
    assert said.index("Widening, as of April 2026") < said.index("Narrowing, as of October 2026")
    case = CaseStudy.objects.get()
    assert "A text reaches nobody who has no mobile number." in case.failed
    assert "A call and a lift reach those whom a text does not." in case.worked
    assert "People without any telephone" in case.for_whom
    assert case.partners == "community transport partner"


def test_beginning_again_goes_on_with_the_case_there_is(told, team):
    first = services.begin_case(project=told, by=team)
    assert services.begin_case(project=told, by=team).pk == first.pk


def test_a_case_with_one_half_is_not_published(told, team):
    case = services.begin_case(project=told, by=team)
    services.write(case=case, by=team, failed="")
    with pytest.raises(EquityLensError) as refused:
        services.publish(case=case, by=team)
    assert refused.value.faults == ("Write what failed, or did not go as expected.",)


def test_the_published_page_tells_what_failed_first_and_keeps_its_figures(browser, case, words):
    said = words(browser.get(_at("case", case.pk)))
    assert "Too early to say, then widening, then narrowing." in said
    assert said.index("What failed, or did not go as expected") < said.index("What worked")
    assert "Widening, as of April 2026" in said
    assert "Most deprived fifth" in said
    assert "cannot say what brought the change about" in said


def test_newer_figures_change_the_draft_and_not_what_was_published(told, team):
    keep_verdicts(told, "2026-10")
    case = services.begin_case(project=told, by=team)
    services.publish(case=case, by=team)
    before = case.current.content
    keep_verdicts(told, "2026-04")
    services.bring_figures(case=case, by=team)
    case.current.refresh_from_db()
    assert case.current.content == before
    assert services.publish(case=case, by=team).number == 2


def test_an_earlier_version_is_kept_and_says_that_it_is_one(browser, case, team, words):
    services.write(case=case, by=team, title="Reminders and calls")
    services.publish(case=case, by=team)
    said = words(browser.get(_at("version", case.pk, 1)))
    assert "This is version 1. Read the current version" in said
    assert "Text reminders" in said
    assert "Reminders and calls" in words(browser.get(_at("case", case.pk)))


def test_failed_and_stopped_work_is_found_on_equal_terms(browser, case, stopped, words):
    said = words(browser.get(_at("cases")))
    assert "Letters by an app alone" in said
    assert "Text reminders" in said
    assert "The gap was not measured; the work was stopped." in said
    for asked, found, hidden in (
        ({"outcome": "widening"}, "Text reminders", "Letters by an app"),
        ({"outcome": "narrowing"}, "Text reminders", "Letters by an app"),
        ({"outcome": "stopped"}, "Letters by an app", "Text reminders"),
        ({"outcome": "not measured"}, "Letters by an app", "Text reminders"),
        ({"words": "never OPENED"}, "Letters by an app", "Text reminders"),
        ({"group": "imd_quintile:1"}, "Text reminders", "Letters by an app"),
        ({"setting": "Outpatient clinics"}, "Text reminders", "Letters by an app"),
    ):
        page = browser.get(_at("cases"), asked).content.decode()
        cards = page.split("Projects not told yet")[0]
        assert found in cards, asked
        assert hidden not in cards, asked


def test_a_card_of_failure_has_the_parts_of_a_card_of_success(browser, case, stopped):
    page = browser.get(_at("cases")).content.decode()
    assert page.count('<article class="app-card"') == 2
    assert page.count("<strong>What failed:</strong>") == 2
    assert page.count("<strong>What worked:</strong>") == 2


def test_members_credit_a_case_that_they_used(trust, case, signed_in, words):
    nurse = signed_in(trust, "clinician")
    given = {"what_for": "Calls for people with no mobile number, in the eye clinic"}
    said = words(nurse.post(_at("case", case.pk), given, follow=True))
    assert "The team sees that its work was used." in said
    nurse.post(_at("case", case.pk), given)
    assert "Used by 1 person" in words(nurse.get(_at("cases")))


def test_partners_read_what_is_published_and_no_draft(trust, case, told, team, signed_in, words):
    draft = services.begin_case(project=make_project(trust, team, "Begun", state="live"), by=team)
    partner = signed_in(trust, "vcse")
    assert partner.get(_at("case", case.pk)).status_code == 200
    assert partner.get(_at("case", draft.pk)).status_code == 404
    assert "Begun" not in words(partner.get(_at("cases")))
    with pytest.raises(PermissionDenied):
        services.begin_case(project=told, by=trust.memberships.get(role="vcse").person)


def test_a_withdrawn_case_is_not_in_the_list_and_another_trust_sees_none(
    browser, case, other_trust, signed_in
):
    browser.post(_at("withdraw", case.pk))
    assert browser.get(_at("case", case.pk)).status_code == 404
    assert signed_in(other_trust, "qi_team").get(_at("draft", case.pk)).status_code == 404


def test_its_owner_is_asked_after_six_months_and_it_is_stale_after_twelve(
    trust, team, case, browser, words, monkeypatch
):
    membership = trust.memberships.get(person=team)
    assert needs_of(membership) == []
    day = months_after(case.checked_on, 6)
    monkeypatch.setattr(moments, "today", lambda: day)
    monkeypatch.setattr("equity_lens_web.learning.needs.today", lambda: day)
    (need,) = needs_of(membership)
    assert need.title == "Bring the case study “Text reminders” up to date"
    assert need.due == day
    stale = months_after(case.checked_on, 12)
    monkeypatch.setattr("equity_lens_web.learning.presenters.cases.today", lambda: stale)
    assert "Out of date: nobody has said since" in words(browser.get(_at("cases")))
    monkeypatch.setattr("equity_lens_web.learning.services.cases.today", lambda: day)
    browser.post(_at("still-holds", case.pk))
    assert needs_of(membership) == []


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!"), ("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_case_goes_out_as_word_print_and_page(browser, case, form, begins):
    assert browser.get(_at("case-file", case.pk, form)).content.lstrip().startswith(begins)


def test_the_list_asks_the_database_few_things_however_long_it_is(
    browser, trust, team, case, django_assert_max_num_queries
):
    for number in range(5):
        project = make_project(trust, team, f"Project {number}", state="live")
        other = services.begin_case(project=project, by=team)
        services.write(case=other, by=team, failed="It failed", worked="Something worked")
        services.publish(case=other, by=team)
    with django_assert_max_num_queries(14):
        browser.get(_at("cases"))
    with django_assert_max_num_queries(16):
        browser.get(_at("case", case.pk))


def test_a_case_is_handed_to_somebody_who_may_write_cases(browser, case, trust, member, words):
    lead, reader = member(trust, "hi_lead"), member(trust, "ned")
    offered = words(browser.get(_at("owner", case.pk)))
    assert lead.name in offered
    assert reader.name not in offered.split("Hand it over")[0].split("looks after it now")[1]
    membership = lead.memberships.get(organisation=trust)
    said = words(browser.post(_at("owner", case.pk), {"owner": membership.pk}, follow=True))
    assert f"{lead.name} looks after it now." in said
    case.refresh_from_db()
    assert case.owner == lead
