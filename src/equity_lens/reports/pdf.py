"""The paper as a tagged PDF, set by Typst and checked against PDF/UA-1 while it is made.

Typst refuses to write a file with an untitled document, a skipped heading level or a picture
without alternative text, so a paper that comes out is one that a screen reader can read.
"""

import datetime as dt
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import typst

from equity_lens.charts.chart import Chart
from equity_lens.errors import EquityLensError
from equity_lens.reports.document import Block, ChartBlock, Document, Table

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "templates" / "paper.typ"
NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')


class LettersLacking(EquityLensError):
    """Somebody wrote in letters that the font of the PDF does not have."""


def pdf(document: Document) -> bytes:
    """The whole paper as PDF/UA-1; the same document makes the same bytes.

    Raises LettersLacking where the font has no letters for something that was written.
    """
    made_at = dt.datetime.combine(
        dt.date.fromisoformat(document.made_on), dt.time(12), tzinfo=dt.UTC
    )
    with _compiler(document) as compiler:
        try:
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
        except typst.TypstError as refusal:
            raise _refused(refusal) from refusal
    assert isinstance(made, bytes)
    return made


def _refused(refusal: typst.TypstError) -> Exception:
    """A letter that the font does not have, as something that a person can put right."""
    letters = NO_LETTER.search(str(refusal))
    if letters is None:
        return refusal
    return LettersLacking(
        f"The PDF has no letters for “{letters[1]}”, so it cannot be made.",
        remedy="Put these words into English, or into Latin, Greek or Cyrillic letters. Pictures such "
        "as smileys cannot be printed.",
    )


def pages_before_annex(document: Document) -> int:
    """On how many pages of A4 the paper stands before its annex."""
    with _compiler(replace(document, annex=())) as compiler:
        found = compiler.query("<last-page-of-paper>", field="value", one=True)
    return int(found)


def pages(document: Document, *, pixels_per_inch: float = 72) -> list[bytes]:
    """Each page of the paper and its annex as a PNG: to look at, and to show."""
    with _compiler(document) as compiler:
        return _drawn(compiler, pixels_per_inch)


def pictures(charts: tuple[Chart, ...], *, pixels_per_inch: float = 220) -> list[bytes]:
    """Each chart as a PNG, 16 cm wide, for files that cannot hold an SVG."""
    if not charts:
        return []
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as name:
        folder = Path(name)
        page = "#set page(width: 16cm, height: auto, margin: 0pt)\n"
        drawn = [f'#image("{file}", width: 100%)' for file in _save(charts, folder)]
        (folder / "charts.typ").write_text(page + "\n#pagebreak()\n".join(drawn), "utf-8")
        return _drawn(_typst(folder, "charts.typ"), pixels_per_inch)


def _drawn(compiler: typst.Compiler, pixels_per_inch: float) -> list[bytes]:
    made = compiler.compile(format="png", ppi=pixels_per_inch)
    drawn = made if isinstance(made, list) else [made]
    return [page for page in drawn if page is not None]


@contextmanager
def _compiler(document: Document) -> Iterator[typst.Compiler]:
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as name:
        folder = Path(name)
        shutil.copy(TEMPLATE, folder)
        blocks = document.paper + document.annex
        files = iter(_save(tuple(b.chart for b in blocks if isinstance(b, ChartBlock)), folder))
        described = {
            **asdict(replace(document, paper=(), annex=())),
            "paper": [_described(block, files) for block in document.paper],
            "annex": [_described(block, files) for block in document.annex],
        }
        (folder / "document.json").write_text(json.dumps(described), "utf-8")
        yield _typst(folder, TEMPLATE.name)


def _typst(folder: Path, name: str) -> typst.Compiler:
    return typst.Compiler(
        input=str(folder / name),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )


def _save(charts: tuple[Chart, ...], folder: Path) -> list[str]:
    names = [f"chart-{number}.svg" for number, _ in enumerate(charts, start=1)]
    for name, chart in zip(names, charts, strict=True):
        (folder / name).write_text(chart.svg, "utf-8")
    return names


def _described(block: Block, files: Iterator[str]) -> dict[str, Any]:
    """A block as plain data, with the name of its kind, by which the template finds how to draw it."""
    kind = type(block).__name__
    if isinstance(block, ChartBlock):
        return {
            "kind": kind,
            "number": block.number,
            "sentence": block.sentence,
            "table": block.table,
            "caption": block.chart.title,
            "alt": block.chart.description or block.chart.title,
            "file": next(files),
        }
    if isinstance(block, Table):
        return {"kind": kind, **asdict(block), "weights": block.weights}
    return {"kind": kind, **asdict(block)}
