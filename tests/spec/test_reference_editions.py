"""Loading newer reference data: checked whole, kept in one step, used from then on."""

import gzip
import os
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equity_lens.errors import ContractNotMet, EquityLensError, ReferenceMissing, UnreadableFile
from equity_lens.reference import areas, editions, organisations, writing

ONSPD = (
    "pcd7,pcd8,pcds,dointr,doterm,lad25cd,ctry25cd,lsoa11cd,lsoa21cd\n"
    "BD9 6RJ,BD9  6RJ,BD9 6RJ,198001,,E08000032,E92000001,E01010810,E01010810\n"
    "BD9 9ZZ,BD9  9ZZ,BD9 9ZZ,202601,,E08000032,E92000001,E01021988,E01021988\n"
    "BD1 1AA,BD1  1AA,BD1 1AA,198001,199912,E08000032,E92000001,E01010810,E01010810\n"
    "CF991AA,CF99 1AA,CF99 1AA,198001,,W06000015,W92000004,W01001943,W01001943\n"
    "EH991SP,EH99 1SP,EH99 1SP,199905,,S12000036,S92000003,S01008677,S01008677\n"
    "BT7 1NN,BT7  1NN,BT7 1NN,198001,,N09000003,N92000002,95ZZ16S2,N20000917\n"
    "JE2 3QA,JE2  3QA,JE2 3QA,198001,,L99999999,L93000001,L99999999,L99999999\n"
    "N1  9XX,N1   9XX,N1 9XX,198001,,E99999999,E92000001,E99999999,E99999999\n"
)


@pytest.fixture(autouse=True)
def own(monkeypatch, tmp_path):
    """A folder of the user's own, with nothing in it."""
    folder = tmp_path / "own"
    monkeypatch.setenv("EQUITY_LENS_REFERENCE", str(folder))
    return folder


def given(tmp_path, text, name="ONSPD_MAY_2026_UK.csv", encoding="utf-8"):
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    return file


def deprivation(tmp_path, turned=False, rank="imd_rank", name="IMD_2030.csv", decile=False):
    """Every LSOA 2021, ranked by its code (or the other way round)."""
    ids = areas.lsoa_ids("lsoa21").to_pylist()
    areas_in = len(ids)
    header = f"LSOA21CD,{rank}" + (",imd_decile" if decile else "")
    lines = [header]
    for position, number in enumerate(ids, start=1):
        place = areas_in + 1 - position if turned else position
        line = f"E{number:08d},{place}"
        lines.append(line + (f",{-(-position * 10 // areas_in)}" if decile else ""))
    return given(tmp_path, "\n".join(lines) + "\n", name)


# Postcodes


def test_a_newer_postcode_file_is_used_from_then_on(tmp_path, own):
    assert areas.look_up("BD9 9ZZ").state == "unmatched"
    edition = editions.load_postcodes(given(tmp_path, ONSPD), "ONSPD May 2026")
    assert (edition.rows, edition.name, edition.loaded) == (8, "ONSPD May 2026", True)
    assert areas.postcode_file().parent == own
    assert areas.look_up("BD9 9ZZ").imd_rank == 1
    states = {
        cell: areas.look_up(cell).state
        for cell in ("BD1 1AA", "CF99 1AA", "EH99 1SP", "BT7 1NN", "JE2 3QA", "N1 9XX", "ZZ99 3VZ")
    }
    assert list(states.values()) == [
        "terminated",
        "wales",
        "scotland",
        "northern_ireland",
        "elsewhere",
        "unmatched",
        "no_fixed_abode",
    ]


def test_a_loaded_edition_is_listed_first_of_its_kind_and_the_default_stays(tmp_path):
    editions.load_postcodes(given(tmp_path, ONSPD), "ONSPD May 2026", published_on="2026-05")
    listed = [edition for edition in editions.list_editions() if edition.kind == "postcodes"]
    assert [(e.name, e.loaded, e.published_on) for e in listed] == [
        ("ONSPD May 2026", True, "2026-05"),
        ("ONS postcodes February 2025", False, "2025-02"),
    ]
    assert areas.default_edition() == "IMD 2025"


