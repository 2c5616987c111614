"""One cheap pass over a text file that proves whether every line is a record of the right width.

Where it is, DuckDB may read the file itself, at full speed, and the row at position p stands on
line p + 2. Where anything is out of order (a blank line, a line break inside quotation marks, a
missing cell, two kinds of line end, a NUL), the careful reader takes over and explains itself. So
nothing rests on a fast reader's own list of rejects, which misses blank lines and swallows what
follows an open quotation mark.
"""

from equity_lens.ingestion.reading.header import Beginning, one_long_line
from equity_lens.ingestion.reading.opening import LONGEST_LINE
from equity_lens.ingestion.reading.order import LineTooLong, is_in_order

_BOM = b"\xef\xbb\xbf"
_LINE_ENDS = (b"\n"[0], b"\r"[0])


class Survey:
    """Takes the file block by block; afterwards says whether it is in order, and its lines.

    ``lines`` counts physical lines. ``headers_again`` are the first lines on which the header
    stands again.
    """

    def __init__(self, beginning: Beginning, name: str) -> None:
        self.lines = 0
        self.headers_again: list[int] = []
        self._beginning = beginning
        self._name = name
        self._header = beginning.raw_header
        self._returns: bool | None = None
        self._rest = b""
        # With one column nothing tells a blank line from an empty cell.
        self.in_order = beginning.line == 1 and len(beginning.cells) > 1

    def take(self, block: bytes) -> None:
        """The next bytes of the file."""
        whole, newline, self._rest = (self._rest + block).rpartition(b"\n")
        if newline:
            self._judge(whole + newline)
        if len(self._rest) > LONGEST_LINE:
            raise one_long_line(self._name, self.lines + 1)

    def finish(self) -> None:
        """The end of the file: the last line may lack its line end."""
        if self._rest:
            ending = b"\r\n" if self._returns and not self._rest.endswith(b"\r") else b"\n"
            self._judge(self._rest + ending)
            self._rest = b""

    def _judge(self, lines: bytes) -> None:
        if not self.lines:
            lines = lines.removeprefix(_BOM)
        self._look_for_the_header(lines)
        if self.in_order and not lines.isascii():
            try:
                lines.decode("utf-8")
            except UnicodeDecodeError:
                self.in_order = False
        if self.in_order:
            if self._returns is None:
                self._returns = b"\r" in lines
            self.in_order = self._is_in_order(lines, self._returns)
        self.lines += lines.count(b"\n")

    def _is_in_order(self, lines: bytes, returns: bool) -> bool:
        width, delimiter = len(self._beginning.cells), self._beginning.delimiter
        try:
            return is_in_order(lines, width=width, delimiter=delimiter, returns=returns)
        except LineTooLong as line:
            raise one_long_line(self._name, self.lines + line.place + 1) from None

    def _look_for_the_header(self, lines: bytes) -> None:
        at = -1
        while len(self.headers_again) < 5 and (at := lines.find(self._header, at + 1)) >= 0:
            starts = at == 0 or lines[at - 1] in _LINE_ENDS
            ends = lines[at + len(self._header)] in _LINE_ENDS
            line = self.lines + lines.count(b"\n", 0, at) + 1
            if starts and ends and line != self._beginning.line:
                self.headers_again.append(line)
