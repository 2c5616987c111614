"""The bundled data are what their catalogue and their publishers say."""

import csv
import hashlib
import re
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from equity_lens.reference.areas import DOMAINS, area_table, lsoa_ids
from equity_lens.reference.catalogue import bundled_editions, bundled_file

DATA = bundled_file("editions.toml").parent
ENTRIES = bundled_editions()
OFFICIAL_AREAS = {"IMD 2025": 33_755, "IMD 2019": 32_844}  # MHCLG: LSOAs in England


@pytest.mark.parametrize("edition", ENTRIES, ids=lambda edition: edition.name)
def test_every_edition_says_its_date_source_and_licence_and_is_unchanged(edition):
    assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", edition.published_on)
    assert edition.source
    assert edition.licence
    assert edition.attribution
    assert edition.rows > 0
    assert hashlib.sha256(edition.file.read_bytes()).hexdigest() == edition.sha256


def test_every_bundled_file_is_in_the_catalogue_and_in_the_provenance():
    files = {file.name for file in DATA.iterdir()} - {"editions.toml", "PROVENANCE.md"}
    assert files == {edition.file.name for edition in ENTRIES}
    provenance = (DATA / "PROVENANCE.md").read_text("utf-8")
    assert [name for name in sorted(files) if f"`{name}`" not in provenance] == []


def test_names_of_editions_are_each_used_once():
    names = [edition.name for edition in ENTRIES]
    assert len(set(names)) == len(names)


def test_the_bundle_is_lean():
    assert sum(file.stat().st_size for file in DATA.iterdir()) < 6_000_000


@pytest.mark.parametrize(("edition", "areas"), OFFICIAL_AREAS.items())
def test_every_area_has_one_rank_and_its_decile_follows_from_it(edition, areas):
    table = area_table(edition)
    rank = table["imd_rank"].to_numpy()
    decile = table["imd_decile"].to_numpy().astype(int)
    assert len(rank) == areas == len(np.unique(table["lsoa_id"].to_numpy()))
    assert (rank.min(), rank.max()) == (1, areas)
    assert np.array_equal(decile, -(-rank.astype(np.int64) * 10 // areas))
    assert np.array_equal(table["imd_quintile"].to_numpy(), (decile + 1) // 2)


def test_ranks_of_2025_are_each_used_once_and_26_pairs_of_2019_share_one():
    # MHCLG, File 7: tied areas of 2019 share the lower rank.
    for edition, ties in (("IMD 2025", 0), ("IMD 2019", 26)):
        rank = area_table(edition)["imd_rank"].to_numpy()
        assert len(rank) - len(np.unique(rank)) == ties


@pytest.mark.parametrize("edition", OFFICIAL_AREAS)
def test_each_domain_divides_the_areas_into_tenths(edition):
    table = area_table(edition)
    for domain in DOMAINS:
        counts = np.bincount(table[f"{domain}_decile"].to_numpy(), minlength=11)
        assert counts[0] == 0
        # A tie may push a few areas over a border.
        assert (abs(counts[1:] - table.num_rows / 10) < 20).all()


def test_no_column_of_the_area_table_is_missing_a_value():
    for edition in OFFICIAL_AREAS:
        table = area_table(edition)
        assert {name for name in table.column_names if table[name].null_count} == set()


def test_every_area_of_a_postcode_is_an_area_of_its_vintage():
    table = pq.read_table(bundled_file("postcodes.parquet"))
    for boundary in ("lsoa21", "lsoa11"):
        found = pc.unique(table[f"{boundary}_id"].drop_null())
        assert pc.all(pc.is_in(found, value_set=lsoa_ids(boundary))).as_py()
        assert len(found) == len(lsoa_ids(boundary))


def test_ons_counts_of_changed_areas_hold():
    # ONS exact-fit lookup: 1,842 rows of split areas, 194 of merged, 9 irregular.
    with bundled_file("lsoa_changes.csv").open(encoding="utf-8", newline="") as file:
        changes = [row["change"] for row in csv.DictReader(file)]
    assert [changes.count(kind) for kind in "SMX"] == [1842, 194, 9]


def test_nothing_in_the_build_names_a_folder_of_some_machine():
    root = Path(__file__).parents[2]
    for name in ("build_reference.py", "reference_editions.toml"):
        text = (root / "scripts" / name).read_text("utf-8")
        assert not re.search(r"[\s\"'(]/\w+/", text)
