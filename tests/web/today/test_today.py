"""What needs a person: three things at most, in order, with minutes; quiet where nothing does."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from equity_lens.disclosure.rereading import gap_as_shown
from equity_lens_web.actions import needs as actions
from equity_lens_web.actions.needs import Need, in_order
from equity_lens_web.actions.services.decisions import decide
from equity_lens_web.actions.services.help import block
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.models import Care, Extract, Paper
from equity_lens_web.evidence.reading import figures_at
from equity_lens_web.today import gathering, month, of_evidence

TODAY = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(moments, "today", lambda: TODAY)


@pytest.fixture
def two_rooms(monkeypatch):
    """Evidence and decisions alone: other rooms grow, and say what they need in their own tests."""
    rooms = (of_evidence.needs_of, actions.needs_of)
    monkeypatch.setattr(gathering, "_rooms", lambda: rooms)


def _words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _decide(trust, owner, what, due_on):
    refresh = trust.refreshes.current()
    profile = figures_at(refresh).profile("waiting-within-18-weeks", "imd_quintile")
    return decide(
        organisation=trust,
        what=what,
        owner=owner.memberships.get(),
        due_on=due_on,
        by=owner,
        gap=gap_as_shown(profile, "1", "hes"),
        refresh=refresh,
        no_number_because="Nobody has tried this",
    )


def test_what_is_due_first_comes_first_and_the_shorter_of_two():
    def need(title, minutes, due=None):
        return Need(title, "/", minutes, due, "")

    day = TODAY
    given = [
        need("c", 1),
        need("b", 9, day),
        need("a", 2, day),
        need("late", 5, day.replace(day=1)),
    ]
    assert [each.title for each in in_order(given)] == ["late", "a", "b", "c"]


def test_signing_in_leads_to_today_whatever_the_role(trust, role, signed_in):
    response = signed_in(trust, role).get("/", follow=True)
    assert response.redirect_chain == [("/today/", 302)]
    assert "Today" in _words(response)


def test_it_is_quiet_when_nothing_needs_a_person(two_rooms, trust, signed_in):
    said = _words(signed_in(trust, "vcse").get(reverse("today:today")))
    assert "Nothing needs you now." in said
    assert "What has changed" not in said


def test_quiet_says_when_the_next_thing_is_due(two_rooms, refreshed_trust, member, client):
    lead = member(refreshed_trust, "hi_lead")
    _decide(refreshed_trust, lead, "Trial phone booking", dt.date(2027, 4, 30))
    client.force_login(lead)
    client.get(reverse("evidence:findings"))
    said = _words(client.get(reverse("today:today")))
    assert "Nothing needs you now. Next, by 30 April 2027: Trial phone booking" in said


def test_three_things_at_most_and_the_rest_below(two_rooms, refreshed_trust, member, client):
    lead = member(refreshed_trust, "hi_lead")
    for day in (20, 24, 26, 27):
        _decide(refreshed_trust, lead, f"Number {day}", dt.date(2026, 11, day))
    client.force_login(lead)
    page = client.get(reverse("today:today"))
    said = _words(page)
    # four decisions of 2 minutes and the findings of 5
    assert "5 things need you: about 13 minutes." in said
    assert page.content.decode().count('<article class="app-card">') == 3
    assert "Everything else (2)" in said
    assert "About 2 minutes, late by 5 days" in said


def test_findings_need_a_reader_until_they_are_read(refreshed_trust, signed_in):
    chair = signed_in(refreshed_trust, "chair")
    assert "Read what the figures found" in _words(chair.get(reverse("today:today")))
    chair.get(reverse("evidence:findings"))
    assert "Read what the figures found" not in _words(chair.get(reverse("today:today")))


def test_what_changed_is_told_to_those_who_read_evidence_alone(refreshed_trust, signed_in):
    said = _words(signed_in(refreshed_trust, "ned").get(reverse("today:today")))
    assert "What has changed with the last figures" in said
    said = _words(signed_in(refreshed_trust, "administrator").get(reverse("today:today")))
    assert "What has changed" not in said


def test_help_asked_needs_the_chief_executive(two_rooms, refreshed_trust, member, client):
    lead, chief = member(refreshed_trust, "hi_lead"), member(refreshed_trust, "ceo")
    made = _decide(refreshed_trust, lead, "Translators on Saturdays", dt.date(2027, 4, 30))
    block(decision=made, why="Nobody", asks_executive_team=True, needed="Fund them", by=lead)
    client.force_login(chief)
    assert "Answer: Fund them" in _words(client.get(reverse("today:today")))


def test_a_file_that_asks_needs_the_analyst(two_rooms, refreshed_trust, signed_in):
    Extract.objects.update(state=Extract.State.QUESTIONS)
    said = _words(signed_in(refreshed_trust, "analyst").get(reverse("today:today")))
    assert "Answer what a file asks" in said


def test_a_draft_and_a_target_of_data_quality_need_the_lead(
    two_rooms, refreshed_trust, member, client
):
    lead = member(refreshed_trust, "hi_lead")
    Paper.objects.create(
        organisation=refreshed_trust,
        refresh=refreshed_trust.refreshes.get(),
        title="Board, November",
        meeting_on=TODAY,
        begun_by=lead,
    )
    Care.objects.create(
        organisation=refreshed_trust, measure="m", owner="x", target="0.95", by_on=TODAY,
        agreed_by=lead,
    )  # fmt: skip
    client.force_login(lead)
    said = _words(client.get(reverse("today:today")))
    assert "Finish the paper: Board, November" in said
    assert "Look at a target of data quality" in said


def test_every_room_that_says_what_it_needs_is_asked():
    modules = {room.__module__ for room in gathering._rooms()}
    assert {"equity_lens_web.today.of_evidence", "equity_lens_web.actions.needs"} <= modules


def test_the_leads_month_is_an_hour_or_less(refreshed_trust, signed_in):
    # 4x1 + 5 + 2x1 + 5 + 2x3 + 20 + 6 + 3
    assert month.month().minutes == 51
    said = _words(signed_in(refreshed_trust, "hi_lead").get(reverse("today:month")))
    assert "51 minutes in all: within the 60 minutes that we promise." in said


@pytest.mark.parametrize("step", month.month().steps, ids=lambda step: step.title)
def test_the_month_counts_no_fewer_minutes_than_a_page_states(step, refreshed_trust, signed_in):
    page = _words(signed_in(refreshed_trust, "hi_lead").get(reverse(step.view)))
    stated = re.search(r"Takes about (\d+) minute", page)
    if stated and step.title.startswith(("Read", "Decide")):
        assert step.minutes >= int(stated[1])


def test_today_asks_the_database_few_questions(
    two_rooms, refreshed_trust, member, client, django_assert_max_num_queries
):
    lead = member(refreshed_trust, "hi_lead")
    for day in range(1, 9):
        _decide(refreshed_trust, lead, f"Number {day}", dt.date(2026, 11, day))
    client.force_login(lead)
    client.get(reverse("today:today"))
    with django_assert_max_num_queries(18):
        client.get(reverse("today:today"))
