"""The equity check: filled in beforehand, kept as it was, and followed up."""

import datetime as dt

import pytest
from django.urls import reverse

from equity_lens_web.improvement.models import EquityCheck, Mitigation, Project
from equity_lens_web.improvement.services.checks import begin_check

FINISHED = {
    "left_out": "People without a mobile number",
    "no_contact_all": "17",
    "no_contact_group": "22",
    "to_change": "Calls beside texts",
    "review_on": "31 3 2099",
    "what_1": "Calls in three languages",
    "owner_1": "Clinic manager",
    "due_on_1": "1 2 2099",
    "finish": "yes",
}


@pytest.fixture
def change(refreshed_trust, people):
    """A service change beside a gap of the trust's figures."""
    return Project.objects.create(
        organisation=refreshed_trust, title="New booking line", kind="service change",
        begun_from={"measure": "waiting-within-18-weeks"}, started_by=people["qi_team"],
        begins_on=dt.date(2099, 1, 1),
    )  # fmt: skip


@pytest.fixture
def team(client, people):
    client.force_login(people["qi_team"])
    return client


def test_a_check_begins_with_what_the_trusts_figures_say(change, people):
    check = begin_check(project=change, by=people["qi_team"])
    findings = [each["text"] for each in check.known if each["kind"] == "finding"]
    assert findings
    assert all(each["refresh"] == 1 for each in check.known)


def test_a_check_can_be_left_and_resumed(change, team):
    begun = team.post(reverse("improvement:begin-check", args=[change.pk]))
    team.post(begun.url, {"left_out": "People without a telephone", "save": "yes"})
    assert team.post(reverse("improvement:begin-check", args=[change.pk])).url == begun.url
    assert "People without a telephone" in team.get(begun.url).content.decode()


def test_a_check_is_finished_only_when_it_is_whole(change, team):
    begun = team.post(reverse("improvement:begin-check", args=[change.pk]))
    page = team.post(begun.url, {"finish": "yes"}).content.decode()
    for instruction in ("Enter who could be left out", "Enter what you will change", "look again"):
        assert instruction in page
    assert not EquityCheck.objects.get().is_done


def test_people_whom_a_route_does_not_reach_suggest_a_second_one(change, team):
    begun = team.post(reverse("improvement:begin-check", args=[change.pk]))
    page = team.post(begun.url, FINISHED, follow=True).content.decode()
    assert "17% of the list cannot be reached by this route; 22% of the group" in page
    assert "Offer a second route" in page


def test_a_review_stands_beside_the_first_check_which_stays(change, team):
    begun = team.post(reverse("improvement:begin-check", args=[change.pk]))
    team.post(begun.url, FINISHED)
    again = team.post(reverse("improvement:begin-check", args=[change.pk]))
    assert again.url != begun.url
    assert team.post(begun.url, {"left_out": "Nobody", "save": "yes"}).status_code == 302
    first, second = EquityCheck.objects.order_by("pk")
    assert first.left_out == second.left_out == "People without a mobile number"


def test_what_was_planned_is_followed_up(change, team):
    begun = team.post(reverse("improvement:begin-check", args=[change.pk]))
    team.post(begun.url, FINISHED)
    planned = Mitigation.objects.get()
    team.post(
        reverse("improvement:mitigation", args=[planned.pk]),
        {"state": "not done", "came_of_it": "No caller could be found"},
    )
    assert (
        "Not done: No caller could be found"
        in team.get(reverse("improvement:unchecked")).content.decode()
    )


def test_a_check_before_the_work_begins_takes_it_off_the_list(change, team):
    Project.objects.filter(pk=change.pk).update(state="live", no_split_because="A line")
    assert change in Project.objects.unchecked()
    begun = team.post(reverse("improvement:begin-check", args=[change.pk]))
    team.post(begun.url, FINISHED)
    assert change not in Project.objects.unchecked()
