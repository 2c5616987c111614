"""From a postcode or a small area to its deprivation, authority, ICB and region.

A small area (LSOA) is known by a number: its code without the letter, so E01000001 is 1000001 in
every vintage. Each deprivation edition has boundaries of its own, LSOA 2021 for IMD 2025 and LSOA
2011 for IMD 2019; two editions are never mixed. Local authorities, ICBs and regions are those of
April 2024 for both, an LSOA 2011 having those of the LSOA 2021 that holds most of its residents.
"""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.catalogue import Edition, bundled_file, list_editions, newest
from equity_lens.reference.postcodes import state_without_area, tidy
from equity_lens.reference.vocabularies import AREA_STATE

DOMAINS = ("income", "employment", "education", "health", "crime", "housing", "environment")
"""The seven domains of deprivation; each edition has a column ``<domain>_decile`` for each."""

AREA_FILES = {"lsoa21": "lsoa_2021.parquet", "lsoa11": "lsoa_2011.parquet"}


@dataclass(frozen=True, slots=True)
class Area:
    """What one postcode tells of where a person lives.

    ``state`` is a key of ``AREA_STATE``. Only a linked postcode has an area; for any other state
    the rest is None. Decile 1 and quintile 1 are the most deprived.
    """

    postcode: str
    state: str
    edition: str
    lsoa_code: str | None = None
    imd_rank: int | None = None
    imd_decile: int | None = None
    imd_quintile: int | None = None
    local_authority: str | None = None
    icb: str | None = None
    region: str | None = None


def default_edition() -> str:
    """The deprivation edition that is used when none is named: the newest that was bundled.

    >>> default_edition()
    'IMD 2025'
    """
    return next(
        edition.name
        for edition in list_editions()
        if edition.kind == "deprivation" and not edition.loaded
    )


def boundary_of(edition: str) -> str:
    """The LSOA vintage by which an edition is published: "lsoa21" or "lsoa11".

    >>> boundary_of("IMD 2019")
    'lsoa11'
    """
    return _deprivation(edition).boundary


def postcode_file() -> Path:
    """The Parquet file of postcodes in use: the user's own newer one, or the bundled one.

    Columns: ``postcode`` (upper case, no space; sorted), ``lsoa21_id`` and ``lsoa11_id`` (int32,
    null outside England), ``state`` (uint8, the code in ``AREA_STATE``). A terminated postcode
    keeps its areas for information, and its state, not its areas, says how it is counted.

    >>> pq.read_schema(postcode_file()).names
    ['postcode', 'lsoa21_id', 'lsoa11_id', 'state']
    """
    return newest("postcodes").file


def area_table(edition: str) -> pa.Table:
    """Every LSOA of an edition's boundaries, one row each, by ``lsoa_id``.

    Columns: ``lsoa_id`` (int32), ``lsoa_code``, ``imd_rank`` (1 is the most deprived),
    ``imd_decile``, ``imd_quintile`` (= decile / 2, rounded up), ``<domain>_decile`` for the seven
    ``DOMAINS`` (null where a loaded edition lacks them), ``local_authority``, ``icb`` (ODS code)
    and ``region`` (ONS code).

    Raises ``ReferenceMissing`` for an edition that is neither bundled nor loaded.

    >>> area_table("IMD 2025").num_rows, area_table("IMD 2019").num_rows
    (33755, 32844)
    """
    found = _deprivation(edition)
    return _area_table(found.file, found.file.stat().st_mtime_ns, found.boundary)


def lsoa_table(edition: str) -> pa.Table:
    """LSOA codes of either vintage, and the area of the edition that each stands for.

    Columns ``lsoa_code`` and ``lsoa_id`` (int32). A code of the edition's own vintage stands for
    itself. A code of the other vintage whose area was split or merged is listed only where every
    part has the same decile; it then stands for the part with most residents at the 2021 census
    (equal: the lowest code). The rest have no one decile and are left out.

    >>> table = lsoa_table("IMD 2025")
    >>> table.num_rows, table.column_names
    (34133, ['lsoa_code', 'lsoa_id'])
    """
    table = area_table(edition)
    codes, ids = table["lsoa_code"].to_pylist(), table["lsoa_id"].to_pylist()
    area_of = dict(zip(codes, ids, strict=True))
    decile_of = dict(zip(codes, table["imd_decile"].to_pylist(), strict=True))
    for other, parts in _parts_of_changed(boundary_of(edition)).items():
        if len({decile_of[part] for part in parts}) == 1:
            area_of[other] = area_of[parts[0]]
    ordered = sorted(area_of)
    return pa.table(
        {
            "lsoa_code": pa.array(ordered),
            "lsoa_id": pa.array([area_of[code] for code in ordered], pa.int32()),
        }
    )


