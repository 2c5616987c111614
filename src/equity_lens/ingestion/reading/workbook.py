"""An Excel workbook, old or new, as a table of text."""

import datetime as dt
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import python_calamine as calamine

from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading.header import SAMPLE_ROWS, faults_of, names
from equity_lens.ingestion.reading.opening import sha256_of
from equity_lens.ingestion.reading.records import MORE
from equity_lens.ingestion.reading.table import TextTable
from equity_lens.ingestion.reading.writing import TextWriter

Row = Sequence[object]

_AS_CSV = "Save the sheet as 'CSV UTF-8' and use that."
_LOOK_FOR_HEADER_IN = 50


@dataclass(frozen=True)
class _Sheet:
    """A sheet with a table: its header, and the number of the row it stands on."""

    name: str
    header: tuple[str, ...]
    line: int
    titles: int
    cells: int


def read_workbook(path: Path, *, work: Path) -> TextTable:
    """The sheet that holds the table, as text; rows are numbered as Excel numbers them.

    Raises
    ------
    UnreadableFile
        It has a password, is damaged or no workbook, has no table, or the same table twice.
    """
    with path.open("rb") as file, _workbook(file, path) as book:
        sheet = _sheet_with_the_table(book, path.name)
        columns = names(sheet.header)
        faults = faults_of(columns)
        blank = sheet.line - 1 - sheet.titles
        malformed: list[int] = []
        sample: list[list[str | None]] = []
        rows = _rows(book, sheet.name)
        with TextWriter(work / "rows.parquet", columns) as writer:
            for line, row in enumerate(islice(rows, sheet.line, None), start=sheet.line + 1):
                if not any(row):
                    blank += 1
                elif any(row[len(columns) :]):
                    malformed.append(line)
                else:
                    cells = [*row, *[None] * (len(columns) - len(row))][: len(columns)]
                    writer.write(line, cells)
                    if len(sample) < SAMPLE_ROWS:
                        sample.append(cells)
    if not writer.rows:
        faults.append("It has a header and no rows.")
    if faults:
        raise UnreadableFile(
            f"{path.name}, sheet '{sheet.name}', cannot be used.",
            faults=faults,
            remedy="Put the sheet right and save it again.",
        )
    return TextTable(
        name=path.name,
        sha256=sha256_of(path),
        kind="excel",
        encoding=None,
        delimiter=None,
        columns=columns,
        rows=writer.rows,
        malformed={MORE: np.array(malformed, dtype=np.int64)} if malformed else {},
        blank=blank,
        titles=sheet.titles,
        source_sql=writer.source_sql,
        sample=sample,
        line_starts=writer.line_starts,
    )


def _workbook(file: object, path: Path) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(file)  # type: ignore[arg-type]
    except calamine.PasswordError:
        raise _has_a_password(path.name) from None
    except calamine.CalamineError:
        if _holds(path, "EncryptedPackage"):
            raise _has_a_password(path.name) from None
        raise UnreadableFile(
            f"{path.name} is damaged, or is no Excel workbook.", remedy=_AS_CSV
        ) from None


def _has_a_password(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is protected by a password.",
        remedy="Open it in Excel, save it without the password in a safe folder, and use that.",
    )


def _holds(path: Path, stream: str) -> bool:
    """Whether an old-style container has a part of this name."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(stream.encode("utf-16-le")) >= 0


def _sheet_with_the_table(book: calamine.CalamineWorkbook, name: str) -> _Sheet:
    found = [
        sheet
        for entry in book.sheets_metadata
        if entry.typ == calamine.SheetTypeEnum.WorkSheet
        and entry.visible == calamine.SheetVisibleEnum.Visible
        and (sheet := _described(book, entry.name)) is not None
    ]
    if not found:
        raise UnreadableFile(f"{name} has no sheet with a table.", remedy=_AS_CSV)
    largest = max(found, key=lambda sheet: sheet.cells)
    alike = [sheet.name for sheet in found if sheet.header == largest.header]
    if len(alike) > 1:
        raise UnreadableFile(
            f"{name} has the same table on {len(alike)} sheets: {', '.join(alike)}.",
            remedy="Save the sheet that you need as a workbook of its own, or put all rows on one.",
        )
    return largest


def _described(book: calamine.CalamineWorkbook, sheet: str) -> _Sheet | None:
    titles = 0
    for line, row in enumerate(islice(_rows(book, sheet), _LOOK_FOR_HEADER_IN), start=1):
        filled = sum(cell is not None for cell in row)
        if filled > 1:
            header = tuple(cell or "" for cell in row)
            while not header[-1]:
                header = header[:-1]
            height = book.get_sheet_by_name(sheet).total_height
            return _Sheet(sheet, header, line, titles, cells=len(header) * height)
        titles += filled
    return None


def _rows(book: calamine.CalamineWorkbook, sheet: str) -> Iterator[list[str | None]]:
    """Every row from the first of the sheet on, as text."""
    try:
        for row in book.get_sheet_by_name(sheet).iter_rows():
            yield [_text(cell) for cell in row]
    except calamine.CalamineError:
        raise UnreadableFile(f"Sheet '{sheet}' is damaged.", remedy=_AS_CSV) from None


def _text(cell: object) -> str | None:
    """A cell as a person would type it: whole numbers without a point, dates as ISO."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        # Excel counts days in fractions, so 09:15 may come as a moment before.
        moment = (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="seconds")
    return str(cell) or None
