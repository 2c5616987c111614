"""What is said of one measure: direction, size, certainty, people, and compared with whom."""

import re
from dataclasses import replace

import pytest

from equity_lens.cells import ALL, EVERYONE
from equity_lens.disclosure.released import Figure, Finding, Grade, State
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.words.people import counted, phrase, reference_place
from equity_lens.words.sentences import (
    finding_sentence,
    headline_sentence,
    missing_sentence,
    profile_sentence,
    slope_sentence,
    widest,
)

HIDDEN = Figure(State.SUPPRESSED, "proportion", reason="fewer than 8 people")


def changed(profile, place=0, **parts):
    """The profile with parts of one of its groups replaced."""
    groups = list(profile.groups)
    groups[place] = replace(groups[place], **parts)
    return replace(profile, groups=tuple(groups))


def test_the_first_finding_of_journey_1_reads_as_a_board_should_hear_it(waits):
    said = finding_sentence(Finding(1, Grade.ACT, waits, waits.groups[0], waits.gap_bounds[0], ()))
    assert said == (
        "Among people in the most deprived fifth, 56.9% had waited within 18 weeks; in the least "
        "deprived fifth 64.8%: a gap of 7.9 percentage points (95% interval 6.4 to 9.4). That is "
        "lower, at 0.88 times the least deprived rate (95% interval 0.86 to 0.90). About 720 more "
        "people in the most deprived fifth would need to have waited within 18 weeks to equal the "
        "least deprived rate. Strong enough to act."
    )


def test_a_headline_stands_in_one_sentence_with_its_gap(waits):
    assert headline_sentence(waits) == (
        "61.4% of people had waited within 18 weeks; in the most deprived fifth it was 7.9 "
        "percentage points lower than in the least deprived fifth (95% interval 6.4 to 9.4)."
    )


def test_a_headline_without_groups_says_that_it_is_not_measured_by_group(waits):
    everyone = replace(waits.groups[0], subgroup=ALL)
    alone = replace(waits, dimension=EVERYONE, groups=(everyone,), unknown=())
    said = "61.4% of people had waited within 18 weeks; not measured by group."
    assert headline_sentence(alone) == said


def test_where_the_interval_includes_no_difference_the_sentence_says_so_and_asks_nothing(waits):
    gap = Figure(State.NUMBER, "difference in proportion", -0.0788, -0.2, 0.04)
    unsure = changed(waits, gap=gap)
    said = profile_sentence(unsure)
    assert "(95% interval 20.0 lower to 4.0 higher)" in said
    assert said.endswith("The figures are consistent with no difference.")
    assert "About" not in said
    assert "That is lower" not in said
    assert headline_sentence(unsure).endswith(", consistent with no difference.")


def test_a_withheld_group_is_said_to_be_withheld_and_why(waits):
    why = "withheld: fewer than 8 people"
    hidden = changed(waits, value=HIDDEN, gap=replace(HIDDEN, unit="difference in proportion"))
    assert profile_sentence(hidden) == (
        f"Waiting within 18 weeks: the figure in the most deprived fifth is {why}. No gap is given."
    )
    assert headline_sentence(hidden).endswith(f"; the gap in the most deprived fifth is {why}.")


def test_a_withheld_reference_leaves_the_group_without_a_gap(waits):
    hidden = replace(
        changed(waits, gap=replace(HIDDEN, unit="difference in proportion")), reference_value=HIDDEN
    )
    assert profile_sentence(hidden) == (
        "Among people in the most deprived fifth, 56.9% had waited within 18 weeks. The figure in "
        "the least deprived fifth is withheld: fewer than 8 people. No gap is given."
    )


def test_where_lower_is_better_it_is_fewer_who_would_equal_the_reference(waits):
    # 14.2% of 13,800 appointments against 6.1%: a gap of 8.1 points, 1,118 appointments.
    gap = Figure(State.NUMBER, "difference in proportion", 0.081, 0.074, 0.088)
    missed = changed(
        replace(waits, measure=library()["outpatient-did-not-attend"]),
        gap=gap,
        ratio=Figure(State.NUMBER, "ratio", 2.33, 2.14, 2.53),
        people_affected=Figure(State.NUMBER, "people", 1125.0),
    )
    said = profile_sentence(missed)
    assert "That is higher, at 2.33 times the least deprived rate" in said
    assert said.endswith(
        "At the least deprived rate, there would be about 1,125 fewer such appointments for people "
        "in the most deprived fifth."
    )