@pytest.mark.parametrize(
    "header",
    [
        "pcd,pcd2,pcds,dointr,doterm,oslaua,ctry,lsoa11,lsoa21",  # ONSPD and NSPL to 2024
        "PCD7,PCD8,PCDS,DOINTR,DOTERM,LAD25CD,CTRY25CD,LSOA11CD,LSOA21CD",
    ],
)
def test_column_names_of_older_and_newer_ons_files_are_known(tmp_path, header):
    text = header + ONSPD[ONSPD.index("\n") :]
    editions.load_postcodes(given(tmp_path, text), "other names")
    assert areas.look_up("BD9 9ZZ").imd_rank == 1


def test_a_file_without_country_or_lsoa_2011_links_to_2025_alone(tmp_path):
    text = "pcds,doterm,lsoa21cd\nBD9 6RJ,,E01010810\nCF99 1AA,,W01001943\n"
    editions.load_postcodes(given(tmp_path, text), "short")
    assert areas.look_up("BD9 6RJ", "IMD 2025").imd_decile == 2
    assert areas.look_up("BD9 6RJ", "IMD 2019").state == "unmatched"
    assert areas.look_up("CF99 1AA").state == "wales"


def test_the_zip_as_published_is_read_by_its_largest_table(tmp_path):
    file = tmp_path / "ONSPD_MAY_2026.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Documents/LAD names.csv", "LAD25CD,LAD25NM\nE08000032,Bradford\n")
        archive.writestr("Data/ONSPD_MAY_2026_UK.csv", ONSPD)
        archive.writestr("User Guide/guide.pdf", "%PDF" + "x" * 9999)
    assert editions.load_postcodes(file, "zip").rows == 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_gzip_are_read(tmp_path, encoding):
    text = ONSPD.replace("dointr", "dointr\N{POUND SIGN}")
    file = tmp_path / "nspl.csv.gz"
    file.write_bytes(gzip.compress(text.encode(encoding)))
    assert editions.load_postcodes(file, "gzip").rows == 8


def test_every_fault_of_a_postcode_file_is_told_at_once_and_no_cell_is(tmp_path, own):
    text = (
        "pcds,doterm,ctry,lsoa11,lsoa21\n"
        "BD9 6RJ,,E92000001,E01010810,E01010810\n"
        "BD9 6RJ,,E92000001,E01010810,E01010810\n"
        "secret street,someday,England,E01010810,E01999999\n"
    )
    with pytest.raises(ContractNotMet) as refused:
        editions.load_postcodes(given(tmp_path, text, "onspd.csv"), "bad")
    assert refused.value.faults == (
        "`postcode`: 1 of 3 rows are not postcodes",
        "`postcode`: 1 of 3 rows repeat one of another row",
        "`terminated`: 1 of 3 rows are neither blank nor a year and month",
        "`country`: 1 of 3 rows are not a code such as E92000001",
        "`lsoa21`: 1 of 3 rows name an LSOA that England did not have",
    )
    assert "onspd.csv" in str(refused.value)
    assert "secret" not in str(refused.value).lower()
    assert refused.value.remedy
    assert not own.exists()


def test_all_missing_columns_are_named(tmp_path):
    with pytest.raises(ContractNotMet) as refused:
        editions.load_postcodes(given(tmp_path, "postcode,county\nBD9 6RJ,York\n"), "bad")
    assert refused.value.faults == ("no column for `lsoa21`", "no column for `terminated`")


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"<html><body>Sign in</body></html>", b"PK\x03\x04 not really", b"\x1f\x8b\x08"],
    ids=["empty", "blank", "a web page", "half a zip", "half a gzip"],
)
def test_a_file_that_is_not_what_it_says_gets_a_clear_message(tmp_path, content):
    file = tmp_path / "onspd.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"onspd\.csv") as refused:
        editions.load_postcodes(file, "bad")
    assert refused.value.remedy
    assert refused.value.exit_code == 3


