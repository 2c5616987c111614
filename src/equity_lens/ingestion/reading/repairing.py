"""The careful reader: a file that is out of order, to a copy that is in order.

Stretches of lines that are in order are copied as they are. Only where something is wrong does
each line get judged by itself, so that a slip in ten million lines costs little.
"""

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from equity_lens.ingestion.reading.header import Beginning, one_long_line
from equity_lens.ingestion.reading.opening import LONGEST_LINE
from equity_lens.ingestion.reading.order import LineTooLong, is_in_order
from equity_lens.ingestion.reading.records import Record, Records, read_line
from equity_lens.ingestion.reading.table import Lines

# Small, so that few lines around a slip are judged one by one.
_STRETCH = 1 << 17


class Repair:
    """Writes the copy, and remembers on which line each of its rows stood.

    ``recoded`` says that something was in Windows-1252; ``has_line_breaks`` that a cell of the
    copy runs over lines. ``headers_again`` are rows that are the header once more.
    """

    def __init__(self, beginning: Beginning, name: str) -> None:
        self.records = Records(delimiter=beginning.delimiter, width=len(beginning.cells))
        self.rows = 0
        self.recoded = False
        self.has_line_breaks = False
        self.headers_again: list[int] = []
        self._beginning = beginning
        self._header = list(beginning.cells)
        self._name = name
        self._lines = 0
        self._starts, self._distances = array("q"), array("q")

    @property
    def line_starts(self) -> tuple[Lines, Lines]:
        """Where the distance between a row and its line changes, and the distances."""
        return np.array(self._starts, dtype=np.int64), np.array(self._distances, dtype=np.int64)

    def write(self, blocks: Iterable[bytes], copy: Path) -> None:
        """Write the copy, without a header, from the file's bytes.

        Raises
        ------
        UnreadableFile
            A line is far too long to be a record.
        """
        above = self._beginning.line - 1 + self._beginning.lines
        with copy.open("wb") as out:
            try:
                for stretch in _stretches(blocks):
                    rest = stretch
                    while self._lines < above and rest:
                        self._lines += 1
                        rest = rest.partition(b"\n")[2]
                    if rest:
                        self._take(rest, out)
            except LineTooLong as line:
                raise one_long_line(self._name, self._lines + line.place + 1) from None
            self._put(self.records.finish(), out)

    def _take(self, stretch: bytes, out: BinaryIO) -> None:
        plain = None if self.records.is_waiting else self._in_order(stretch)
        if plain is not None:
            count = plain.count(b"\n")
            self._follows_on(self._lines + 1, count)
            self._lines += count
            out.write(plain)
            return
        for raw in stretch.removesuffix(b"\n").split(b"\n"):
            self._lines += 1
            line = read_line(self._lines, raw)
            self.recoded |= not line.flaw and not _is_utf8(raw)
            self._put(self.records.take(line), out)

    def _in_order(self, stretch: bytes) -> bytes | None:
        """The stretch in UTF-8 with newlines, if every line of it is a record."""
        plain = stretch.replace(b"\r\n", b"\n")
        recoded = _in_utf8(plain)
        if recoded is None or self._beginning.raw_header in recoded:
            return None
        width, delimiter = len(self._beginning.cells), self._beginning.delimiter
        if width == 1 or not is_in_order(recoded, width=width, delimiter=delimiter, returns=False):
            return None
        self.recoded |= recoded != plain
        return recoded

    def _put(self, records: Iterator[Record], out: BinaryIO) -> None:
        for line, cells in records:
            if cells == self._header:
                self.headers_again.append(line)
            self._follows_on(line, 1)
            self.has_line_breaks |= any("\n" in cell for cell in cells)
            text = self._beginning.delimiter.join(self._quoted(cell) for cell in cells)
            out.write(text.encode("utf-8") + b"\n")

    def _quoted(self, cell: str) -> str:
        if '"' in cell or "\n" in cell or self._beginning.delimiter in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell

    def _follows_on(self, line: int, count: int) -> None:
        distance = line - self.rows
        if not self._distances or self._distances[-1] != distance:
            self._starts.append(self.rows)
            self._distances.append(distance)
        self.rows += count


def _stretches(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes in pieces of whole lines; the last line is given its line end if it has none."""
    rest = b""
    for block in blocks:
        for start in range(0, len(block), _STRETCH):
            whole, newline, rest = (rest + block[start : start + _STRETCH]).rpartition(b"\n")
            if newline:
                yield whole + newline
            if len(rest) > LONGEST_LINE:
                raise LineTooLong(0)
    if rest:
        yield rest + b"\n"


def _in_utf8(lines: bytes) -> bytes | None:
    """The lines in UTF-8, if all are in that or all in Windows-1252."""
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        if not lines.decode("utf-8", errors="ignore").isascii():
            return None
        try:
            return lines.decode("cp1252").encode("utf-8")
        except UnicodeDecodeError:
            return None
    return lines


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
