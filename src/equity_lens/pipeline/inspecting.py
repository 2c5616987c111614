"""The first stage: what a file is and what must be asked of it, before anything is kept."""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from equity_lens.ingestion.prepare import doubtful_dates, given_with
from equity_lens.ingestion.reading import TextTable, read_text, safe_name
from equity_lens.ingestion.recognise import Examined, NotRecognised, examine
from equity_lens.pipeline.answering import Answers
from equity_lens.pipeline.progress import Progress, silent, stepwise
from equity_lens.pipeline.questions import (
    ColumnState,
    InspectedColumn,
    Inspection,
    about_columns,
    about_contract,
    about_dates,
)


def inspect(
    path: Path,
    *,
    answers: Mapping[str, Answers] | None = None,
    contract: str | None = None,
    as_at: dt.date | None = None,
    name: str | None = None,
    work: Path | None = None,
    progress: Progress = silent,
) -> Inspection:
    """What a file is, how each of its columns is read, and what has to be asked.

    Nothing is written beside the file, and no mapping file is read.

    Parameters
    ----------
    path
        The file.
    answers
        What was said before, by the contract's id.
    contract
        The contract's id, where somebody said it.
    as_at
        The day of the extract, where somebody said it.
    name
        The file's own name, where it is kept under another.
    work
        A private folder for a plain copy of the file, where one is needed. What is left there by a
        process that was killed holds patients' rows. The system's own when not given.
    progress
        Told what is being done. It may raise ``Cancelled``.

    Raises
    ------
    UnreadableFile
        The file is not a table.
    ContractNotMet
        It cannot be used, whatever anybody answers.
    """
    with tempfile.TemporaryDirectory(prefix="equity-lens-", dir=work) as folder:
        private = Path(folder)
        file = under_its_name(path, name, private)
        tell = stepwise(progress, (0.0, 0.6))
        tell(f"Reading {file.name}")
        text = read_text(file, work=private)
        try:
            examined = examine(text, answers or {}, contract=contract, given=given_with(as_at))
        except NotRecognised:
            columns = tuple(InspectedColumn(column, "unused") for column in text.columns)
            return Inspection(
                text.name, text.sha256, text.rows_read, columns, questions=(about_contract(),)
            )
        tell("Looking at its dates")
        found = examined.found
        questions = list(about_columns(examined, text.columns))
        if found.contract.kind != "aggregate":
            doubts = doubtful_dates(text, found, file, as_at, work=private)
            questions += about_dates(found.columns, doubts)
        return Inspection(
            name=text.name,
            sha256=text.sha256,
            rows=text.rows_read,
            columns=tuple(_columns(text, examined)),
            questions=tuple(questions),
            contract=found.contract.id,
            contract_title=found.contract.title,
            kind=found.contract.kind,
        )


def under_its_name(path: Path, name: str | None, work: Path) -> Path:
    """A path to the file that ends in its own name, so that messages speak of the file as people do.

    ``work`` is a private folder, and must outlive the use of the path.
    """
    if name is None or safe_name(name) == path.name:
        return path
    folder = work / "named"
    folder.mkdir(mode=0o700)
    named = folder / safe_name(name)
    try:
        os.symlink(path.resolve(), named)
    except OSError:  # some systems let nobody link
        shutil.copy2(path, named)
    return named


def _columns(text: TextTable, examined: Examined) -> list[InspectedColumn]:
    found = examined.found
    said = {column for column, meaning in found.answers.columns.items() if meaning}
    fields = {column: name for name, column in found.columns.items()} | dict(found.spare)
    columns = []
    for column in text.columns:
        field = fields.get(column, "")
        title = found.contract.field(field).title if field else found.refused.get(column, "")
        columns.append(
            InspectedColumn(column, _state(column, examined), field, title, column in said)
        )
    return columns


def _state(column: str, examined: Examined) -> ColumnState:
    found = examined.found
    if column in examined.asked:
        return "asked"
    if column in found.refused:
        return "refused"
    if column in found.spare:
        return "spare"
    return "read" if column in found.columns.values() else "unused"