def test_where_lower_is_better_and_the_verb_allows_it_the_sentence_says_what_would_have_been(waits):
    gap = Figure(State.NUMBER, "difference in proportion", 0.02, 0.01, 0.03)
    long_waits = changed(
        replace(waits, measure=library()["waiting-over-52-weeks"]),
        gap=gap,
        people_affected=Figure(State.NUMBER, "people", 180.0),
    )
    assert profile_sentence(long_waits).endswith(
        "At the least deprived rate, about 180 fewer people in the most deprived fifth would have "
        "waited over 52 weeks."
    )


def test_a_percentile_says_how_many_weeks_how_many_had_waited(waits):
    def weeks(value, lower, upper, unit="weeks"):
        return Figure(State.NUMBER, unit, value, lower, upper)

    median = replace(
        changed(
            waits,
            value=weeks(16.0, 15.0, 17.0),
            gap=weeks(2.0, 1.0, 3.0, "difference in weeks"),
            ratio=Figure(State.NUMBER, "ratio", 1.14, 1.07, 1.22),
        ),
        measure=library()["median-wait"],
        reference_value=weeks(14.0, 14.0, 15.0),
        overall=weeks(15.0, 15.0, 15.0),
    )
    assert profile_sentence(median) == (
        "Among people in the most deprived fifth, half had waited 16 weeks or less; in the least "
        "deprived fifth 14 weeks: a gap of 2 weeks (95% interval 1 to 3). That is longer, at 1.14 "
        "times the wait in the least deprived fifth (95% interval 1.07 to 1.22)."
    )
    assert headline_sentence(median) == (
        "Half of people had waited 15 weeks or less; in the most deprived fifth it was 2 weeks "
        "longer than in the least deprived fifth (95% interval 1 to 3)."
    )


def test_a_count_is_shared_out_and_never_a_gap(waits):
    share = Figure(State.NUMBER, "proportion", 0.227)
    size = replace(
        changed(changed(waits, value=share), 4, value=replace(share, value=0.189)),
        measure=library()["waiting-list-size"],
        overall=Figure(State.NUMBER, "people", 40_888.0),
    )
    assert headline_sentence(size) == (
        "Size and shape of the waiting list: 40,888 people; of those whose deprivation is known, "
        "22.7% are in the most deprived fifth and 18.9% are in the least deprived fifth."
    )


def test_against_a_standard_the_standard_is_named(waits):
    no_reference = tuple(replace(group, is_reference=False) for group in waits.groups)
    standard = replace(
        waits,
        groups=no_reference,
        reference="target",
        reference_value=Figure(State.NUMBER, "proportion", 0.92),
    )
    assert reference_place(standard) == "the standard"
    assert "; the standard 92.0%: a gap of" in finding_sentence(
        Finding(1, Grade.TEST, standard, standard.groups[0], standard.gap_bounds[0], ())
    )


def test_the_gap_of_an_ordered_dimension_is_that_of_its_far_end_whatever_the_figures(waits):
    wide = Figure(State.NUMBER, "difference in proportion", -0.3, -0.4, -0.2)
    assert widest(changed(waits, 2, gap=wide)).subgroup.key == "1"
    assert widest(changed(waits, gap=HIDDEN)).subgroup.key == "1"


def test_the_gap_of_other_dimensions_is_a_sure_one_for_the_worse_before_a_wide_one(waits):
    def gap(value, lower, upper):
        return Figure(State.NUMBER, "difference in proportion", value, lower, upper)

    groups_by_ethnicity = replace(
        waits, dimension=dimensions()["ethnic_group"], reference="average"
    )
    groups = tuple(
        replace(group, subgroup=subgroup, is_reference=False, gap=each)
        for group, subgroup, each in zip(
            waits.groups,
            vocabulary("ethnic_group").subgroups[:5],
            [
                gap(0.01, 0.005, 0.015),
                gap(-0.20, -0.45, 0.05),  # widest, and could be nothing
                gap(-0.03, -0.04, -0.02),
                gap(0.05, 0.04, 0.06),  # wider, and for the better
                HIDDEN,
            ],
            strict=True,
        )
    )
    assert widest(replace(groups_by_ethnicity, groups=groups)).subgroup.key == "asian"
    # Of gaps of which only the better one is sure, that one.
    unsure = replace(groups[2], gap=gap(-0.03, -0.07, 0.01))
    left = (groups[0], groups[1], unsure, groups[4])
    assert widest(replace(groups_by_ethnicity, groups=left)).subgroup.key == "white"


