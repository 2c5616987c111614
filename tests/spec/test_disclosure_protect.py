"""What the gate does to counts, worked by hand."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from equity_lens.cells import Strata
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.protect import protect

HIDDEN = None


def shown(counts, what="denominator"):
    """Protected counts of the first period: numbers, with None where withheld."""
    values, hidden = getattr(counts, what)[0, 0], getattr(counts, f"{what}_withheld")[0, 0]
    return [HIDDEN if h else v for v, h in zip(values, hidden, strict=True)]


def by_specialty(trusts, people, happened=None, **given):
    """A list by specialty, with everyone; nobody's specialty is missing."""
    dimension = trusts.DIMENSIONS["specialty"]
    happened = happened or people
    groups = trusts.SPECIALTIES[: len(people)]
    measure = given.pop("measure", trusts.WITHIN_18)
    return [
        trusts.everybody(measure, [sum(happened)], [sum(people)], **given),
        trusts.table(measure, dimension, groups, [happened], [people], **given),
    ]


def test_one_to_seven_is_withheld_nought_stays_and_the_rest_is_rounded_to_five(trusts):
    people = [0, 1, 7, 8, 12]
    cells = by_specialty(trusts, people, [0, 0, 3, 8, 12])
    everyone, specialty = protect(cells, policy("hes")).cells
    assert shown(specialty) == [0, HIDDEN, HIDDEN, 10, 10]
    assert shown(specialty, "numerator") == [0, 0, HIDDEN, 10, 10]
    assert shown(everyone) == [30]


def test_rounding_alone_protects_where_it_leaves_enough_values(trusts):
    # 100 - 40 - 50 leaves 10 less up to 4: the third could be 6 to 7 if it were 6 or more; it is 4,
    # shown as 40 [38..42], 55 [53..57]: 100 - 95 = 5, give or take 4: 1 to 7, seven values.
    cells = by_specialty(trusts, [41, 55, 4])
    assert shown(protect(cells, policy("hes")).cells[1]) == [40, 55, HIDDEN]


def test_a_second_count_is_withheld_where_rounding_leaves_too_few(trusts):
    # 43 is shown as 45 [43..47] and 58 as 60 [58..62], each at the foot of its range: of 102 there
    # is 102 - 43 - 58 = 1 at most for the third. The smaller neighbour is withheld too.
    cells = by_specialty(trusts, [43, 58, 1])
    assert shown(protect(cells, policy("hes")).cells[1]) == [HIDDEN, 60, HIDDEN]


def test_without_rounding_one_withheld_count_is_never_alone(trusts):
    cells = by_specialty(trusts, [41, 55, 4])
    assert shown(protect(cells, policy("local")).cells[1]) == [HIDDEN, 55, HIDDEN]


def test_a_fine_level_does_not_give_away_a_coarse_one(trusts):
    # Decile 1 holds 3 and decile 2 holds 0, so the fifth holds 3: both are withheld, and the nought
    # is shown. The other deciles are 20 each.
    deciles = [3, 0, 20, 20, 20, 20, 20, 20, 20, 20, 0, 0, 0]
    fifths = [3, 40, 40, 40, 40, 0, 0, 0]
    cells = [
        trusts.everybody(trusts.LIST_SIZE, [163], [163]),
        trusts.table(
            trusts.LIST_SIZE, trusts.DIMENSIONS["imd_quintile"], trusts.IMD_QUINTILE.subgroups,
            [fifths], [fifths],
        ),
        trusts.table(
            trusts.LIST_SIZE, trusts.DIMENSIONS["imd_decile"], trusts.IMD_DECILE.subgroups,
            [deciles], [deciles],
        ),
    ]  # fmt: skip
    _, fifth, decile = protect(cells, policy("local")).cells
    assert shown(fifth)[0] is HIDDEN
    assert shown(decile)[0] is HIDDEN
    # 163 - 4 x 40 would give 3: another fifth goes, and with it one of its deciles.
    assert shown(fifth)[1:5].count(HIDDEN) == 1
    withheld_fifth = shown(fifth)[1:5].index(HIDDEN) + 1
    its_deciles = shown(decile)[2 * withheld_fifth : 2 * withheld_fifth + 2]
    assert HIDDEN in its_deciles


def test_what_one_measure_withholds_no_other_shows(trusts):
    # Both measures are out of the same people, and so share their denominators.
    people = [43, 58, 1]
    cells = [
        *by_specialty(trusts, people, [20, 30, 0], measure=trusts.WITHIN_18),
        *by_specialty(trusts, people, [9, 10, 0], measure=trusts.OVER_52),
    ]
    protected = protect(cells, policy("hes")).cells
    assert shown(protected[1]) == shown(protected[3]) == [HIDDEN, 60, HIDDEN]


