"""Ideas: shared with or without sign-in, answered in time or shown as overdue, made projects."""

import re

import pytest
from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.audit.models import Event
from equity_lens_web.frontline.models import Idea, IdeaBox
from equity_lens_web.frontline.needs import needs_of
from equity_lens_web.frontline.services import boxes, ideas

CALLS = "Ring people in the evening, in their own language."
GIVEN = {"kind": "idea", "said": CALLS}
ANSWER = {"said": "Thank you. We will try it.", "outcome": "not now"}


@pytest.fixture
def shared(trust, member):
    """An idea of a clinician, received on 25 November: due on 9 December."""
    by = member(trust, "clinician")
    return ideas.share(organisation=trust, kind="idea", said=CALLS, place="Outpatients", by=by)


@pytest.fixture
def link(trust, member):
    """A link for a ward of a trust that takes ideas without sign-in, and its box."""
    by = member(trust, "qi_team")
    boxes.say_openness(organisation=trust, without_sign_in=True, by=by)
    return boxes.open_box(organisation=trust, place="Ward 7", by=by)


def _path(link):
    return "/" + link.link.split("/", 3)[3]


def test_a_clinician_shares_an_idea_and_reads_when_it_is_answered(trust, signed_in, words):
    browser = signed_in(trust, "clinician")
    said = words(browser.post(reverse("frontline:share"), GIVEN, follow=True))
    assert "Thank you. You can read an answer here by 9 December 2026." in said
    assert CALLS in said
    assert "Waits for an answer, due by 9 December 2026" in said
    assert Event.objects.get(what="idea.shared").detail == {"kind": "idea"}


def test_a_likely_nhs_number_is_held_before_it_is_saved(trust, signed_in, words):
    browser = signed_in(trust, "clinician")
    # 943 476 5919 is the NHS Data Dictionary's own example.
    response = browser.post(reverse("frontline:share"), GIVEN | {"said": "Ring 943 476 5919"})
    assert "Take out a likely NHS number" in words(response)
    assert not Idea.objects.exists()


def test_others_read_an_idea_once_it_has_been_answered(trust, shared, member, client, words):
    client.force_login(member(trust, "chair"))
    before = words(client.get(reverse("frontline:ideas")))
    assert CALLS not in before
    assert "Its words can be read once it has been answered." in before
    lead = member(trust, "hi_lead")
    ideas.answer(idea=shared, said="We test it.", outcome="not now", by=lead)
    after = words(client.get(reverse("frontline:ideas")))
    assert CALLS in after
    assert "Answered on 25 November 2026, within ten working days" in after


def test_no_page_names_the_colleague_who_shared_it(trust, shared, signed_in, words):
    page = words(signed_in(trust, "hi_lead").get(reverse("frontline:idea", args=[shared.pk])))
    assert "Clinician, Outpatients, 25 November 2026" in page
    assert "clinician@" not in page


def test_the_tenth_working_day_is_in_time_and_the_day_after_is_overdue(
    trust, shared, signed_in, today, words
):
    browser = signed_in(trust, "hi_lead")
    today(2026, 12, 9)
    assert "Overdue by" not in words(browser.get(reverse("frontline:ideas")))
    today(2026, 12, 10)
    said = words(browser.get(reverse("frontline:ideas")))
    assert "Overdue by 1 working day: an answer was due by 9 December 2026" in said


def test_an_idea_that_waits_is_a_need_of_whoever_answers_and_of_nobody_else(
    trust, shared, member, today, django_assert_num_queries
):
    today(2026, 12, 11)
    member(trust, "hi_lead")
    member(trust, "chair")
    held = {each.role: each for each in Membership.objects.select_related("organisation")}
    with django_assert_num_queries(2):
        (need,) = needs_of(held["hi_lead"])
    assert need.title == "Answer an idea: Clinician, Outpatients"
    assert need.why == "Overdue by 2 working days: an answer was due by 9 December 2026"
    assert need.href == reverse("frontline:answer", args=[shared.pk])
    assert needs_of(held["chair"]) == []


def test_an_idea_becomes_a_project_in_one_step_and_both_keep_the_link(
    trust, shared, signed_in, words
):
    browser = signed_in(trust, "qi_team")
    given = {"said": "Yes.", "outcome": "project", "title": "Evening calls"}
    address = reverse("frontline:answer", args=[shared.pk])
    said = words(browser.post(address, given, follow=True))
    assert "Part of the project: Evening calls" in said
    (project,) = trust.projects.all()
    assert project.is_draft
    assert [each.pk for each in project.ideas.all()] == [shared.pk]


@pytest.mark.parametrize(
    ("given", "instruction"),
    [
        ({"said": ""}, "Enter your answer to whoever sent it"),
        ({"outcome": ""}, "Choose what will be done"),
        ({"outcome": "project"}, "Enter a title for the new project"),
        ({"outcome": "tested"}, "Choose the project in which it is tested"),
    ],
)
def test_an_answer_that_is_not_right_says_what_to_enter(
    trust, shared, signed_in, words, given, instruction
):
    browser = signed_in(trust, "qi_team")
    said = words(browser.post(reverse("frontline:answer", args=[shared.pk]), ANSWER | given))
    assert instruction in said
    assert not shared.answers.exists()