def lsoa_ids(boundary: str) -> pa.Array:
    """Every LSOA of a vintage ("lsoa21" or "lsoa11") by number, ascending.

    >>> len(lsoa_ids("lsoa21")), len(lsoa_ids("lsoa11"))
    (33755, 32844)
    """
    return pq.read_table(bundled_file(AREA_FILES[boundary]))["lsoa_id"].combine_chunks()


def local_authorities_of_icb(icb: str) -> frozenset[str]:
    """Local authorities, by ONS code, most of whose LSOAs lie in an integrated care board.

    ``icb`` is an ODS code. A dozen authorities reach over a border; each belongs to one board, so
    that the boards' residents add to England's. Empty for a code that is not a board's.

    >>> from equity_lens.reference.names import area_names
    >>> sorted(area_names()[code] for code in local_authorities_of_icb("QWO"))
    ['Bradford', 'Calderdale', 'Kirklees', 'Leeds', 'Wakefield']
    """
    table = pq.read_table(bundled_file(AREA_FILES["lsoa21"]))
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for authority, board in zip(
        table["local_authority"].to_pylist(), table["icb"].to_pylist(), strict=True
    ):
        shared[authority][board] += 1
    most = {authority: boards.most_common(1)[0][0] for authority, boards in shared.items()}
    return frozenset(authority for authority, board in most.items() if board == icb)


def look_up(postcode: str | None, edition: str | None = None) -> Area:
    """The area of one postcode, written in any case and spacing.

    ``edition`` is the default one unless named. Never raises for what the postcode says: whatever
    is not an English postcode in use has a state that says what it is.

    >>> area = look_up("co15 2ex", "IMD 2025")
    >>> area.state, area.imd_decile
    ('linked', 1)
    >>> look_up("ZZ99 3VZ").state, look_up("LS1").state
    ('no_fixed_abode', 'partial')
    """
    name = edition or default_edition()
    key = tidy(postcode)
    found = _rows(postcode_file(), "postcode", key)
    boundary = boundary_of(name)
    if not found:
        return Area(key, state_without_area(key), name)
    state = AREA_STATE.subgroups[found[0]["state"]].key
    if state != "linked":
        return Area(key, state, name)
    table = area_table(name)
    rows = table.filter(pc.equal(table["lsoa_id"], found[0][f"{boundary}_id"])).to_pylist()
    if not rows:
        return Area(key, "unmatched", name)
    kept = Area.__dataclass_fields__.keys() & rows[0].keys()
    return Area(key, state, name, **{column: rows[0][column] for column in kept})


def _deprivation(edition: str) -> Edition:
    editions = [found for found in list_editions() if found.kind == "deprivation"]
    for found in editions:
        if found.name == edition:
            return found
    raise ReferenceMissing(
        f'There is no deprivation edition "{edition}".',
        faults=[f"{found.name}, published {found.published_on}" for found in editions],
        remedy="Name one of these, or load it: equity-lens reference load deprivation FILE --name NAME",
    )


@lru_cache(maxsize=4)
def _area_table(file: Path, stamp: int, boundary: str) -> pa.Table:
    deprivation = pq.read_table(file)
    places = pq.read_table(bundled_file(AREA_FILES[boundary]))
    joined = deprivation.join(places, "lsoa_id").sort_by("lsoa_id").combine_chunks()
    numbers = pc.utf8_lpad(joined["lsoa_id"].cast(pa.string()), 8, "0")
    codes = pc.binary_join_element_wise("E", numbers, "")
    return joined.add_column(1, "lsoa_code", codes)


@cache
def _parts_of_changed(boundary: str) -> dict[str, list[str]]:
    """Changed LSOAs of the other vintage, and their parts in this one, the most peopled first."""
    own, other = f"{boundary}_code", f"{'lsoa11' if boundary == 'lsoa21' else 'lsoa21'}_code"
    parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with bundled_file("lsoa_changes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts[row[other]].append((-int(row["residents_2021"]), row[own]))
    return {code: [part for _, part in sorted(found)] for code, found in parts.items()}


def _rows(file: Path, column: str, value: str) -> list[dict[str, Any]]:
    """Rows of a sorted Parquet file with one value: only the row group that may hold it is read."""
    return pq.read_table(file, filters=[(column, "=", value)]).to_pylist()
