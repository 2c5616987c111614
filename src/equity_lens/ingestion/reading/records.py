"""Lines to records, one by one: every physical line becomes a record, a malformed line or a blank."""

import csv
from array import array
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from equity_lens.ingestion.reading.table import Lines

FEWER = "fewer cells than the header has columns"
MORE = "more cells than the header has columns"
NEVER_CLOSED = "a quotation mark that is never closed"
INSIDE = "quotation marks inside a cell that is in quotation marks"
UNREADABLE = "characters that are neither UTF-8 nor Windows-1252"
NUL = "a NUL character"
RETURN = "a carriage return inside a cell"
TOO_LONG = "a cell that is far too long"

# A cell in quotation marks may run over lines; beyond this the mark was a slip.
_MOST_LINES = 100
_MOST_CHARACTERS = 1 << 16

Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line without its end. ``flaw`` says why it cannot be read, if it cannot."""

    number: int
    text: str
    flaw: str = ""


class Records:
    """Takes lines, gives records of the right width, and remembers what became of the rest."""

    def __init__(self, *, delimiter: str, width: int) -> None:
        self.blank = 0
        self._malformed: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._delimiter = delimiter
        self._width = width
        self._open: list[Line] = []

    @property
    def malformed(self) -> dict[str, Lines]:
        """For each reason, the lines it was given for."""
        return {
            reason: np.array(lines, dtype=np.int64) for reason, lines in self._malformed.items()
        }

    @property
    def is_waiting(self) -> bool:
        """Whether a quotation mark is open, so that the record may go on in the next line."""
        return bool(self._open)

    def take(self, line: Line) -> Iterator[Record]:
        """The next line: (line number, cells) of each record that it completes."""
        yield from self._judge(deque([line]))

    def finish(self) -> Iterator[Record]:
        """The end of the file: what was waiting is judged without its quotation mark."""
        while self._open:
            yield from self._judge(self._give_up())

    def _judge(self, lines: deque[Line]) -> Iterator[Record]:
        while lines:
            line = lines.popleft()
            record = self._going_on(line, lines) if self._open else self._beginning(line)
            if record is not None:
                yield record

    def _beginning(self, line: Line) -> Record | None:
        if line.flaw:
            return self._refuse(line, line.flaw)
        if not line.text.strip() and self._delimiter not in line.text:
            self.blank += 1
            return None
        if '"' not in line.text:
            return self._judged(line, line.text.split(self._delimiter))
        cells, flaw = parse(line.text, self._delimiter)
        if flaw == NEVER_CLOSED:
            self._open = [line]
            return None
        return self._refuse(line, flaw) if flaw else self._judged(line, cells)

    def _going_on(self, line: Line, lines: deque[Line]) -> Record | None:
        """The line after an open quotation mark: the cell goes on or ends, or the mark was a slip."""
        self._open.append(line)
        text = "\n".join(part.text for part in self._open)
        too_far = len(self._open) > _MOST_LINES or len(text) > _MOST_CHARACTERS
        if '"' in line.text and not line.flaw:
            cells, flaw = parse(text, self._delimiter)
            if not flaw and len(cells) == self._width:
                first, self._open = self._open[0], []
                return self._judged(first, cells)
            too_far = too_far or flaw != NEVER_CLOSED
        if too_far or line.flaw:
            lines.extendleft(reversed(self._give_up()))
        return None

    def _give_up(self) -> deque[Line]:
        """A slip: its line is malformed, and the lines after it are judged by themselves."""
        first, *others = self._open
        self._open = []
        self._refuse(first, NEVER_CLOSED)
        return deque(others)

    def _judged(self, line: Line, cells: list[str]) -> Record | None:
        if not any(cells):
            self.blank += 1
            return None
        if len(cells) == self._width:
            return line.number, cells
        return self._refuse(line, FEWER if len(cells) < self._width else MORE)

    def _refuse(self, line: Line, reason: str) -> Record | None:
        self._malformed[reason].append(line.number)
        return None


def read_line(number: int, raw: bytes) -> Line:
    """A line of UTF-8, or else of Windows-1252."""
    raw = raw.removesuffix(b"\r")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError:
            return Line(number, "", UNREADABLE)
    if "\x00" in text:
        return Line(number, "", NUL)
    if "\r" in text:
        return Line(number, "", RETURN)
    return Line(number, text)


def parse(text: str, delimiter: str) -> tuple[list[str], str]:
    """The cells of one record, or why it is not one."""
    reader = csv.reader([text], delimiter=delimiter, strict=True)
    try:
        return next(reader), ""
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            return [], NEVER_CLOSED
        return [], TOO_LONG if "limit" in str(problem) else INSIDE
