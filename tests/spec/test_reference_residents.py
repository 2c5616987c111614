"""Residents of an area, in the subgroups of those who use a service."""

import pytest

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.areas import local_authorities_of_icb
from equity_lens.reference.catchments import catchment_name
from equity_lens.reference.populations import all_local_authorities
from equity_lens.reference.residents import residents_by

ENGLAND = all_local_authorities()
ONS_MID_2019 = 56_286_961  # ONS, mid-2019 population of England
LEEDS = frozenset({"E08000035"})


@pytest.mark.parametrize("dimension", ["sex", "age_band5", "age_band"])
def test_residents_of_england_by_age_or_sex_add_to_the_published_total(dimension):
    assert sum(residents_by(dimension, ENGLAND).people.values()) == ONS_MID_2019


@pytest.mark.parametrize("edition", ["IMD 2025", "IMD 2019"])
def test_residents_of_england_by_fifth_add_to_the_published_total(edition):
    found = residents_by("imd_quintile", ENGLAND, edition)
    assert list(found.people) == ["1", "2", "3", "4", "5"]
    assert sum(found.people.values()) == ONS_MID_2019
    assert edition in found.source


def test_ethnic_groups_are_those_of_the_census_with_chinese_among_the_others():
    fine, coarse = (residents_by(key, LEEDS).people for key in ("ethnic_category", "ethnic_group"))
    assert coarse["other"] == fine["R"] + fine["S"]
    broad = residents_by("ethnic_group_broad", LEEDS).people
    assert broad["white_british"] == fine["A"]
    assert sum(broad.values()) == sum(fine.values()) == sum(coarse.values())


def test_two_fifths_are_never_put_together_from_an_edition_that_is_not_bundled():
    with pytest.raises(ReferenceMissing, match="No resident population"):
        residents_by("imd_quintile", LEEDS, "IMD 2015")
    with pytest.raises(ReferenceMissing, match="does not name"):
        residents_by("imd_quintile", LEEDS, None)


def test_groups_that_no_census_has_are_refused():
    with pytest.raises(ReferenceMissing, match="No count of residents"):
        residents_by("plus_carer", LEEDS)


@pytest.mark.parametrize("dimension", ["sex", "ethnic_group"])
def test_a_place_that_is_no_local_authority_is_refused(dimension):
    with pytest.raises(ReferenceMissing):
        residents_by(dimension, frozenset({"E99999999"}))


def test_a_catchment_is_named_by_its_places_or_by_its_board():
    assert catchment_name(LEEDS) == "Leeds"
    assert catchment_name(frozenset({"E08000035", "E06000032"})) == "Leeds and Luton"
    board = catchment_name(local_authorities_of_icb("QWO"))
    assert board == "the local authorities of NHS West Yorkshire Integrated Care Board"


def test_many_places_are_counted_and_all_of_them_named():
    some = frozenset(sorted(ENGLAND)[:9])
    said = catchment_name(some)
    assert said.startswith("9 local authorities: ")
    assert said.count(",") == 7
