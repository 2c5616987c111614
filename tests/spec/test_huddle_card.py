"""A huddle card: one fact, one question, one thing to try; short, plain, and no small count."""

import re
from dataclasses import replace

import pytest

from equity_lens.cells import Source
from equity_lens.disclosure.released import Figure, Organisation, State
from equity_lens.errors import MeasureInvalid
from equity_lens.language.check import check_language
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reports.huddle_card import huddle_card, huddle_card_of_change
from equity_lens.reports.huddle_fact import CardRefused, MovedGap
from equity_lens.reports.huddle_prompts import prompt_for, prompts, read_prompts

FIFTHS = vocabulary("imd_quintile").subgroups
REFUSED = "cannot stand on a card"


@pytest.fixture(scope="module")
def found(sample_release):
    return {(each.measure.id, each.dimension.key): each for each in sample_release.profiles}


@pytest.fixture
def missed(found):
    return found["outpatient-did-not-attend", "imd_quintile"]


@pytest.fixture
def waits(found):
    return found["waiting-within-18-weeks", "imd_quintile"]


def number(value, unit="proportion", lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def with_group(profile, **given):
    """The profile with other figures for its most deprived fifth."""
    first, *others = profile.groups
    return replace(profile, groups=(replace(first, **given), *others))


def test_the_card_of_a_gap_says_both_values_the_gap_both_ways_how_sure_and_how_many(waits):
    # 5,180 of 9,100 is 56.9%; 4,925 of 7,600 is 64.8%; 56.92 / 64.80 is 0.88.
    assert huddle_card(waits).fact == (
        "Among people in the most deprived fifth, 56.9% were waiting 18 weeks or less.",
        "In the least deprived fifth it was 64.8%.",
        "The gap is 7.9 points (95% interval 6.4 to 9.4).",
        "The ratio is 0.88.",
        "About 720 more would close it.",
    )
    assert huddle_card(waits).when == "31 October 2026"


def test_the_card_asks_and_offers_what_fits_the_measure(missed):
    card = huddle_card(missed)
    assert card.title == "Outpatient appointments not attended"
    assert card.question == "What would make it easier to come?"
    assert card.to_try.startswith("Ring people who missed a visit")


def test_the_words_of_a_card_counted_by_hand(missed):
    # Title 4, "October 2026" 2, "Fact" 1. Of the fact: "Among appointments for people in the most
    # deprived fifth, 14.2% were not attended." 13; "In the least deprived fifth it was 6.1%." 8; "The
    # gap is 8.2 points (95% interval 7.4 to 8.9)." 10; "The ratio is 2.35." 4; "About 1,130 fewer
    # would close it." 6. "Question" 1 and 7, "Try this" 2 and 18, "Riverside Demonstration NHS Trust"
    # 4, the file 1.
    card = huddle_card(missed)
    assert card.words == (4 + 2 + 1) + (13 + 8 + 10 + 4 + 6) + (1 + 7) + (2 + 18) + (4 + 1)


def test_every_card_of_the_sample_trust_is_short_plain_and_without_blame(sample_release):
    made = 0
    for profile in sample_release.profiles:
        for group in profile.groups:
            try:
                card = huddle_card(profile, group.subgroup.key)
            except CardRefused:
                continue
            made += 1
            assert card.words <= 90
            assert card.reading_age <= 11
            assert card.seconds <= 60
            assert card.remarks == []
            if profile.measure.value == "proportion":  # a wait may be a few weeks
                said = " ".join(card.fact)
                assert not re.search(r"(?<![\d.,])[1-7](?![\d.,%])", said)
    assert made > 30


@pytest.mark.parametrize("dimension", ["imd_quintile", "ethnic_group", "ethnic_category", "sex"])
@pytest.mark.parametrize(
    "measure",
    [each for each in library().values() if each.value == "proportion"],
    ids=lambda each: each.id,
)
def test_every_percentage_of_the_library_makes_a_card_for_every_group(waits, measure, dimension):
    reference, *others = [each for each in vocabulary(dimension).subgroups if each.known]
    for subgroup in others:
        profile = replace(
            with_group(waits, subgroup=subgroup),
            measure=measure,
            dimension=dimensions()[dimension],
        )
        *groups, last = profile.groups
        profile = replace(profile, groups=(groups[0], replace(last, subgroup=reference)))
        assert huddle_card(profile, subgroup.key).words <= 90


def test_a_long_title_gives_way_since_the_fact_says_what_is_counted(waits):
    long = replace(waits, measure=replace(waits.measure, title="Waiting " + "within weeks " * 8))
    card = huddle_card(long)
    assert card.title == "Huddle card"
    assert card.organisation == "Riverside Demonstration NHS Trust"
    assert card.words <= 90


def test_then_a_long_name_gives_way_to_its_code(waits):
    named = Organisation("RZZ", "University Hospitals of the Far and Middle North " * 3)
    card = huddle_card(replace(waits, organisation=named))
    assert card.organisation == "RZZ"
    assert card.words <= 90


def test_a_withheld_fact_makes_no_card_and_says_what_to_do_instead(waits):
    withheld = Figure(State.SUPPRESSED, "proportion", reason="fewer than 8 people")
    with pytest.raises(CardRefused) as refused:
        huddle_card(with_group(waits, value=withheld))
    assert REFUSED in refused.value.problem
    assert "withheld: fewer than 8 people" in refused.value.problem
    assert "Put several months or sites together" in refused.value.remedy
    assert "without a figure" in refused.value.remedy


@pytest.mark.parametrize("what", ["reference", "gap"])
def test_a_withheld_reference_or_gap_makes_none_either(waits, what):
    withheld = Figure(State.SUPPRESSED, "proportion", reason="fewer than 8 people")
    profile = (
        replace(waits, reference_value=withheld)
        if what == "reference"
        else with_group(waits, gap=withheld)
    )
    with pytest.raises(CardRefused, match=REFUSED):
        huddle_card(profile)


def test_a_missing_fact_is_not_told_as_nought(waits):
    missing = Figure(State.MISSING, "proportion", reason="not recorded")
    with pytest.raises(CardRefused, match="there is no figure for a card: not recorded"):
        huddle_card(with_group(waits, value=missing))


@pytest.mark.parametrize("counts", ["numerator", "denominator"])
@pytest.mark.parametrize("few", [1, 7])
def test_a_figure_on_a_small_count_makes_no_card_whatever_the_policy_shows(waits, counts, few):
    with pytest.raises(CardRefused, match="rests on a count of 1 to 7") as refused:
        huddle_card(with_group(waits, **{counts: number(float(few), "people")}))
    assert str(few) not in refused.value.remedy


def test_nought_is_nought_and_eight_is_enough(waits):
    assert huddle_card(with_group(waits, numerator=number(0.0, "people")))
    assert huddle_card(with_group(waits, numerator=number(8.0, "people")))


def test_a_handful_of_people_affected_is_not_said(waits):
    said = " ".join(huddle_card(with_group(waits, people_affected=number(5.0, "people"))).fact)
    assert "would close it" not in said


def test_a_gap_that_may_be_nothing_is_told_as_such_and_of_nobody(waits):
    unsure = number(-0.005, "difference in proportion", -0.02, 0.01)
    fact = huddle_card(with_group(waits, gap=unsure)).fact
    assert fact[2].startswith("The gap is 0.5 points (95% interval 2.0 lower to 1.0 higher)")
    assert fact[4:] == ("The figures are consistent with no difference.",)


def test_a_count_or_a_standardised_rate_is_not_for_a_huddle(found):
    profile = next(each for (id, _), each in found.items() if id == "elective-activity-rate")
    with pytest.raises(CardRefused, match="no rate that a team could move"):
        huddle_card(profile)


def test_the_reference_and_a_group_that_is_not_there_have_no_card(waits):
    for key in ("5", "nobody"):
        with pytest.raises(CardRefused, match="not compared for such a group"):
            huddle_card(waits, key)


def test_a_wait_is_told_in_weeks(found):
    profile = next(each for (id, _), each in found.items() if id == "median-wait")
    group = profile.groups[0]
    if group.gap.is_number:
        assert "half had waited" in huddle_card(profile, group.subgroup.key).fact[0]


# ---------------------------------------------------------------- after a change


def moved(**given):
    """Journey 3 at month 6: 14.2 to 13.6%, 6.1 to 4.0%; the gap 8.1 to 9.6, up 1.5 points."""
    words = {
        "organisation": Organisation("SYN", "Demonstration trust"),
        "period": "2026-10",
        "measure": library()["outpatient-did-not-attend"],
        "dimension": dimensions()["imd_quintile"],
        "subgroup": FIFTHS[0],
        "reference": FIFTHS[4],
        "before": number(0.142),
        "now": number(0.136),
        "reference_before": number(0.061),
        "reference_now": number(0.040),
        "change": number(0.015, "difference in proportion", 0.005, 0.025),
        "more_people": number(215.0, "events"),
        "verdict": "widening",
        "source": Source("outpatients.csv", "0" * 64, "outpatient_appointment", "IMD 2025"),
    }
    return MovedGap(**(words | given))


def test_the_card_of_a_change_says_that_the_gap_grew_though_both_rates_fell():
    card = huddle_card_of_change(moved())
    assert card.fact == (
        "Among appointments for people in the most deprived fifth, 13.6% were not attended; before, "
        "it was 14.2%.",
        "In the least deprived fifth it is 4.0%; it was 6.1%.",
        "The gap grew by 1.5 points (95% interval 0.5 to 2.5).",
        "The verdict: widening.",
        "About 215 more than had the gap held.",
    )
    assert card.words <= 90
    assert card.reading_age <= 11
    assert card.seconds <= 60
    assert card.remarks == []


def test_a_gap_that_shrank_and_one_that_may_not_have_moved():
    shrank = moved(
        change=number(-0.009, "difference in proportion", -0.017, -0.001),
        more_people=number(-130.0, "events"),
        verdict="narrowing",
    )
    fact = huddle_card_of_change(shrank).fact
    assert fact[2] == "The gap shrank by 0.9 points (95% interval 0.1 to 1.7)."
    assert fact[4] == "About 130 fewer than had the gap held."
    unsure = moved(
        change=number(0.002, "difference in proportion", -0.01, 0.014), verdict="too early"
    )
    fact = huddle_card_of_change(unsure).fact
    assert fact[2].endswith("it may not have moved.")
    assert fact[-1] == "The verdict: too early."


def test_a_withheld_month_makes_no_card_of_a_change():
    withheld = Figure(State.SUPPRESSED, "proportion", reason="fewer than 8 people")
    with pytest.raises(CardRefused, match=REFUSED):
        huddle_card_of_change(moved(reference_now=withheld))


# ---------------------------------------------------------------- questions as data


@pytest.mark.parametrize("prompt", prompts(), ids=lambda prompt: prompt.question)
def test_a_prompt_asks_one_question_blames_nobody_and_holds_no_figure(prompt):
    assert prompt.question.count("?") == 1
    assert prompt.question.endswith("?")
    assert prompt.to_try.endswith(".")
    assert len(prompt.question.split()) + len(prompt.to_try.split()) <= 32
    assert check_language(f"{prompt.question} {prompt.to_try}") == []
    assert not re.search(r"\d", prompt.question + prompt.to_try)


def test_every_measure_that_a_prompt_names_is_in_the_library_and_named_once():
    named = [id for prompt in prompts() for id in prompt.measures]
    assert set(named) <= set(library())
    assert len(named) == len(set(named))


def test_a_measure_that_no_prompt_names_has_the_general_one():
    assert prompt_for("our-own-measure").measures == ()


def test_a_trusts_own_prompts_may_hold_no_figure_and_need_one_for_any_measure(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(
        'reviewed_on = 2026-11-01\n[[prompts]]\nmeasures = ["x"]\nquestion = "Why did 3 not come?"\n'
        'try = "Ask."\n',
        encoding="utf-8",
    )
    with pytest.raises(MeasureInvalid) as refused:
        read_prompts(path)
    told = str(refused.value)
    assert "`prompts 1.question` holds a figure" in told
    assert "Exactly one prompt must be for any measure" in told


def test_wording_of_a_trusts_own_prompt_is_remarked_on_and_not_forbidden(tmp_path, waits):
    path = tmp_path / "ours.toml"
    path.write_text(
        'reviewed_on = 2026-11-01\n[[prompts]]\nquestion = "Why are they hard to reach?"\n'
        'try = "Ask."\n',
        encoding="utf-8",
    )
    card = huddle_card(waits, prompts=read_prompts(path))
    assert [remark.what for remark in card.remarks] == ["hard to reach"]


def test_a_card_that_would_be_too_long_says_by_how_much(tmp_path, waits):
    path = tmp_path / "ours.toml"
    path.write_text(
        "reviewed_on = 2026-11-01\n[[prompts]]\n"
        f'question = "{"What gets in the way here, and who can change it " * 6}?"\ntry = "Ask."\n',
        encoding="utf-8",
    )
    with pytest.raises(CardRefused, match="too long or too hard") as refused:
        huddle_card(waits, prompts=read_prompts(path))
    assert any("90 is the most" in fault for fault in refused.value.faults)