def test_a_file_cut_short_is_refused(tmp_path):
    with pytest.raises(ContractNotMet, match="1 rows of more or fewer columns"):
        editions.load_postcodes(given(tmp_path, ONSPD[:-25]), "bad")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="There is no file"):
        editions.load_postcodes(tmp_path / "nowhere.csv", "bad")


@pytest.mark.parametrize("moment", ["while writing", "before it is put in place"])
def test_a_crash_leaves_the_last_good_edition(tmp_path, own, monkeypatch, moment):
    editions.load_postcodes(given(tmp_path, ONSPD), "good")
    before = areas.postcode_file().read_bytes()

    def crash(*_args, **_kwargs):
        raise KeyboardInterrupt

    if moment == "while writing":
        monkeypatch.setattr(writing.pq, "write_table", crash)
    else:
        monkeypatch.setattr(writing.os, "replace", crash)
    newer = given(tmp_path, ONSPD.replace("BD9 9ZZ", "BD9 8ZZ"), "newer.csv")
    with pytest.raises(KeyboardInterrupt):
        editions.load_postcodes(newer, "newer")
    assert areas.postcode_file().read_bytes() == before
    assert os.listdir(own) == ["postcodes.parquet"]
    assert editions.list_editions()[2].name == "good"
    assert areas.look_up("BD9 9ZZ").imd_rank == 1


def test_loading_the_same_file_twice_gives_the_same_bytes(tmp_path):
    file = given(tmp_path, ONSPD)
    editions.load_postcodes(file, "one")
    first = areas.postcode_file().read_bytes()
    editions.load_postcodes(file, "one")
    assert areas.postcode_file().read_bytes() == first


def test_a_spoilt_file_in_the_users_folder_is_named_with_its_cure(own):
    own.mkdir()
    (own / "postcodes.parquet").write_bytes(b"spoilt")
    with pytest.raises(ReferenceMissing, match=r"postcodes\.parquet") as refused:
        editions.list_editions()
    assert "Delete" in refused.value.remedy


# Deprivation


def test_a_newer_deprivation_edition_is_known_by_its_name(tmp_path):
    edition = editions.load_deprivation(deprivation(tmp_path), "IMD 2030")
    assert (edition.rows, edition.boundary, edition.loaded) == (33_755, "lsoa21", True)
    table = areas.area_table("IMD 2030")
    first = table.slice(0, 1).to_pylist()[0]
    assert (first["lsoa_code"], first["imd_rank"], first["imd_decile"]) == ("E01000001", 1, 1)
    assert first["local_authority"] == "E09000001"  # City of London
    assert first["income_decile"] is None
    # The 3,376th area: 3,376 x 10 / 33,755 = 1.0001, so the second tenth and the first fifth.
    other = table.slice(3375, 1).to_pylist()[0]
    assert (other["imd_rank"], other["imd_decile"], other["imd_quintile"]) == (3376, 2, 1)
    assert areas.look_up("BD9 6RJ", "IMD 2030").edition == "IMD 2030"
    assert areas.default_edition() == "IMD 2025"


def test_the_official_names_of_columns_are_known_and_only_whole_domains_are_taken(tmp_path):
    ids = areas.lsoa_ids("lsoa11").to_pylist()
    header = (
        '"LSOA code (2011)","Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",'
        '"Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",'
        '"Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived)",'
        '"Income Decile (where 1 is most deprived 10% of LSOAs)"\n'
    )
    rows = "".join(
        f'E{number:08d},"{rank:,}",{-(-rank * 10 // len(ids))},9,7\n'
        for rank, number in enumerate(ids, start=1)
    )
    edition = editions.load_deprivation(given(tmp_path, header + rows), "File 7")
    assert edition.boundary == "lsoa11"
    table = areas.area_table("File 7")
    assert set(table["income_decile"].to_pylist()) == {7}
    assert table["crime_decile"].null_count == 32_844


def test_parquet_is_read_as_well(tmp_path):
    ids = areas.lsoa_ids("lsoa21").to_pylist()
    file = tmp_path / "imd.parquet"
    pq.write_table(
        pa.table({"lsoa21_code": [f"E{i:08d}" for i in ids], "imd_rank": range(1, len(ids) + 1)}),
        file,
    )
    assert editions.load_deprivation(file, "from parquet").rows == 33_755


