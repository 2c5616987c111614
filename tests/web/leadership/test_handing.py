"""Who leads what, the first draft to the chair, and the handover pack."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from equity_lens.reports.pdf import pages_before_annex
from equity_lens_web.improvement.models import Project
from equity_lens_web.leadership.leading import who_leads
from equity_lens_web.leadership.models import FirstDraft
from equity_lens_web.leadership.needs import needs_of
from equity_lens_web.leadership.presenters.first_draft import first_draft
from equity_lens_web.plan.models import Activity
from web.samples.actions import decision as sample_decision

WHO_LEADS = reverse("leadership:who-leads")
DRAFT = reverse("leadership:first-draft")
PACK = reverse("leadership:handover")


@pytest.fixture
def leaving(refreshed_trust, browser):
    """A deputy who leads an activity, a decision and a project, and has left."""
    person = browser("qi_team").person
    membership = person.memberships.get()
    Activity.objects.create(
        organisation=refreshed_trust, quadrant="strategy", title="Walk the wards", lead=membership,
        bodies="City council", added_by=person,
    )  # fmt: skip
    sample_decision(refreshed_trust, person)
    Project.objects.create(
        organisation=refreshed_trust, title="Phone booking", lead=person, started_by=person
    )
    membership.ended_at = timezone.now()
    membership.save()
    return membership


@pytest.fixture
def lead(browser):
    """The lead, with a charter."""
    here = browser("hi_lead")
    here.post(reverse("leadership:charter-answers"), {"purpose": "To close gaps", "deputy": "COO"})
    return here


def test_nothing_is_orphaned_when_a_person_leaves(leaving, lead, words):
    said = words(lead.get(WHO_LEADS))
    needs = said.split("Needs somebody")[1].split("Everything that somebody leads")[0]
    for title in ("Walk the wards", "Trial phone booking", "Phone booking"):
        assert title in needs
    assert "City council" in needs


def test_all_of_it_is_handed_over_in_one_step(leaving, lead, trust, words):
    to = lead.person.memberships.get()
    address = reverse("leadership:hand-over-all", args=[leaving.pk])
    assert "Handed over: 3 items." in words(lead.post(address, {"to": to.pk}, follow=True))
    assert not [item for item in who_leads(trust) if item.is_orphan]


def test_nothing_is_handed_to_somebody_of_another_trust(leaving, lead, browser, other_trust, words):
    theirs = browser("hi_lead", other_trust).person.memberships.get()
    address = reverse("leadership:hand-over-all", args=[leaving.pk])
    assert "Choose who takes it over" in words(lead.post(address, {"to": theirs.pk}))


def test_cover_stands_beside_what_the_person_leads(lead, browser, words, monkeypatch):
    monkeypatch.setattr("equity_lens_web.design_system.moments.today", lambda: dt.date(2026, 12, 2))
    away, covers = (browser(role).person.memberships.get().pk for role in ("hi_lead", "ned"))
    given = {"away": away, "covers": covers, "from_on": "1 12 2026", "to_on": "14 12 2026"}
    said = words(lead.post(reverse("leadership:cover"), given, follow=True))
    assert "ned covers until 14 December 2026" in said
    wrong = given | {"to_on": "30 11 2026"}
    assert "Enter a day that is not before the first" in words(
        lead.post(reverse("leadership:cover"), wrong)
    )


def test_who_leads_what_takes_a_bounded_number_of_queries(
    leaving, lead, trust, django_assert_max_num_queries
):
    for number in range(10):
        Activity.objects.create(
            organisation=trust, quadrant="strategy", title=f"Another {number}", added_by=lead.person
        )
    with django_assert_max_num_queries(45):
        lead.get(WHO_LEADS)


def test_the_first_draft_is_put_together_worded_and_sent(lead, browser, trust, words):
    assert "No priority has been chosen yet." in words(lead.get(DRAFT))
    lead.post(reverse("leadership:first-draft-words"), {"help": "We ask for half an analyst."})
    lead.post(reverse("leadership:first-draft-send"))
    chair = browser("chair")
    membership = chair.person.memberships.get()
    needs = [need.title for need in needs_of(membership)]
    assert "Read the lead's first draft" in needs
    said = words(chair.get(DRAFT))
    assert "We ask for half an analyst." in said
    assert "To close gaps" in said
    assert "Read the lead's first draft" not in [need.title for need in needs_of(membership)]


def test_what_was_sent_stays_as_it_was_sent(lead, browser, words):
    lead.post(reverse("leadership:first-draft-send"))
    lead.post(reverse("leadership:charter-answers"), {"purpose": "Something else"})
    assert "To close gaps" in words(browser("chair").get(DRAFT))


def test_a_draft_without_a_charter_is_not_sent(browser, words):
    said = words(browser("hi_lead").post(reverse("leadership:first-draft-send"), follow=True))
    assert "There is no charter yet." in said
    assert not FirstDraft.objects.exclude(sent_at=None).exists()


def test_others_see_nothing_of_a_draft_before_it_is_sent(lead, browser, words):
    lead.post(reverse("leadership:first-draft-words"), {"help": "We ask for half an analyst."})
    said = words(browser("ceo").get(DRAFT))
    assert "Nothing sent yet" in said
    assert "half an analyst" not in said


def test_the_first_draft_is_two_pages_at_most(lead, trust):
    assert pages_before_annex(first_draft(trust, {})) <= 2


def test_the_pack_holds_charter_decisions_partners_and_what_was_written_down(
    leaving, lead, browser, words
):
    for kind, text in (
        ("risk", "The transport contract ends in March"),
        ("lesson", "Letters alone changed nothing"),
    ):
        lead.post(reverse("leadership:worth-knowing"), {"kind": kind, "text": text})
    said = words(lead.get(PACK))
    for part in ("Charter", "Open decisions", "Measures, with their history", "Risks", "Partners"):
        assert part in said
    assert "Trial phone booking" in said
    assert "The transport contract ends in March" in said.split("Risks")[1]
    assert "City council" in said.split("Partners")[1]
    assert "Letters alone changed nothing" in said.split("Lessons")[1]
    assert "Nobody leads 3 of the items" in said
    taken = browser("chair").get(reverse("leadership:handover-file", args=["docx"]))
    assert taken.content[:2] == b"PK"


def test_private_reflections_are_never_in_the_pack(lead, words):
    phrase = "seven herons over the estuary"
    begun = {"passphrase": phrase, "again": phrase, "understood": "on"}
    lead.post(reverse("leadership:reflections"), begun)
    lead.post(reverse("leadership:reflections"), {"text": "I was afraid to ask"})
    assert "I was afraid to ask" in words(lead.get(reverse("leadership:reflections")))
    for address in (PACK, DRAFT, WHO_LEADS):
        assert "I was afraid to ask" not in words(lead.get(address))


def test_the_pack_takes_a_bounded_number_of_queries(leaving, lead, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        lead.get(PACK)
