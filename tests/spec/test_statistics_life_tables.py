"""What life expectancy means, and when there is none to give."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import life_expectancy

DEATHS = [20, 2, 1, 1, 2, 3, 4, 5, 6, 9, 14, 20, 30, 50, 80, 120, 200, 300, 450, 900]
PEOPLE = [5000] * 20


def test_life_expectancy_at_the_last_age_is_one_over_its_death_rate():
    # 900 deaths among 5,000: 5,000 / 900 = 5.56 years
    assert life_expectancy(DEATHS, PEOPLE).value[-1] == pytest.approx(5000 / 900)


def test_the_last_but_one_age_worked_by_hand():
    # 450 deaths among 5,000 at 85 to 89: M = .09, q = 5 x .09 / (1 + 2.5 x .09) = .36735. Of one
    # person alive at 85, .63265 reach 90: years = 5 x (.63265 + .36735 / 2) + .63265 x 5.5556
    assert life_expectancy(DEATHS, PEOPLE).value[-2] == pytest.approx(
        5 * (0.632653 + 0.367347 / 2) + 0.632653 * 5000 / 900, abs=1e-4
    )


def test_infants_who_die_live_a_tenth_of_a_year():
    # One in a hundred dies in infancy and nobody after until 90, when one in ten dies each year:
    # q = .01 / (1 + .009) = .0099108; e0 = 1 - .9 q + (1 - q)(89 + 10)
    deaths = [50, *[0] * 18, 500]
    q = 0.01 / 1.009
    assert life_expectancy(deaths, PEOPLE).value[0] == pytest.approx(1 - 0.9 * q + (1 - q) * 99)


def test_five_thousand_people_are_too_few():
    deaths = np.array(DEATHS) / 20
    assert set(life_expectancy(deaths, [250] * 20).reason) == {"5,000 people or fewer"}
    assert set(life_expectancy(deaths, [250] * 19 + [251]).reason) == {""}


def test_an_age_at_which_nobody_died_says_nothing_of_how_long_its_people_live():
    years = life_expectancy([*DEATHS[:-1], 0], PEOPLE)
    assert set(years.reason) == {"no deaths in the last age band"}
    assert np.isnan(years[:3]).all()


def test_many_areas_at_once_are_each_their_own():
    two = life_expectancy([DEATHS, 2 * np.array(DEATHS)], PEOPLE)
    one = life_expectancy(2 * np.array(DEATHS), PEOPLE)
    np.testing.assert_allclose(two.value[1], one.value)
    assert (two.value[0] > two.value[1]).all()


def test_a_table_that_ends_at_85_is_accepted_when_it_says_so():
    ages = [0, 1, *range(5, 90, 5)]
    years = life_expectancy([*DEATHS[:18], 1350], [*PEOPLE[:18], 10_000], ages=ages)
    assert years.value.shape == (19,)
    assert years.value[-1] == pytest.approx(10_000 / 1350)


@pytest.mark.parametrize(
    "ages",
    [
        [0, 1, 5],
        [1, 0, *range(5, 95, 5)],
        [0, 1, *range(5, 90, 5), 95],
        list(range(0, 100, 5)),
        [0, 1, *range(5, 90, 5), np.nan],
    ],
)
def test_bands_that_are_not_the_tables_are_refused(ages):
    with pytest.raises(InvalidCounts, match="age"):
        life_expectancy(DEATHS, PEOPLE, ages=ages)


@pytest.mark.parametrize(
    ("deaths", "population"),
    [
        ([-1, *DEATHS[1:]], PEOPLE),
        (DEATHS, [0, *PEOPLE[1:]]),
        ([6000, *DEATHS[1:]], PEOPLE),
        ([np.nan, *DEATHS[1:]], PEOPLE),
        (DEATHS[:-1], PEOPLE),
    ],
)
def test_counts_that_cannot_be_are_refused(deaths, population):
    with pytest.raises(StatisticRefused):
        life_expectancy(deaths, population)
