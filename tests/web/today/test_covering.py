"""Needs of somebody who is away: who covers sees them, under the name of whom they are for."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Cover
from equity_lens_web.leadership.services.handing import cover
from equity_lens_web.today import gathering

TODAY = dt.date(2026, 11, 25)
PAGE = reverse("today:today")


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(moments, "today", lambda: TODAY)


@pytest.fixture(autouse=True)
def needs_of_the_lead(monkeypatch):
    """The lead needs to read a decision, to change the plan, and to sign; nobody else needs anything."""

    def room(membership):
        if membership.role != "hi_lead":
            return []
        return [
            Need("Look at the decision", reverse("actions:decisions"), 2, None, ""),
            Need("Change the plan", reverse("plan:activity-new"), 3, None, ""),
            Need("Sign it", reverse("leadership:charter"), 1, None, "", theirs_alone=True),
        ]

    monkeypatch.setattr(gathering, "_rooms", lambda: (room,))


@pytest.fixture
def away(refreshed_trust, member):
    return member(refreshed_trust, "hi_lead").memberships.get()


@pytest.fixture
def covers(refreshed_trust, member):
    """A non-executive director: may read the plan, and not write it."""
    return member(refreshed_trust, "ned").memberships.get()


@pytest.fixture
def covered(away, covers):
    days = {"from_on": TODAY, "to_on": dt.date(2026, 12, 4)}
    return cover(away=away, covers=covers, by=away.person, **days)


@pytest.fixture
def says(client):
    """The words of somebody's page Today."""

    def read(membership) -> str:
        client.force_login(membership.person)
        text = re.sub(r"<[^>]+>", " ", client.get(PAGE).content.decode())
        return re.sub(r"\s+", " ", text)

    return read


def test_what_can_be_done_for_the_absent_stands_with_who_covers(covered, says):
    said = says(covered.covers)
    assert "1 thing needs you: about 2 minutes." in said
    assert "Look at the decision" in said
    assert f"for {covered.away.person.name}" in said


def test_what_is_theirs_alone_or_closed_to_the_other_stays_with_them(covered, says):
    said = says(covered.away)
    assert "Look at the decision" not in said
    assert "Change the plan" in said
    assert "Sign it" in said
    assert f"{covered.covers.person.name} covers for you until 4 December 2026" in said


@pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
def test_before_and_after_the_days_of_cover_nothing_moves(days, away, covers, says):
    first, last = (TODAY + dt.timedelta(days=day) for day in days)
    Cover.objects.create(
        organisation=away.organisation, away=away, covers=covers, from_on=first, to_on=last,
        agreed_by=away.person,
    )  # fmt: skip
    assert "Look at the decision" in says(away)
    assert "Nothing needs you now." in says(covers)


def test_what_both_have_to_do_is_said_once(refreshed_trust, away, says):
    deputy = away.person.__class__.objects.create_user("deputy@tst.example", name="Deputy")
    theirs = refreshed_trust.memberships.create(person=deputy, role="hi_lead")
    cover(away=away, covers=theirs, from_on=TODAY, to_on=TODAY, by=away.person)
    said = says(theirs)
    assert said.count("Look at the decision") == 1
    assert "3 things need you" in said


def test_who_covers_asks_the_database_few_questions_more(
    covered, client, django_assert_max_num_queries
):
    client.force_login(covered.covers.person)
    client.get(PAGE)
    with django_assert_max_num_queries(14):
        client.get(PAGE)
