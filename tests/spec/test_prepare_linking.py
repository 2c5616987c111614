"""From what an extract says of where people live, to deprivation: every state counted apart."""

import csv
import datetime as dt

import numpy as np
import pytest

from equity_lens.errors import ReferenceMissing
from equity_lens.ingestion.prepare import prepare
from equity_lens.ingestion.prepare.quintiles import local_cuts
from equity_lens.reference import areas, postcodes
from equity_lens.reference.areas import look_up
from equity_lens.reference.vocabularies import AREA_STATE

CENSUS = dt.date(2026, 10, 31)
KEY = b"a key for the tests, 32 bytes long"

WRITTEN = [
    "CO15 2EX", "co152ex", " CO15  2EX ", "CO15\u00a02EX", "\tCO15 2EX", "CO1\u20035\u30002EX",
    "HG2 8EB", "LS1 3EX", "ZZ99 3VZ", "zz993vz", "ZZ99 3WZ", "ZZ99 3CZ", "ZZ99 3GZ", "ZZ99 1WZ",
    "ZZ99 2WZ", "ZZ99 6XZ", "NFA", "No fixed abode", "unknown", "N/A", "", "   ", "BT7 1NN",
    "EH1 1YZ", "EH99 9ZZ", "CF10 1AA", "GY10 1PB", "IM1 1AA", "LS99 9ZZ", "LS1", "LS1 3", "L",
    "AL10 0AF", "12345", "C015 2EX", "LS1-3EX", "not a postcode", "ÄB1 2CD", "W1A1AA", "'LS1 3EX",
]  # fmt: skip


def prepared(extracts, tmp_path, rows, **choices):
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    made = prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS, **choices)
    return extracts.decoded(made.store), made.ledger


@pytest.mark.parametrize("edition", ["IMD 2025", "IMD 2019"])
def test_every_postcode_has_the_state_and_decile_that_reference_gives_it(
    extracts, tmp_path, edition
):
    rows = [extracts.waiting(i, Postcode=text) for i, text in enumerate(WRITTEN)]
    records, ledger = prepared(extracts, tmp_path, rows, edition=edition)
    for text, row in zip(WRITTEN, records, strict=True):
        area = look_up(text, edition)
        assert (text, row["area_state"]) == (text, area.state)
        assert (row["area_state"] == "linked") == row["imd_decile"].isdigit()
        if area.state == "linked":
            assert row["imd_decile"] == str(area.imd_decile)
            assert row["local_authority"] == area.local_authority
        else:
            assert row["local_authority"] == "not_known"
            assert row["imd_quintile_local"] == row["imd_decile"]
    assert ledger.source.edition == edition
    states = [look_up(text, edition).state for text in WRITTEN]
    counted = {key: states.count(key) for key in ledger.completeness["area_state"]}
    assert ledger.completeness["area_state"] == counted | {"known": states.count("linked")}


def test_the_spaces_of_python_are_the_spaces_of_the_database(extracts, tmp_path):
    # Every character that Python takes for a space, but those that end a line of a file.
    spaces = [chr(i) for i in range(0x3001) if chr(i).isspace() and len(f"a{chr(i)}b".split()) == 2]
    spaces = [space for space in spaces if len(f"a{space}b".splitlines()) == 1]
    assert len(spaces) > 15
    rows = [extracts.waiting(i, Postcode=f"CO15{space}2EX") for i, space in enumerate(spaces)]
    assert all(postcodes.tidy(row["Postcode"]) == "CO152EX" for row in rows)
    records, _ = prepared(extracts, tmp_path, rows)
    assert {row["area_state"] for row in records} == {"linked"}


def test_what_could_not_be_linked_is_warned_of_by_kind(extracts, tmp_path):
    said = ["CO15 2EX", "unclear", "unclear", "LS1", "LS99 9ZZ", "AL10 0AF", "", "ZZ99 3VZ"]
    rows = [extracts.waiting(i, Postcode=text) for i, text in enumerate(said)]
    _, ledger = prepared(extracts, tmp_path, rows)
    assert ledger.warnings_by_column["Postcode"] == {
        "not a postcode; deprivation treated as not known": 2,
        "part of a postcode; deprivation treated as not known": 1,
        "no area matches; deprivation treated as not known": 1,
        "postcode no longer in use; deprivation treated as not known": 1,
    }
    assert ledger.completeness["imd_decile"] == {
        "known": 1, "no_fixed_abode": 1, "outside_england": 0, "not_known": 6,
    }  # fmt: skip


def test_a_postcode_no_longer_in_use_is_linked_only_when_asked(extracts, tmp_path):
    rows = [extracts.waiting(1, Postcode="AL10 0AF"), extracts.waiting(2)]
    apart, _ = prepared(extracts, tmp_path, rows)
    together, _ = prepared(extracts, tmp_path, rows, link_terminated=True)
    assert [row["area_state"] for row in apart] == ["terminated", "linked"]
    assert [row["area_state"] for row in together] == ["linked", "linked"]
    # AL10 0AF lay in E01023920; its rank is in the bundled table.
    table = areas.area_table("IMD 2025").to_pylist()
    decile = next(row["imd_decile"] for row in table if row["lsoa_code"] == "E01023920")
    assert together[0]["imd_decile"] == str(decile)


