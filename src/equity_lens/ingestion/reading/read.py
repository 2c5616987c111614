"""Open a file, whatever it is, and give it as a table of text."""

from collections.abc import Mapping
from pathlib import Path

from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading.header import Beginning, faults_of, names, read_beginning
from equity_lens.ingestion.reading.opening import (
    HEAD,
    FileKind,
    identify,
    opened,
    refuse_what_is_not_text,
)
from equity_lens.ingestion.reading.parquet import read_parquet
from equity_lens.ingestion.reading.plain import in_utf8, write_and_survey
from equity_lens.ingestion.reading.repairing import Repair
from equity_lens.ingestion.reading.survey import Survey
from equity_lens.ingestion.reading.table import Lines, TextTable, in_one_run, read_csv_sql
from equity_lens.ingestion.reading.workbook import read_workbook


def read_text(path: Path, *, work: Path) -> TextTable:
    """The file as a table of text: CSV of any usual kind, Excel or Parquet.

    Parameters
    ----------
    path
        The file. What it is comes from its bytes, not from its name.
    work
        A private folder that exists, for a plain copy where one is needed (gzip, Windows-1252,
        Excel, a file that is out of order). It holds patients' rows: remove it when the prepared
        store is written.

    Raises
    ------
    UnreadableFile
        It is not a table, is cut short, is empty, or its header will not do; with every fault
        that was found and what to do.
    """
    kind = identify(path)
    if kind == "parquet":
        return read_parquet(path)
    if kind == "excel":
        return read_workbook(path, work=work)
    return _read_csv(path, kind, work)


def _read_csv(path: Path, kind: FileKind, work: Path) -> TextTable:
    beginning = _beginning(path, kind)
    survey, source, sha256 = _surveyed(path, kind, beginning, work)
    columns = names(beginning.cells)
    encoding, delimiter = beginning.encoding, beginning.delimiter
    if survey.in_order:
        rows, blank, again = survey.lines - 1, 0, survey.headers_again
        malformed: Mapping[str, Lines] = {}
        line_starts = in_one_run(2)
        source_sql = read_csv_sql(source, delimiter, columns)
    else:
        repair, copy = Repair(beginning, path.name), work / "repaired.csv"
        with opened(source, "csv") as file:
            repair.write(file.blocks(), copy)
        rows, blank, again = repair.rows, repair.records.blank, repair.headers_again
        malformed, line_starts = repair.records.malformed, repair.line_starts
        encoding = "Windows-1252" if repair.recoded else encoding
        source_sql = read_csv_sql(
            copy, delimiter, columns, header=False, parallel=not repair.has_line_breaks
        )
    _refuse_faults(path.name, columns, rows, malformed, again)
    return TextTable(
        name=path.name,
        sha256=sha256,
        kind="csv",
        encoding=encoding,
        delimiter=delimiter,
        columns=columns,
        rows=rows,
        malformed=malformed,
        blank=blank + beginning.line - 1 - beginning.titles,
        titles=beginning.titles,
        source_sql=source_sql,
        sample=beginning.sample,
        line_starts=line_starts,
    )


def _beginning(path: Path, kind: FileKind) -> Beginning:
    head = b""
    with opened(path, kind) as file:
        for block in file.blocks():
            head += block
            if len(head) >= HEAD:
                break
    if kind == "gzip":
        if not head:
            raise UnreadableFile(f"{path.name} is empty.", remedy="Export it again.")
        refuse_what_is_not_text(head[:4096], path.name)
    return read_beginning(head[:HEAD], path.name)


def _surveyed(
    path: Path, kind: FileKind, beginning: Beginning, work: Path
) -> tuple[Survey, Path, str]:
    """One pass over the bytes: their hash, whether they are in order, a copy if one is needed."""
    survey = Survey(beginning, path.name)
    as_it_is = kind == "csv" and not beginning.needs_converting
    source = path if as_it_is else work / "plain.csv"
    with opened(path, kind) as file:
        if as_it_is:
            for block in file.blocks():
                survey.take(block)
            survey.finish()
        else:
            write_and_survey(in_utf8(file.blocks(), beginning), source, survey)
        return survey, source, file.sha256


def _refuse_faults(
    name: str,
    columns: tuple[str, ...],
    rows: int,
    malformed: Mapping[str, Lines],
    headers_again: list[int],
) -> None:
    faults = faults_of(columns)
    if headers_again:
        where = ", ".join(f"{line:,}" for line in headers_again[:5])
        faults.append(
            f"The header stands again on line {where}: two files seem to have been joined."
        )
    if not rows:
        wrong = sum(len(lines) for lines in malformed.values())
        faults.append(
            f"None of its {wrong:,} lines has {len(columns)} cells, as the header has."
            if wrong
            else "It has a header and no rows."
        )
    if faults:
        raise UnreadableFile(
            f"{name} cannot be used as it is.",
            faults=faults,
            remedy="Put it right where it was made, and export it again.",
        )
