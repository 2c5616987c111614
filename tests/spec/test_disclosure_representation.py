"""Who is not here, as it is released: protected counts beside public populations."""

from dataclasses import replace

import numpy as np
import pytest

from equity_lens.cells import Strata, combine
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.disclosure.released import State
from equity_lens.measures.measure import Condition
from equity_lens.reference.vocabularies import IMD_QUINTILE, SEX

LEEDS = frozenset({"E08000035"})
# ONS, mid-2019 population estimates: 793,139 people lived in Leeds.
WOMEN, MEN = 403_794, 389_345


def released(cells, *, rules="hes", catchment=LEEDS, **given):
    given = {"organisation": "RX1", "names": str} | given
    return release(cells, policy=policy(rules), catchment=catchment, **given).representations


def by_sex(trusts):
    people = [[600, 400, 0, 50]]
    sex = trusts.DIMENSIONS["sex"]
    return [
        trusts.everybody(trusts.LIST_SIZE, [1050], [1050]),
        trusts.table(trusts.LIST_SIZE, sex, SEX.subgroups, people, people),
    ]


def test_users_beside_residents_worked_by_hand(trusts):
    # Women are 403,794 of 793,139 residents: of 1,000 users 509.11 would be expected.
    (shown,) = released(by_sex(trusts))
    women, men, indeterminate = shown.groups
    assert women.observed.value == 600
    assert women.residents.value == WOMEN
    assert women.expected.value == pytest.approx(1000 * WOMEN / 793_139)
    assert women.ratio.value == pytest.approx(600 / 509.1087)
    # 490.89 expected less 400 seen, rounded as people affected are: 90, to steps of 5.
    assert men.fewer.value == 90
    assert women.fewer.value == -90
    assert shown.users.value == 1000
    assert not shown.standardised
    assert shown.year == "mid-2019"
    assert shown.population == "ONS mid-2019 population estimates"
    assert shown.catchment == "Leeds"
    assert indeterminate.ratio.state is State.MISSING
    assert indeterminate.ratio.reason == "no count of residents for this group"


def test_people_of_unknown_identity_are_counted_apart_and_bound_the_figure(trusts):
    (shown,) = released(by_sex(trusts))
    (not_known,) = shown.unknown
    assert not_known.observed.value == 50
    assert not_known.ratio.state is State.MISSING
    assert shown.share_unknown.value == pytest.approx(50 / 1050)
    # None of the 50 women: 600 of 1,050; all of them: 650 of 1,050.
    share = WOMEN / (WOMEN + MEN)
    bounds = shown.groups[0].bounds
    assert bounds.lower == pytest.approx(600 / 1050 / share)
    assert bounds.upper == pytest.approx(650 / 1050 / share)


def test_without_a_catchment_nothing_is_expected_and_it_says_so(trusts):
    (shown,) = released(by_sex(trusts), catchment=frozenset())
    assert "not known" in shown.refusal
    assert shown.catchment == ""
    assert shown.users.state is State.MISSING
    for group in shown.groups:
        assert group.observed.is_number
        for figure in (group.residents, group.expected, group.ratio, group.bounds, group.fewer):
            assert figure.state is State.MISSING
            assert figure.value is None


def test_where_nobody_has_counted_residents_it_does_not_guess(trusts):
    people = [[100, 900, 20]]
    cells = [
        trusts.everybody(trusts.LIST_SIZE, [1020], [1020]),
        trusts.table(
            trusts.LIST_SIZE, trusts.DIMENSIONS["plus_carer"], trusts.CARERS, people, people
        ),
    ]
    (shown,) = released(cells)
    assert shown.refusal == "No count of residents is published for these groups."
    assert all(group.ratio.state is State.MISSING for group in shown.groups)


def test_fifths_of_an_edition_that_is_not_named_are_not_set_beside_residents(trusts):
    people = [[100, 200, 300, 400, 500]]
    unnamed = replace(trusts.SOURCE, edition=None)
    cells = [
        trusts.everybody(trusts.LIST_SIZE, [1500], [1500], source=unnamed),
        trusts.fifths(trusts.LIST_SIZE, people, people, source=unnamed),
    ]
    (shown,) = released(cells)
    assert "does not name its deprivation edition" in shown.refusal


def test_places_of_care_and_pairs_and_local_fifths_are_not_who_lives_here(trusts):
    cells = trusts.trust(1, periods=1, size=(400, 401), measures=[trusts.LIST_SIZE])
    compared = {shown.dimension.key for shown in released(cells)}
    assert compared == {
        "imd_quintile", "imd_decile", "ethnic_group", "ethnic_category", "ethnic_group_broad",
        "age_band", "age_band5", "sex", "plus_carer",
    }  # fmt: skip


