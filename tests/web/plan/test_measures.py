"""The chain of measures: what is chosen is whole, and a plan of process alone is warned of."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from equity_lens_web.guidance.reading import entries
from equity_lens_web.plan.models import ChainMeasure
from equity_lens_web.plan.services import activities, measures

PROCESS = "Every measure of this plan is of process."
TOO_SOON = "None of the measures of change can move before it is reviewed."
NEXT_YEAR = dt.date(2027, 11, 1)


def _drafts(trust, lead, *keys, review_on=NEXT_YEAR):
    made = measures.draft_starters(organisation=trust, keys=keys, by=lead)
    for each in made:
        given = {"baseline": "Not known yet", "review_on": review_on}
        measures.change_measure(measure=each, given=given, by=lead)
    return made


def test_every_starter_of_the_chain_is_there(refreshed_trust):
    # Figure 2 of the source: 4 enabling, 5 of the board, 4 short, 5 medium, 4 longer.
    keys = [each.key for each in entries("chain_measure", refreshed_trust)]
    expected = [("ME", 4), ("MB", 5), ("MS", 4), ("MM", 5), ("ML", 4)]
    assert keys == [f"{stage}{i}" for stage, most in expected for i in range(1, most + 1)]


def test_a_draft_says_what_it_still_needs_and_cannot_be_chosen(refreshed_trust, lead, page):
    (draft,) = measures.draft_starters(organisation=refreshed_trust, keys=["ME4"], by=lead)
    assert "It still needs a baseline, a review date." in page("measure", draft.pk)
    with pytest.raises(measures.NotWhole, match="a baseline, a review date"):
        measures.choose_measure(measure=draft, by=lead)


def test_the_database_refuses_a_chosen_measure_that_is_not_whole(refreshed_trust, lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainMeasure.objects.create(
            organisation=refreshed_trust, stage="short", title="Half", added_by=lead,
            chosen_on=dt.date(2026, 11, 25),
        )  # fmt: skip


def test_a_chosen_measure_stays_whole(refreshed_trust, lead):
    (made,) = _drafts(refreshed_trust, lead, "MS1")
    measures.choose_measure(measure=made, by=lead)
    with pytest.raises(measures.NotWhole):
        measures.change_measure(measure=made, given={"definition": ""}, by=lead)
    assert ChainMeasure.objects.get().definition != ""


def test_a_baseline_is_read_from_the_released_figure(refreshed_trust, lead):
    gap = {"measure": "waiting-within-18-weeks", "dimension": "imd_quintile", "subgroup": "1"}
    given = {"title": "The wait", "stage": "short", **gap}
    made = measures.draft_measure(organisation=refreshed_trust, given=given, by=lead)
    # The sample release: a gap of 7.9 points, interval 6.4 to 9.4.
    assert "7.9 percentage points lower" in made.baseline
    assert "31 October 2026" in made.baseline


def test_a_plan_of_process_alone_is_warned_of(refreshed_trust, lead, page):
    _drafts(refreshed_trust, lead, "ME1", "MB1", "MB2")
    assert PROCESS in page("measures")
    _drafts(refreshed_trust, lead, "MS1")
    assert PROCESS not in page("measures")


def test_a_plan_whose_outcomes_cannot_move_before_their_review_is_warned_of(
    refreshed_trust, lead, page
):
    # A longer-term measure needs 36 months by the rule; its review is within two.
    soon = dt.date(2027, 1, 10)
    _drafts(refreshed_trust, lead, "ME1", "ML2", review_on=soon)
    assert TOO_SOON in page("measures")
    _drafts(refreshed_trust, lead, "MS1", review_on=NEXT_YEAR)
    assert TOO_SOON not in page("measures")


def test_what_is_linked_to_nothing_is_listed_on_both_sides(refreshed_trust, lead, page):
    (linked, alone) = _drafts(refreshed_trust, lead, "MS1", "MM3")
    for title, moves in (("Calls", [linked]), ("Talks", [])):
        given = {"title": title, "quadrant": "policy", "moves": moves}
        activities.add_activity(organisation=refreshed_trust, given=given, by=lead)
    said = page("measures").split("What is linked to nothing")[1]
    assert alone.title in said
    assert "Talks" in said
    assert linked.title not in said
    assert "Calls" not in said


def test_a_review_sets_the_next_one_and_is_kept(refreshed_trust, lead, browser, page):
    (made,) = _drafts(refreshed_trust, lead, "MS1")
    measures.choose_measure(measure=made, by=lead)
    given = {"found": "6.1 points", "read_on": "20 11 2026", "review_on": "1 3 2099"}
    browser.post(reverse("plan:measure-review", args=[made.pk]), given)
    said = page("measure", made.pk)
    assert "20 November 2026: 6.1 points" in said
    assert "1 March 2099" in said
