"""However a cell is spaced and cased, it means the same; and whatever it says, it has a state."""

import re

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equity_lens.reference import areas, ethnicity, postcodes
from equity_lens.reference.ages import band5
from equity_lens.reference.vocabularies import AGE_BAND5, AREA_STATE, ETHNIC_CATEGORY

SPACES = st.text(alphabet=" \t\x0b\x85\u00a0\u2009\u200b\u202f\ufeff", max_size=3)
STATES = {subgroup.key for subgroup in AREA_STATE.subgroups}
KNOWN = pq.read_table(areas.postcode_file(), columns=["postcode"])["postcode"]
SAID = [*postcodes.pseudo_postcodes(), *filter(None, postcodes.texts()), "BT71NN", "LS999ZZ", "BD9"]
PLACES = st.integers(0, len(KNOWN) - 1).map(lambda i: KNOWN[i].as_py())

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def written(draw, texts):
    """A text, and the same text in some other spacing and case."""
    text = draw(texts)
    return text, "".join(
        draw(SPACES) + (character.lower() if draw(st.booleans()) else character)
        for character in text
    ) + draw(SPACES)


@few
@given(written(st.one_of(PLACES, st.sampled_from(SAID))))
def test_any_spacing_and_case_gives_the_same_area(pair):
    plain, spaced = pair
    assert areas.look_up(spaced) == areas.look_up(plain)


@few
@given(st.text(max_size=12))
def test_whatever_a_cell_says_it_has_one_state_and_a_decile_only_if_linked(cell):
    area = areas.look_up(cell)
    assert area.state in STATES
    assert (area.imd_decile is None) == (area.state != "linked")


@given(st.text(max_size=12))
def test_tidying_twice_changes_nothing_more(cell):
    assert postcodes.tidy(postcodes.tidy(cell)) == postcodes.tidy(cell)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=9))
def test_the_patterns_read_alike_in_python_and_in_the_engines_dialect(cell):
    # RE2 is the dialect of Arrow and of DuckDB.
    for pattern in (postcodes.WHOLE, postcodes.PART):
        there = pc.match_substring_regex(pa.array([cell]), pattern)[0].as_py()
        # In Python `$` also matches before a last line feed, which tidying has taken out.
        assert there == bool(re.match(pattern, cell)) or cell.endswith("\n")


@given(written(PLACES))
def test_the_engines_dialect_takes_out_the_same_spaces(pair):
    plain, spaced = pair
    there = pc.utf8_upper(pc.replace_substring_regex(pa.array([spaced]), postcodes.SPACING, ""))
    assert there[0].as_py() == postcodes.tidy(spaced) == plain


@given(st.sampled_from("ABCDEFGHJKLMNPRSZ"), st.sampled_from("ABCDEFGHIJLMOPQTUVWXYZ0123456789*"))
def test_the_local_character_never_changes_an_ethnic_category(code, local):
    expected = ethnicity.synonyms()[code]
    if code + local not in {"NA", "NS"}:  # words for "not known" and "not stated"
        assert ethnicity.synonyms()[code + local] == expected
        assert ethnicity.national_code(f" {code}{local}".lower()) == code


@given(st.text(max_size=6))
def test_a_national_code_is_always_one_that_the_vocabulary_knows(text):
    code = ethnicity.national_code(text)
    if code is not None:
        key = ethnicity.synonyms()[code]
        assert key in {subgroup.key for subgroup in ETHNIC_CATEGORY.subgroups}
        assert ethnicity.synonyms()[text.strip().upper()] == key


@given(st.integers(0, 130))
def test_a_band_holds_its_age(age):
    band = band5(age)
    low, _, high = band.rstrip("+").partition("-")
    assert int(low) <= age <= (int(high) if high else 130)
    assert AGE_BAND5.subgroups[AGE_BAND5.code(band)].known


@pytest.mark.parametrize("text", ["\u00a0", "\u2007", "\ufeff", "\t\n"])
def test_a_cell_of_odd_spaces_is_blank(text):
    assert postcodes.tidy(text) == ""
    assert areas.look_up(text).state == "not_known"
