"""A plain copy of a text file: unpacked, in UTF-8, with newlines, so that DuckDB can read it."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from equity_lens.ingestion.reading.header import Beginning
from equity_lens.ingestion.reading.survey import Survey


def in_utf8(blocks: Iterable[bytes], beginning: Beginning) -> Iterator[bytes]:
    """The blocks with UTF-16 made UTF-8 and lone carriage returns made newlines."""
    if beginning.encoding.startswith("UTF-16"):
        # A character that is cut becomes a mark, and the row is kept: cells are checked later.
        decoder = codecs.getincrementaldecoder(beginning.encoding)(errors="replace")
        decoded = (decoder.decode(block) for block in blocks)
        blocks = (text.encode("utf-8", errors="replace") for text in decoded)
    if beginning.carriage_returns_only:
        blocks = (block.replace(b"\r", b"\n") for block in blocks)
    return iter(blocks)


def write_and_survey(blocks: Iterable[bytes], copy: Path, survey: Survey) -> None:
    """Write the blocks to ``copy``, and survey them on the way."""
    with copy.open("wb") as out:
        for block in blocks:
            out.write(block)
            survey.take(block)
    survey.finish()
