"""How many rows hold what, column by column: all that is known of the rows outside the database."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from equity_lens.engine import arrow

MOST_VALUES = 100_000
"""No column of codes, days or states has as many different values."""

Tally = Counter[Any]
"""Rows by value; an empty cell of text counts as ""."""


def tally(con: Backend, rows: ir.Table, columns: Iterable[str]) -> dict[str, Tally]:
    """Rows by value in each of these columns; of a column with very many values, a part only."""
    found: dict[str, Tally] = {}
    for column in columns:
        counted = rows.group_by(value=rows[column]).agg(rows=rows.count()).limit(MOST_VALUES)
        table = arrow(con, con.compile(counted))
        blank = "" if rows[column].type().is_string() else None
        pairs = zip(table["value"].to_pylist(), table["rows"].to_pylist(), strict=True)
        found[column] = Counter()
        for value, count in pairs:
            found[column][blank if value is None else value] += count
    return found