def test_only_the_latest_month_is_set_beside_residents(trusts):
    cells = trusts.trust(2, periods=3, size=(300, 301), measures=[trusts.LIST_SIZE])
    assert {shown.period for shown in released(cells)} == {"2025-03"}


def test_the_same_people_are_set_beside_residents_once(trusts):
    # A count says who is on the list; those of whom a proportion is taken are the same people.
    cells = trusts.trust(2, periods=1, size=(300, 301))
    assert {shown.measure.id for shown in released(cells)} == {"list-size"}
    without = [trusts.RECORDED, trusts.WITHIN_18, trusts.OVER_52]
    cells = trusts.trust(2, periods=1, size=(300, 301), measures=without)
    assert {shown.measure.id for shown in released(cells)} == {"within-18"}


def test_a_measure_of_children_is_not_set_beside_residents_of_all_ages(trusts):
    children = trusts.measure(
        "children", value="count", better="neither", out_of=[Condition("age", less_than=11)]
    )
    people = [[100, 120, 0, 0]]
    cells = [
        trusts.everybody(children, [220], [220]),
        trusts.table(children, trusts.DIMENSIONS["sex"], SEX.subgroups, people, people),
    ]
    (shown,) = released(cells)
    assert "ages" in shown.refusal


def test_a_withheld_group_has_no_ratio_and_the_others_keep_theirs(trusts):
    # 3 and 4 are withheld. Everyone less those not known is 605 users, which a reader can see.
    people = [[300, 200, 98, 3, 4, 0, 0, 50]]
    cells = [
        trusts.everybody(trusts.LIST_SIZE, [655], [655]),
        trusts.table(
            trusts.LIST_SIZE, trusts.DIMENSIONS["imd_quintile"], IMD_QUINTILE.subgroups, people, people
        ),
    ]  # fmt: skip
    (shown,) = released(cells)
    states = [group.ratio.state for group in shown.groups]
    assert states[3] is states[4] is State.SUPPRESSED
    assert shown.groups[3].fewer.value is None
    assert shown.groups[3].ratio.reason == policy("hes").reason
    assert states[0] is State.NUMBER
    assert shown.users.value == 605


def test_events_of_a_rate_are_expected_at_the_same_ages(trusts):
    # Two ages. Young: 100 events among 5,000 residents, 1,500 of them in the first group: 30.
    # Old: 900 events among 5,000, 500 of them in the first: 90. Expected 120; seen 60.
    rate = trusts.measure("rate", value="standardised_rate", better="neither", noun="admissions")
    events = np.array([[[[10.0, 50.0], [90.0, 850.0]]]])
    living = np.array([[[[1500.0, 500.0], [3500.0, 4500.0]]]])
    strata = Strata(events, living, np.array([1.0, 1.0]), "residents of Leeds")
    of_all = Strata(
        events.sum(2, keepdims=True), living.sum(2, keepdims=True), strata.standard, "residents"
    )
    cells = [
        trusts.everybody(rate, [1000], [10_000], strata=of_all),
        trusts.fifths(rate, [[60, 940]], [[2000, 8000]], strata=strata),
    ]
    (shown,) = released(cells)
    first = shown.groups[0]
    assert shown.standardised
    assert first.expected.value == pytest.approx(120)
    assert first.ratio.value == pytest.approx(0.5)
    assert first.residents.value == 2000
    assert first.observed.unit == "events"
    assert first.bounds.state is State.MISSING


def test_what_its_publisher_withheld_is_said_to_be(trusts):
    source = replace(trusts.SOURCE, published_by="NHS England")
    people = [["*", 400, 0, 0]]
    cells = [
        trusts.everybody(trusts.LIST_SIZE, ["*"], ["*"], source=source),
        trusts.table(
            trusts.LIST_SIZE, trusts.DIMENSIONS["sex"], SEX.subgroups, people, people, source=source
        ),
    ]
    (shown,) = released(cells)
    assert shown.groups[0].ratio.state is State.SUPPRESSED
    assert shown.groups[0].ratio.reason == "withheld by the publisher"
    # All users are not known either, so nothing can be expected of the men.
    assert shown.groups[1].expected.state is State.SUPPRESSED


def test_results_of_several_organisations_have_no_one_catchment(trusts):
    cells = trusts.trust(1, periods=1, size=(300, 301), measures=[trusts.LIST_SIZE], code="RX2")
    more = trusts.trust(2, periods=1, size=(300, 301), measures=[trusts.LIST_SIZE], code="RX1")
    assert released(combine([*cells, *more]), organisation=None) == ()
