"""All the files of one run, made together: all of them, or none."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from equity_lens.disclosure.released import Release
from equity_lens.errors import EquityLensError

if TYPE_CHECKING:
    from equity_lens.reports.brief import Brief
    from equity_lens.reports.last import Last
    from equity_lens.reports.word_template import Template

FILES = (
    "paper.html",
    "paper.pdf",
    "paper.docx",
    "tables.xlsx",
    "results.csv",
    "results.json",
)


def write_all(
    release: Release, folder: Path, *, template: Path | None = None, title: str | None = None
) -> dict[str, Path]:
    """Write the paper and its tables into a folder, and say where each is.

    ``template`` is a trust's own Word template; ``title`` replaces the usual one. Files of the
    same names that are already there are replaced, and only when every new one has been made. The
    same release makes the same bytes in each file.

    Returns a path for each of ``paper.html``, ``paper.pdf``, ``paper.docx``, ``tables.xlsx``,
    ``results.csv`` and ``results.json``.

    Raises UnreadableFile where the template is not a Word file, and EquityLensError where an
    earlier file cannot be replaced; the earlier files then stay as they were.
    """
    content = made(release, template=template, title=title)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".equity-lens-", dir=folder) as name:
        new, old = Path(name, "new"), Path(name, "old")
        new.mkdir()
        old.mkdir()
        for file in FILES:
            (new / file).write_bytes(content[file])
        _put_in_place(new, old, folder)
    return {file: folder / file for file in FILES}


def _put_in_place(new: Path, old: Path, folder: Path) -> None:
    """Change every file for the new one; where one cannot be, put all the old ones back."""
    placed: list[str] = []
    try:
        for file in FILES:
            if (folder / file).exists():
                os.replace(folder / file, old / file)
            os.replace(new / file, folder / file)
            placed.append(file)
    except OSError as fault:
        for file in placed:
            (folder / file).unlink()
        for kept in old.iterdir():
            os.replace(kept, folder / kept.name)
        raise EquityLensError(
            f"The files in {folder} cannot be replaced.",
            remedy="Close them in Word, Excel and the browser, and run the command again.",
        ) from fault


def made(
    release: Release,
    *,
    template: "Template" = None,
    title: str | None = None,
    brief: "Brief | None" = None,
    last: "Last | None" = None,
) -> dict[str, bytes]:
    """The bytes of each of ``FILES``, written nowhere.

    ``template`` is a Word template as a path or as its bytes; ``brief`` says what people chose and
    wrote, and ``last`` is the paper with which this one is compared.

    Raises UnreadableFile where the template is not a Word file, and BriefRefused where the brief
    does not fit the figures.
    """
    # Word, Typst and the rest take half a second to import: only a run that writes pays for it.
    from equity_lens.reports.figures import published, rows
    from equity_lens.reports.length import fitted
    from equity_lens.reports.rendering import render
    from equity_lens.reports.results_csv import results_csv
    from equity_lens.reports.results_json import results_json
    from equity_lens.reports.workbook import workbook

    release = published(release)
    document = fitted(release, title=title, brief=brief, last=last)
    figures = list(rows(release))
    return {
        "paper.html": render(document, "html"),
        "paper.pdf": render(document, "pdf"),
        "paper.docx": render(document, "docx", template=template),
        "tables.xlsx": workbook(release, document),
        "results.csv": results_csv(figures).encode(),
        "results.json": results_json(release, figures, title=document.title).encode(),
    }
