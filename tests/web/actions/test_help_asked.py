"""A blocked decision asks the executive team for one thing, with its age; the answer is seen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.actions.models import Block
from equity_lens_web.actions.services.decisions import DecisionRefused
from equity_lens_web.actions.services.help import answer, block, reply, unblock

NEEDED = "Fund translators on Saturdays for a year"


@pytest.fixture
def asked(decision, lead):
    made = block(
        decision=decision,
        why="No translator can be booked on Saturdays",
        asks_executive_team=True,
        needed=NEEDED,
        pounds=18000,
        by=lead,
    )
    Block.objects.update(began_at=timezone.now() - dt.timedelta(days=12))
    made.refresh_from_db()
    return made


@pytest.fixture
def chief(client, member, refreshed_trust):
    client.force_login(member(refreshed_trust, "ceo"))
    return client


def test_the_chief_executive_sees_age_amount_and_the_one_decision(asked, chief, words):
    said = words(chief.get(reverse("actions:help-asked")))
    assert "Waiting for an answer (1)" in said
    assert f"{NEEDED} (£18,000)" in said
    assert "Asked 12 days ago" in said
    assert "Waiting within 18 weeks: most deprived fifth" in said


def test_a_question_back_and_its_answer_bring_it_back_to_the_executive_team(
    asked, chief, lead, decision, words, client
):
    address = reverse("actions:answer-help", args=[asked.pk])
    given = {"kind": "asked back", "words": "How many appointments a week?"}
    assert "Waiting for an answer (0)" in words(chief.post(address, given, follow=True))
    client.force_login(lead)
    page = reverse("actions:decision", args=[decision.pk])
    assert "How many appointments a week?" in words(client.get(page))
    reply(asked=asked, words="About 40", by=lead)
    assert "Waiting for an answer (1)" in words(client.get(reverse("actions:help-asked")))


def test_a_refusal_needs_its_reason(asked, chief, words):
    address = reverse("actions:answer-help", args=[asked.pk])
    assert "Enter why you decline" in words(chief.post(address, {"kind": "declined"}))
    assert not asked.answers.exists()


def test_the_owner_sees_the_answer(asked, chief, lead, decision, words, client):
    chief.post(reverse("actions:answer-help", args=[asked.pk]), {"kind": "approved"})
    client.force_login(lead)
    said = words(client.get(reverse("actions:decision", args=[decision.pk])))
    assert "Approved by the executive team." in said
    assert "Blocked for 12 days" in said


def test_only_whoever_may_decide_on_help_answers_it(asked, lead):
    with pytest.raises(PermissionDenied):
        answer(asked=asked, kind="approved", words="", by=lead)


def test_what_was_answered_or_is_no_longer_blocked_cannot_be_answered(
    asked, member, refreshed_trust, lead, decision
):
    chief = member(refreshed_trust, "ceo")
    unblock(decision=decision, words="A partner lends translators", by=lead)
    with pytest.raises(DecisionRefused, match="no longer waiting"):
        answer(asked=asked, kind="approved", words="", by=chief)


def test_a_decision_is_blocked_by_one_thing_at_a_time(asked, decision, lead):
    with pytest.raises(DecisionRefused, match="blocked already"):
        block(decision=decision, why="Another thing", by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(decision=decision, why="Another thing", by=lead)


def test_whoever_asks_the_executive_team_names_one_decision(client, lead, decision, words):
    client.force_login(lead)
    given = {"why": "No translators", "asks_executive_team": "on"}
    said = words(client.post(reverse("actions:block", args=[decision.pk]), given))
    assert "Enter the one decision that you need" in said
