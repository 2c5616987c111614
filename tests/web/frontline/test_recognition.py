"""Recognition rests on a verdict of narrowing, names partners who agreed, and stays honest later."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from equity_lens_web.frontline.models import Recognition
from equity_lens_web.frontline.services.ideas import answer, share
from equity_lens_web.frontline.services.recognition import RecognitionRefused, recognise
from web.frontline.verdicts import NARROWING, WIDENING, project_of, say

GIVEN = {
    "team": "Outpatient clinic manager, nurse",
    "partner": "Community transport partner",
    "agreed_on": "20 11 2026",
    "thanks": "You rang people, and you drove them.",
}


@pytest.fixture
def project(trust, member):
    return project_of(trust, member(trust, "qi_team"))


def _thank(project, by):
    return recognise(project=project, team="The team", partners=[], thanks="Thank you.", by=by)


def test_a_narrowing_gap_is_recognised_with_its_partner(trust, project, signed_in, words):
    say(project, NARROWING)
    browser = signed_in(trust, "hi_lead")
    assert "Thank the people of “Text reminders" in words(
        browser.get(reverse("frontline:recognition"))
    )
    said = words(browser.post(reverse("frontline:thank", args=[project.pk]), GIVEN, follow=True))
    assert "Outpatient clinic manager, nurse , with Community transport partner" in said
    # Journey 3: from 9.6 to 7.2 points.
    assert "The gap shrank by 2.4 percentage points" in said
    assert "from 9.6 to 7.2" in said
    assert "Thank the people of" not in said


@pytest.mark.parametrize("until", [WIDENING, "2026-01", None])
def test_nothing_else_than_narrowing_can_be_recognised(trust, project, member, until):
    if until:
        say(project, until)
    with pytest.raises(RecognitionRefused, match="recognition rests on “narrowing”"):
        _thank(project, member(trust, "hi_lead"))
    assert not Recognition.objects.exists()


def test_the_page_of_a_widening_gap_says_not_yet(trust, project, signed_in, words):
    say(project, WIDENING)
    browser = signed_in(trust, "hi_lead")
    response = browser.post(reverse("frontline:thank", args=[project.pk]), GIVEN)
    assert response.status_code == 422
    assert "The verdict on this project is “widening”" in words(response)


def test_one_verdict_is_recognised_once(trust, project, member):
    say(project, NARROWING)
    lead = member(trust, "hi_lead")
    _thank(project, lead)
    with pytest.raises(RecognitionRefused, match="already"):
        _thank(project, lead)


def test_a_partner_is_named_only_with_the_day_on_which_they_agreed(
    trust, project, signed_in, words
):
    say(project, NARROWING)
    browser = signed_in(trust, "hi_lead")
    address = reverse("frontline:thank", args=[project.pk])
    said = words(browser.post(address, GIVEN | {"agreed_on": ""}))
    assert "Enter the day on which they agreed to be named" in said
    assert not Recognition.objects.exists()


def test_thanks_stay_and_a_verdict_that_changed_stands_beside_them_with_both_dates(
    trust, project, member, client, words
):
    say(project, NARROWING)
    _thank(project, member(trust, "hi_lead"))
    later = say(project, WIDENING)
    later.change.__class__.objects.filter(pk=later.change.pk).update(on="2027-02")
    client.force_login(member(trust, "chair"))
    said = words(client.get(reverse("frontline:recognition")))
    assert (
        "This thanked people for a gap that was narrowing as of October 2026. As of February 2027, "
        "the verdict is “widening”. Both are shown." in said
    )


def test_a_clinician_cannot_recognise(trust, project, member):
    say(project, NARROWING)
    with pytest.raises(PermissionDenied):
        _thank(project, member(trust, "clinician"))


def test_a_long_list_takes_no_more_queries(trust, member, signed_in, django_assert_max_num_queries):
    by = member(trust, "qi_team")
    for _ in range(4):
        each = project_of(trust, by)
        say(each, NARROWING)
        _thank(each, by)
    browser = signed_in(trust, "hi_lead")
    with django_assert_max_num_queries(14):
        browser.get(reverse("frontline:recognition"))


def test_a_project_shows_the_ideas_cards_and_thanks_that_belong_to_it(
    trust, project, member, client, words, django_assert_max_num_queries
):
    say(project, NARROWING)
    lead = member(trust, "hi_lead")
    _thank(project, lead)
    nurse = member(trust, "clinician")
    idea = share(organisation=trust, kind="idea", said="Ring in the evening.", place="", by=nurse)
    answer(idea=idea, said="We test it.", outcome="tested", project=project, by=lead)
    client.force_login(nurse)
    with django_assert_max_num_queries(14):
        said = words(client.get(reverse("frontline:front-line", args=[project.pk])))
    assert "Ring in the evening." in said
    assert "We test it." in said
    assert "The team" in said
    page = words(client.get(reverse("improvement:project", args=[project.pk])))
    assert "Ideas, huddle cards and thanks" in page
