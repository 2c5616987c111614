"""The subgroups people are compared by, and the codes of files that lead to them."""

import subprocess
import sys

import pytest

from equity_lens.reference import ethnicity, sex
from equity_lens.reference.ages import band5
from equity_lens.reference.vocabularies import (
    AGE_BAND,
    AGE_BAND5,
    AREA_STATE,
    ETHNIC_CATEGORY,
    ETHNIC_GROUP,
    ETHNIC_GROUP_BROAD,
    IMD_DECILE,
    IMD_QUINTILE,
    IMD_QUINTILE_LOCAL,
    SEX,
    YES_NO,
    roll_up,
    vocabulary,
)

EVERY = (
    IMD_DECILE,
    IMD_QUINTILE,
    IMD_QUINTILE_LOCAL,
    AREA_STATE,
    ETHNIC_CATEGORY,
    ETHNIC_GROUP,
    ETHNIC_GROUP_BROAD,
    SEX,
    AGE_BAND5,
    AGE_BAND,
    YES_NO,
)
ROLL_UPS = (
    ("imd_decile", "imd_quintile"),
    ("ethnic_category", "ethnic_group"),
    ("ethnic_category", "ethnic_group_broad"),
    ("age_band5", "age_band"),
)


def keys(of):
    return [subgroup.key for subgroup in of.subgroups]


def test_deprivation_is_listed_most_deprived_first():
    assert keys(IMD_DECILE)[:10] == [str(decile) for decile in range(1, 11)]
    assert IMD_DECILE.subgroups[0].label == "Most deprived tenth"
    assert [subgroup.label for subgroup in IMD_QUINTILE.subgroups][:5] == [
        "Most deprived fifth",
        "Second most deprived fifth",
        "Middle fifth",
        "Second least deprived fifth",
        "Least deprived fifth",
    ]


def test_a_local_fifth_says_that_it_is_local():
    known = [s for s in IMD_QUINTILE_LOCAL.subgroups if s.known]
    assert len(known) == 5
    assert all("local" in subgroup.label for subgroup in known)


@pytest.mark.parametrize("missing", ["no_fixed_abode", "outside_england", "not_known"])
def test_a_person_without_a_deprived_or_affluent_area_is_in_no_tenth_and_no_fifth(missing):
    for of in (IMD_DECILE, IMD_QUINTILE, IMD_QUINTILE_LOCAL):
        assert not of.subgroups[of.code(missing)].known


def test_only_a_linked_postcode_is_a_known_area():
    assert [s.key for s in AREA_STATE.subgroups if s.known] == ["linked"]
    assert len(AREA_STATE.subgroups) == 12


@pytest.mark.parametrize("of", EVERY, ids=lambda of: of.dimension)
def test_keys_and_labels_are_each_used_once(of):
    labels = [subgroup.label for subgroup in of.subgroups]
    assert len(set(keys(of))) == len(keys(of)) == len(set(labels))
    assert vocabulary(of.dimension) == of


@pytest.mark.parametrize(("fine", "coarse"), ROLL_UPS)
def test_every_fine_subgroup_adds_to_one_coarse_subgroup_and_every_coarse_one_is_reached(
    fine, coarse
):
    sums = roll_up(fine, coarse)
    assert list(sums) == keys(vocabulary(fine))
    assert set(sums.values()) == set(keys(vocabulary(coarse)))


@pytest.mark.parametrize(("fine", "coarse"), ROLL_UPS)
def test_a_missing_identity_never_adds_to_a_known_one_except_the_old_code_for_white(fine, coarse):
    of_fine, of_coarse = vocabulary(fine), vocabulary(coarse)
    for key, sum_key in roll_up(fine, coarse).items():
        known = of_coarse.subgroups[of_coarse.code(sum_key)].known
        if (key, coarse) == ("legacy_white", "ethnic_group"):
            assert known
        else:
            assert known == of_fine.subgroups[of_fine.code(key)].known


def test_a_fifth_is_half_of_the_decile_rounded_up():
    sums = roll_up("imd_decile", "imd_quintile")
    # ceil(1/2)=1 ceil(2/2)=1 ceil(3/2)=2 4/2=2 3 3 4 4 5 5
    assert [sums[str(decile)] for decile in range(1, 11)] == list("1122334455")


def test_every_unlinked_state_is_one_of_the_three_states_without_a_decile():
    sums = roll_up("area_state", "imd_decile")
    assert "linked" not in sums
    assert {key for key, value in sums.items() if value == "outside_england"} == {
        "wales",
        "scotland",
        "northern_ireland",
        "elsewhere",
    }
    assert sums["no_fixed_abode"] == "no_fixed_abode"
    assert {sums[key] for key in ("terminated", "partial", "unmatched", "not_a_postcode")} == {
        "not_known"
    }
    assert set(sums) | {"linked"} == set(keys(AREA_STATE))


def test_dimensions_that_do_not_add_are_refused():
    with pytest.raises(KeyError, match="does not add"):
        roll_up("age_band5", "imd_quintile")


# NHS Data Dictionary, ETHNIC CATEGORY: the 16 codes, with the group of the 2001 list.
NATIONAL = {
    "white": "ABC",
    "mixed": "DEFG",
    "asian": "HJKL",
    "black": "MNP",
    "other": "RS",
}
# HES Data Dictionary, ETHNOS before 2001.
LEGACY = {
    "0": "legacy_white",
    "1": "M",
    "2": "N",
    "3": "P",
    "4": "H",
    "5": "J",
    "6": "K",
    "7": "R",
    "8": "S",
    "9": "not_stated",
    "X": "not_known",
}


def test_each_national_code_has_its_group_of_the_2001_list():
    sums = roll_up("ethnic_category", "ethnic_group")
    for group, codes in NATIONAL.items():
        assert [sums[code] for code in codes] == [group] * len(codes)
    assert len(ETHNIC_CATEGORY.known) == 16


