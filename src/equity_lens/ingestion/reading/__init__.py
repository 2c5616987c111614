"""From a file to a table of text in which nothing is lost.

Every line of the file ends as one of: the header, a row of the table, a malformed line with its
reason, or a blank line. Nothing is guessed and nothing is dropped: types come later.
"""

from equity_lens.ingestion.reading.read import read_text
from equity_lens.ingestion.reading.table import TextTable
from equity_lens.ingestion.reading.unpacking import safe_name, unpack

__all__ = ["TextTable", "read_text", "safe_name", "unpack"]
