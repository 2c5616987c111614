"""The register: what a project needs before it is live, and who may do what."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from equity_lens.errors import MeasureInvalid
from equity_lens_web.audit.models import Event
from equity_lens_web.improvement.aims import advice_on
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.services import projects as services
from equity_lens_web.improvement.services.splits import agree_split, begin_baseline

TODAY = dt.date(2026, 11, 25)
SPLIT = {
    "measure": "outpatient-did-not-attend",
    "dimension": "imd_quintile",
    "target": "1",
    "reference": "5",
    "watched": ["3", "5"],
    "smallest_that_matters": Decimal("0.02"),
    "before_from": "2025-05",
    "change_from": "2025-11",
}

BY_FIFTH = {"measure": "outpatient-did-not-attend", "by": "imd_quintile", "role": "outcome"}


@pytest.fixture
def draft(trust, people):
    """A draft that lacks nothing but a split."""
    team = people["qi_team"]
    project = services.start_project(organisation=trust, title="Reminders", kind="project", by=team)
    said = {
        "for_whom": "the most deprived fifth",
        "how_much": "from 14% to 11%",
        "by_when": dt.date(2027, 3, 31),
        "sponsor_post": "Chief Nurse",
        "begins_on": dt.date(2025, 11, 1),
    }
    return services.describe(project=project, step="aim", said=said, by=team)


def test_a_project_cannot_go_live_with_neither_a_split_nor_a_reason(draft, people):
    with pytest.raises(services.NotReady) as refusal:
        services.go_live(project=draft, by=people["qi_team"])
    assert refusal.value.faults == ("Choose a measure split by group, or say why there is none.",)


def test_the_database_itself_refuses_a_live_project_without_either(draft):
    draft.state = Project.State.LIVE
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_a_recorded_reason_lets_it_go_live_and_the_board_reads_the_reason(
    draft, people, client, trust
):
    because = "A theatre list is not a person."
    services.go_without_split(project=draft, because=because, by=people["qi_team"])
    services.go_live(project=draft, by=people["qi_team"])
    client.force_login(people["chair"])
    assert because in client.get(reverse("improvement:portfolio")).content.decode()


def test_a_split_watches_somebody_besides_the_group_it_is_for(draft, people):
    with pytest.raises(MeasureInvalid, match="target not among them"):
        agree_split(project=draft, by=people["qi_team"], **SPLIT | {"watched": ["1"]})
    with pytest.raises((MeasureInvalid, IntegrityError)), transaction.atomic():
        agree_split(project=draft, by=people["qi_team"], **SPLIT | {"watched": []})
    assert not draft.measures.exists()


def test_months_that_the_trust_shows_one_by_one_are_not_counted_together(draft, people):
    given = SPLIT | {"counted": "trust", "months_together": 3}
    with pytest.raises(MeasureInvalid, match="cannot be counted together"):
        agree_split(project=draft, by=people["qi_team"], **given)


def test_a_new_baseline_needs_a_reason(draft, people):
    split = agree_split(project=draft, by=people["qi_team"], **SPLIT)
    again = {"before_from": "2025-11", "change_from": "2026-05", "by": people["qi_team"]}
    with pytest.raises(MeasureInvalid, match="needs a reason"), transaction.atomic():
        begin_baseline(split=split, reason="", **again)
    begin_baseline(split=split, reason="A second test began.", **again)
    assert split.baselines.count() == 2


def test_a_pilot_cannot_go_live_without_an_end(draft, people):
    draft.kind = Project.Kind.PILOT
    draft.no_split_because = "None"
    draft.save()
    with pytest.raises(services.NotReady, match="Say on which day it ends"):
        services.go_live(project=draft, by=people["qi_team"])


def test_work_that_is_adapted_goes_on_and_needs_a_decision_again(draft, people):
    draft.no_split_because, draft.state, draft.ends_on = "None", "live", dt.date(2026, 8, 31)
    draft.live_on = dt.date(2025, 11, 1)
    draft.save()
    assert draft in Project.objects.undecided_past_end()
    services.decide(
        project=draft, decision="adapt", reason="Calls as well.", on=TODAY,
        goes_on_until=dt.date(2099, 1, 31), by=people["qi_team"],
    )  # fmt: skip
    draft.refresh_from_db()
    assert (draft.state, draft.ends_on) == ("live", dt.date(2099, 1, 31))
    assert draft.decisions.get().decision == "adapt"
    assert draft not in Project.objects.undecided_past_end()


def test_a_reader_cannot_register_a_project(trust, people):
    with pytest.raises(PermissionDenied):
        services.start_project(organisation=trust, title="X", kind="project", by=people["chair"])


def test_the_audit_never_holds_what_people_wrote(draft, people):
    services.note_learning(project=draft, learning="Mrs Example said so", by=people["qi_team"])
    assert not any("Example" in str(event.detail) for event in Event.objects.all())


@pytest.mark.parametrize(
    ("for_whom", "how_much", "advice"),
    [
        ("everybody", "from 9.8% to 8.0%", "Say for whom above all"),
        ("everybody, above all older people", "from 9.8% to 8.0%", "the average could improve"),
        ("carers", "better", "Say how much"),
        ("carers", "2 letters", "Say which way"),
    ],
)
def test_an_aim_is_advised_on(for_whom, how_much, advice):
    said = advice_on(for_whom, how_much, dt.date(2027, 1, 1), TODAY)
    assert any(advice in each for each in said)


def test_an_aim_that_says_it_all_is_left_alone():
    aim = ("people of the most deprived fifth", "from 14% to 11%, and no wider a gap")
    assert advice_on(*aim, dt.date(2027, 1, 1), TODAY) == []


def test_a_project_is_set_up_step_by_step_in_a_browser(trust, people, client):
    client.force_login(people["qi_team"])
    kind = {"title": "Text reminders", "kind": "project"}
    asked = {"measure": SPLIT["measure"], "by": "imd_quintile", "group": "1"}
    begun = client.post(reverse("improvement:new", query=asked), kind)
    project = Project.objects.get(title="Text reminders")
    assert begun.url == reverse("improvement:aim", args=[project.pk])
    aim = {"for_whom": "the most deprived fifth", "how_much": "a gap 2 points narrower",
           "by_when": "31 3 2099"}  # fmt: skip
    assert client.post(begun.url, aim).url == reverse("improvement:people", args=[project.pk])
    term = {"sponsor_post": "Chief Nurse", "begins_on": "1 11 2025"}
    after = client.post(reverse("improvement:people", args=[project.pk]), term)
    assert after.url == reverse("improvement:split", args=[project.pk])
    chosen = client.get(
        after.url, {"measure": SPLIT["measure"], "by": "imd_quintile", "role": "outcome"}
    )
    page = client.get(chosen.url).content.decode()
    assert 'value="May 2025"' in page  # six months before the change
    groups = {"target": "1", "reference": "5", "watched": ["5"], "points": "2", "counted": "table",
              "change_from": "11 2025", "before_from": "5 2025", "months_together": "1"}  # fmt: skip
    client.post(chosen.url, groups)
    client.post(reverse("improvement:go-live", args=[project.pk]))
    project.refresh_from_db()
    assert project.state == Project.State.LIVE
    assert project.split.smallest_that_matters == Decimal("0.02")


def test_of_few_groups_all_are_watched_at_first_and_whom_it_is_for_is_left_out(
    draft, people, client
):
    client.force_login(people["qi_team"])
    address = reverse("improvement:groups", args=[draft.pk], query=BY_FIFTH)
    page = client.get(address).content.decode()
    assert len(re.findall(r'<input[^>]*name="watched"[^>]* checked', page)) == 5
    given = {
        "target": "1", "reference": "5", "watched": ["1", "2", "3", "4", "5"], "points": "1",
        "before_from": "5 2025", "change_from": "11 2025", "counted": "table", "months_together": "1",
    }  # fmt: skip
    client.post(address, given)
    assert draft.measures.get().watched == ["2", "3", "4", "5"]
    client.post(address, given | {"watched": ["1"]})
    assert draft.measures.get().watched == ["2", "3", "4", "5"]
