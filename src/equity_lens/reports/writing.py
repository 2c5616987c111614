"""All the files of one run, made together: all of them, or none."""

import os
import tempfile
from pathlib import Path

from equity_lens.disclosure.released import Release
from equity_lens.errors import EquityLensError

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
    made = _made(release, template, title)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".equity-lens-", dir=folder) as name:
        new, old = Path(name, "new"), Path(name, "old")
        new.mkdir()
        old.mkdir()
        for file in FILES:
            (new / file).write_bytes(made[file])
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


def _made(release: Release, template: Path | None, title: str | None) -> dict[str, bytes]:
    # Word, Typst and the rest take half a second to import: only a run that writes pays for it.
    from equity_lens.reports.figures import published, rows
    from equity_lens.reports.html import html
    from equity_lens.reports.length import fitted
    from equity_lens.reports.pdf import pdf
    from equity_lens.reports.results_csv import results_csv
    from equity_lens.reports.results_json import results_json
    from equity_lens.reports.word import word
    from equity_lens.reports.workbook import workbook

    release = published(release)
    document = fitted(release, title=title)
    figures = list(rows(release))
    return {
        "paper.html": html(document).encode(),
        "paper.pdf": pdf(document),
        "paper.docx": word(document, template=template),
        "tables.xlsx": workbook(release, document),
        "results.csv": results_csv(figures).encode(),
        "results.json": results_json(release, figures, title=document.title).encode(),
    }
