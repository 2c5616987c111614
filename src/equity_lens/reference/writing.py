"""Writing reference data as Parquet: small, the same bytes each time, and all or nothing."""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equity_lens.reference.postcodes import pseudo_postcodes
from equity_lens.reference.vocabularies import AREA_STATE

POSTCODE_ROWS_PER_GROUP = 1 << 17


def write_parquet(
    table: pa.Table,
    path: Path,
    *,
    entry: Mapping[bytes, bytes] | None = None,
    rows_per_group: int | None = None,
    encodings: Mapping[str, str] | None = None,
) -> None:
    """Write a table beside its place, then put it there in one step.

    Whoever reads meanwhile, and whoever comes after a crash, finds the old file or the new one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        pq.write_table(
            table.replace_schema_metadata(dict(entry or {})).combine_chunks(),
            partial,
            compression="zstd",
            compression_level=19,
            row_group_size=rows_per_group,
            use_dictionary=not encodings,
            column_encoding=dict(encodings) if encodings else None,
        )
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def write_postcodes(
    table: pa.Table, path: Path, *, entry: Mapping[bytes, bytes] | None = None
) -> int:
    """Write the postcode file, with the pseudo postcodes among its rows; returns its rows.

    ``table`` has ``postcode`` (upper case, no space, each once), ``lsoa21_id``, ``lsoa11_id`` and
    ``state`` (a code of ``AREA_STATE``). The file is sorted by postcode, which makes it small.
    """
    pseudo = pseudo_postcodes()
    codes = np.array([AREA_STATE.code(state) for state in pseudo.values()], dtype=np.uint8)
    nowhere = pa.nulls(len(pseudo), pa.int32())
    rows = pa.table(
        {
            "postcode": pa.array(list(pseudo), pa.string()),
            "lsoa21_id": nowhere,
            "lsoa11_id": nowhere,
            "state": codes,
        }
    )
    named = pc.is_in(table["postcode"], value_set=rows["postcode"].combine_chunks())
    whole = pa.concat_tables([table.filter(pc.invert(named)), rows]).sort_by("postcode")
    write_parquet(
        whole,
        path,
        entry=entry,
        rows_per_group=POSTCODE_ROWS_PER_GROUP,
        encodings={"postcode": "DELTA_BYTE_ARRAY"},
    )
    return whole.num_rows
