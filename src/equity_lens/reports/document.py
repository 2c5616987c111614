"""What a paper is made of, before it becomes a page, a print or a Word file.

A document is plain data: text that is already written, tables whose cells are already text, charts
that are already drawn. The renderers only place it, so a figure cannot differ between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from equity_lens.charts.chart import Chart

LONGEST = 70
WORDS_A_MINUTE = 200
NOBODY_YET, NO_DAY_YET = "to be named", "date to be agreed"
UNSAID = {"said": False}  # of a field that no reader meets


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section of the paper (the title stands above all levels)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``lead`` is said first and in bold; ``table`` is the table that proves it.

    A text with an ``id`` may be put in other words by a person (see ``wording``), so long as its
    figures and the words in ``keep`` stay.
    """

    text: str
    lead: str = ""
    table: int | None = None
    id: str = field(default="", metadata=UNSAID)
    keep: tuple[str, ...] = field(default=(), metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order. ``ids`` are those of the items, where they may be reworded."""

    items: tuple[str, ...]
    ids: tuple[str, ...] = field(default=(), metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One headline beside its gap. ``gap`` may say "Not measured"; it is never left out."""

    measure: str
    measure_note: str
    value: str
    value_note: str
    gap: str
    gap_note: str
    table: int | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Headlines and gaps on equal footing: one size, side by side.

    ``compared`` says who is compared with whom in every row that does not say otherwise.
    """

    caption: str
    compared: str
    rows: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text. The first column names the row; the first ``texts`` columns are words."""

    number: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    texts: int = 1

    @property
    def weights(self) -> tuple[int, ...]:
        """How wide each column is beside the others: its longest cell, or word of its heading.

        >>> Table(1, "Ages", ("Age band", "n"), (("0 to 17", "1,250"),)).weights
        (10, 8)
        """
        columns = zip(self.header, *self.rows, strict=True)
        return tuple(
            min(max(*map(len, name.split()), *map(len, cells), 0), LONGEST) + 3
            for name, *cells in columns
        )


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with the sentence that says what it shows, and the number of the table behind it."""

    number: str
    chart: Chart
    sentence: str
    table: int | None = None
    id: str = field(default="", metadata=UNSAID)
    keep: tuple[str, ...] = field(default=(), metadata=UNSAID)


@dataclass(frozen=True, slots=True)
class Decision:
    """A question the board can decide, the gap that the decision should move, and blanks to fill."""

    question: str
    moves: str
    owner: str = NOBODY_YET
    report_back: str = NO_DAY_YET


Block = Heading | Paragraph | Bullets | KeyFigures | Table | ChartBlock | Decision


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ``annex`` begins on a page of its own and is outside the limit of length.

    ``made_on`` is the last day of the figures ("2026-10-31"), never the day on which the file was
    written, so that the same figures make the same file. ``watermark`` is shown on every page.
    """

    title: str
    subtitle: str
    description: str
    author: str
    made_on: str
    paper: tuple[Block, ...]
    annex: tuple[Block, ...]
    watermark: str = ""
    language: str = "en-GB"

    @property
    def words(self) -> int:
        """Words a reader meets before the annex: headings, sentences, tables and captions."""
        return sum(len(text.split()) for text in texts((self.title, self.subtitle, self.paper)))

    @property
    def minutes(self) -> int:
        """Whole minutes in which the paper is read before its annex, at 200 words a minute.

        >>> Document("Brief", "", "", "", "2026-10-31", (Paragraph("word " * 199),), ()).minutes
        1
        """
        return max(1, -(-self.words // WORDS_A_MINUTE))


def texts(part: Any) -> Iterator[str]:
    """Every text of a block, a document or a tuple of them, in the order of reading.

    >>> list(texts((Heading("Purpose"), Paragraph("We ask.", lead="Now:"))))
    ['Purpose', 'We ask.', 'Now:']
    """
    if isinstance(part, Chart):
        yield part.title
    elif isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif is_dataclass(part):
        for each in fields(part):
            if each.metadata.get("said", True):
                yield from texts(getattr(part, each.name))
