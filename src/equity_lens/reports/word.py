"""The paper as a Word file: real headings, captions, tables and alternative texts."""

import datetime as dt
import io
from collections.abc import Iterator

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from equity_lens.reports.document import (
    Block,
    Bullets,
    ChartBlock,
    Decision,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
)
from equity_lens.reports.pdf import pictures
from equity_lens.reports.word_parts import (
    add_link,
    add_page_number,
    add_table,
    bookmark,
    cell,
    describe_picture,
    line,
    saved,
)
from equity_lens.reports.word_template import (
    DECISION_STYLE,
    NOTE_STYLE,
    TABLE_STYLE,
    WARNING,
    Template,
    opened,
)

CHART_WIDTH = 0.8
A4 = Cm(21), Cm(29.7)
EMU_IN_A_TWIP = 635


def word(document: Document, *, template: Template = None) -> bytes:
    """The whole paper as .docx, in a trust's own template (a path, or its bytes) where one is given.

    Raises UnreadableFile where the template is not a Word file.
    """
    return _Writer(document, template).write()


class _Writer:
    def __init__(self, document: Document, template: Template) -> None:
        self.document = document
        self.template = template
        self.word: WordFile = opened(template)
        blocks = document.paper + document.annex
        charts = tuple(block.chart for block in blocks if isinstance(block, ChartBlock))
        self.pictures: Iterator[bytes] = iter(pictures(charts))
        self.style_ids = {style.name: style.style_id for style in self.word.styles}
        self.width = _width(self.word.sections[0])

    def write(self) -> bytes:
        document = self.document
        self._properties()
        self._frame(self.word.sections[0])
        self._add(document.title, "Title")
        self._add(document.subtitle, "Subtitle")
        if document.watermark:
            self._warning(self._add(), f"{document.watermark}.")
        for block in document.paper:
            self._place(block)
        if document.annex:
            self._turn(self.word.add_section(WD_SECTION.NEW_PAGE))
        for block in document.annex:
            self._place(block)
        return saved(self.word)

    def _properties(self) -> None:
        document, properties = self.document, self.word.core_properties
        made_at = dt.datetime.combine(dt.date.fromisoformat(document.made_on), dt.time(12))
        properties.title, properties.author = document.title, document.author
        properties.subject, properties.comments = document.subtitle, document.description
        properties.language, properties.keywords = document.language, document.watermark
        properties.created = properties.modified = properties.last_printed = made_at
        properties.last_modified_by, properties.revision = document.author, 1

    def _frame(self, section: Section) -> None:
        """The watermark above every page, and page numbers where no template has its own."""
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if self.word.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            if self.document.watermark:
                self._warning(header.add_paragraph(), self.document.watermark)
        if self.template is None:
            section.header.paragraphs[0].text = self.document.author
            footer = section.footer.paragraphs[0]
            footer.add_run(f"{self.document.title}. ")
            add_page_number(footer)

    def _warning(self, paragraph: WordParagraph, text: str) -> None:
        run = paragraph.add_run(text)
        run.bold, run.font.color.rgb = True, RGBColor.from_string(WARNING)

    def _turn(self, section: Section) -> None:
        """The annex lies on its side, where its tables have room."""
        width, height = section.page_width or A4[0], section.page_height or A4[1]
        if width < height:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = height, width
        self.width = _width(section)

    def _add(self, text: str = "", style: str = "Normal") -> WordParagraph:
        """A paragraph in a style by its name; asking python-docx for the style each time is slow."""
        paragraph = self.word.add_paragraph(text)
        paragraph._p.style = self.style_ids[style]
        return paragraph

    def _place(self, block: Block) -> None:
        match block:
            case Heading():
                self._add(block.text, f"Heading {block.level}")
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                for item in block.items:
                    self._add(item, "List Bullet")
            case KeyFigures():
                self._key_figures(block)
            case Table():
                self._table(block)
            case ChartBlock():
                self._chart(block)
            case Decision():
                self._decision(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._add()
        if block.lead:
            paragraph.add_run(f"{block.lead} ").bold = True
        paragraph.add_run(block.text)
        self._proof(paragraph, block.table)

    def _proof(self, paragraph: WordParagraph, table: int | None) -> None:
        if table is not None:
            paragraph.add_run(" ")
            add_link(paragraph, f"Table {table}", f"table_{table}")
            paragraph.add_run(".")

    def _key_figures(self, block: KeyFigures) -> None:
        """The number of the headline and the number of its gap have one size and one line."""
        styles = self.word.styles
        note, ordinary = styles[NOTE_STYLE], styles[TABLE_STYLE]
        widths = [int(self.width * share) for share in (0.37, 0.29, 0.34)]
        labels = ("Measure", "Everyone", f"Gap: {block.compared}" if block.compared else "Gap")
        rows = [
            [
                cell(line(label, ordinary, bold=True, half_points=19), width=width, shaded=True)
                for label, width in zip(labels, widths, strict=True)
            ]
        ]
        for row in block.rows:
            proof = f"Table {row.table}" if row.table is not None else ""
            told = (
                (row.measure, f"{row.measure_note} {proof}".strip(), 21),
                (row.value, row.value_note, 26),
                (row.gap, row.gap_note, 26),
            )
            rows.append(
                [
                    cell(
                        line(said, ordinary, bold=True, half_points=size),
                        line(under, note),
                        width=width,
                    )
                    for (said, under, size), width in zip(told, widths, strict=True)
                ]
            )
        add_table(self.word, rows, widths, title=block.caption)

    def _table(self, block: Table) -> None:
        caption = self._add(f"Table {block.number}. {block.caption}", "Caption")
        bookmark(caption, f"table_{block.number}", block.number)
        style = self.word.styles[TABLE_STYLE]
        widths = [int(self.width * part / sum(block.weights)) for part in block.weights]
        rows = [
            [
                cell(line(name, style, bold=True, right=i >= block.texts), width=w, shaded=True)
                for i, (name, w) in enumerate(zip(block.header, widths, strict=True))
            ]
        ]
        rows += [
            [
                cell(line(text, style, right=i >= block.texts), width=w)
                for i, (text, w) in enumerate(zip(row, widths, strict=True))
            ]
            for row in block.rows
        ]
        add_table(self.word, rows, widths, title=block.caption)
        self._add(block.note, NOTE_STYLE)

    def _chart(self, block: ChartBlock) -> None:
        self._proof(self._add(block.sentence), block.table)
        caption = f"Chart {block.number}. {block.chart.title}"
        self._add(caption, "Caption")
        paragraph = self._add()
        wide = int(self.width * EMU_IN_A_TWIP * CHART_WIDTH)
        paragraph.add_run().add_picture(io.BytesIO(next(self.pictures)), width=wide)
        describe_picture(
            paragraph, f"Chart {block.number}", block.chart.description or block.chart.title
        )

    def _decision(self, block: Decision) -> None:
        asked = self._add(style=DECISION_STYLE)
        asked.add_run(block.question).bold = True
        moves = self._add(f"Gap to move: {block.moves}.", DECISION_STYLE)
        last = self._add(f"Owner: {block.owner}. Report back: {block.report_back}.", DECISION_STYLE)
        asked.paragraph_format.keep_with_next = moves.paragraph_format.keep_with_next = True
        last.paragraph_format.space_after = Pt(9)


def _width(section: Section) -> int:
    """The width between the margins, in twentieths of a point."""
    margins = (section.left_margin or Cm(2)) + (section.right_margin or Cm(2))
    return int(((section.page_width or A4[0]) - margins) / EMU_IN_A_TWIP)
