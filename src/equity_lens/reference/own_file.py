"""Reading a file of reference data that the user gives: columns by name, all cells as text."""

import csv
import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from equity_lens.errors import ContractNotMet, UnreadableFile
from equity_lens.reference.catalogue import Edition, own_folder

LONGEST_HEADER = 1 << 16


def read_columns(
    file: Path,
    wanted: Mapping[str, Sequence[str]],
    *,
    optional: frozenset[str] = frozenset(),
    layout: Sequence[str] = (),
) -> pa.Table:
    """The wanted columns of a CSV (plain, gzip, or the largest in a zip) or Parquet file, as text.

    ``wanted`` maps our name to patterns of the file's, which is compared in lower case without
    spaces or punctuation; the first pattern that fits a column decides. Outer spaces of cells are
    taken off and an absent optional column is all "". ``layout`` names the columns of a file that
    some publishers issue without a first row of names: it is used where no name is recognised and
    the file has that many columns.

    Raises
    ------
    UnreadableFile
        The file is not there, is empty, cut short, or not what its name says.
    ContractNotMet
        Columns are missing (all that are missing are named), or rows have too few or too many.
    """
    if not file.is_file():
        raise UnreadableFile(f"There is no file {file}.", remedy="Check its name and folder.")
    try:
        header, encoding = _header(file)
        named = any(_fitting(header, patterns) for patterns in wanted.values())
        if not named and len(header) == len(layout):
            header, first = list(layout), 0
        else:
            first = 1
        found = _recognised(file, header, wanted, optional)
        table = _read(file, list(found.values()), header, encoding, first)
    except (pa.ArrowException, zipfile.BadZipFile, EOFError, OSError, UnicodeError) as problem:
        raise UnreadableFile(
            f"{file.name} cannot be read: it is cut short, or is not what its name says.",
            remedy="Download it again, and load it as it came: CSV, zip, gzip or Parquet.",
        ) from problem
    blank = pa.chunked_array([pa.array([""] * table.num_rows, pa.string())])
    return pa.table(
        {
            name: pc.utf8_trim_whitespace(pc.fill_null(table[found[name]].cast(pa.string()), ""))
            if name in found
            else blank
            for name in wanted
        }
    )


def count_unlike(cells: pa.ChunkedArray, pattern: str) -> int:
    """How many cells a pattern does not describe."""
    return pc.sum(pc.invert(pc.match_substring_regex(cells, pattern))).as_py() or 0


def count_repeats(cells: pa.ChunkedArray) -> int:
    """How many cells say what an earlier one said."""
    return len(cells) - pc.count_distinct(cells).as_py()


def own_edition(
    file: Path,
    target: str,
    *,
    kind: str,
    name: str,
    published_on: str,
    rows: int,
    boundary: str = "",
) -> Edition:
    """The entry of an edition that the user gave, to be kept under ``target`` in their folder."""
    with file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return Edition(
        kind=kind,
        name=name,
        published_on=published_on,
        source=f"Loaded from {file.name}",
        licence="As its publisher says",
        attribution="As its publisher says",
        rows=rows,
        sha256=sha256,
        file=own_folder() / target,
        boundary=boundary,
        loaded=True,
    )


def _recognised(
    file: Path, header: list[str], wanted: Mapping[str, Sequence[str]], optional: frozenset[str]
) -> dict[str, str]:
    found = {
        name: column
        for name, patterns in wanted.items()
        for column in _fitting(header, patterns)[:1]
    }
    missing = [name for name in wanted if name not in found and name not in optional]
    twice = sorted({column for column in found.values() if header.count(column) > 1})
    if missing or twice:
        faults = [f"no column for `{name}`" for name in missing]
        faults += [f"`{column}` is there {header.count(column)} times" for column in twice]
        raise ContractNotMet(
            f"{file.name} lacks what is needed ({len(header)} columns were found).",
            faults=faults,
            remedy="Give the publisher's file with its own column names in the first row.",
        )
    return found


def _fitting(header: list[str], patterns: Sequence[str]) -> list[str]:
    """Columns that fit a pattern, in the order of the patterns, then of the file."""
    return [
        column
        for pattern in patterns
        for column in header
        if re.fullmatch(pattern, re.sub(r"[^a-z0-9]", "", column.lower()))
    ]


def _header(file: Path) -> tuple[list[str], str]:
    if _is_parquet(file):
        return pq.read_schema(file).names, ""
    with _opened(file) as stream:
        first = stream.read(LONGEST_HEADER)
    if not first.strip():
        raise UnreadableFile(f"{file.name} is empty.", remedy="Download it again.")
    if first.lstrip().startswith((b"<", b"PK", b"%PDF")):
        raise UnreadableFile(
            f"{file.name} is not a table of text.",
            remedy="Give the CSV, zip, gzip or Parquet file. Save an Excel sheet as CSV first.",
        )
    line = first.splitlines()[0]
    try:
        return next(csv.reader([line.decode("utf-8-sig")])), "utf8"
    except UnicodeDecodeError:
        return next(csv.reader([line.decode("cp1252")])), "cp1252"


def _read(file: Path, columns: list[str], header: list[str], encoding: str, first: int) -> pa.Table:
    if _is_parquet(file):
        return pq.read_table(file, columns=columns)
    text = pa.csv.ConvertOptions(
        include_columns=columns,
        column_types=dict.fromkeys(columns, pa.string()),
        strings_can_be_null=False,
    )
    uneven: list[int] = []

    def leave_out(row: pa.csv.InvalidRow) -> str:
        uneven.append(row.actual_columns)
        return "skip"

    width = pa.csv.ParseOptions(invalid_row_handler=leave_out)
    for tried in dict.fromkeys((encoding, "cp1252")):
        uneven.clear()
        reading = pa.csv.ReadOptions(column_names=header, skip_rows=first, encoding=tried)
        try:
            with _opened(file) as stream:
                table = pa.csv.read_csv(
                    stream, read_options=reading, parse_options=width, convert_options=text
                )
            break
        except pa.ArrowInvalid as problem:
            if tried == "cp1252" or "UTF8" not in str(problem):
                raise
    if uneven:
        raise ContractNotMet(
            f"{file.name} has {len(uneven):,} rows of more or fewer columns than its first row.",
            remedy="Download it again: it may have been cut short.",
        )
    return table


def _is_parquet(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) == b"PAR1"


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """The bytes of the table, out of its zip or gzip."""
    with file.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(file) as archive:
            tables = [
                entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")
            ]
            if not tables:
                raise UnreadableFile(
                    f"{file.name} holds no CSV file.",
                    remedy="Give the zip as it was published, or the CSV alone.",
                )
            with archive.open(max(tables, key=lambda entry: entry.file_size)) as inside:
                yield inside
    elif start.startswith(b"\x1f\x8b"):
        with gzip.open(file) as inside:
            yield io.BufferedReader(inside)
    else:
        with file.open("rb") as plain:
            yield plain