def test_the_gradient_is_read_from_the_most_deprived(waits):
    assert slope_sentence(waits) == (
        "Across the whole range, from most deprived fifth to least deprived fifth, the gap is 9.8 "
        "percentage points (95% interval 8.0 to 11.6). It is lower in the most deprived fifth. "
        "The relative index is 1.17 (95% interval 1.14 to 1.20)."
    )


def test_who_is_missing_is_counted_state_by_state_with_what_it_could_do_to_the_gap(waits):
    assert missing_sentence(waits) == (
        "Deprivation is not known for 1.9% of people: no fixed abode, 213; lives outside England, "
        "withheld: fewer than 8 people; deprivation not known, 564. They are counted, and not "
        "compared. If they all belonged to one group, the gap in the most deprived fifth would be "
        "7.4 to 8.1 percentage points lower."
    )


@pytest.mark.parametrize(
    ("key", "label", "expected"),
    [
        ("imd_decile", "Most deprived tenth", "in the most deprived tenth"),
        ("ethnic_group", "Asian or Asian British", "whose ethnic group is Asian or Asian British"),
        ("ethnic_group_broad", "All other ethnic groups", "in all other ethnic groups"),
        ("age_band", "80 and over", "aged 80 and over"),
        ("sex", "Female", "whose sex is recorded as female"),
        ("specialty", "Ear, nose and throat", "in Ear, nose and throat"),
        ("specialty", "301", "in specialty 301"),
        ("site", "North site", "at North site"),
        ("age_group_published", "Under 18", "aged under 18"),
        ("something_local", "Coastal", "in the group ‘Coastal’"),
    ],
)
def test_each_kind_of_group_has_words_that_read_in_a_sentence(key, label, expected):
    dimension = dimensions().get(key) or replace(EVERYONE, key=key)
    assert phrase(dimension, Subgroup("x", label)) == expected


def test_things_that_are_not_people_are_for_people():
    fifth = Subgroup("1", "Most deprived fifth")
    missed = library()["outpatient-did-not-attend"]
    assert counted(missed, dimensions()["imd_quintile"], fifth) == (
        "appointments for people in the most deprived fifth"
    )


@pytest.mark.parametrize("measure", library().values(), ids=lambda measure: measure.id)
def test_every_measure_of_the_library_is_said_in_sentences_of_20_words_or_fewer(waits, measure):
    # A listener pauses at a full stop, a semicolon and a colon.
    of_measure = replace(waits, measure=measure)
    said = finding_sentence(Finding(1, Grade.ACT, of_measure, waits.groups[0], HIDDEN, ()))
    said = f"{said} {headline_sentence(of_measure)} {missing_sentence(of_measure)}"
    clauses = [clause for clause in re.split(r"[.;:](?= |$)", said) if clause.strip()]
    words = [len(clause.split()) for clause in clauses]
    assert sum(words) / len(words) <= 20
    assert max(words) <= 40


def syllables(word):
    """Runs of vowels, less a silent last e: within one of the dictionary for almost all words."""
    runs = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, runs - (word.lower().endswith("e") and not word.lower().endswith("le")))


def test_the_sentences_can_be_read_at_about_age_14(waits):
    # Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59 is a school grade; grade
    # 9 is age 14 to 15. A board's paper is written for adults; what the public reads is stricter.
    said = " ".join(
        [
            finding_sentence(Finding(1, Grade.ACT, waits, waits.groups[0], HIDDEN, ())),
            missing_sentence(waits),
            slope_sentence(waits),
        ]
    )
    clauses = [clause for clause in re.split(r"[.;:](?= |$)", said) if clause.strip()]
    words = re.findall(r"[A-Za-z]+|[\d.,%]*\d%?", said)
    spoken = [syllables(word) if word.isalpha() else 2 for word in words]
    grade = 0.39 * len(words) / len(clauses) + 11.8 * sum(spoken) / len(words) - 15.59
    assert grade <= 9
