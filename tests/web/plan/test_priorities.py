"""Choosing priorities: an order by visible weights, three or fewer, and reasons for the rest."""

import tomllib
from importlib.resources import files

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.plan.models import Candidate, ChoiceRound, Priority
from equity_lens_web.plan.reading import priorities_of, reasons_for_the_rest
from equity_lens_web.plan.scoring import WeightsRefused, moved, ranked, rebalanced, rule_of
from equity_lens_web.plan.services import priorities as services

WAIT = ("waiting-within-18-weeks", "imd_quintile", "1")
MISSED = ("outpatient-did-not-attend", "imd_quintile", "1")
# The findings of the demonstration: people affected and ratio, as its pages show them. Where
# appointments, attendances or referrals are counted, how many people is not known (ADR 9).
FOUND = {
    MISSED: (None, 2.32),
    ("waiting-over-52-weeks", "imd_quintile", "1"): (190, 3.469),
    WAIT: (720, 0.878),
    ("waiting-within-18-weeks", "ethnic_group", "asian"): (355, 0.878),
    ("referral-booked", "imd_quintile", "1"): (None, 0.842),
    ("emergency-within-4-hours", "imd_quintile", "1"): (None, 0.967),
    ("treated-within-18-weeks", "imd_quintile", "1"): (70, 0.841),
    ("first-appointment-attended", "imd_quintile", "1"): (None, 0.929),
    ("92nd-percentile-wait", "imd_quintile", "1"): (None, 1.25),
}


def _gaps(trust):
    return [
        (each.profile.measure.id, each.profile.dimension.key, each.group.subgroup.key)
        for each in figures_of(trust).findings()
    ]


@pytest.fixture
def five(refreshed_trust, lead):
    """A round with the five findings of the sample release."""
    return services.add_candidates(
        organisation=refreshed_trust, gaps=_gaps(refreshed_trust), by=lead
    )


def test_figures_stand_as_they_were_and_what_is_not_judged_is_not_nought(five, page):
    missed = five.candidates.get(measure=MISSED[0])
    # 1,130 appointments are no count of people (ADR 9)
    assert missed.people is None
    assert five.candidates.get(measure=WAIT[0], dimension=WAIT[1]).people == 720
    # 2.34946 times as often: 1.34946 over
    assert missed.size == pytest.approx(1.34946)
    said = page("round", five.pk)
    assert "Not known" in said
    assert "5 candidates are not judged yet" in said


def test_a_score_is_the_weighted_mean_of_what_is_known(trust):
    # 10 of 10 at weight 30 and 5 of 10 at weight 10: (300 + 50) / 40 = 8.75
    candidate = Candidate(measure="m", title="One", people=8, ability=5)
    rule, _ = rule_of(trust)
    weights = dict.fromkeys((each.key for each in rule), 0.0) | {"people": 30, "ability": 10}
    (placed,) = ranked([candidate], rule, weights | {"cost": 60})
    assert placed.score == pytest.approx(8.75)


def test_people_affected_at_40_swaps_the_second_and_third_of_the_demonstration(trust):
    place = files("equity_lens_web.operations.demonstration").joinpath("data/plan.toml")
    said = tomllib.loads(place.read_text("utf-8"))["candidates"]
    assert len(said) == 9
    assert sum("reason" in each for each in said) == 6
    grades = {"emergency-within-4-hours": "test"}
    candidates = [
        Candidate(
            pk=i, measure=each["measure"], title=each["measure"] + each["group"],
            people=FOUND[each["measure"], each["by"], each["group"]][0],
            size=max((r := FOUND[each["measure"], each["by"], each["group"]][1]), 1 / r) - 1,
            certainty=grades.get(each["measure"], "act"),
            **{name: each[name] for name in ("ability", "community", "cost")},
        )
        for i, each in enumerate(said)
    ]  # fmt: skip
    rule, _ = rule_of(trust)
    weights = {each.key: each.weight for each in rule}
    assert weights["people"] == 30
    after = rebalanced(weights, {**weights, "people": 40})
    swapped = moved(ranked(candidates, rule, weights), ranked(candidates, rule, after))
    assert [(each.measure, was, now) for each, was, now in swapped] == [
        ("waiting-within-18-weeks", 3, 2),
        ("waiting-over-52-weeks", 2, 3),
    ]


