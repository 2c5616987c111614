"""Huddle cards: made of released figures in two clicks, opened on a phone by a link that can be revoked."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from equity_lens.disclosure.released import Figure, State
from equity_lens.reports.huddle_fact import CardRefused
from equity_lens.reports.huddle_verdict import moved_gap
from equity_lens_web.audit.models import Event
from equity_lens_web.evidence.services.refreshes import keep_release
from equity_lens_web.frontline.making import subject_of_gap
from equity_lens_web.frontline.models import Card, CardLink
from equity_lens_web.frontline.services import cards
from web.frontline.verdicts import WIDENING, project_of, released_verdict, say

GAP = {"measure": "waiting-within-18-weeks", "by": "imd_quintile", "group": "1"}
OWN = {
    "question": "What would make it easier to come?",
    "to_try": "Ring people the evening before.",
}


@pytest.fixture
def make():
    """The address at which the card of a gap is made."""
    return reverse("frontline:card-make", query=GAP)


@pytest.fixture
def linked(refreshed_trust, member):
    """A card of the most deprived fifth, with a link."""
    by = member(refreshed_trust, "qi_team")
    subject = subject_of_gap(refreshed_trust, *GAP.values())
    card = cards.make_card(organisation=refreshed_trust, subject=subject, by=by, **OWN)
    return cards.link_card(card=card, by=by)


def _path(linked):
    return "/" + linked.link.split("/", 3)[3]


def test_a_finding_offers_its_card_and_the_second_click_prints_it(
    refreshed_trust, signed_in, make, words
):
    browser = signed_in(refreshed_trust, "qi_team")
    findings = browser.get(reverse("evidence:findings")).content.decode()
    assert "Make a huddle card" in findings
    first = words(browser.get(make))
    assert "What must people do to be seen, and who finds that hard?" in first
    printed = browser.post(make, OWN | {"do": "print"})
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert CardLink.objects.get().is_open


def test_what_is_measured_of_a_card_is_shown_to_its_author(refreshed_trust, signed_in, make, words):
    said = words(signed_in(refreshed_trust, "qi_team").get(make))
    measured = re.search(
        r"Words (\d+) \(90 at most\) Read aloud (\d+) seconds \(60 at most\) "
        r"Reading age ([\d.]+) years \(11 at most\)", said
    )  # fmt: skip
    found, seconds, age = (float(each) for each in measured.groups())
    assert found <= 90
    assert seconds <= 60
    assert age <= 11


@pytest.mark.parametrize(
    ("given", "instruction"),
    [
        ({"question": ""}, "Enter one question for the team"),
        ({"to_try": "Ring 3 people"}, "Take the figure out: on a card, only the fact holds one"),
        ({"to_try": "Ask Dr Okafor why"}, "Take out a clinician’s name"),
        ({"question": "Might organisational accessibility considerations systematically disadvantage "
          "socioeconomically marginalised communities?"}, "Its reading age is"),
        ({"to_try": " ".join(["Ring them up and ask."] * 9)}, "90 is the most."),
    ],
)  # fmt: skip
def test_a_card_that_is_not_right_is_not_made_and_says_why(
    refreshed_trust, signed_in, make, words, given, instruction
):
    browser = signed_in(refreshed_trust, "qi_team")
    assert instruction in words(browser.post(make, OWN | {"do": "print"} | given))
    assert not Card.objects.exists()


def test_words_that_blame_are_advised_on_and_can_stay(refreshed_trust, signed_in, make, words):
    browser = signed_in(refreshed_trust, "qi_team")
    blaming = OWN | {"question": "Who failed to attend?"}
    assert "“failed to attend”" in words(browser.post(make, blaming | {"do": "look"}))
    assert not Card.objects.exists()
    browser.post(make, blaming | {"do": "keep"})
    assert Card.objects.get().card.question == "Who failed to attend?"


def test_the_same_card_on_the_same_day_is_one_card(refreshed_trust, signed_in, make):
    browser = signed_in(refreshed_trust, "qi_team")
    for _ in range(2):
        browser.post(make, OWN | {"do": "print"})
    assert (Card.objects.count(), CardLink.objects.count()) == (1, 2)


def test_a_suppressed_figure_makes_no_card(refreshed_trust, sample_release, signed_in, make, words):
    hidden = Figure(State.SUPPRESSED, "proportion", reason="small number")
    profiles = [
        replace(
            each, groups=tuple(replace(group, value=hidden, gap=hidden) for group in each.groups)
        )
        if each.measure.id == GAP["measure"]
        else each
        for each in sample_release.profiles
    ]
    release = replace(sample_release, profiles=tuple(profiles), findings=())
    keep_release(
        release, organisation=refreshed_trust, by=refreshed_trust.refreshes.current().made_by
    )
    response = signed_in(refreshed_trust, "qi_team").get(make)
    assert response.status_code == 422
    assert "It cannot stand on a card." in words(response)


def test_a_phone_opens_the_card_without_sign_in_and_keeps_nothing(linked, client, words):
    response = client.get(_path(linked))
    said = words(response)
    assert "What would make it easier to come?" in said
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex"
    assert "'sha256-" in response["Content-Security-Policy"]
    assert len(response.content) < 10_000
    assert client.get(_path(linked)).status_code == 200
    assert CardLink.objects.get().times_opened == 2


def test_the_phone_shows_no_count_of_one_to_seven_and_no_address_of_ours(linked, client, words):
    text = client.get(_path(linked)).content.decode().split("<main>")[1]
    said = re.sub(r"<[^>]+>", " ", text)
    # 7.9 points, 52.3% and 2026-10-31 are no counts: a count stands by itself.
    assert re.findall(r"(?<![\d.,–-])[1-7](?![\d.,%–-])", said) == []
    assert "href" not in text
    assert "src=" not in text


def test_a_revoked_link_says_so_and_the_others_still_open(linked, client, words):
    other = cards.link_card(card=linked.card, by=linked.card.made_by)
    link = CardLink.objects.order_by("pk").first()
    cards.revoke_link(link=link, by=linked.card.made_by)
    response = client.get(_path(linked))
    assert response.status_code == 410
    assert "This link does not open a card" in words(response)
    assert "What would make it easier" not in words(response)
    assert client.get(_path(other)).status_code == 200
    assert Event.objects.filter(what="huddle-card.link-revoked").count() == 1


def test_a_link_runs_out_after_ninety_days(linked, client):
    link = CardLink.objects.get()
    assert (link.expires_at - link.made_at).days in (89, 90)
    CardLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(_path(linked)).status_code == 410


def test_a_card_whose_figures_were_corrected_opens_no_more(linked, client, refreshed_trust):
    refreshed_trust.refreshes.update(superseded_because="The extract was withdrawn.")
    assert client.get(_path(linked)).status_code == 410


def test_only_a_hash_of_the_link_is_kept(linked):
    token = _path(linked).strip("/").split("/")[-1]
    assert len(token) >= 43  # 32 bytes
    assert token not in str([each.__dict__ for each in CardLink.objects.all()])


def test_a_clinician_reads_cards_and_cannot_make_one(
    linked, refreshed_trust, signed_in, make, words
):
    browser = signed_in(refreshed_trust, "clinician")
    assert "1 link works; opened 0 times" in words(browser.get(reverse("frontline:cards")))
    assert browser.get(make).status_code == 403


def test_a_long_list_takes_no_more_queries(
    linked, refreshed_trust, signed_in, django_assert_max_num_queries
):
    for _ in range(8):
        card = linked.card
        card.pk = None
        card.save()
        cards.link_card(card=card, by=card.made_by)
    browser = signed_in(refreshed_trust, "chair")
    with django_assert_max_num_queries(9):
        browser.get(reverse("frontline:cards"))


def test_prompts_for_a_talk_about_a_gap_say_where_they_come_from(trust, signed_in, words):
    said = words(signed_in(trust, "clinician").get(reverse("frontline:conversations")))
    assert "Look at the steps, and not at persons" in said
    assert "S3:11" in said


def test_a_project_makes_a_card_of_what_became_of_its_gap(trust, member, client, words):
    by = member(trust, "qi_team")
    project = project_of(trust, by)
    say(project, WIDENING)
    client.force_login(by)
    address = reverse("frontline:card-of-project", args=[project.pk])
    said = words(client.get(address))
    # Journey 3, month 6: 14.2% became 13.6%, 6.1% became 4.0%; the gap grew by 1.5 points.
    assert "13.6% were not attended; before, it was 14.2%" in said
    assert "The gap grew by 1.5" in said
    assert "The verdict: widening. About 215 more than had the gap held." in said
    assert "What would make it easier to come?" in said
    client.post(address, OWN | {"do": "print"})
    assert Card.objects.get().project == project


def test_a_project_without_a_verdict_makes_no_card_yet(trust, member, client, words):
    by = member(trust, "qi_team")
    project = project_of(trust, by)
    client.force_login(by)
    response = client.get(reverse("frontline:card-of-project", args=[project.pk]))
    assert "This project has no verdict yet" in words(response)


def test_another_trusts_project_makes_no_card(trust, other_trust, member, client):
    theirs = project_of(other_trust, member(other_trust, "qi_team"))
    client.force_login(member(trust, "qi_team"))
    address = reverse("frontline:card-of-project", args=[theirs.pk])
    assert client.get(address).status_code == 404


def test_a_verdict_that_rests_on_a_small_count_makes_no_card():
    found = released_verdict(WIDENING)
    few = replace(found.groups[0].after.events, value=5.0)
    first = replace(found.groups[0], after=replace(found.groups[0].after, events=few))
    with pytest.raises(CardRefused, match="rests on a count of 1 to 7"):
        moved_gap(replace(found, groups=(first, *found.groups[1:])))