def test_white_british_is_code_a_and_every_other_known_code_is_all_other():
    sums = roll_up("ethnic_category", "ethnic_group_broad")
    known = [ETHNIC_CATEGORY.subgroups[code].key for code in ETHNIC_CATEGORY.known]
    assert [key for key in known if sums[key] == "white_british"] == ["A"]
    assert all(sums[key] == "all_other" for key in known if key != "A")


def test_the_old_code_for_white_is_known_among_five_groups_and_not_among_sixteen_or_two():
    old = ETHNIC_CATEGORY.subgroups[ETHNIC_CATEGORY.code("legacy_white")]
    assert (old.known, old.label) == (False, "White (old code)")
    assert roll_up("ethnic_category", "ethnic_group")["legacy_white"] == "white"
    assert roll_up("ethnic_category", "ethnic_group_broad")["legacy_white"] == "not_known"


@pytest.mark.parametrize("code", "ABCDEFGHJKLMNPRS")
def test_a_national_code_is_itself_whatever_its_local_second_character(code):
    found = ethnicity.synonyms()
    assert found[code] == code
    assert {found[code + local] for local in "149BQX"} == {code}
    assert ethnicity.national_code(f"{code.lower()}7 ") == code


def test_not_stated_and_not_known_are_different_facts():
    found = ethnicity.synonyms()
    assert {found[text] for text in ("Z", "Z1", "NOT STATED", "REFUSED")} == {"not_stated"}
    assert {found[text] for text in ("99", "", "X", "NOT KNOWN", "UNKNOWN")} == {"not_known"}
    assert (ethnicity.national_code("z"), ethnicity.national_code("99")) == ("Z", "99")


@pytest.mark.parametrize(("code", "key"), LEGACY.items())
def test_an_old_hes_code_is_its_national_category(code, key):
    assert ethnicity.synonyms()[code] == key
    assert ethnicity.national_code(code) is None


@pytest.mark.parametrize("text", ["NK", "NA", "NR", "N/A", "UNKNOWN"])
def test_an_abbreviation_for_not_known_is_never_black_african(text):
    assert ethnicity.synonyms()[text] == "not_known"
    assert ethnicity.national_code(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("WHITE - BRITISH", "A"),
        ("WHITE: BRITISH", "A"),
        ("A: BRITISH", "A"),
        ("J: PAKISTANI", "J"),
        ("ASIAN OR ASIAN BRITISH - PAKISTANI", "J"),
        ("BLACK OR BLACK BRITISH: AFRICAN", "N"),
        ("BLACK AFRICAN", "N"),
        ("ASIAN, ASIAN BRITISH OR ASIAN WELSH: CHINESE", "R"),
        ("WHITE: ROMA", "C"),
        ("OTHER ETHNIC GROUP: ARAB", "S"),
        ("99: NOT KNOWN", "not_known"),
        ("Z: NOT STATED", "not_stated"),
        ("WHITE", "legacy_white"),
    ],
)
def test_words_as_files_write_them_are_understood(text, key):
    assert ethnicity.synonyms()[text] == key


@pytest.mark.parametrize("text", ["I", "O", "Q", "T", "98", "10", "ASIAN", "BLACK", "AB1"])
def test_what_is_no_ethnic_category_is_not_guessed(text):
    assert text not in ethnicity.synonyms()
    assert ethnicity.national_code(text) is None


def test_every_recognised_text_leads_to_a_subgroup_and_is_in_upper_case():
    for found, of in ((ethnicity.synonyms(), ETHNIC_CATEGORY), (sex.synonyms(), SEX)):
        assert set(found.values()) == set(keys(of))
        assert all(text == text.upper().strip() for text in found)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1", "male"),
        ("M", "male"),
        ("MALE", "male"),
        ("2", "female"),
        ("F", "female"),
        ("FEMALE", "female"),
        ("9", "indeterminate"),
        ("0", "not_known"),
        ("X", "not_known"),
        ("", "not_known"),
    ],
)
def test_sex_codes_and_words(text, key):
    assert sex.synonyms()[text] == key


def test_indeterminate_sex_is_an_answer_and_not_a_gap_in_the_record():
    assert SEX.subgroups[SEX.code("indeterminate")].known
    assert not SEX.subgroups[SEX.code("not_known")].known


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0-4"),
        (4, "0-4"),
        (5, "5-9"),
        (17, "15-19"),
        (64, "60-64"),
        (89, "85-89"),
        (90, "90+"),
        (120, "90+"),
        (131, "not_known"),
        (-1, "not_known"),
        (None, "not_known"),
    ],
)
def test_an_age_is_in_its_five_year_band(age, band):
    assert band5(age) == band
    assert band in keys(AGE_BAND5)


def test_the_code_of_a_five_year_band_is_the_age_divided_by_five():
    # So that a store can be made by arithmetic: code = min(age // 5, 18).
    assert all(AGE_BAND5.code(band5(age)) == min(age // 5, 18) for age in range(131))


def test_coarse_age_bands_are_exact_sums_of_five_year_bands():
    sums = roll_up("age_band5", "age_band")
    for band in (s for s in AGE_BAND5.subgroups if s.known):
        youngest = int(band.key.split("-")[0].rstrip("+"))
        low, _, high = sums[band.key].rstrip("+").partition("-")
        assert int(low) <= youngest
        assert not high or youngest + 4 <= int(high)


def test_vocabularies_are_cheap_to_import():
    code = (
        "import sys; from equity_lens.reference import vocabularies, ethnicity, sex, ages, postcodes;"
        "print([m for m in ('pyarrow', 'numpy', 'duckdb', 'ibis') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
