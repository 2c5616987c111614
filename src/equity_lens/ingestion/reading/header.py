"""The encoding, the delimiter and the header of a text file, from its beginning."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading.opening import HEAD, LONGEST_LINE, looks_like_utf16

DELIMITERS = (",", "\t", ";", "|")
NAMELESS = re.compile(r"column \d+")
SAMPLE_ROWS = 200
_MOST_LINES = 1000
_TO_COMPARE = 50


@dataclass(frozen=True)
class Beginning:
    """What the first bytes of a text file tell.

    ``cells`` are the header's, as written. The header stands on ``line`` (counted from 1) and
    takes ``lines`` of them; ``titles`` are the lines above it that are not blank.
    """

    encoding: str
    delimiter: str
    cells: tuple[str, ...]
    line: int
    lines: int
    titles: int
    raw_header: bytes
    carriage_returns_only: bool
    sample: list[list[str | None]] = field(repr=False)

    @property
    def needs_converting(self) -> bool:
        """Whether DuckDB could not read these bytes as they are."""
        return self.encoding.startswith("UTF-16") or self.carriage_returns_only


@dataclass(frozen=True)
class _Record:
    line: int
    lines: int
    cells: list[str]


def read_beginning(head: bytes, name: str) -> Beginning:
    """Encoding, delimiter and header.

    Raises
    ------
    UnreadableFile
        The first line is far too long, there is nothing but blank lines, or the first line with
        cells in it is no header of what follows.
    """
    encoding = _encoding(head)
    text = _decoded(head, encoding)
    only_returns = "\r" in text and "\n" not in text
    lines = text.replace("\r", "\n").split("\n") if only_returns else text.split("\n")
    if len(head) >= HEAD:
        if len(lines) == 1:
            raise one_long_line(name, 1)
        lines.pop()  # the last one is cut
    lines = [line.removesuffix("\r") for line in lines[:_MOST_LINES]]
    if not any(map(str.strip, lines)):
        raise UnreadableFile(f"{name} holds nothing but blank lines.", remedy="Export it again.")
    stated = next(line for line in lines if line).strip('"')
    delimiters = (stated[4],) if len(stated) == 5 and stated.startswith("sep=") else DELIMITERS
    delimiter = max(delimiters, key=lambda mark: _agreement(_records(lines, mark)))
    records = _from_the_header(_records(lines, delimiter))
    agreement, width = _agreement(records)
    usual = Counter(len(record.cells) for record in records).most_common(1)[0][0]
    header = records[0]
    if agreement < 0.5 and usual > width:
        raise UnreadableFile(
            f"{name}: line {header.line:,} has {width} cells and most lines below have {usual}, "
            "so names do not stand above their cells.",
            remedy="Take out what stands above the header, and give every column a name.",
        )
    return Beginning(
        encoding=encoding,
        delimiter=delimiter,
        cells=tuple(header.cells),
        line=header.line,
        lines=header.lines,
        titles=sum(bool(line.strip()) for line in lines[: header.line - 1]),
        raw_header=lines[header.line - 1].encode("utf-8", errors="replace"),
        carriage_returns_only=only_returns,
        sample=[
            [cell or None for cell in record.cells]
            for record in records[1:]
            if len(record.cells) == width
        ],
    )


def names(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The header's names on one line each; a nameless column is called by its place."""
    tidy = (
        "".join(letter for letter in " ".join(cell.split()) if letter.isprintable())
        for cell in cells
    )
    return tuple(name or f"column {i}" for i, name in enumerate(tidy, start=1))


def faults_of(columns: tuple[str, ...]) -> list[str]:
    """What is wrong with a header: names that stand twice."""
    counted = Counter(column.casefold() for column in columns)
    first = {column.casefold(): column for column in reversed(columns)}
    return [
        f"`{first[folded]}` is the name of {count} columns."
        for folded, count in counted.items()
        if count > 1
    ]


def one_long_line(name: str, line: int) -> UnreadableFile:
    """The error for a line that cannot be a record."""
    return UnreadableFile(
        f"{name}: line {line:,} is longer than {LONGEST_LINE:,} bytes, so this is not a table.",
        remedy="Check how it was exported: each record must stand on a line of its own.",
    )


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 with BOM"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if looks_like_utf16(head[:4096]):
        return "UTF-16-LE" if head[1::2].count(0) > head[0::2].count(0) else "UTF-16-BE"
    return "UTF-8"


def _decoded(head: bytes, encoding: str) -> str:
    if encoding.startswith("UTF-16"):
        return head[: len(head) // 2 * 2].decode(encoding, errors="replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.start > len(head) - 4:  # the last character is cut by the end of the block
            return head[: problem.start].decode("utf-8")
        return head.decode("cp1252", errors="replace")


def _records(lines: list[str], delimiter: str) -> list[_Record]:
    """The first records that are not blank, titles above the header among them."""
    filled = (record for record in _parsed(lines, delimiter) if any(map(str.strip, record.cells)))
    return list(islice(filled, SAMPLE_ROWS + 1))


def _from_the_header(records: list[_Record]) -> list[_Record]:
    """The header, which is the first record with two cells filled in, and what follows it."""
    for place, record in enumerate(records):
        if sum(bool(cell.strip()) for cell in record.cells) > 1:
            return records[place:]
    return records


def _parsed(lines: list[str], delimiter: str) -> Iterator[_Record]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            before = reader.line_num
            continue
        yield _Record(before + 1, reader.line_num - before, cells)
        before = reader.line_num


def _agreement(records: list[_Record]) -> tuple[float, int]:
    """How many of the first records have as many cells as the header, and how many those are."""
    width = len(_from_the_header(records)[0].cells)
    alike = sum(len(record.cells) == width for record in records[:_TO_COMPARE])
    return (alike / len(records[:_TO_COMPARE]) if width > 1 else 0.0, width)
