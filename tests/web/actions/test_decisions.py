"""A decision is tied to the gap as it was shown, is made in a minute, and is never lost."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.actions.models import Decision
from equity_lens_web.actions.services.decisions import DecisionRefused, decide, hand_over, stop
from equity_lens_web.audit.models import Event

GAP = {"measure": "waiting-within-18-weeks", "by": "imd_quintile", "group": "1"}


@pytest.fixture
def browser(client, lead):
    client.force_login(lead)
    return client


def _given(lead, **more):
    return {
        "what": "Trial phone booking and transport help at two sites",
        "kind": "decision",
        "hoped": "2",
        "owner": lead.memberships.get().pk,
        "due_on": "30 4 2099",
        "source": "finding",
        **more,
    }


def _new(**query):
    return reverse("actions:new", query=GAP | query)


def test_every_finding_has_a_door_to_decide_on_it(browser, refreshed_trust):
    page = browser.get(reverse("evidence:findings")).content.decode()
    assert "Decide on this gap" in page
    assert _new().replace("&", "&amp;") in page


def test_a_decision_keeps_the_gap_as_it_was_shown(browser, lead, refreshed_trust, words):
    assert "7.9 percentage points lower" in words(browser.get(_new()))
    said = words(browser.post(_new(), _given(lead), follow=True))
    assert "Recorded. The gap is read again by itself on its day." in said
    assert (
        "56.9% on 31 October 2026, 7.9 percentage points lower than in the least deprived" in said
    )
    assert "Hoped for: 2.0 percentage points narrower." in said
    assert "The gap is read again by itself on 30 April 2099" in said
    made = Decision.objects.get()
    assert made.hoped == pytest.approx(0.02)
    assert made.refresh == refreshed_trust.refreshes.get()
    event = Event.objects.get(what="decision.made")
    assert "phone" not in f"{event.about}{event.detail}"


@pytest.mark.parametrize(
    ("given", "instruction"),
    [
        ({"what": ""}, "Enter what is decided, as a thing that can be done"),
        ({"hoped": ""}, "or say why there is no number yet"),
        ({"hoped": "0"}, "Enter a number above 0, such as 2"),
        ({"hoped": "9"}, "Enter at most the size of the gap: 7.9 percentage points"),
        ({"owner": ""}, "Choose who owns it"),
        ({"due_on": "1 1 2020"}, "Enter a day that is still to come"),
        ({"kind": "ours"}, "Enter the partner that made it, or to which it is made"),
        ({"what": "Ring Mrs Patel on 07700 900123"}, "Take out a likely"),
    ],
)
def test_a_form_that_is_not_right_says_what_to_enter(browser, lead, gap, words, given, instruction):
    assert instruction in words(browser.post(_new(), _given(lead, **given)))
    assert not Decision.objects.exists()


def test_without_a_number_it_says_why_there_is_none(browser, lead, gap, words):
    given = _given(lead, hoped="", no_number_because="Nobody has tried this here")
    assert "No number yet: Nobody has tried this here" in words(
        browser.post(_new(), given, follow=True)
    )


def test_a_gap_that_changed_while_somebody_wrote_is_read_again_before_it_is_kept(
    browser, lead, gap, later_figures, words
):
    assert 'name="seen" value="1"' in browser.get(_new()).content.decode()
    later_figures(0.60, -0.05)
    said = words(browser.post(_new(), _given(lead, seen="1")))
    assert "New figures came in while you were writing." in said
    assert "5.0 percentage points lower" in said
    assert not Decision.objects.exists()


def test_without_a_gap_one_is_chosen_first_and_only_those_to_narrow_are_offered(
    browser, gap, words
):
    said = words(browser.get(reverse("actions:new", query={"from": "meeting", "about": "Board"})))
    assert "Which gap should move?" in said
    assert "Waiting within 18 weeks: most deprived fifth" in said
    page = browser.get(
        reverse("actions:new", query={"breakdown": "waiting-within-18-weeks:imd_quintile"})
    )
    assert "Gaps of this measure" in words(page)
    assert "Least deprived fifth" not in words(page).split("Another gap")[0]


def test_another_room_says_where_a_decision_comes_from(browser, gap, words):
    page = browser.get(_new(**{"from": "verdict", "about": "Phone booking, holding"}))
    assert 'value="Phone booking, holding"' in page.content.decode()


def test_a_commitment_of_a_partner_is_tracked_without_a_gap(browser, lead, gap, words):
    address = reverse("actions:new", query={"commitment": "yes"})
    given = _given(lead, kind="theirs", partner="Riverside Council", source="meeting")
    said = words(browser.post(address, given, follow=True))
    assert "Commitment that a partner made to us" in said
    listed = words(browser.get(reverse("actions:decisions", query={"show": "commitments"})))
    assert "Commitments (1)" in listed


def test_a_group_that_does_not_fare_worse_is_no_gap_to_decide_on(refreshed_trust, lead, gap):
    turned = replace(gap, gap=replace(gap.gap, value=0.05))
    with pytest.raises(DecisionRefused, match="does not fare worse"):
        decide(
            organisation=refreshed_trust,
            what="Nothing",
            owner=lead.memberships.get(),
            due_on=dt.date(2099, 1, 1),
            by=lead,
            gap=turned,
        )


def test_when_its_owner_leaves_a_decision_is_listed_and_handed_over_in_one_step(
    client, member, refreshed_trust, decision, lead, words
):
    lead.memberships.update(ended_at=timezone.now())
    secretary = member(refreshed_trust, "secretary")
    client.force_login(secretary)
    said = words(client.get(reverse("actions:decisions", query={"show": "new-owner"})))
    assert "Needs a new owner: hi_lead has left" in said
    address = reverse("actions:hand-over", args=[decision.pk])
    said = words(client.post(address, {"owner": secretary.memberships.get().pk}, follow=True))
    assert "Handed over by secretary" in said
    assert "Needs a new owner" not in said


def test_its_owner_may_change_a_decision_and_another_reader_may_not(
    refreshed_trust, decision, lead, member, client
):
    analyst, chair = member(refreshed_trust, "analyst"), member(refreshed_trust, "chair")
    hand_over(decision=decision, owner=analyst.memberships.get(), by=lead)
    with pytest.raises(PermissionDenied):
        stop(decision=decision, because="No", by=chair)
    stop(decision=decision, because="The sites closed", by=analyst)
    decision.refresh_from_db()
    assert decision.state == "stopped"
    client.force_login(chair)
    address = reverse("actions:finish", args=[decision.pk])
    assert client.post(address, {"words": "x"}).url == reverse(
        "actions:decision", args=[decision.pk]
    )


def test_a_day_that_moves_leaves_the_day_before_in_the_history(browser, decision, words):
    address = reverse("actions:postpone", args=[decision.pk])
    given = {"due_on": "31 7 2099", "words": "The site opens in May"}
    said = words(browser.post(address, given, follow=True))
    assert "From 30 April 2027 to 31 July 2099: The site opens in May" in said


def test_a_list_asks_the_database_few_questions(
    browser, decision, django_assert_max_num_queries, refreshed_trust
):
    for _ in range(8):
        decision.pk = None
        decision.save()
    with django_assert_max_num_queries(8):
        browser.get(reverse("actions:decisions"))