def test_an_idea_cannot_be_tested_in_another_trusts_project(
    trust, other_trust, shared, signed_in, member, words
):
    theirs = other_trust.projects.create(title="Theirs", started_by=member(other_trust, "qi_team"))
    browser = signed_in(trust, "qi_team")
    given = ANSWER | {"outcome": "tested", "project": theirs.pk}
    said = words(browser.post(reverse("frontline:answer", args=[shared.pk]), given))
    assert "Choose one of your trust’s projects" in said


def test_the_board_reads_how_many_were_answered_in_time(
    trust, shared, member, client, today, words
):
    lead, nurse = member(trust, "hi_lead"), shared.shared_by
    late = ideas.share(organisation=trust, kind="observation", said="No signs.", place="", by=nurse)
    ideas.answer(idea=shared, said="Thank you.", outcome="not now", by=lead)
    today(2026, 12, 10)
    ideas.answer(idea=late, said="Sorry that it took so long.", outcome="passed on", by=lead)
    ideas.share(organisation=trust, kind="idea", said="A map.", place="", by=nurse)
    client.force_login(member(trust, "chair"))
    said = words(client.get(reverse("frontline:ideas")))
    assert "Received 3 Answered within 10 working days 1 Answered later 1" in said
    assert "Waiting, and not yet due 1 Overdue 0 Became part of a project 0" in said


def test_a_long_list_takes_no_more_queries(trust, member, client, django_assert_max_num_queries):
    by = member(trust, "clinician")
    for _ in range(12):
        ideas.share(organisation=trust, kind="idea", said=CALLS, place="", by=by)
    client.force_login(member(trust, "hi_lead"))
    with django_assert_max_num_queries(10):
        client.get(reverse("frontline:ideas"))


def test_without_sign_in_an_idea_is_sent_and_its_answer_read_by_a_code(
    trust, link, client, member, words
):
    form = words(client.get(_path(link)))
    assert "Test trust (synthetic): Ward 7" in form
    response = client.post(_path(link), GIVEN)
    code = re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", response.content.decode())[0]
    assert not response.cookies
    idea = Idea.objects.get()
    assert (idea.shared_by, idea.place) == (None, "Ward 7")
    assert code not in str(idea.__dict__)
    answer = ideas.answer
    answer(idea=idea, said="We try it.", outcome="not now", by=member(trust, "hi_lead"))
    typed = {"code": code.lower().replace("-", " ")}
    said = words(client.post(reverse("frontline:answer-by-code"), typed))
    assert CALLS in said
    assert "We try it. Not now, and this is why. Health inequalities lead" in said


def test_a_code_that_is_not_right_opens_nothing(trust, link, client, words):
    client.post(_path(link), GIVEN)
    wrong = {"code": "AAAA-AAAA-AAAA-AAAA"}
    said = words(client.post(reverse("frontline:answer-by-code"), wrong))
    assert "No idea has this code" in said
    assert CALLS not in said


def test_a_trust_takes_nothing_without_sign_in_unless_it_says_so(trust, member, client, words):
    opened = boxes.open_box(organisation=trust, place="Ward 7", by=member(trust, "qi_team"))
    response = client.post(_path(opened), GIVEN)
    assert response.status_code == 410
    assert "Ideas cannot be sent by this link" in words(response)
    assert not Idea.objects.exists()


def test_a_new_link_closes_the_old_one_and_keeps_what_came_by_it(link, client):
    client.post(_path(link), GIVEN)
    renewed = boxes.renew_box(box=link.box, by=link.box.made_by)
    assert client.get(_path(link)).status_code == 410
    assert client.get(_path(renewed)).status_code == 200
    assert Idea.objects.get().box == link.box
    assert IdeaBox.objects.for_a_list().get() == renewed.box


def test_only_a_hash_of_the_link_is_kept(link):
    token = _path(link).strip("/").split("/")[-1]
    assert len(token) >= 43  # 32 bytes
    assert token not in str(link.box.__dict__)


def test_one_link_takes_so_many_ideas_an_hour_and_then_asks_to_wait(link, client, words):
    for _ in range(30):
        assert client.post(_path(link), GIVEN).status_code == 200
    response = client.post(_path(link), GIVEN)
    assert response.status_code == 429
    assert "Wait a little, then try again" in words(response)
    assert Idea.objects.count() == 30


def test_a_name_is_held_without_sign_in_too(link, client, words):
    said = words(client.post(_path(link), GIVEN | {"said": "Mrs Patel waited for two hours"}))
    assert "Take out a likely name" in said
    assert not Idea.objects.exists()


def test_a_flood_of_ideas_is_read_a_page_at_a_time(trust, member, client, words):
    by = member(trust, "qi_team")
    for number in range(52):
        ideas.share(organisation=trust, kind="idea", said=f"Idea {number};", place="", by=by)
    client.force_login(by)
    first = words(client.get(reverse("frontline:ideas")))
    assert "Page 1 of 2." in first
    assert "Idea 51;" not in first
    assert "Idea 51;" in words(client.get(reverse("frontline:ideas", query={"page": 2})))