def test_a_pair_does_not_give_away_its_margins(trusts):
    # Two fifths by two groups; only the first pair is small. With exact margins any single
    # withheld pair could be had by subtraction, along its row and along its column.
    pairs = {"1:white": 4, "1:asian": 40, "2:white": 50, "2:asian": 60}
    every = [
        pairs.get(group.key, 0) for group in trusts.subgroups()["imd_quintile_by_ethnic_group"]
    ]
    fifths = [44, 110, 0, 0, 0, 0, 0, 0]
    groups = [54, 0, 100, 0, 0, 0, 0]
    cells = [trusts.everybody(trusts.LIST_SIZE, [154], [154])]
    for key, people in (
        ("imd_quintile", fifths),
        ("ethnic_group", groups),
        ("imd_quintile_by_ethnic_group", every),
    ):
        subgroups = trusts.subgroups()[key]
        dimension = trusts.DIMENSIONS[key]
        cells.append(trusts.table(trusts.LIST_SIZE, dimension, subgroups, [people], [people]))
    pair = protect(cells, policy("local")).cells[3]
    withheld = {
        group.key
        for group, value in zip(pair.subgroups, shown(pair), strict=True)
        if value is HIDDEN
    }
    # One more in its row and one more in its column, and the one that closes the square.
    assert withheld == {"1:white", "1:asian", "2:white", "2:asian"}


def test_those_without_the_event_can_be_had_by_subtraction_and_are_protected(trusts):
    # 40 people, of whom 37 within 18 weeks: 3 are not. Exact counts would say so.
    cells = by_specialty(trusts, [40, 60], [37, 30])
    exact = protect(cells, policy("local")).cells[1]
    assert shown(exact, "numerator")[0] is HIDDEN
    # Rounded to the nearest 5 both are 40 and 35: 1 to 9 people are not, and nobody knows how many.
    rounded = protect(cells, policy("hes")).cells[1]
    assert shown(rounded, "numerator") == [35, 30]


def test_counts_that_a_publisher_protected_are_as_published(trusts):
    source = replace(trusts.SOURCE, published_by="NHS England")
    cells = [
        trusts.everybody(trusts.WITHIN_18, [14], [61], source=source),
        trusts.table(
            trusts.WITHIN_18, trusts.DIMENSIONS["specialty"], trusts.SPECIALTIES[:3],
            [[1, 13, "*"]], [[3, 41, "*"]], source=source,
        ),
    ]  # fmt: skip
    everyone, specialty = protect(cells, policy("hes")).cells
    assert shown(specialty) == [3, 41, HIDDEN]
    assert shown(everyone) == [61]


def test_the_published_policy_changes_nothing(trusts):
    cells = by_specialty(trusts, [3, 41, 12])
    assert shown(protect(cells, policy("published")).cells[1]) == [3, 41, 12]


@pytest.mark.parametrize(("people", "percentile", "is_shown"), [
    (15, 0.5, False), (16, 0.5, True), (99, 0.92, False), (100, 0.92, True),
])  # fmt: skip
def test_a_percentile_needs_eight_people_on_either_side(trusts, people, percentile, is_shown):
    measure = replace(trusts.MEDIAN, percentile=percentile)
    weeks = np.ones((1, 1, 1, people))
    cells = [trusts.everybody(measure, [people], [people], histogram=weeks)]
    protected = protect(cells, policy("hes")).cells[0]
    assert np.isnan(protected.histogram).all() != is_shown


def test_the_eight_longest_waits_are_told_as_one(trusts):
    # One person in each of weeks 0 to 99: the eighth shortest waits 7 weeks, the eighth longest 92.
    cells = [trusts.everybody(trusts.MEDIAN, [100], [100], histogram=np.ones((1, 1, 1, 100)))]
    weeks = protect(cells, policy("hes")).cells[0].histogram[0, 0, 0]
    assert weeks[7] == weeks[92] == 8
    assert weeks.sum() == 100
    assert not weeks[:7].any()
    assert not weeks[93:].any()


def test_a_rate_is_withheld_with_its_events_and_residents_are_not_patients(trusts):
    measure = trusts.measure("rate", value="standardised_rate", better="neither")
    events = np.array([[[[2.0, 4.0], [20.0, 31.0]]]])
    strata = Strata(events, np.full(events.shape, 1003.0), np.array([1.0, 1.0]), "residents")
    counts = trusts.table(
        measure, trusts.DIMENSIONS["imd_quintile"], trusts.IMD_QUINTILE.subgroups[:2],
        [[6, 51]], [[2006, 2006]], strata=strata,
    )  # fmt: skip
    protected = protect([counts], policy("hes")).cells[0]
    assert shown(protected, "numerator") == [HIDDEN, 50]
    assert shown(protected) == [2006, 2006]
    assert np.isnan(protected.strata.events[0, 0]).tolist() == [[True, True], [False, False]]


def test_two_measures_by_the_same_name_of_people_must_agree_to_share_a_table(trusts):
    # The same conditions on two files that differ: nothing is taken from the one for the other.
    later = dt.date(2027, 1, 1)
    other = replace(trusts.WITHIN_18, id="other", review_by=later)
    cells = [
        *by_specialty(trusts, [43, 58, 1], measure=trusts.WITHIN_18),
        *by_specialty(trusts, [40, 60, 0], measure=other),
    ]
    protected = protect(cells, policy("hes")).cells
    assert shown(protected[1]) == [HIDDEN, 60, HIDDEN]
    assert shown(protected[3]) == [40, 60, 0]
