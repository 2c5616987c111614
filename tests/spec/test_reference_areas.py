"""From a postcode to its area and deprivation, and every way in which that cannot be."""

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from equity_lens.errors import ReferenceMissing
from equity_lens.reference import areas
from equity_lens.reference.areas import look_up
from equity_lens.reference.names import area_names
from equity_lens.reference.organisations import trusts
from equity_lens.reference.vocabularies import AREA_STATE


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch, tmp_path):
    monkeypatch.setenv("EQUITY_LENS_REFERENCE", str(tmp_path))


def test_the_default_edition_is_the_newest():
    assert areas.default_edition() == "IMD 2025"
    assert (areas.boundary_of("IMD 2025"), areas.boundary_of("IMD 2019")) == ("lsoa21", "lsoa11")


@pytest.mark.parametrize("edition", ["IMD 2025", "IMD 2019"])
def test_the_most_deprived_area_of_both_editions_is_in_jaywick(edition):
    # MHCLG, statistical releases of 2019 and 2025: rank 1 is Tendring 018A, E01021988.
    table = areas.area_table(edition)
    first = table.filter(pc.equal(table["imd_rank"], 1)).to_pylist()
    assert [row["lsoa_code"] for row in first] == ["E01021988"]
    assert area_names()[first[0]["local_authority"]] == "Tendring"
    assert first[0]["imd_decile"] == first[0]["imd_quintile"] == 1


def test_a_postcode_in_jaywick_is_in_the_most_deprived_tenth():
    area = look_up("CO15 2EX", "IMD 2025")
    assert (area.state, area.lsoa_code, area.imd_rank, area.imd_decile, area.imd_quintile) == (
        "linked",
        "E01021988",
        1,
        1,
        1,
    )


def test_the_edition_changes_the_decile_and_is_named():
    # Bradford Royal Infirmary: third tenth in 2019, second in 2025.
    assert look_up("BD9 6RJ", "IMD 2019").imd_decile == 3
    assert look_up("BD9 6RJ", "IMD 2025").imd_decile == 2
    assert look_up("BD9 6RJ").edition == "IMD 2025"


@pytest.mark.parametrize(
    "written", ["BD96RJ", "bd9 6rj", " Bd9  6rJ ", "BD9\u00a06RJ", "b d 9 6 r j"]
)
def test_case_and_spacing_do_not_matter(written):
    assert look_up(written) == look_up("BD9 6RJ")


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("BD9 6RJ", "linked"),
        ("ZZ99 3VZ", "no_fixed_abode"),
        ("zz993vz", "no_fixed_abode"),
        ("NFA", "no_fixed_abode"),
        ("ZZ99 3WZ", "not_known"),
        ("", "not_known"),
        ("   ", "not_known"),
        (None, "not_known"),
        ("unknown", "not_known"),
        ("N/A", "not_known"),
        ("ZZ99 3CZ", "england_unspecified"),
        ("ZZ99 3GZ", "wales"),
        ("CF10 1EP", "wales"),
        ("ZZ99 1WZ", "scotland"),
        ("G12 8QQ", "scotland"),
        ("ZZ99 2WZ", "northern_ireland"),
        ("BT7 1NN", "northern_ireland"),
        ("JE2 3QA", "elsewhere"),
        ("IM1 1EE", "elsewhere"),
        ("ZZ99 6CZ", "elsewhere"),  # India, in the data dictionary's own example
        ("BD1 1AA", "terminated"),
        ("BD9", "partial"),
        ("BD9 6", "partial"),
        ("LS99 9ZZ", "unmatched"),
        ("house", "not_a_postcode"),
        ("12345", "not_a_postcode"),
        ("BD9 6RJ, UK", "not_a_postcode"),
    ],
)
def test_every_state_of_a_postcode_cell(cell, state):
    area = look_up(cell)
    assert area.state == state
    assert (area.imd_decile is not None) == (state == "linked")


def test_a_terminated_postcode_has_no_fifth_even_though_its_area_is_on_file():
    table = pq.read_table(areas.postcode_file(), filters=[("postcode", "=", "BD11AA")])
    assert table["lsoa21_id"].to_pylist() != [None]
    area = look_up("BD1 1AA")
    assert (area.state, area.lsoa_code, area.imd_quintile) == ("terminated", None, None)


