"""Loading a list of organisations: newer trusts, or providers outside the NHS."""

from pathlib import Path

import pyarrow.compute as pc

from equity_lens.errors import ContractNotMet
from equity_lens.reference.catalogue import Edition, entry_for
from equity_lens.reference.own_file import count_repeats, count_unlike, own_edition, read_columns
from equity_lens.reference.writing import write_parquet

COLUMNS = {
    "code": ("code", "odscode", "orgcode", "organisationcode", "providercode", "trustcode"),
    "name": ("name", "orgname", "organisationname", "providername", "trustname"),
    "sector": ("sector", "type", "trusttype"),
    "icb_code": ("icbcode", "icbodscode", "icb"),
    "region_code": ("regioncode", "nhsregioncode"),
    "region": ("region", "regionname", "nhsregion"),
    "postcode": ("postcode",),
    "opened_on": ("openedon", "opendate"),
    "closed_on": ("closedon", "closedate"),
    "successor_code": ("successorcode", "successor"),
}
OPTIONAL = frozenset(COLUMNS) - {"code", "name"}

ODS_COLUMNS = 27
ODS_LAYOUT = tuple(
    {
        0: "code",
        1: "name",
        2: "region code",
        3: "icb code",
        9: "postcode",
        10: "open date",
        11: "close date",
    }.get(position, f"column {position + 1}")
    for position in range(ODS_COLUMNS)
)
"""The files of the Organisation Data Service (etr.csv, ephp.csv) come without a row of names."""


def load_organisations(file: Path, *, published_on: str = "") -> Edition:
    """Check a list of organisations, and add it from now on to the bundled list.

    The file has a ``code`` and a ``name``, and may have a sector, ICB, region, dates and the code
    of a successor; or it is a file of the Organisation Data Service as that comes (``etr.csv``;
    ``ephp.csv`` for independent providers). What it says of a bundled organisation takes the
    place of what was bundled. Loading a further file replaces the one loaded before.

    Raises
    ------
    UnreadableFile, ContractNotMet
        The file is not as it should be; nothing has been changed.
    """
    table = read_columns(file, COLUMNS, optional=OPTIONAL, layout=ODS_LAYOUT)
    code = pc.utf8_upper(table["code"])
    faults = [
        f"`{column}`: {count:,} of {table.num_rows:,} rows {fault}"
        for column, count, fault in (
            (
                "code",
                count_unlike(code, "^[A-Z0-9]{3,8}$"),
                "are not a code of 3 to 8 letters and digits",
            ),
            ("code", count_repeats(code), "repeat one of another row"),
            ("name", count_unlike(table["name"], "."), "are blank"),
        )
        if count
    ]
    if faults or not table.num_rows:
        raise ContractNotMet(
            f"{file.name} is not a list of organisations as it should be.",
            faults=faults or ["it has no rows"],
            remedy="Give one row for each organisation, with its ODS code and its name.",
        )
    edition = own_edition(
        file,
        "organisations.parquet",
        kind="organisations",
        name=f"Organisations from {file.name}",
        published_on=published_on,
        rows=table.num_rows,
    )
    ready = table.set_column(0, "code", code).sort_by("code")
    for column in ("opened_on", "closed_on"):
        iso = pc.replace_substring_regex(ready[column], r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3")
        ready = ready.set_column(ready.column_names.index(column), column, iso)
    write_parquet(ready, edition.file, entry=entry_for(edition))
    return edition