def test_area_codes_of_either_vintage_serve_where_they_have_one_decile(extracts, tmp_path):
    # E01021988 is Tendring 018A, rank 1 in both editions. Split areas are in test_reference_areas.
    said = {
        "E01021988": ("linked", "1"),
        "e01021988 ": ("linked", "1"),
        "": ("not_known", "not_known"),
        "E01999999": ("unmatched", "not_known"),
        "W01000001": ("wales", "outside_england"),
        "S01006506": ("scotland", "outside_england"),
        "Z99999999": ("unmatched", "not_known"),
    }
    rows = []
    for i, text in enumerate(said):
        row = extracts.waiting(i, LSOA11=text)
        del row["Postcode"]
        rows.append(row)
    records, _ = prepared(extracts, tmp_path, rows)
    found = [(row["area_state"], row["imd_decile"]) for row in records]
    assert found == list(said.values())


def test_an_area_code_helps_where_the_postcode_tells_of_no_place(extracts, tmp_path):
    pairs = [
        ("HG2 8EB", "E01021988", "10"),  # the postcode decides
        ("", "E01021988", "1"),
        ("unclear", "E01021988", "1"),
        ("ZZ99 3VZ", "E01021988", "no_fixed_abode"),
        ("", "", "not_known"),
        ("EH1 1YZ", "E01021988", "outside_england"),
    ]
    rows = [extracts.waiting(i, Postcode=p, LSOA21=c) for i, (p, c, _) in enumerate(pairs)]
    records, _ = prepared(extracts, tmp_path, rows)
    assert [row["imd_decile"] for row in records] == [decile for _, _, decile in pairs]


def test_local_fifths_are_of_each_trusts_own_people(extracts, tmp_path):
    # Ranks in IMD 2025: CO15 2EX 1, LS1 3EX 15,567, SW1A 1AA 24,593, LS17 8BA 27,202, HG2 8EB
    # 32,987. Two people at each of five ranks are a fifth each; and a trust whose people are all
    # from one area has them all in the middle.
    five = ["CO15 2EX", "LS1 3EX", "SW1A 1AA", "LS17 8BA", "HG2 8EB"]
    rows = [extracts.waiting(i, Postcode=five[i % 5]) for i in range(10)]
    rows += [extracts.waiting(20 + i, Provider="RWY", Postcode="CO15 2EX") for i in range(3)]
    # A rejected row's person is nobody's neighbour.
    rows += [extracts.waiting(30 + i, Provider="XYZ", Postcode="HG2 8EB") for i in range(20)]
    records, _ = prepared(extracts, tmp_path, rows)
    own = [row["imd_quintile_local"] for row in records if row["organisation"] == "RAE"]
    other = [row["imd_quintile_local"] for row in records if row["organisation"] == "RWY"]
    assert own == ["1", "2", "3", "4", "5"] * 2
    assert other == ["3", "3", "3"]


def test_areas_are_never_split_between_local_fifths_and_cuts_fall_as_near_as_they_can():
    # 100 people, ten at each of ten ranks: two ranks to a fifth.
    cuts = local_cuts([0] * 10, range(10, 110, 10), [10] * 10, organisations=1)
    assert cuts.tolist() == [[20, 40, 60, 80]]
    # 30 at rank 1 span places 1 to 30, whose middle, 15, is in the first fifth (to 20); 70 at rank
    # 2 span 31 to 100, whose middle, 65, is in the fourth (61 to 80).
    cuts = local_cuts([0, 0], [1, 2], [30, 70], organisations=1)
    assert [1 + int((cuts[0] < rank).sum()) for rank in (1, 2)] == [1, 4]


def test_an_organisation_without_linked_people_has_no_fifths():
    empty = np.array([], dtype=np.int64)
    assert local_cuts(empty, empty, empty, organisations=2).tolist() == [[0] * 4, [0] * 4]


def test_an_edition_that_is_not_there_is_named_before_anything_is_read(extracts, tmp_path):
    with pytest.raises(ReferenceMissing):
        prepare(tmp_path / "no such file.csv", store=tmp_path / "store", edition="IMD 1066")
    assert not (tmp_path / "store").exists()


def test_the_hes_files_link_by_the_area_code_that_is_filled_in(tmp_path, pytestconfig):
    """The sums are Python's own, over the raw file."""
    file = pytestconfig.rootpath / "tests/data/records/hes_artificial_apc_2001-02.csv"
    with file.open(encoding="utf-8", newline="") as raw:
        rows = list(csv.DictReader(raw))
    assert not any(row["LSOA11"] for row in rows)
    ledger = prepare(file, store=tmp_path / "store", key=KEY).ledger
    blank = sum(row["LSOA01"] == "" for row in rows)
    states = ledger.completeness["area_state"]
    assert sum(states.values()) == ledger.accepted
    assert 0 < states["not_known"] <= blank
    assert {AREA_STATE.subgroups[i].key for i in range(12)} - set(states) == {"linked"}
