"""What is true of every verdict, whatever the counts: above all that it tells no more than they do."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as hs

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.protect import protect
from equity_lens.disclosure.released import Organisation
from equity_lens.disclosure.released_verdicts import Role, Verdict
from equity_lens.disclosure.verdicts import release_verdicts
from equity_lens.measures.load import library
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.words.verdict_notes import (
    baseline_sentence,
    hindrance_sentences,
    history_sentence,
    watched_sentence,
)
from equity_lens.words.verdicts import average_sentence, dated_sentence, verdict_sentence

TRUST = Organisation("RX1", "A made-up trust")
MISSED = library()["outpatient-did-not-attend"]
BEFORE, AFTER = 4, 5
MONTHS = [f"2026-{m + 1:02d}" for m in range(BEFORE + AFTER)]
GAP = WatchedGap(
    "p", MISSED.id, "imd_quintile", "1", "5", ("3", "5"),
    (Baseline(MONTHS[0], MONTHS[BEFORE]),), smallest_that_matters=0.05, planned_looks=AFTER,
)  # fmt: skip
POLICIES = hs.sampled_from(["hes", "local", "ohid"])
seeds = hs.integers(0, 2**32 - 1)
sizes = hs.sampled_from([60, 110, 150, 400])


def drawn(trusts, seed, size):
    """A small project in which the target's rate may have changed by a lot."""
    rng = np.random.default_rng(seed)
    rates = np.tile(np.sort(rng.uniform(0.03, 0.3, 5))[::-1], (len(MONTHS), 1))
    rates[BEFORE:, 0] = rng.uniform(0.02, 0.5)
    people = rng.integers(size // 2, size, (len(MONTHS), 5))
    return cells(trusts, rng.binomial(people, rates), people)


def cells(trusts, events, people):
    shared = {"periods": MONTHS}
    return [
        trusts.fifths(MISSED, events.tolist(), people.tolist(), **shared),
        trusts.everybody(
            MISSED, events.sum(axis=1).tolist(), people.sum(axis=1).tolist(), **shared
        ),
    ]


def verdict(counts, named):
    (found,) = release_verdicts([(GAP, counts)], policy=policy(named), organisation=TRUST)
    return found


def shown(counts, named):
    """Everything that the gate shows of counts, and which withheld ones are small."""
    rules = policy(named)
    parts = []
    for true, each in zip(counts, protect(counts, rules).cells, strict=True):
        small = (true.numerator >= 1) & (true.numerator <= rules.suppress_to)
        parts += [np.nan_to_num(each.numerator, nan=-1), np.nan_to_num(each.denominator, nan=-1)]
        parts += [
            each.numerator_withheld,
            each.denominator_withheld,
            each.numerator_withheld & small,
        ]
    return np.concatenate([part.ravel().astype(float) for part in parts])


def exchanged(events, people, rules, seed):
    """Events that differ from those given where the gate cannot tell: in most months one group has
    some more and another as many less, with the total as it was."""
    rng = np.random.default_rng(seed)
    moved = events.copy()

    def looks(count):
        return (
            -1
            if 1 <= count <= rules.suppress_to
            else (count + rules.round_to // 2) // rules.round_to
        )

    for month in range(len(events)):
        one, other = rng.permutation(5)[:2]
        for step in rng.permutation([-4, -3, -2, -1, 1, 2, 3, 4]):
            more, less = events[month, one] + step, events[month, other] - step
            fits = 0 < more <= people[month, one] and 0 < less <= people[month, other]
            alike = looks(more) == looks(events[month, one]) and looks(less) == looks(
                events[month, other]
            )
            if fits and alike:
                moved[month, one], moved[month, other] = more, less
                break
    return moved


@settings(max_examples=80, deadline=None)
@given(seeds, sizes, POLICIES, seeds)
def test_counts_that_look_alike_after_the_gate_have_the_same_verdict(
    trusts, seed, size, named, other
):
    # A reader cannot tell these two truths apart by their counts; nor then by anything else.
    one = drawn(trusts, seed, size)
    people = one[0].denominator[0].astype(int)
    moved = exchanged(one[0].numerator[0].astype(int), people, policy(named), other)
    two = cells(trusts, moved, people)
    assume(not np.array_equal(moved, one[0].numerator[0]))
    assume(np.array_equal(shown(one, named), shown(two, named)))
    assert verdict(two, named) == verdict(one, named)


@settings(max_examples=40, deadline=None)
@given(seeds, sizes, POLICIES)
def test_a_verdict_says_what_its_own_figures_say(trusts, seed, size, named):
    found = verdict(drawn(trusts, seed, size), named)
    limits, target = found.change_over_looks, found.group(Role.TARGET)
    if found.verdict is Verdict.WIDENING:
        assert limits.lower > 0
        assert abs(found.gap_after.value) > abs(found.gap_before.value)
    if found.verdict is Verdict.NARROWING:
        assert limits.upper < 0
        assert target.change.value < 0
        assert abs(found.gap_after.value) < abs(found.gap_before.value)
    for figure in (found.change, limits, found.gap_before, target.after.value):
        if figure.is_number:
            assert figure.lower <= figure.value <= figure.upper


@settings(max_examples=40, deadline=None)
@given(seeds, sizes, POLICIES, hs.integers(1, AFTER))
def test_what_was_said_at_a_look_does_not_change_when_more_months_come(
    trusts, seed, size, named, looks
):
    counts = drawn(trusts, seed, size)
    late = verdict(counts, named)
    gap = replace(GAP, until=MONTHS[BEFORE + looks - 1])
    (early,) = release_verdicts([(gap, counts)], policy=policy(named), organisation=TRUST)
    told = [look.verdict for look in late.looks[:looks]]
    assert [look.verdict for look in early.looks] == told


@settings(max_examples=40, deadline=None)
@given(seeds, sizes, POLICIES)
def test_no_sentence_blames_or_explains_or_shows_a_small_count(trusts, seed, size, named):
    found = verdict(drawn(trusts, seed, size), named)
    for said in (
        dated_sentence(found), verdict_sentence(found), average_sentence(found),
        baseline_sentence(found), watched_sentence(found), history_sentence(found),
        *hindrance_sentences(found),
    ):  # fmt: skip
        assert "caused" not in said
        assert "because of" not in said
        assert "nan" not in said.split()
        assert "None" not in said.removesuffix("None has been shown to fare worse.")
