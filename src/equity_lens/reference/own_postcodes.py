"""Loading a newer ONS postcode file (ONSPD or NSPL)."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from equity_lens.errors import ContractNotMet
from equity_lens.reference.areas import lsoa_ids
from equity_lens.reference.catalogue import Edition, entry_for
from equity_lens.reference.own_file import count_repeats, count_unlike, own_edition, read_columns
from equity_lens.reference.postcodes import SPACING
from equity_lens.reference.vocabularies import AREA_STATE
from equity_lens.reference.writing import write_postcodes

COLUMNS = {
    "postcode": ("pcds", "pcd7", "pcd8", "pcd2?", "postcode"),
    "lsoa21": ("lsoa(20)?21(cd|code)?", "lsoacode2021"),
    "lsoa11": ("lsoa(20)?11(cd|code)?", "lsoacode2011"),
    "terminated": ("doterm", "dateoftermination", "terminated"),
    "country": (r"ctry(\d\d)?(cd)?", "country(code)?"),
}
NATIONS = {
    "W": "wales",
    "S": "scotland",
    "N": "northern_ireland",
    "L": "elsewhere",
    "M": "elsewhere",
}
STATES = ("linked", "unmatched", "terminated", *dict.fromkeys(NATIONS.values()))


def load_postcodes(file: Path, name: str, *, published_on: str = "") -> Edition:
    """Check an ONS postcode file, and use it from now on in place of the bundled one.

    Columns are found by any of their usual names: the postcode, LSOA 2021, date of termination;
    LSOA 2011 and country if they are there. Without LSOA 2011, postcodes are not linked to IMD
    2019; without country, the nation is read from the LSOA code.

    Raises
    ------
    UnreadableFile, ContractNotMet
        The file is not as it should be. Nothing has been changed, and the file in use before is
        still in use.
    """
    table = read_columns(file, COLUMNS, optional=frozenset({"lsoa11", "country"}))
    postcode = pc.utf8_upper(pc.replace_substring_regex(table["postcode"], SPACING, ""))
    _check(file, postcode, table)
    ids = {boundary: _ids(table[boundary]) for boundary in ("lsoa21", "lsoa11")}
    ready = pa.table(
        {
            "postcode": postcode,
            "lsoa21_id": ids["lsoa21"],
            "lsoa11_id": ids["lsoa11"],
            "state": _state(table, ids["lsoa21"]),
        }
    )
    edition = own_edition(
        file,
        "postcodes.parquet",
        kind="postcodes",
        name=name,
        published_on=published_on,
        rows=table.num_rows,
    )
    write_postcodes(ready, edition.file, entry=entry_for(edition))
    return edition


def _check(file: Path, postcode: pa.ChunkedArray, table: pa.Table) -> None:
    ended = table["terminated"]
    counts = {
        "`postcode`: {} of {} rows are not postcodes": count_unlike(postcode, r"^[A-Z0-9]{5,7}$"),
        "`postcode`: {} of {} rows repeat one of another row": count_repeats(postcode),
        "`terminated`: {} of {} rows are neither blank nor a year and month": count_unlike(
            ended, r"^$|^\d{4}-?\d{2}(-?\d{2})?$"
        ),
        "`country`: {} of {} rows are not a code such as E92000001": count_unlike(
            table["country"], r"^$|^[EWSNLM](\d{8})?$"
        ),
    }
    for boundary in ("lsoa21", "lsoa11"):
        english = pc.fill_null(_ids(table[boundary]), 0)
        unknown = pc.invert(pc.is_in(english, value_set=lsoa_ids(boundary)))
        fault = f"`{boundary}`: {{}} of {{}} rows name an LSOA that England did not have"
        counts[fault] = _count(pc.and_(unknown, pc.greater(english, 0)))
    faults = [text.format(f"{n:,}", f"{len(postcode):,}") for text, n in counts.items() if n]
    if not _count(pc.is_valid(_ids(table["lsoa21"]))):
        faults.append("`lsoa21`: no row names an LSOA in England")
    if faults:
        raise ContractNotMet(
            f"{file.name} is not an ONS postcode file as it should be.",
            faults=faults,
            remedy="Download the ONSPD or NSPL again and load the file as it came. The postcodes "
            "used so far are still in use.",
        )


def _ids(codes: pa.ChunkedArray) -> pa.ChunkedArray:
    """E01000001 as 1000001; null for another nation, a blank, and ONS's own E99999999."""
    english = pc.match_substring_regex(codes, r"^E01\d{6}$")
    digits = pc.if_else(english, pc.utf8_slice_codeunits(codes, 1), None)
    return digits.cast(pa.int32())


def _state(table: pa.Table, lsoa21: pa.ChunkedArray) -> pa.ChunkedArray:
    code = {key: pa.scalar(AREA_STATE.code(key), pa.uint8()) for key in STATES}
    letter = pc.utf8_slice_codeunits(table["country"], 0, 1)
    letter = pc.if_else(
        pc.equal(letter, ""), pc.utf8_slice_codeunits(table["lsoa21"], 0, 1), letter
    )
    state = pc.if_else(pc.is_valid(lsoa21), code["linked"], code["unmatched"])
    for initial, nation in NATIONS.items():
        state = pc.if_else(pc.equal(letter, initial), code[nation], state)
    return pc.if_else(pc.equal(table["terminated"], ""), state, code["terminated"])


def _count(flags: pa.ChunkedArray) -> int:
    return pc.sum(flags).as_py() or 0
