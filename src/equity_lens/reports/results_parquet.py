"""Every figure as Parquet: the rows of the CSV with typed columns, and those rows back again."""

import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from equity_lens.reports.figures import COLUMNS, Row

KINDS: dict[str, Any] = {
    "version": pa.int32(),
    **dict.fromkeys(("value", "lower", "upper", "confidence"), pa.float64()),
    "synthetic": pa.bool_(),
}
SCHEMA = pa.schema([(name, KINDS.get(name, pa.string())) for name in COLUMNS])


def results_parquet(figures: Iterable[Row]) -> bytes:
    """The figures, one row each; a figure that is not a number has a null value and its state.

    The same rows make the same bytes with the same version of Arrow.
    """
    table = pa.Table.from_pylist([asdict(row) for row in figures], schema=SCHEMA)
    out = io.BytesIO()
    pq.write_table(table, out, compression="snappy")
    return out.getvalue()


def rows_of_parquet(content: bytes) -> list[Row]:
    """The rows of a file that ``results_parquet`` made."""
    table = pq.read_table(io.BytesIO(content), schema=SCHEMA)
    return [Row(**row) for row in table.to_pylist()]
