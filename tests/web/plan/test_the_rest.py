"""Programmes, theories, dilemmas, the vision, needs, joint missions, and handing over."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from equity_lens.disclosure.released_readings import GapAsShown
from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.evidence.coding import decode, encode
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.operations.demonstration import plan as demonstration
from equity_lens_web.plan.models import Arrow, Dilemma, Mission
from equity_lens_web.plan.needs import needs_of
from equity_lens_web.plan.presenters.arrows import read
from equity_lens_web.plan.presenters.programme_map import found
from equity_lens_web.plan.reading import led_by, programmes_of
from equity_lens_web.plan.services import dilemmas, missions, programmes, theories
from equity_lens_web.plan.services.handover import hand_over

WAIT = {"measure": "waiting-within-18-weeks", "dimension": "imd_quintile", "subgroup": "1"}


@pytest.fixture
def written(refreshed_trust, lead, member):
    """The trust with the plan of the demonstration."""
    people = {"hi_lead": lead}
    for role in ("secretary", "analyst", "qi_team"):
        people[role] = member(refreshed_trust, role)
    demonstration.fill(refreshed_trust, people)
    return refreshed_trust


def test_the_demonstration_has_what_journey_two_counts(written, page):
    assert written.plan_activities.count() == 7
    assert written.plan_measures.exclude(chosen_on=None).count() == 6
    assert written.plan_priorities.current().count() == 3
    said = page("programmes")
    assert "11 programmes, 3 with no owner" in said
    assert "Overlaps (1)" in said
    assert "Virtual clinics for every specialty" in said
    assert "Empty this quarter" not in page("activities")


def test_every_page_of_the_plan_asks_a_bounded_number_of_queries(
    written, browser, django_assert_max_num_queries
):
    for name in ("activities", "measures", "priorities", "programmes", "theories", "dilemmas"):
        with django_assert_max_num_queries(16):
            assert browser.get(reverse(f"plan:{name}")).status_code == 200
    with django_assert_max_num_queries(28):
        browser.get(reverse("plan:more"))


def test_scope_that_was_there_at_approval_is_no_addition(refreshed_trust, lead):
    given = {"title": "Programme", "approved_on": dt.date(2026, 6, 1)}
    made = programmes.add_programme(organisation=refreshed_trust, given=given, by=lead)
    for day, what in ((dt.date(2026, 5, 1), "Before"), (dt.date(2026, 7, 1), "After")):
        programmes.add_scope(programme=made, what=what, added_on=day, agreed_by="", by=lead)
    ((_, added),) = found(programmes_of(refreshed_trust)).grown
    assert [each.what for each in added] == ["After"]


@pytest.fixture
def arrow(refreshed_trust, lead):
    """An arrow that says that the gap in 18 weeks should narrow."""
    theory = theories.begin_theory(
        organisation=refreshed_trust, given={"title": "Shorter waits"}, by=lead
    )
    ends = {"from_kind": "activity", "from_text": "Calls", "to_kind": "outcome", "to_text": "Less"}
    given = {**ends, **WAIT, "because": "so", "strength": "weak"}
    return theories.add_arrow(theory=theory, given=given, by=lead)


def _shown_before(arrow, gap, spread=0.005):
    """The arrow, as if the gap had been ``gap`` in October 2025."""
    now = decode(arrow.shown, GapAsShown)
    figure = replace(now.gap, value=gap, lower=gap - spread, upper=gap + spread)
    level = replace(now.value, value=now.value.value - 0.1)
    then = replace(now, period="2025-10-31", gap=figure, value=level)
    arrow.shown = encode(then)
    arrow.save()


@pytest.mark.parametrize(
    ("gap", "says", "against"),
    [
        (-0.02, "Gap wider", True),  # 7.9 points now, 2.0 then
        (-0.08, "Gap unchanged", True),  # 7.9 now, 8.0 then: within chance
        (-0.20, "Gap narrower", False),  # 7.9 now, 20.0 then
    ],
)
def test_an_arrow_is_flagged_where_the_figures_speak_against_it(
    refreshed_trust, arrow, page, gap, says, against
):
    _shown_before(arrow, gap)
    said = page("theory", arrow.theory_id)
    assert says in said
    assert ("The figures speak against this arrow." in said) is against


def test_a_gap_that_has_not_moved_is_not_held_against_an_arrow_before_its_day(
    refreshed_trust, arrow
):
    _shown_before(arrow, -0.08)
    arrow.moves_by = dt.date(2099, 1, 1)
    (one,) = read([arrow], figures_of(refreshed_trust))
    assert not one.is_disproved
    assert "It need not have moved before 1 January 2099." in one.sentence


def test_an_arrow_without_later_figures_is_neither_for_nor_against(refreshed_trust, arrow):
    (one,) = read(Arrow.objects.all(), figures_of(refreshed_trust))
    assert not one.is_disproved
    assert "no figures yet of a later period" in one.sentence


@pytest.fixture
def dilemma(refreshed_trust, lead):
    """A private dilemma of the lead's."""
    given = {"question": "Evenings or days?", "groups": "Shift workers\nStaff"}
    return dilemmas.set_out_dilemma(organisation=refreshed_trust, given=given, by=lead)


