"""Somebody else's records, people who have left, and what is private: in the rooms of the board."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts.models import Membership
from equity_lens_web.actions.services.decisions import DecisionRefused, decide, hand_over
from equity_lens_web.audit.models import Event
from equity_lens_web.frontline.models import Idea
from equity_lens_web.frontline.services import ideas
from equity_lens_web.leadership.services import handing
from equity_lens_web.plan.services import activities, dilemmas
from equity_lens_web.plan.services.handover import hand_over as hand_over_item
from web.papers.pages import text_of

SECRET = "Whom do we tell that the clinic closes?"


@pytest.fixture
def lead(trust, member):
    return member(trust, "hi_lead")


@pytest.fixture
def left(trust, member):
    """The membership of somebody who has left."""
    held = member(trust, "secretary").memberships.get()
    held.ended_at = timezone.now()
    held.save()
    return held


def _commitment(trust, by, owner):
    return decide(
        organisation=trust, what="Share translators", owner=owner, due_on=dt.date(2027, 4, 30),
        by=by, kind="ours", source="meeting", partner="Community transport",
    )  # fmt: skip


def test_nobody_who_has_left_is_given_a_decision(trust, lead, left):
    with pytest.raises(DecisionRefused):
        _commitment(trust, lead, left)
    made = _commitment(trust, lead, lead.memberships.get())
    with pytest.raises(DecisionRefused):
        hand_over(decision=made, owner=left, by=lead)


def test_nobody_who_has_left_covers_or_takes_over_what_is_led(trust, lead, left, member):
    chair = member(trust, "chair").memberships.get()
    day = dt.date(2027, 1, 4)
    with pytest.raises(handing.HandingRefused):
        handing.cover(away=chair, covers=left, from_on=day, to_on=day, by=lead)
    made = activities.add_activity(
        organisation=trust, given={"title": "Walk the wards", "quadrant": "inward"}, by=lead
    )
    with pytest.raises(ValueError, match="Choose a member"):
        hand_over_item(item=made, kind="activity", to=left, by=lead)


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("plan:activity-new", ("lead", "helpers")),
        ("leadership:cover", ("away", "covers")),
        ("actions:new", ("owner",)),
    ],
)
def test_a_neighbours_membership_is_no_choice_of_a_form(
    client, trust, other_trust, lead, member, page, fields
):
    theirs = member(other_trust, "hi_lead").memberships.get()
    client.force_login(lead)
    query = "?commitment=yes" if page == "actions:new" else ""
    response = client.post(reverse(page) + query, dict.fromkeys(fields, str(theirs.pk)))
    assert response.status_code == 200
    said = response.content.decode()
    assert f'value="{theirs.pk}"' not in said
    assert "There is a problem" in said


def test_an_idea_is_not_tested_in_a_neighbours_project(trust, other_trust, lead, member):
    theirs = other_trust.projects.create(title="Theirs", started_by=member(other_trust, "qi_team"))
    idea = ideas.share(organisation=trust, kind="idea", said="Ring people", place="", by=lead)
    with pytest.raises(ideas.IdeaRefused, match="not yours"):
        ideas.answer(idea=idea, said="Yes", outcome="tested", project=theirs, by=lead)
    assert Idea.objects.get().project is None


@pytest.fixture
def private(trust, lead):
    """A private dilemma of the lead."""
    given = {
        "question": SECRET, "groups": "Patients", "is_private": True,
        "lead": lead.memberships.get(),
    }  # fmt: skip
    return dilemmas.set_out_dilemma(organisation=trust, given=given, by=lead)


def test_handing_a_private_dilemma_over_tells_nobody_what_it_asks(
    client, trust, lead, private, member
):
    ceo = member(trust, "ceo")
    hand_over_item(item=private, kind="dilemma", to=ceo.memberships.get(), by=lead)
    client.force_login(member(trust, "ned"))
    said = text_of(client.get(reverse("plan:more")))
    assert "A private dilemma: from hi_lead to ceo" in said
    assert SECRET not in said
    assert SECRET not in "".join(f"{each.about} {each.detail}" for each in Event.objects.all())


def test_whoever_may_not_read_a_private_dilemma_does_not_hand_it_over(trust, lead, private, member):
    second = member(trust, "chair")
    Membership.objects.filter(person=second).update(role="hi_lead")
    here = second.memberships.get()
    with pytest.raises(PermissionDenied):
        hand_over_item(item=private, kind="dilemma", to=here, by=second)
    assert handing.hand_over_all(leaving=lead.memberships.get(), to=here, by=second) == 0
    private.refresh_from_db()
    assert private.lead == lead.memberships.get()
