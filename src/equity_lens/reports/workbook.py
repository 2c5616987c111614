"""The tables as an Excel workbook, laid out as the Government Analysis Function advises.

A cover, a list of contents with links, notes with the shorthand, then one marked-up table on each
sheet: it starts in column A under its title and notes, and has no merged, hidden or empty cells.

References
----------
Government Analysis Function. Releasing statistics in spreadsheets. 2021, updated 2023.
"""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from equity_lens.disclosure.released import Release
from equity_lens.reports.document import Document
from equity_lens.reports.sheets import SHORTHAND, Cell, Number, Sheet, sheets

NARROWEST, WIDEST = 12, 60  # of a column, in characters
LINE = 15  # the height of a line, in points
A4 = 9


def workbook(release: Release, document: Document) -> bytes:
    """Every figure of a release as .xlsx; the same release makes the same bytes."""
    return _Writer(release, document).write()


class _Writer:
    def __init__(self, release: Release, document: Document) -> None:
        self.release, self.document = release, document
        self.bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        plain = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        self.plain = self.book.add_format(plain)
        self.wrapped = self.book.add_format({**plain, "text_wrap": True})
        self.title = self.book.add_format({**plain, "font_size": 16, "bold": True})
        self.strong = self.book.add_format({**plain, "bold": True, "text_wrap": True})
        self.warning = self.book.add_format({**plain, "bold": True, "font_color": "#B30F0F"})
        self.link = self.book.add_format({**plain, "font_color": "#005EB8", "underline": 1})
        self.heading = self.book.add_format(
            {**plain, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E8EDEE"}
        )
        self.base = plain
        self.formats: dict[str, Any] = {}
        self.tables = 0

    def write(self) -> bytes:
        document = self.document
        made_on = dt.date.fromisoformat(document.made_on)
        self.book.set_properties(
            {
                "title": document.title,
                "subject": document.subtitle,
                "author": document.author,
                "comments": document.description,
                "created": dt.datetime.combine(made_on, dt.time(12)),
            }
        )
        told = list(sheets(self.release))
        self._cover()
        self._table(self._contents(told), back=False)
        self._table(self._notes())
        for sheet in told:
            self._table(sheet)
        self.book.close()
        return self.bytes.getvalue()

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        if self.document.watermark:
            sheet.set_header(f'&C&"Arial,Bold"{self.document.watermark}')
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def _cover(self) -> None:
        """One column of lines, which a screen reader reads from the top."""
        release, document = self.release, self.document
        sheet = self._sheet("Cover")
        sheet.set_column(0, 0, 100)
        lines = [(f"{document.title}: tables", self.title)]
        if document.watermark:
            lines.append((f"{document.watermark}.", self.warning))
        lines += [
            (document.subtitle, self.wrapped),
            (document.description, self.wrapped),
            ("How to use this workbook", self.strong),
            ("Each sheet has one table. The sheet Contents links to them.", self.wrapped),
            ("The sheet Notes explains the shorthand and the words.", self.wrapped),
            ("Proportions are held between 0 and 1, as in results.csv.", self.wrapped),
            ("How people are protected", self.strong),
            (f"Rule ‘{release.policy}’: {release.policy_described}", self.wrapped),
            ("How it was made", self.strong),
            (f"Made by {release.software} from the files on the sheet Sources.", self.wrapped),
        ]
        for position, (text, style) in enumerate(lines):
            sheet.write_string(position, 0, text, style)

    def _contents(self, told: Sequence[Sheet]) -> Sheet:
        rows = (("Notes", "Shorthand and words"), *((sheet.name, sheet.title) for sheet in told))
        return Sheet("Contents", "Contents", (), ("Sheet", "What it holds"), rows)

    def _notes(self) -> Sheet:
        rows = (
            *SHORTHAND.items(),
            (
                "Gap",
                "The group minus the group it is compared with. A gap of proportions is in points.",
            ),
            ("Ratio", "The group divided by the group it is compared with."),
            ("Limits", "The interval within which the figure probably lies."),
            (
                "People affected",
                "How many people would have fared otherwise, had the group fared as its reference; "
                "rounded.",
            ),
            ("q value", "The share of such findings that chance alone would be expected to make."),
            ("Act, test, watch", "How far a finding can carry a decision, by the published rule."),
        )
        return Sheet("Notes", "Shorthand and words", (), ("Shorthand or word", "Meaning"), rows)

    def _table(self, told: Sheet, *, back: bool = True) -> None:
        sheet = self._sheet(told.name)
        sheet.write_string(0, 0, told.title, self.title)
        top = 1
        if self.document.watermark:
            sheet.write_string(top, 0, f"{self.document.watermark}.", self.warning)
            top += 1
        for note in (*told.notes, "This sheet contains one table."):
            sheet.write_string(top, 0, note, self.plain)
            top += 1
        if back:
            sheet.write_url(top, 0, "internal:'Contents'!A1", self.link, "Back to the contents")
            top += 1
        self._cells(sheet, told, top)
        sheet.repeat_rows(top)

    def _cells(self, sheet: Any, told: Sheet, top: int) -> None:
        self.tables += 1
        last = top + max(len(told.rows), 1)
        sheet.add_table(
            top,
            0,
            last,
            len(told.header) - 1,
            {
                "name": f"Table_{self.tables}_{told.name}"[:250],
                "style": None,
                "autofilter": False,
                "columns": [
                    {"header": name, "header_format": self.heading} for name in told.header
                ],
            },
        )
        widths = self._widths(sheet, told)
        sheet.set_row(top, LINE * _lines(told.header, widths))
        for down, row in enumerate(told.rows, start=top + 1):
            sheet.set_row(down, LINE * _lines(row, widths))
            for across, cell in enumerate(row):
                self._cell(sheet, told, down, across, cell)

    def _cell(self, sheet: Any, told: Sheet, down: int, across: int, cell: Cell) -> None:
        if isinstance(cell, Number):
            sheet.write_number(down, across, cell.value, self._shown(cell.shown))
        elif told.name == "Contents" and across == 0:
            sheet.write_url(down, across, f"internal:'{cell}'!A1", self.link, cell)
        elif cell in SHORTHAND and across > 0:
            sheet.write_string(down, across, cell, self._shown("@"))
        else:
            sheet.write_string(down, across, cell, self.wrapped)

    def _widths(self, sheet: Any, told: Sheet) -> list[int]:
        """Wide enough for the longest text, within reason; numbers alike."""
        widths = []
        for across, cells in enumerate(zip(*told.rows, strict=True)):
            longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
            widths.append(min(max(longest + 2, NARROWEST), WIDEST))
            sheet.set_column(across, across, widths[across])
        return widths or [NARROWEST] * len(told.header)

    def _shown(self, number_format: str) -> Any:
        if number_format not in self.formats:
            self.formats[number_format] = self.book.add_format(
                {**self.base, "num_format": number_format, "align": "right"}
            )
        return self.formats[number_format]


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the longest text of a row takes when it is wrapped."""
    wrapped = zip(row, widths, strict=True)
    texts = ((len(cell), width - 1) for cell, width in wrapped if isinstance(cell, str))
    return max((-(-length // width) for length, width in texts), default=1)