def test_a_private_dilemma_does_not_exist_for_anybody_who_is_not_named(
    refreshed_trust, dilemma, client, member, words
):
    chair = member(refreshed_trust, "chair")
    client.force_login(chair)
    address = reverse("plan:dilemma", args=[dilemma.pk])
    assert client.get(address).status_code == 404
    assert "Evenings or days?" not in words(client.get(reverse("plan:dilemmas")))
    assert "dilemma" not in {each.kind for each in led_by(refreshed_trust)}
    dilemma.readers.add(chair.memberships.get())
    assert client.get(address).status_code == 200


def test_whoever_may_not_see_a_private_dilemma_cannot_change_it(refreshed_trust, dilemma):
    other = Person.objects.create_user("deputy@tst.example", name="Deputy")
    Membership.objects.create(person=other, organisation=refreshed_trust, role="hi_lead")
    with pytest.raises(PermissionDenied):
        dilemmas.change_dilemma(dilemma=dilemma, given={"is_private": False}, by=other)


def test_a_decision_needs_who_gains_and_who_loses_for_each_group(dilemma, lead):
    def decide():
        dilemmas.decide_dilemma(dilemma=dilemma, decision="Evenings", reasons="Fair", by=lead)

    with pytest.raises(dilemmas.NotSetOut, match="two options"):
        decide()
    for title in ("Evenings", "Days"):
        effects = {"Shift workers": ("gains", "")}
        option = dilemmas.put_option(dilemma=dilemma, title=title, effects=effects, by=lead)
    with pytest.raises(dilemmas.NotSetOut, match="Staff"):
        decide()
    for option in dilemma.options.all():
        effects = {"Staff": ("loses", "two evenings")}
        dilemmas.put_option(
            dilemma=dilemma, option=option, title=option.title, effects=effects, by=lead
        )
    decide()
    assert Dilemma.objects.get().decided_by == lead


def test_a_goal_of_one_body_is_no_joint_mission(refreshed_trust, lead, browser, words):
    part = {"body": "Trust", "owner": "Lead", "does": "This"}
    with pytest.raises(missions.NotJoint):
        missions.begin_mission(
            organisation=refreshed_trust, given={"title": "Goal"},
            parts=[part, {**part, "body": " trust"}], by=lead,
        )  # fmt: skip
    made = missions.begin_mission(
        organisation=refreshed_trust, given={"title": "Goal"},
        parts=[part, {**part, "body": "Council"}], by=lead,
    )  # fmt: skip
    first = made.parts.first()
    said = words(browser.post(reverse("plan:part-end", args=[first.pk]), follow=True))
    assert "Add another body first" in said
    assert Mission.objects.get().parts.filter(ended_on=None).count() == 2


def test_an_ambition_without_an_owner_is_refused(browser, words):
    given = {"title": "More local jobs", "role": "employer", "measured_by": "Apprentices"}
    said = words(browser.post(reverse("plan:ambition-new"), given))
    assert "Choose who owns it, or enter their post" in said


def test_a_cause_says_which_side_has_not_been_looked_for(written, browser, page):
    priority = written.plan_priorities.get(
        causes__isnull=False, causes__title__startswith="Letters"
    )
    said = page("needs", priority.pk)
    assert "3 suspected causes; 2 with evidence looked for on both sides." in said
    assert "Nothing against it has been looked for yet." in said
    assert "Insight: what people say" in said


def test_what_a_lead_leaves_behind_is_listed_and_handed_over_in_one_step(
    written, lead, browser, page, member
):
    deputy = member(written, "ceo").memberships.get()
    analyst = written.memberships.filter(role="analyst", person__email__startswith="analyst").get()
    analyst.ended_at = timezone.now()
    analyst.save()
    (left,) = [each for each in led_by(written) if each.is_left_behind]
    assert left.kind == "measure"
    assert left.title in page("more").split("no longer a member")[1]
    item = written.plan_measures.get(pk=left.pk)
    hand_over(item=item, kind="measure", to=deputy, by=lead)
    assert not any(each.is_left_behind for each in led_by(written))
    assert "from analyst to ceo" in page("more")


def test_what_needs_the_lead_is_said_and_a_reader_is_asked_for_nothing(
    refreshed_trust, membership, member
):
    titles = [each.title for each in needs_of(membership)]
    assert "Choose priorities" in titles
    assert sum("or say why not" in each for each in titles) == 4
    assert needs_of(member(refreshed_trust, "chair").memberships.get()) == []


def test_another_trusts_plan_is_not_in_ours(written, other_trust):
    assert led_by(other_trust) == []
    assert programmes_of(other_trust) == []
