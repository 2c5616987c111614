"""One measure compared along one dimension: the numbers a board will read."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from equity_lens.analysis.people_affected import people_affected
from equity_lens.analysis.profile import profile
from equity_lens.cells import Strata
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.measure import Standard
from equity_lens.statistics import Estimate
from equity_lens.statistics.rounding import round_people, significant

# Journey 1: within 18 weeks, most deprived fifth first. 40,888 people, 777 without a fifth.
WITHIN = [[5180, 5117, 4867, 4566, 4925]]
WAITING = [[9100, 8500, 7800, 7111, 7600]]
ALL_WITHIN, ALL_WAITING = [25105], [40888]


@pytest.fixture
def by_fifth(trusts):
    return trusts.fifths(trusts.WITHIN_18, WITHIN, WAITING)


@pytest.fixture
def everyone(trusts):
    return trusts.everybody(trusts.WITHIN_18, ALL_WITHIN, ALL_WAITING)


def test_the_gap_of_the_most_deprived_fifth_is_that_of_the_board_paper(by_fifth, everyone):
    made = profile(by_fifth, everyone)
    # 5180 / 9100 = .56923; 4925 / 7600 = .64803; the difference is -.07880.
    assert made.value.value[0, 0, 0] == pytest.approx(0.56923, abs=1e-5)
    assert made.reference_value.value[0, 0] == pytest.approx(0.64803, abs=1e-5)
    gap = [part[0, 0, 0] for part in made.gap.estimate]
    assert gap == pytest.approx([-0.0788, -0.0936, -0.0640], abs=5e-4)
    # .56923 / .64803
    assert made.ratio.value[0, 0, 0] == pytest.approx(0.8784, abs=1e-4)


def test_people_affected_are_said_as_finely_as_they_are_known(by_fifth, everyone):
    # .078796 x 9100 = 717.0; the step is 10, the largest not above 2.5% of it.
    assert profile(by_fifth, everyone).people_affected.value[0, 0, 0] == 720
    assert round_people([717.08, 216, 199, 2100, 0]).tolist() == [720, 215, 200, 2100, 0]
    # 2.5% of 20,000 is 500; of 19,999 a little less, so the step is 100.
    assert round_people([20000 + 260, 19960]).tolist() == [20500, 20000]


def test_nobody_is_affected_where_the_group_fares_better():
    gap = Estimate(*np.array([0.05, -0.01, 0.11]))
    assert people_affected(gap, 1000, "higher") == (0, 0, 10)
    assert people_affected(gap, 1000, "lower") == (50, 0, 110)
    assert np.isnan(people_affected(gap, 1000, "neither").value)


def test_a_rate_keeps_three_figures_so_that_its_digits_cannot_be_unpicked():
    assert significant([1234.5, 0.00098765, 99.96]).tolist() == [1230, 0.000988, 100]


def test_everyone_as_reference_counts_the_group_once(by_fifth, everyone):
    made = profile(by_fifth, everyone, reference="average")
    # Everyone: 25105 / 40888 = .61399; the most deprived fifth lies .56923 - .61399 from it.
    assert made.gap.value[0, 0, 0] == pytest.approx(-0.04476, abs=1e-5)
    # Rest of everyone: 19925 of 31788 = .62681; w = 9100 / 40888 = .22256; the gap to the rest is
    # -.05757, and (1 - w) of it is -.04476. Its error is sqrt(.56923 x .43077 / 9100 +
    # .62681 x .37319 / 31788) = .00586; times 1.96 times (1 - w) is .0089.
    assert made.gap.lower[0, 0, 0] == pytest.approx(-0.04476 - 0.0089, abs=2e-4)
    assert made.compared.all()


def test_the_best_group_is_chosen_among_those_large_enough(trusts):
    within = trusts.fifths(
        trusts.WITHIN_18, [[500, 400, 700, 60, 99]], [[1000, 1000, 1000, 1000, 99]]
    )
    everyone = trusts.everybody(trusts.WITHIN_18, [1759], [4099])
    made = profile(within, everyone, reference="best")
    # All 99 of the last fifth are within 18 weeks, but 99 people are too few to be the yardstick.
    assert made.reference.position.tolist() == [[2]]
    assert made.gap.value[0, 0].tolist() == pytest.approx(
        [-0.2, -0.3, np.nan, -0.64, 0.3], nan_ok=True
    )


def test_a_standard_is_the_one_in_force_on_the_last_day_of_the_period(trusts):
    standards = (
        Standard(0.65, dt.date(2025, 4, 1), dt.date(2026, 3, 31), "guidance"),
        Standard(0.92, dt.date(2012, 4, 1), None, "constitution"),
    )
    measure = replace(trusts.WITHIN_18, standards=standards)
    counts = trusts.fifths(measure, WITHIN * 2, WAITING * 2, periods=("2026-03", "2026-04-30"))
    everyone = trusts.everybody(measure, ALL_WITHIN * 2, ALL_WAITING * 2, periods=counts.periods)
    made = profile(counts, everyone, reference="target")
    assert made.reference_value.value[0].tolist() == [0.65, 0.92]
    # 5180 / 9100 - .65
    assert made.gap.value[0, 0, 0] == pytest.approx(-0.08077, abs=1e-5)
    assert made.gap.lower[0, 0, 0] == pytest.approx(made.value.lower[0, 0, 0] - 0.65)


def test_a_population_value_can_be_given(by_fifth, everyone):
    made = profile(by_fifth, everyone, reference="population=0.62")
    assert made.reference_value.value[0, 0] == 0.62
    assert made.gap.value[0, 0, 4] == pytest.approx(4925 / 7600 - 0.62)
    assert made.compared.all()


@pytest.mark.parametrize("reference", ["sixth", "population=most"])
def test_a_reference_that_does_not_exist_is_refused(by_fifth, everyone, reference):
    with pytest.raises(MeasureInvalid):
        profile(by_fifth, everyone, reference=reference)


def test_the_slope_reads_least_deprived_minus_most(trusts):
    # Ranks .1 .3 .5 .7 .9; proportions rise .02 per .2 of rank; slope .02 / .2.
    counts = trusts.fifths(trusts.WITHIN_18, [[120, 140, 160, 180, 200]], [[1000] * 5])
    made = profile(counts, trusts.everybody(trusts.WITHIN_18, [800], [5000]))
    assert made.slope_index.value[0, 0] == pytest.approx(0.1)
    # The line runs from .11 to .21.
    assert made.relative_index.value[0, 0] == pytest.approx(0.21 / 0.11)


def test_people_without_a_known_fifth_could_turn_the_gap(trusts):
    # 8 columns: five fifths, then no fixed abode, outside England, not known.
    counts = trusts.fifths(
        trusts.WITHIN_18,
        [[500, 600, 600, 600, 700, 20, 0, 40]],
        [[1000, 1000, 1000, 1000, 1000, 50, 0, 150]],
    )
    made = profile(counts, trusts.everybody(trusts.WITHIN_18, [3060], [5200]))
    # 60 of 200 are not known. In the group: 560 / 1200 - .7 = -.2333; in the reference:
    # .5 - 760 / 1200 = -.1333; as recorded: -.2.
    assert made.gap_bounds.lower[0, 0, 0] == pytest.approx(-0.2333, abs=1e-4)
    assert made.gap_bounds.upper[0, 0, 0] == pytest.approx(-0.1333, abs=1e-4)
    assert made.share_unknown.value[0, 0] == pytest.approx(200 / 5200)
    # They are counted and shown, and never compared.
    assert made.value.value[0, 0, 5] == pytest.approx(0.4)
    assert np.isnan(made.gap.value[0, 0, 5:]).all()
    assert not made.compared[0, 0, 5:].any()


def test_the_not_known_are_everyone_less_the_known_where_a_count_of_them_is_withheld(trusts):
    counts = trusts.fifths(
        trusts.WITHIN_18,
        [[500, 600, 600, 600, 700, "*", 0, 40]],
        [[1000, 1000, 1000, 1000, 1000, "*", 0, 150]],
    )
    made = profile(counts, trusts.everybody(trusts.WITHIN_18, [3050], [5160]))
    assert made.share_unknown.value[0, 0] == pytest.approx(160 / 5160)


def test_whatever_rests_on_a_withheld_count_is_withheld(trusts, everyone):
    counts = trusts.fifths(trusts.WITHIN_18, [[5180, 4967, "*", 4566, 4925]], WAITING)
    made = profile(counts, everyone)
    assert made.value.withheld[0, 0].tolist() == [False, False, True, False, False]
    assert made.gap.withheld[0, 0, 2]
    assert np.isnan(made.gap.value[0, 0, 2])
    assert made.slope_index.withheld[0, 0]
    assert not made.gap.withheld[0, 0, 0]
    hidden_reference = trusts.fifths(trusts.WITHIN_18, [[5180, 5117, 4867, 4566, "*"]], WAITING)
    made = profile(hidden_reference, everyone)
    assert made.reference_value.withheld[0, 0]
    assert made.gap.withheld[0, 0, :4].all()
    assert not made.compared.any()


def test_missing_is_not_withheld_and_neither_is_nought(trusts, everyone):
    counts = trusts.fifths(
        trusts.WITHIN_18, [[0, 5117, None, 0, 4925]], [[9100, 8500, None, 0, 7600]]
    )
    made = profile(counts, everyone)
    assert made.value.value[0, 0, 0] == 0
    assert np.isnan(made.value.value[0, 0, [2, 3]]).all()
    assert not made.value.withheld.any()


def test_a_count_has_shares_of_the_known_and_no_gap(trusts):
    counts = trusts.fifths(trusts.LIST_SIZE, WAITING, WAITING)
    made = profile(counts, trusts.everybody(trusts.LIST_SIZE, ALL_WAITING, ALL_WAITING))
    # 9100 of the 40,111 whose fifth is known; 9100 of all 40,888.
    assert made.value.value[0, 0, 0] == pytest.approx(9100 / 40111)
    assert made.share.value[0, 0, 0] == pytest.approx(9100 / 40888)
    assert made.overall.value[0, 0] == 40888
    assert np.isnan(made.gap.value).all()
    assert made.gap.why_missing == "a count is not compared"


def test_a_percentile_is_in_whole_weeks_and_its_gap_too(trusts):
    weeks = np.zeros((1, 1, 5, 60))
    for group, median in enumerate([20, 18, 16, 15, 14]):
        weeks[0, 0, group, median - 5] = weeks[0, 0, group, median + 5] = 49
        weeks[0, 0, group, median] = 3
    counts = trusts.fifths(trusts.MEDIAN, [[101] * 5], [[101] * 5], histogram=weeks)
    total = trusts.everybody(
        trusts.MEDIAN, [505], [505], histogram=weeks.sum(axis=2, keepdims=True)
    )
    made = profile(counts, total)
    assert made.value.value[0, 0].tolist() == [20, 18, 16, 15, 14]
    assert made.gap.value[0, 0, 0] == 6
    assert made.gap.unit == "difference in weeks"
    assert made.people_affected.why_missing == "not worked out for a percentile"


def test_a_standardised_rate_is_withheld_under_ten_events(trusts):
    measure = trusts.measure("rate", value="standardised_rate", better="neither")
    events = np.array([[[[4.0, 5.0], [40.0, 60.0], [40.0, 60.0], [40.0, 60.0], [20.0, 30.0]]]])
    strata = Strata(events, np.full(events.shape, 10_000.0), np.array([1.0, 1.0]), "residents")
    counts = trusts.fifths(measure, [[9, 100, 100, 100, 50]], [[20_000] * 5], strata=strata)
    total = trusts.everybody(
        measure, [359], [100_000],
        strata=replace(strata, events=events.sum(2, keepdims=True), population=strata.population.sum(2, keepdims=True)),
    )  # fmt: skip
    made = profile(counts, total)
    assert made.value.withheld[0, 0].tolist() == [True, False, False, False, False]
    # (40 + 60) / 20,000 and (20 + 30) / 20,000, with equal weights.
    assert made.value.value[0, 0, 1:].tolist() == [500, 500, 500, 250]
    assert made.gap.value[0, 0, 1] == 250
    assert made.ratio.value[0, 0, 1] == 2
    # Neither more nor less care is better by itself.
    assert np.isnan(made.people_affected.value).all()