def test_weights_that_cannot_make_a_hundred_say_so():
    with pytest.raises(WeightsRefused, match="these add up to 170"):
        rebalanced({"people": 50, "size": 50}, {"people": 90, "size": 80})


def test_trying_a_weight_says_what_moves_and_keeps_nothing(five, browser, words):
    before = dict(five.weights)
    tried = {key: f"{value:g}" for key, value in before.items()} | {"size": "90"}
    address = reverse("plan:round", args=[five.pk])
    said = words(browser.get(address, {"try": "yes", **tried}))
    # By size alone the gap in missed appointments leads anyway, and the 52-week gap is next.
    assert "Waiting over 52 weeks: most deprived fifth moves from 3 to 2." in said
    assert "Size of the gap (90%)" in said
    assert ChoiceRound.objects.get().weights == before
    kept = {"people": 30, "size": 30, "certainty": 10, "ability": 10, "community": 10, "cost": 10}
    browser.post(reverse("plan:round-weights", args=[five.pk]), kept)
    assert ChoiceRound.objects.get().weights == kept


def test_three_or_fewer_are_chosen_and_each_of_the_rest_has_its_reason(five, browser, words):
    address = reverse("plan:round-choose", args=[five.pk])
    keys = [str(each.pk) for each in five.candidates.order_by("pk")]
    said = words(browser.post(address, {"chosen": keys[:4]}))
    assert "Choose three or fewer: 4 are chosen" in said
    said = words(browser.post(address, {"chosen": keys[:3], f"reason_{keys[3]}": "Later"}))
    assert "Enter why this is left out" in said
    assert not Priority.objects.exists()
    reasons = {f"reason_{key}": "Later" for key in keys[3:]}
    said = words(browser.post(address, {"chosen": keys[:3], **reasons}, follow=True))
    assert Priority.objects.count() == 3
    assert "Left out, and why" in said
    assert said.count("Later") == 2


def test_a_settled_round_stays_as_it_was(five, lead):
    chosen, *rest = five.candidates.order_by("pk")
    reasons = {each.pk: "Later" for each in rest}
    services.choose_priorities(choice_round=five, chosen={chosen.pk}, reasons=reasons, by=lead)
    with pytest.raises(services.ChoiceRefused):
        services.set_weights(choice_round=five, weights={}, by=lead)
    with pytest.raises(services.ChoiceRefused):
        services.judge_candidate(
            candidate=chosen, ability=1, community=1, cost=1, because="", by=lead
        )
    assert reasons_for_the_rest(five.organisation) == [(each.title, "Later") for each in rest]


def test_a_priority_that_is_chosen_again_goes_on_and_another_is_ended(refreshed_trust, lead):
    for chosen_gap, left in ((WAIT, MISSED), (WAIT, MISSED), (MISSED, WAIT)):
        choice = services.add_candidates(organisation=refreshed_trust, gaps=[WAIT, MISSED], by=lead)
        by_gap = {each.gap: each.pk for each in choice.candidates.all()}
        services.choose_priorities(
            choice_round=choice, chosen={by_gap[chosen_gap]}, reasons={by_gap[left]: "Later"},
            by=lead,
        )  # fmt: skip
    assert Priority.objects.count() == 2
    assert [each.candidate.gap for each in priorities_of(refreshed_trust)] == [MISSED]


def test_the_database_refuses_leaving_out_without_a_reason(five):
    with pytest.raises(IntegrityError), transaction.atomic():
        five.candidates.update(is_chosen=False, reason="")


def test_a_finding_has_a_door_to_the_priorities(browser, words):
    said = words(browser.get(reverse("evidence:findings")))
    assert "Add to the priorities" in said
    query = dict(zip(("measure", "by", "group"), WAIT, strict=True))
    address = reverse("plan:candidate-new", query=query)
    assert "Let this gap stand as a candidate?" in words(browser.get(address))
    browser.post(address)
    assert Candidate.objects.get().gap == WAIT