def test_the_head_offices_of_trusts_are_in_the_icb_that_ods_says():
    # An independent answer: the ICB in the Organisation Data Service's own list of trusts. Two
    # head offices lie across a border from the ICB that the trust belongs to.
    found = {trust.code: look_up(trust.postcode) for trust in trusts().values() if trust.postcode}
    assert len(found) == 207
    assert {area.state for area in found.values()} == {"linked"}
    differ = {code for code, area in found.items() if area.icb != trusts()[code].icb_code}
    assert differ == {"RPG", "RXK"}


def test_the_postcode_file_is_sorted_and_each_postcode_is_there_once():
    table = pq.read_table(areas.postcode_file())
    assert [(f.name, str(f.type)) for f in table.schema] == [
        ("postcode", "string"),
        ("lsoa21_id", "int32"),
        ("lsoa11_id", "int32"),
        ("state", "uint8"),
    ]
    postcodes = table["postcode"].combine_chunks()
    assert pc.all(pc.less(postcodes[:-1], postcodes[1:])).as_py()
    linked = pc.equal(table["state"], AREA_STATE.code("linked"))
    # PROVENANCE.md: 1,484,686 English postcodes were in use in February 2025.
    assert pc.sum(linked).as_py() == 1_484_686
    assert table.filter(linked)["lsoa21_id"].null_count == 0
    assert table.filter(linked)["lsoa11_id"].null_count == 0


def test_half_of_postcodes_in_use_change_decile_between_editions():
    """50.6% have another tenth and 29.1% another fifth: editions may not be mixed in a trend."""
    table = pq.read_table(areas.postcode_file())
    table = table.filter(pc.equal(table["state"], AREA_STATE.code("linked")))
    changed = {}
    for column in ("imd_decile", "imd_quintile"):
        values = []
        for edition, lsoa in (("IMD 2025", "lsoa21_id"), ("IMD 2019", "lsoa11_id")):
            area = areas.area_table(edition)
            place = pc.index_in(table[lsoa], value_set=area["lsoa_id"].combine_chunks())
            values.append(area[column].take(place))
        changed[column] = pc.mean(pc.not_equal(*values)).as_py()
    assert changed["imd_decile"] == pytest.approx(0.506, abs=0.0005)
    assert changed["imd_quintile"] == pytest.approx(0.291, abs=0.0005)


def test_a_code_of_the_editions_own_vintage_stands_for_itself():
    known = dict(zip(*areas.lsoa_table("IMD 2025").to_pydict().values(), strict=True))
    assert known["E01000001"] == 1000001
    assert known["E01034473"] == 1034473


def test_a_split_area_is_usable_only_if_its_parts_share_a_decile():
    # ONS exact-fit lookup, and IMD 2025: E01000023 was split into E01034471 (2,687 residents) and
    # E01034472 (1,879), both in tenth 3. E01000010 was split into E01034473, in tenth 1, and
    # E01034474, in tenth 3.
    known = dict(zip(*areas.lsoa_table("IMD 2025").to_pydict().values(), strict=True))
    assert known["E01000023"] == 1034471
    assert "E01000010" not in known


def test_a_merged_area_is_usable_in_the_older_edition_only_if_its_parts_share_a_decile():
    # E01035711 was made of E01000852 and E01000854, both in tenth 6 of IMD 2019; E01034479 of
    # E01000048, in tenth 1, and E01033588, in tenth 2.
    known = dict(zip(*areas.lsoa_table("IMD 2019").to_pydict().values(), strict=True))
    assert known["E01035711"] == 1000852
    assert "E01034479" not in known
    # A part of a split area lies in one old area, whichever its decile.
    assert known["E01034473"] == 1000010


def test_an_edition_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ReferenceMissing, match="IMD 2030") as refused:
        areas.area_table("IMD 2030")
    assert "IMD 2025" in str(refused.value)
    assert "equity-lens reference load deprivation" in refused.value.remedy


def test_both_editions_have_the_authorities_icbs_and_regions_of_2024():
    for edition in ("IMD 2025", "IMD 2019"):
        table = areas.area_table(edition)
        counts = [len(table[column].unique()) for column in ("local_authority", "icb", "region")]
        assert counts == [296, 42, 9]  # ONS totals of April 2024
        named = area_names()
        assert all(code in named for code in table["icb"].unique().to_pylist())


def test_each_local_authority_belongs_to_one_board():
    boards = set(areas.area_table("IMD 2025")["icb"].to_pylist())
    found = [code for board in boards for code in areas.local_authorities_of_icb(board)]
    assert len(found) == len(set(found)) == 296
    assert areas.local_authorities_of_icb("RAE") == frozenset()
