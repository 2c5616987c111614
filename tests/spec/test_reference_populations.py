"""Who lives where: the denominators of rates, and the standard they are weighted to."""

import numpy as np
import pytest

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.populations import (
    AGE_BANDS,
    all_local_authorities,
    census_ethnicity,
    european_standard_population,
    resident_population,
)
from equity_lens.reference.vocabularies import roll_up

ENGLAND_MID_2019 = 56_286_961  # ONS, mid-year population estimates, June 2020
LEEDS, BRADFORD = "E08000035", "E08000032"


@pytest.mark.parametrize("edition", ["IMD 2025", "IMD 2019"])
def test_all_of_england_adds_to_the_published_total_in_either_edition(edition):
    england = resident_population(edition, all_local_authorities())
    assert england.people.shape == (10, 2, 19)
    assert england.people.sum() == ENGLAND_MID_2019
    assert (england.people > 0).all()


def test_carrying_people_to_new_areas_loses_nobody_of_any_sex_or_age():
    new = resident_population("IMD 2025", all_local_authorities()).people.sum(axis=0)
    old = resident_population("IMD 2019", all_local_authorities()).people.sum(axis=0)
    assert np.array_equal(new, old)


def test_an_authority_has_its_published_total_and_they_add():
    # ONS mid-2019: Leeds 793,139; Bradford 539,776.
    leeds = resident_population("IMD 2025", frozenset({LEEDS})).people
    bradford = resident_population("IMD 2025", frozenset({BRADFORD})).people
    both = resident_population("IMD 2025", frozenset({LEEDS, BRADFORD})).people
    assert (leeds.sum(), bradford.sum()) == (793_139, 539_776)
    assert np.array_equal(both, leeds + bradford)


def test_the_tenths_of_imd_2019_are_those_that_others_counted():
    # nhs-r-community/NHSRpopulation joined to IMD 2019: girls of 0-4 and 5-9, and young women of
    # 15-19, in the most deprived tenth.
    england = resident_population("IMD 2019", all_local_authorities())
    most, female = england.deciles.index("1"), england.sexes.index("female")
    found = {
        band: england.people[most, female, england.age_bands.index(band)] for band in AGE_BANDS
    }
    assert (found["0-4"], found["5-9"], found["15-19"]) == (210_403, 217_815, 169_604)


def test_tenths_hold_about_a_tenth_of_people_and_are_not_equal():
    for edition in ("IMD 2025", "IMD 2019"):
        tenths = resident_population(edition, all_local_authorities()).people.sum(axis=(1, 2))
        assert (abs(tenths / tenths.sum() - 0.1) < 0.005).all()


def test_a_population_says_what_it_is():
    described = resident_population("IMD 2025", frozenset({LEEDS})).described
    assert "Mid-2019" in described
    assert "IMD 2025" in described
    assert "ONS" in described


@pytest.mark.parametrize("codes", [{"E08000035", "E07000999"}, set()])
def test_an_authority_that_is_not_one_is_refused(codes):
    with pytest.raises(ReferenceMissing, match="local authorit"):
        resident_population("IMD 2025", frozenset(codes))


def test_an_edition_without_a_population_is_refused():
    with pytest.raises(ReferenceMissing, match="IMD 2030"):
        resident_population("IMD 2030", frozenset({LEEDS}))


def test_the_european_standard_population_has_19_bands_and_adds_to_100_000():
    standard = european_standard_population()
    # Eurostat 2013, by hand: 5000 + 3 x 5500 + 2 x 6000 + 6500 + 4 x 7000 + 6500 + 6000 + 5500
    # + 5000 + 4000 + 2500 + 1500 + 1000 = 100,000.
    assert standard.people.tolist() == [
        *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
        *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
    ]
    assert standard.people.sum() == 100_000
    assert standard.age_bands == AGE_BANDS


def test_census_groups_are_put_to_the_nearest_nhs_category():
    leeds = census_ethnicity(frozenset({LEEDS}))
    # ONS Census 2021, TS021, Leeds: Pakistani 31,405; Arab 5,980 + any other group 12,905 = 18,885.
    assert leeds["J"] == 31_405
    assert leeds["S"] == 18_885
    assert set(leeds) == set("ABCDEFGHJKLMNPRS")


def test_census_counts_add_to_england_within_the_perturbation_of_the_table():
    everyone = census_ethnicity(all_local_authorities())
    # ONS: 56,490,048 usual residents in England, census day 2021.
    assert sum(everyone.values()) == pytest.approx(56_490_048, rel=1e-5)
    groups = roll_up("ethnic_category", "ethnic_group")
    assert sum(n for code, n in everyone.items() if groups[code] == "white") / sum(
        everyone.values()
    ) == pytest.approx(0.810, abs=0.0005)  # ONS: 81.0% White in England
