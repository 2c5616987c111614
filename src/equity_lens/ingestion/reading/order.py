"""Whether every line of some bytes is a record of the right width, found without reading cells."""

import numpy as np
import numpy.typing as npt

from equity_lens.ingestion.reading.opening import LONGEST_LINE

_NEWLINE, _RETURN, _QUOTE = b'\n\r"'

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]


class LineTooLong(Exception):
    """A line that cannot be a record; ``place`` counts from 0."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def is_in_order(lines: bytes, *, width: int, delimiter: str, returns: bool) -> bool:
    """Whether each line, taken alone, has ``width`` cells, is not empty, and ends alike.

    Parameters
    ----------
    lines
        Whole lines of UTF-8, each with its line end.
    returns
        Whether each line ends in carriage return and newline, rather than newline only.

    Raises
    ------
    LineTooLong
        A line is longer than any record.

    Examples
    --------
    >>> is_in_order(b'1,"a,b"\\n2,c\\n', width=2, delimiter=",", returns=False)
    True
    >>> is_in_order(b'1,"a\\nb"\\n2,c\\n', width=2, delimiter=",", returns=False)
    False
    """
    data = np.frombuffer(lines, dtype=np.uint8)
    is_newline = data == _NEWLINE
    ends = int(np.count_nonzero(is_newline))
    if (b"\r" in lines) != returns or b"\x00" in lines:
        return False
    if returns and not lines.count(b"\r") == lines.count(b"\r\n") == ends:
        return False
    is_separator = is_newline | (data == ord(delimiter))
    quotes = np.flatnonzero(data == _QUOTE) if b'"' in lines else None
    if quotes is not None:
        if not _quotes_stand_at_the_ends_of_cells(data, quotes, ord(delimiter)):
            return False
        inside = np.zeros(len(data), dtype=np.int8)
        inside[quotes] = 1
        np.bitwise_xor.accumulate(inside, out=inside)
        is_separator &= inside == 0
    separators = np.flatnonzero(is_separator)
    if len(separators) != ends * width:
        return False
    line_ends = separators[width - 1 :: width]
    # As many as there are newlines: so none stands inside quotation marks or before its last cell.
    if not (data[line_ends] == _NEWLINE).all():
        return False
    lengths = np.diff(line_ends, prepend=-1)
    if lengths.max(initial=0) > LONGEST_LINE:
        raise LineTooLong(int(lengths.argmax()))
    content = lengths - width - returns
    if quotes is not None:
        content = content - np.diff(np.searchsorted(quotes, line_ends), prepend=0)
    return bool((content > 0).all())


def _quotes_stand_at_the_ends_of_cells(data: Bytes, quotes: Places, delimiter: int) -> bool:
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before, after = data[np.maximum(opening - 1, 0)], data[closing + 1]
    opens = (opening == 0) | (before == delimiter) | (before == _NEWLINE)
    # Of two quotation marks that stand together inside a cell, the second opens it again.
    together = opening[1:] - 1 == closing[:-1]
    opens[1:] |= together
    closes = (after == delimiter) | (after == _NEWLINE) | (after == _RETURN)
    closes[:-1] |= together
    return bool(opens.all() and closes.all())
