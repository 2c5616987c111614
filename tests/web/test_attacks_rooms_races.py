"""Two people at once, one person twice, and pages that have grown old: in the rooms of the board."""

import pytest
from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.frontline.models import Answer
from equity_lens_web.frontline.services import ideas
from equity_lens_web.guidance.models import GuideVersion
from equity_lens_web.leadership.models import FirstDraft, Signature, TimeAndMoney
from equity_lens_web.leadership.services import charter, first_draft
from equity_lens_web.plan.models import ChoiceRound, Dilemma
from equity_lens_web.plan.services import dilemmas, priorities
from web.papers.pages import text_of

TIME = reverse("leadership:time-and-money")
NAMED = {"days_a_month": "2", "budget": "40000"}
BOTH = {"Patients": ("gains", ""), "Staff": ("loses", "")}


@pytest.fixture
def people(trust, member):
    return {role: member(trust, role) for role in ("hi_lead", "ceo", "chair", "qi_team")}


@pytest.fixture
def written(trust, people):
    """A charter that is sent to the chief executive."""
    charter.answer(organisation=trust, answers={"purpose": "To close gaps"}, by=people["hi_lead"])
    charter.ask_for_time_and_money(organisation=trust, by=people["hi_lead"])
    return trust.charters.current()


def test_the_chief_executive_signs_no_answers_that_they_have_not_read(
    client, trust, people, written
):
    client.force_login(people["ceo"])
    assert 'name="seen" value="1"' in client.get(TIME).content.decode()
    changed = {"purpose": "To run the estate as well"}
    charter.answer(organisation=trust, answers=changed, by=people["hi_lead"])
    said = text_of(client.post(TIME, NAMED | {"seen": "1"}, follow=True))
    assert "The charter was changed after you read it." in said
    assert not Signature.objects.exists()
    assert TimeAndMoney.objects.get().answered_at is None
    client.post(TIME, NAMED | {"seen": "2"})
    assert Signature.objects.get().charter.purpose == "To run the estate as well"


def test_an_old_page_does_not_write_over_newer_answers(client, trust, people, written):
    client.force_login(people["hi_lead"])
    page = reverse("leadership:charter-answers")
    charter.answer(organisation=trust, answers={"deputy": "COO"}, by=people["hi_lead"])
    response = client.post(page, {"purpose": "Mine", "seen": "1"})
    assert "The charter was changed after you read it." in text_of(response)
    assert "Mine" in response.content.decode()
    assert trust.charters.current().deputy == "COO"


def test_one_person_does_not_sign_one_charter_in_two_roles(trust, people, written):
    lead = people["hi_lead"]
    charter.sign(organisation=trust, seen=1, by=lead)
    Membership.objects.filter(person=lead).update(role="ceo")
    with pytest.raises(charter.CharterRefused, match="in another role"):
        charter.sign(organisation=trust, seen=1, by=lead)
    assert Signature.objects.count() == 1


def test_a_second_press_sends_the_chair_no_draft_without_its_words(trust, people, written):
    lead = people["hi_lead"]
    first_draft.word(organisation=trust, words={"plan": "We begin with letters."}, by=lead)
    first_draft.send(organisation=trust, by=lead)
    with pytest.raises(first_draft.DraftRefused, match="sent already"):
        first_draft.send(organisation=trust, by=lead)
    assert "We begin with letters." in str(FirstDraft.objects.get().sent)


def test_an_idea_becomes_one_project_however_often_the_button_is_pressed(client, trust, people):
    idea = ideas.share(organisation=trust, kind="idea", said="Ring", place="", by=people["qi_team"])
    client.force_login(people["qi_team"])
    page = reverse("frontline:answer", args=[idea.pk])
    given = {"said": "Thank you", "outcome": "project", "title": "Evening calls"}
    assert client.post(page, given).status_code == 302
    assert "This idea is part of a project already." in text_of(client.post(page, given))
    assert trust.projects.count() == 1
    assert Answer.objects.count() == 1


def test_of_two_who_choose_priorities_at_once_one_does(refreshed_trust, member):
    lead = member(refreshed_trust, "hi_lead")
    keys = [
        (each.profile.measure.id, each.profile.dimension.key, each.group.subgroup.key)
        for each in figures_of(refreshed_trust).findings()[:6]
    ]
    found = priorities.add_candidates(organisation=refreshed_trust, gaps=keys, by=lead)
    old = ChoiceRound.objects.get(pk=found.pk)
    every = [each.pk for each in found.candidates.order_by("pk")]
    reasons = dict.fromkeys(every, "Later")
    priorities.choose_priorities(choice_round=found, chosen=every[:3], reasons=reasons, by=lead)
    with pytest.raises(priorities.ChoiceRefused, match="was settled"):
        priorities.choose_priorities(choice_round=old, chosen=every[3:], reasons=reasons, by=lead)
    with pytest.raises(priorities.ChoiceRefused, match="was settled"):
        priorities.set_weights(choice_round=old, weights=old.weights, by=lead)
    assert refreshed_trust.plan_priorities.current().count() == 3


@pytest.fixture
def dilemma(trust, people):
    given = {"question": "Phone or walk-in?", "groups": "Patients\nStaff", "is_private": False}
    made = dilemmas.set_out_dilemma(organisation=trust, given=given, by=people["hi_lead"])
    for title in ("Phone", "Walk-in"):
        dilemmas.put_option(dilemma=made, title=title, effects=BOTH, by=people["hi_lead"])
    return made


def test_what_was_decided_and_on_what_grounds_stays_as_it_was(client, dilemma, people):
    by, old = people["hi_lead"], Dilemma.objects.get(pk=dilemma.pk)
    dilemmas.decide_dilemma(dilemma=dilemma, decision="Phone", reasons="Fewer lose", by=by)
    with pytest.raises(dilemmas.NotSetOut, match="decided already"):
        dilemmas.decide_dilemma(dilemma=old, decision="Walk-in", reasons="I prefer it", by=by)
    with pytest.raises(dilemmas.NotSetOut, match="decided already"):
        dilemmas.put_option(dilemma=old, title="Neither", effects=BOTH, by=by)
    client.force_login(by)
    change = reverse("plan:dilemma-change", args=[dilemma.pk])
    given = {"question": "Another question", "groups": "Staff", "is_private": "public"}
    assert client.post(change, given).status_code == 302
    dilemma.refresh_from_db()
    assert (dilemma.question, dilemma.decision) == ("Phone or walk-in?", "Phone")
    assert "Change the decision" not in text_of(
        client.get(reverse("plan:dilemma", args=[dilemma.pk]))
    )


def test_an_option_of_one_dilemma_is_not_put_to_another(trust, dilemma, people):
    by = people["hi_lead"]
    given = {"question": "Another", "groups": "Patients", "is_private": False}
    other = dilemmas.set_out_dilemma(organisation=trust, given=given, by=by)
    with pytest.raises(dilemmas.NotSetOut, match="of this dilemma"):
        dilemmas.put_option(
            dilemma=other, option=dilemma.options.first(), title="Mine", effects=BOTH, by=by
        )


def test_the_second_press_of_take_out_of_use_does_not_put_it_back(client, trust, people):
    client.force_login(people["hi_lead"])
    page = reverse("guidance:retire", args=["role_shape", "medical-director"])
    given = {"reason": "We work otherwise", "do": "retire"}
    assert 'value="retire"' in client.get(page).content.decode()
    client.post(page, given)
    assert "This entry is out of use already." in text_of(client.post(page, given, follow=True))
    assert GuideVersion.objects.get().state == "retired"
