"""The rows of a file that were left out, a page of them at a time."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from equity_lens.pipeline.prepared import PreparedSource


@dataclass(frozen=True)
class RejectedRow:
    """One row that was left out: where it stands, and why, and nothing of what stands in it.

    ``line`` counts from 1, the header included; ``column`` names the columns at fault, and is empty
    where the whole line is.
    """

    line: int
    column: str
    reason: str


def rejected_rows(
    source: PreparedSource, *, reason: str | None = None, start: int = 0, limit: int | None = 100
) -> tuple[RejectedRow, ...]:
    """A stretch of the rows that were left out, in the order of the file.

    How many there are of each reason, the ledger says.

    Parameters
    ----------
    source
        The file; a published one has no list.
    reason
        Only rows that were left out for this reason.
    start, limit
        How many rows to pass over, and how many to give at most (all when None).
    """
    if source.rejects_file is None:
        return ()
    rows = (row for row in _listed(source) if reason in (None, row.reason))
    return tuple(islice(rows, start, None if limit is None else start + limit))


def _listed(source: PreparedSource) -> Iterator[RejectedRow]:
    assert source.rejects_file is not None
    with source.rejects_file.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield RejectedRow(int(row["line"]), row["column"], row["reason"])
