"""A file as a table of text, and where in the file each row was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from equity_lens.engine import one_file
from equity_lens.errors import NotReconciled

Lines = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TextTable:
    """What a file holds, as text.

    Parameters
    ----------
    name, sha256
        The file's name without its folder, and the hash of its bytes.
    kind, encoding, delimiter
        What the file turned out to be. Excel and Parquet have neither encoding nor delimiter.
    columns
        The header's names, stripped. A column without a name is called "column 7".
    rows
        Rows in the table.
    malformed
        For each reason, the lines (counted from 1, header included) of records that are not in
        the table.
    blank
        Lines, or rows of a sheet, with nothing in any cell.
    titles
        Lines above the header with one cell filled in, as reports have.
    source_sql
        What DuckDB selects from: every column as text, an empty cell as null, rows in file order.
        It may read a plain copy in the work folder, so use it before that folder goes.
    sample
        The first rows, to see which columns are filled in. Patients' cells: never shown.
    line_starts
        Positions at which the distance between a row and its line changes, and the distances.
    """

    name: str
    sha256: str
    kind: Literal["csv", "excel", "parquet"]
    encoding: str | None
    delimiter: str | None
    columns: tuple[str, ...]
    rows: int
    malformed: Mapping[str, Lines]
    blank: int
    source_sql: str = field(repr=False)
    sample: Sequence[Sequence[str | None]] = field(repr=False)
    line_starts: tuple[Lines, Lines] = field(repr=False)
    titles: int = 0

    @property
    def rows_read(self) -> int:
        """Records that the file holds: rows of the table and malformed ones. Blanks are not."""
        return self.rows + sum(len(lines) for lines in self.malformed.values())

    @property
    def filled(self) -> frozenset[str]:
        """Columns with something in them, as far as the sample shows."""
        return frozenset(
            column
            for i, column in enumerate(self.columns)
            if any(row[i] and row[i].strip() for row in self.sample)  # type: ignore[union-attr]
        )

    def relation_sql(self, columns: Iterable[str] | None = None) -> str:
        """A SELECT of these columns (all when not given) as text, in file order.

        On a file that is in order nothing is copied: this reads the file itself.
        """
        chosen = ", ".join(quoted(column) for column in (columns or self.columns))
        return f"SELECT {chosen} FROM {self.source_sql}"

    def lines_of(self, positions: npt.ArrayLike) -> Lines:
        """Line numbers in the file (from 1) of rows at these positions (from 0) in the table.

        The position of a row is its ``rowid`` after ``CREATE TABLE ... AS`` of ``relation_sql``.
        """
        wanted = np.asarray(positions, dtype=np.int64)
        starts, distances = self.line_starts
        return wanted + distances[np.searchsorted(starts, wanted, side="right") - 1]

    def reconcile(self, rows: int) -> None:
        """Assert that a copy made from ``relation_sql`` has every row.

        Raises
        ------
        NotReconciled
            It has more or fewer.
        """
        if rows != self.rows:
            raise NotReconciled(
                f"{self.name}: {self.rows:,} rows were counted in the file and {rows:,} were read.",
                remedy="Nothing was published. Please report this: it is a fault of ours.",
            )


def quoted(name: str) -> str:
    """A column's name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL wants it."""
    return "'" + text.replace("'", "''") + "'"


def in_one_run(first_line: int) -> tuple[Lines, Lines]:
    """``line_starts`` of a table whose rows follow each other line by line."""
    return np.zeros(1, dtype=np.int64), np.array([first_line], dtype=np.int64)


def read_csv_sql(
    file: Path,
    delimiter: str,
    columns: Iterable[str],
    *,
    header: bool = True,
    parallel: bool = True,
) -> str:
    """What DuckDB selects from, to read a CSV file that is in order, every column as text."""
    types = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
    return (
        f"read_csv({literal(one_file(file))}, auto_detect = false, header = {header}, "
        f"parallel = {parallel}, delim = {literal(delimiter)}, quote = '\"', escape = '\"', "
        f"nullstr = '', compression = 'none', columns = {{{types}}})"
    )
