"""What is said of many things at once: drafts that are chosen, candidates that are judged."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from equity_lens_web.design_system import moments
from equity_lens_web.plan.models import Candidate, ChainMeasure
from equity_lens_web.plan.services import measures, priorities

DRAFTS = reverse("plan:measure-drafts")
CANDIDATES = reverse("plan:candidates")
WAIT = "waiting-within-18-weeks"
TICKED = re.compile(r'<input[^>]*name="gaps"[^>]*value="([^"]*)"[^>]*\schecked')


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(moments, "today", lambda: dt.date(2026, 11, 25))


def _ticked(browser) -> list[str]:
    return TICKED.findall(browser.get(CANDIDATES).content.decode())


@pytest.fixture
def drafts(refreshed_trust, lead):
    """A short-term measure and a longer-term one, neither chosen."""
    return measures.draft_starters(organisation=refreshed_trust, keys=["MS1", "ML3"], by=lead)


@pytest.fixture
def choice_round(refreshed_trust, lead):
    """A round in which the most deprived fifth stands."""
    gaps = [(WAIT, "imd_quintile", "1")]
    return priorities.add_candidates(organisation=refreshed_trust, gaps=gaps, by=lead)


def test_the_first_day_of_review_is_one_on_which_it_can_have_moved(drafts, browser, words):
    # Three months of 30.4 days are 92 days (91.2), and 36 are 1,095 (1,094.4).
    page = browser.get(DRAFTS).content.decode()
    assert 'value="25 February 2027"' in page
    assert 'value="24 November 2029"' in page


def test_drafts_with_a_baseline_are_chosen_and_the_others_stay_drafts(drafts, browser, words):
    short, longer = drafts
    given = {
        f"baseline_{short.pk}": "A gap of 7.9 points",
        f"review_{short.pk}": "25 February 2027",
        f"review_{longer.pk}": "24 November 2029",
    }
    said = words(browser.post(DRAFTS, given, follow=True))
    assert "Chosen. They are part of the plan." in said
    chosen = ChainMeasure.objects.exclude(chosen_on=None).get()
    assert (chosen.pk, chosen.baseline) == (short.pk, "A gap of 7.9 points")


def test_a_measure_is_not_chosen_without_a_day_of_review(drafts, browser, words):
    given = {f"baseline_{drafts[0].pk}": "A gap of 7.9 points", f"review_{drafts[0].pk}": ""}
    assert "Enter the day on which this is reviewed" in words(browser.post(DRAFTS, given))
    assert "Enter where one of them stands now" in words(browser.post(DRAFTS, {}))
    assert not ChainMeasure.objects.exclude(chosen_on=None).exists()


def test_one_that_lacks_something_else_keeps_all_from_being_chosen(
    drafts, refreshed_trust, lead, browser, words
):
    ChainMeasure.objects.filter(pk=drafts[1].pk).update(direction="")
    given = {}
    for each in drafts:
        given |= {f"baseline_{each.pk}": "Known", f"review_{each.pk}": "24 November 2029"}
    assert "Enter what it still needs: a direction" in words(browser.post(DRAFTS, given))
    assert not ChainMeasure.objects.exclude(chosen_on=None).exists()


def test_a_round_begins_with_the_first_finding_of_each_measure(browser):
    measures_ticked = [key.split(":")[0] for key in _ticked(browser)]
    assert WAIT in measures_ticked
    assert len(measures_ticked) == len(set(measures_ticked)) <= 9


def test_nothing_is_ticked_for_whoever_adds_to_a_round(choice_round, browser):
    assert _ticked(browser) == []


def test_candidates_are_judged_on_one_page(choice_round, browser, words):
    (one,) = choice_round.candidates.all()
    address = reverse("plan:round-judge", args=[choice_round.pk])
    assert "Judge them on one page" in words(
        browser.get(reverse("plan:round", args=[choice_round.pk]))
    )
    half = {f"ability_{one.pk}": "8", f"because_{one.pk}": "Booking is ours"}
    assert "Enter a whole number from 0 to 10: Waiting within 18 weeks" in words(
        browser.post(address, half)
    )
    assert "Score one candidate at least" in words(browser.post(address, {}))
    browser.post(address, {**half, f"community_{one.pk}": "0", f"cost_{one.pk}": "7"})
    judged = Candidate.objects.get()
    assert (judged.ability, judged.community, judged.cost) == (8, 0, 7)


def test_a_settled_round_is_judged_no_more(choice_round, lead, browser):
    (one,) = choice_round.candidates.all()
    priorities.choose_priorities(choice_round=choice_round, chosen={one.pk}, reasons={}, by=lead)
    address = reverse("plan:round-judge", args=[choice_round.pk])
    browser.post(address, {f"ability_{one.pk}": "8"})
    assert Candidate.objects.get().ability is None
