"""How many people it takes to close a gap, at what pace and where; and what a gap costs."""

from dataclasses import replace

import pytest

from equity_lens.disclosure.released import State
from equity_lens.errors import PlanRefused
from equity_lens.planning.assumption import entered
from equity_lens.planning.closing import closing
from equity_lens.planning.cost import cost, unit_costs, with_own
from equity_lens.words.closing import closing_sentence, cost_sentence

MISSED = unit_costs()["missed-outpatient-appointment"]


@pytest.fixture
def waits(made):
    """Journey 1, step 4: about 720 of 9,100 people, 580 to 850."""
    most = made.group(
        "1", 5180, 9100, gap=(-0.0788, -0.0939, -0.0636), affected=(720, 580, 850), unit="people"
    )
    least = made.group("5", 4925, 7600, is_reference=True, unit="people")
    return made.profile("waiting-within-18-weeks", [most, least])


def sites(made, *people):
    rows = [
        made.group(f"SYN0{i + 1}", None if n is None else n // 2, n, unit="people")
        for i, n in enumerate(people)
    ]
    return made.profile("waiting-within-18-weeks", rows, dimension="site")


def test_the_people_are_those_of_the_profile_so_that_a_figure_is_one_figure(waits):
    people = closing(waits, "1", weeks=26).people
    assert (people.value, people.lower, people.upper) == (720, 580, 850)


def test_a_week_is_a_whole_number_rounded_up(waits):
    # 720/26 = 27.7; 580/26 = 22.3; 850/26 = 32.7
    week = closing(waits, "1", weeks=26).per_week
    assert (week.value, week.lower, week.upper) == (28, 23, 33)


def test_sites_share_the_people_by_how_many_they_have_and_add_up(made, waits):
    # 5,000, 3,000 and 1,000 of 9,000: 400, 240 and 80 of 720.
    closed = closing(waits, "1", weeks=26, sites=sites(made, 5000, 3000, 1000))
    assert [site.people.value for site in closed.sites] == [400, 240, 80]
    assert [site.per_week.value for site in closed.sites] == [16, 10, 4]  # 15.4, 9.2, 3.1


def test_what_does_not_divide_goes_to_the_largest_remainders(made, waits):
    # 1,000, 1,000 and 5,000 of 7,000: 102.86, 102.86 and 514.29 of 720; 102 + 102 + 514 leaves 2.
    closed = closing(waits, "1", weeks=10, sites=sites(made, 1000, 1000, 5000))
    assert [site.people.value for site in closed.sites] == [103, 103, 514]


def test_a_site_whose_number_is_withheld_is_said_and_has_no_figure(made, waits):
    closed = closing(waits, "1", weeks=26, sites=sites(made, 5000, None, 4000))
    assert [site.site.key for site in closed.sites] == ["SYN01", "SYN03"]
    assert [site.key for site in closed.withheld_sites] == ["SYN02"]
    assert "numbers are withheld: SYN02." in closing_sentence(closed)


def test_a_withheld_gap_stays_withheld(made, waits):
    most = replace(waits.groups[0], people_affected=made.suppressed("people"))
    closed = closing(replace(waits, groups=(most, waits.groups[1])), "1", weeks=26)
    assert closed.people.state is closed.per_week.state is State.SUPPRESSED
    assert made.withheld in closing_sentence(closed)


def test_a_group_that_fares_better_has_no_gap_to_close(made, waits):
    most = replace(waits.groups[0], people_affected=made.number(0.0, "people"))
    closed = closing(replace(waits, groups=(most, waits.groups[1])), "1", weeks=26)
    assert closing_sentence(closed) == (
        "The group fares no worse than its reference: there is no gap to close."
    )


def test_a_measure_of_which_neither_way_is_better_closes_nothing(made):
    rows = [made.group("1", 900, 1000, gap=(-0.05, -0.08, -0.02), affected=(50, 20, 80))]
    accepted = made.profile("referral-accepted", [*rows, made.group("5", 950, 1000)])
    closed = closing(accepted, "1", weeks=10)
    assert closed.people.state is State.MISSING


@pytest.mark.parametrize(
    ("group", "weeks", "fault"),
    [
        ("5", 26, "compared with"),
        ("9", 26, "There is no group '9'"),
        ("1", 0, "from 1 to 520"),
    ],
)
def test_what_cannot_be_closed_is_refused(waits, group, weeks, fault):
    with pytest.raises(PlanRefused, match=fault):
        closing(waits, group, weeks=weeks)


def test_sites_of_another_period_are_refused(made, waits):
    with pytest.raises(PlanRefused, match="another measure or period"):
        closing(waits, "1", weeks=26, sites=replace(sites(made, 5000), period="2026-09"))


def test_the_sentence_of_journey_1_with_its_pace(waits):
    assert closing_sentence(closing(waits, "1", weeks=26)) == (
        "About 720 (580 to 850) more people in the most deprived fifth would need to have waited "
        "18 weeks or less to equal the least deprived rate. Over 26 weeks that is 28 (23 to 33) a "
        "week. This supposes that nothing else changes, and that nobody becomes worse off."
    )


def test_a_cost_is_the_people_times_the_unit_cost_to_two_figures(made):
    # 1,120 x 120 = 134,400; 1,010 x 120 = 121,200; 1,220 x 120 = 146,400
    pounds = cost(made.number(1120, "events", 1010, 1220), MISSED).pounds
    assert (pounds.value, pounds.lower, pounds.upper) == (130_000, 120_000, 150_000)


def test_the_ranges_of_people_and_of_price_are_taken_together(made):
    own = entered(
        "cost of one missed appointment", 100, low=50, high=160, source="Our ledger, 2026"
    )
    costed = cost(made.number(1000, "events", 900, 1100), with_own(MISSED, own))
    # 900 x 50 = 45,000; 1,100 x 160 = 176,000
    assert (costed.pounds.value, costed.pounds.lower, costed.pounds.upper) == (
        100_000,
        45_000,
        180_000,
    )


def test_bed_days_multiply_the_admissions(made):
    days = entered("bed days for an admission", 4, low=3, high=5, source="Our ward, 2026")
    costed = cost(made.number(100, "people"), unit_costs()["excess-bed-day"], each=days)
    # 100 x 4 x 313 = 125,200; 100 x 3 x 313 = 93,900; 100 x 5 x 313 = 156,500
    assert (costed.pounds.value, costed.pounds.lower, costed.pounds.upper) == (
        130_000,
        94_000,
        160_000,
    )


def test_nobody_has_said_what_it_costs_so_there_is_no_figure(made):
    costed = cost(made.number(100, "events"), unit_costs()["cancelled-by-trust"])
    assert costed.pounds.state is State.MISSING
    assert "enter the trust's own figure" in cost_sentence(costed)


def test_a_withheld_number_has_no_price(made):
    assert cost(made.suppressed("events"), MISSED).pounds.state is State.SUPPRESSED


@pytest.mark.parametrize("unit", unit_costs().values(), ids=lambda unit: unit.id)
def test_every_sentence_about_money_says_not_cashable_and_whose_price_it_is(made, unit):
    said = cost_sentence(cost(made.number(1120, "events", 1010, 1220), unit))
    assert "not cashable" in said
    if unit.assumption.is_known:
        assert f"£{unit.assumption.central:g}" in said
        assert unit.assumption.source[:40] in said
        assert "to be checked" in said


def test_published_prices_are_those_that_were_reported():
    # HFMA, 5 December 2017, reference costs 2016/17: £120, £148 and £313.
    prices = {id: unit.assumption.central for id, unit in unit_costs().items()}
    assert prices["missed-outpatient-appointment"] == 120
    assert prices["emergency-attendance"] == 148
    assert prices["excess-bed-day"] == 313
