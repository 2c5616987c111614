"""Advocates: by their own word or with recorded consent, erased as soon as they withdraw."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.audit.models import Event
from equity_lens_web.frontline.models import Advocate, Support
from equity_lens_web.frontline.services import advocates

SAID = {"known_as": "Outpatient nurse", "team": "Outpatients", "hours_a_month": "2"}
AGREED = SAID | {"consent": "in person", "consent_on": "2 11 2026"}


@pytest.fixture
def nurse(trust, member):
    """A clinician who recorded themselves, and was offered time off the rota."""
    person = member(trust, "clinician")
    advocate = advocates.become(
        organisation=trust,
        known_as="Outpatient nurse",
        team="Outpatients",
        hours_a_month=2,
        by=person,
    )
    lead = member(trust, "hi_lead")
    advocates.offer_support(advocate=advocate, what="Two hours off the rota", by=lead)
    return person


def test_somebody_says_of_themselves_that_they_are_an_advocate(trust, signed_in, words):
    browser = signed_in(trust, "clinician")
    said = words(browser.post(reverse("frontline:oneself"), SAID, follow=True))
    assert "You agreed on 25 November 2026." in said
    browser.post(reverse("frontline:oneself"), SAID | {"hours_a_month": "3.5"})
    assert [float(each.hours_a_month) for each in Advocate.objects.all()] == [3.5]


def test_whoever_looks_after_them_sees_time_consent_and_support(trust, nurse, client, words):
    client.force_login(trust.members.get(memberships__role="hi_lead"))
    said = words(client.get(reverse("frontline:advocates")))
    assert "Outpatient nurse, Outpatients 2 hours a month." in said
    assert "Recorded by themselves, 25 November 2026" in said
    assert "Two hours off the rota (25 November 2026)" in said
    assert "clinician@" not in said


def test_the_board_does_not_read_who_they_are(trust, nurse, member, client):
    client.force_login(member(trust, "chair"))
    assert client.get(reverse("frontline:advocates")).status_code == 403


def test_withdrawing_erases_everything_at_once(trust, nurse, client, words):
    client.force_login(nurse)
    said = words(client.post(reverse("frontline:withdraw"), follow=True))
    assert "Erased. Nothing of it is kept." in said
    assert not Advocate.objects.exists()
    assert not Support.objects.exists()
    kept = [(each.about, each.detail) for each in Event.objects.filter(what="advocate.erased")]
    assert len(kept) == 1
    assert "nurse" not in str(kept)


@pytest.mark.parametrize(
    ("given", "instruction"),
    [
        ({"consent": ""}, "Choose how they agreed"),
        ({"consent_on": ""}, "Enter the day on which they agreed"),
        ({"consent_on": "26 11 2026"}, "Enter a day that is not still to come"),
        ({"hours_a_month": "many"}, "Enter hours a month from 0 to 100, such as 2 or 1.5"),
    ],
)
def test_nobody_is_recorded_without_consent_and_its_day(
    trust, signed_in, words, given, instruction
):
    browser = signed_in(trust, "qi_team")
    assert instruction in words(browser.post(reverse("frontline:advocate-record"), AGREED | given))
    assert not Advocate.objects.exists()


def test_the_database_refuses_consent_that_nobody_gave(trust, member):
    by = member(trust, "qi_team")
    said = {"known_as": "A nurse", "team": "", "hours_a_month": 1, "consent": "themselves"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Advocate.objects.create(
            organisation=trust, consent_on=timezone.localdate(), recorded_by=by, **said
        )


def test_somebody_who_has_left_is_on_the_list_no_more(trust, nurse, client, words):
    client.force_login(trust.members.get(memberships__role="hi_lead"))
    nurse.memberships.update(ended_at=timezone.now())
    assert "No advocates yet" in words(client.get(reverse("frontline:advocates")))