def test_an_edition_that_lacks_areas_is_refused_with_the_number(tmp_path):
    file = deprivation(tmp_path)
    lines = file.read_text().splitlines()
    short = given(tmp_path, "\n".join(lines[:-5]), "short.csv")
    with pytest.raises(ContractNotMet) as refused:
        editions.load_deprivation(short, "IMD 2030")
    assert refused.value.faults == ("`lsoa`: 5 of 33,755 LSOAs in England are not there",)
    with pytest.raises(ReferenceMissing):
        areas.area_table("IMD 2030")


def test_ranks_that_run_the_other_way_are_noticed(tmp_path):
    file = deprivation(tmp_path, turned=True, decile=True)
    with pytest.raises(ContractNotMet, match="less deprived rank has a more deprived decile"):
        editions.load_deprivation(file, "IMD 2030")


def test_cells_that_are_no_code_and_no_rank_are_counted(tmp_path):
    text = "lsoa21cd,rank,decile\nE01000001,1,1\nE01000001,first,11\nW01000001,2,\n"
    with pytest.raises(ContractNotMet) as refused:
        editions.load_deprivation(given(tmp_path, text), "IMD 2030")
    assert refused.value.faults == (
        "`lsoa`: 1 of 3 rows are not the code of an LSOA in England",
        "`lsoa`: 1 of 3 rows repeat one of another row",
        "`rank`: 1 of 3 rows are not a whole number",
        "`decile`: 2 of 3 rows are not a whole number from 1 to 10",
    )


def test_a_bundled_edition_is_not_replaced(tmp_path):
    with pytest.raises(EquityLensError, match="came with the software"):
        editions.load_deprivation(deprivation(tmp_path), "imd 2025")


# Organisations


def test_an_independent_provider_is_known_once_it_is_loaded(tmp_path):
    assert not organisations.is_provider("NVC01")
    text = "ODS code,Name,Sector\nnvc,Example Independent Hospital,independent\n"
    editions.load_organisations(given(tmp_path, text, "providers.csv"))
    assert organisations.is_provider("NVC01")
    assert organisations.name_of("NVC01") == "Example Independent Hospital"
    assert organisations.trusts()["NVC"].sector == "independent"
    assert organisations.trusts()["RAE"].name.startswith("Bradford")


def test_a_loaded_organisation_replaces_the_bundled_one_of_its_code(tmp_path):
    text = "code,name,successor_code\nRCF,Airedale and District,RAE\n"
    editions.load_organisations(given(tmp_path, text, "providers.csv"))
    assert organisations.name_of("RCF") == "Airedale and District"
    assert organisations.current_code("RCF") == "RAE"
    # What the file does not say of a bundled organisation stays as it was.
    assert organisations.trusts()["RCF"].icb_code == "QWO"


def test_a_file_of_the_organisation_data_service_needs_no_column_names(tmp_path):
    # As issued: 27 columns, of which code, name, region, ICB, postcode and dates are used.
    fields = ["NVC", "EXAMPLE CARE", "Y63", "QWO", *[""] * 5, "BD9 6RJ", "20200401", ""]
    row = ",".join(f'"{field}"' for field in [*fields, *[""] * 15])
    editions.load_organisations(given(tmp_path, row + "\n", "ephp.csv"))
    found = organisations.trusts()["NVC"]
    assert (found.name, found.icb_code, found.opened_on) == ("EXAMPLE CARE", "QWO", "2020-04-01")


def test_faults_of_an_organisations_file_are_told_at_once(tmp_path):
    text = "code,name\nRAE,One\nrae,Two\nR,\n"
    with pytest.raises(ContractNotMet) as refused:
        editions.load_organisations(given(tmp_path, text, "providers.csv"))
    assert refused.value.faults == (
        "`code`: 1 of 3 rows are not a code of 3 to 8 letters and digits",
        "`code`: 1 of 3 rows repeat one of another row",
        "`name`: 1 of 3 rows are blank",
    )
