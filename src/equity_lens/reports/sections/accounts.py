"""What the annex of a paper made for a meeting says of itself: what was withheld, who wrote what."""

from equity_lens.reports.document import Block, Heading, Paragraph, Table
from equity_lens.reports.scope import Scope
from equity_lens.reports.withheld import COMPARISON, Withheld, withheld, withheld_sentence
from equity_lens.reports.wording import Sentence
from equity_lens.words import dates
from equity_lens.words.numbers import plain

IN_TABLES = "The tables mark each one as [c]: known, and withheld to protect people."
OTHERS = "That counts comparisons between groups; the table below has charts and files as well."


def withheld_annex(scope: Scope, number: int) -> tuple[Block, ...]:
    """How much was withheld, by measure, dimension and reason."""
    heading = Heading("Annex: what was withheld")
    said = withheld_sentence(scope.release)
    held = withheld(scope.release)
    if not held:
        return heading, Paragraph(said)
    rows = tuple(
        (each.title, each.dimension_title, _of_what(each), each.reason, plain(each.cells, "people"))
        for each in held
    )
    header = ("Measure or file", "Compared by", "Of what", "Reason", "Cells")
    table = Table(number, "Cells withheld, and why", header, rows, texts=4)
    others = any(each.kind != COMPARISON for each in held)
    return heading, Paragraph(f"{said} {IN_TABLES}{f' {OTHERS}' if others else ''}"), table


def edited_annex(edits: tuple[tuple[Sentence, str], ...], number: int) -> tuple[Block, ...]:
    """The sentences that a person reworded, beside those that were written from the figures."""
    rows = tuple((instead, sentence.text) for sentence, instead in edits)
    header = ("As it stands in the paper", "As it was written from the figures")
    table = Table(number, "Sentences in a person’s words", header, rows, texts=2)
    said = "The figures in them are those that were written, and were checked to be."
    return Heading("Annex: sentences that were edited"), Paragraph(said), table


def _of_what(each: Withheld) -> str:
    return f"{each.kind}, {dates.period(each.period)}" if each.period else each.kind
