"""Members propose with a reason, vote once each, and read an editor's answer."""

import pytest
from django.urls import reverse

from equity_lens_web.guidance.models import Proposal, Vote
from equity_lens_web.guidance.reading import entries, entry

PROPOSED = {
    "title": "Speak up and set an example",
    "text_first_step": "Ask of each paper: who is not here?",
    "reason": "Everybody can ask this.",
}


def _at(name, *args):
    return reverse(f"guidance:{name}", args=args)


@pytest.fixture
def analyst(trust, browser):
    return browser(trust, "analyst")


@pytest.fixture
def proposal(analyst):
    analyst.post(_at("propose", "activity", "FA2"), PROPOSED)
    return Proposal.objects.get()


def test_a_proposal_changes_nothing_until_an_editor_accepts_it(trust, proposal, browser, words):
    before = entry("activity", "FA2", trust).fields["first_step"]
    assert "who is not here" not in before
    lead = browser(trust, "hi_lead")
    shown = words(lead.get(_at("proposal", proposal.pk)))
    assert "Now" in shown
    assert "As proposed" in shown
    assert "Everybody can ask this." in shown
    lead.post(_at("answer", proposal.pk), {"answer": "accept", "reason": "It is plainer."})
    read = words(lead.get(_at("entry", "activity", "FA2")))
    assert "Ask of each paper: who is not here?" in read
    assert Proposal.objects.get().version.why == "Everybody can ask this."


def test_whoever_proposed_reads_why_it_was_declined(trust, proposal, analyst, browser, words):
    browser(trust, "administrator").post(
        _at("answer", proposal.pk), {"answer": "decline", "reason": "The board asks it already."}
    )
    read = words(analyst.get(_at("proposal", proposal.pk)))
    assert "Declined" in read
    assert "The board asks it already." in read


def test_an_answer_needs_a_reason(trust, proposal, browser, words):
    lead = browser(trust, "hi_lead")
    said = words(lead.post(_at("answer", proposal.pk), {"answer": "accept", "reason": ""}))
    assert "Enter why: whoever proposed it reads this" in said
    assert Proposal.objects.get().is_open


def test_each_person_has_one_vote_and_can_change_it(trust, proposal, analyst, browser, words):
    team = browser(trust, "qi_team")
    team.post(_at("vote", proposal.pk), {"vote": "for"})
    analyst.post(_at("vote", proposal.pk), {"vote": "for"})
    assert "2 for, 0 against" in words(team.get(_at("proposal", proposal.pk)))
    said = words(team.post(_at("vote", proposal.pk), {"vote": "against"}, follow=True))
    assert "1 for, 1 against" in said
    assert Vote.objects.count() == 2


def test_there_is_no_vote_after_the_answer(trust, proposal, analyst, browser, words):
    browser(trust, "hi_lead").post(
        _at("answer", proposal.pk), {"answer": "decline", "reason": "Not now."}
    )
    said = words(analyst.post(_at("vote", proposal.pk), {"vote": "for"}, follow=True))
    assert "This proposal has been answered: declined." in said
    assert not Vote.objects.exists()


def test_a_chair_reads_proposals_but_does_not_vote_or_answer(trust, proposal, browser):
    chair = browser(trust, "chair")
    assert chair.get(_at("proposal", proposal.pk)).status_code == 200
    assert chair.post(_at("vote", proposal.pk), {"vote": "for"}).status_code == 403
    assert chair.post(_at("answer", proposal.pk), {"answer": "accept"}).status_code == 403


def test_only_whoever_proposed_takes_it_back(trust, proposal, analyst, browser):
    browser(trust, "qi_team").post(_at("withdraw", proposal.pk))
    assert Proposal.objects.get().is_open
    analyst.post(_at("withdraw", proposal.pk))
    assert Proposal.objects.get().state == "withdrawn"


def test_a_change_since_the_proposal_is_pointed_out(trust, proposal, browser, words):
    lead = browser(trust, "hi_lead")
    lead.post(
        _at("change", "activity", "FA2"),
        {"title": "Speak up", "text_first_step": "Ask.", "reason": "Shorter"},
    )
    assert "has been changed since this was proposed" in words(
        lead.get(_at("proposal", proposal.pk))
    )


def test_a_new_word_can_be_proposed_and_accepted(trust, analyst, browser):
    analyst.post(
        _at("propose-new", "glossary"),
        {
            "title": "equity huddle",
            "text_meaning": "Ten minutes on one gap.",
            "text_say": "Say it so.",
            "reason": "We say it",
        },
    )
    pk = Proposal.objects.get().pk
    browser(trust, "hi_lead").post(_at("answer", pk), {"answer": "accept", "reason": "Yes"})
    (own,) = [each for each in entries("glossary", trust) if each.is_local]
    assert (own.title, own.fields["meaning"]) == ("equity huddle", "Ten minutes on one gap.")


def test_another_trusts_proposal_does_not_exist(other_trust, proposal, browser):
    theirs = browser(other_trust, "hi_lead")
    assert theirs.get(_at("proposal", proposal.pk)).status_code == 404
    assert theirs.post(_at("answer", proposal.pk), {"answer": "accept"}).status_code == 404
