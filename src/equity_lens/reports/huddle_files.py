"""A huddle card as an A5 print and as a page for a phone; neither asks anything of anywhere."""

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from equity_lens.reports.huddle_card import FACT, KIND, QUESTION, TO_TRY, HuddleCard
from equity_lens.reports.pdf import FONTS
from equity_lens.words.dates import last_day

TEMPLATES = Path(__file__).parent / "templates"
PRINT, PAGE, STYLE = "huddle.typ", "huddle.html.jinja", "huddle.css"
CODE = "code.svg"
NO_DATE = dt.date(2000, 1, 1)


def huddle_pdf(card: HuddleCard, *, link: str = "", code: str = "") -> bytes:
    """The card as one page of A5, tagged and checked against PDF/UA-1; the same card, the same bytes.

    ``link`` is the address of the card's page, and ``code`` a picture of it (SVG) that a phone can
    read; without them the print has none.
    """
    made_at = dt.datetime.combine(last_day(card.period) or NO_DATE, dt.time(12), tzinfo=dt.UTC)
    made = _made(card, link, code, format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
    assert isinstance(made, bytes)
    return made


def huddle_pictures(
    card: HuddleCard, *, link: str = "", code: str = "", pixels_per_inch: float = 72
) -> list[bytes]:
    """Each page of the print as a PNG, to look at; a card that is right has one."""
    made = _made(card, link, code, format="png", ppi=pixels_per_inch)
    drawn = made if isinstance(made, list) else [made]
    return [page for page in drawn if page is not None]


def huddle_html(card: HuddleCard) -> str:
    """The card as one page of HTML that stands alone: no script, no font, no request."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template(PAGE).render(
        card=card, parts=_parts(card), kind=KIND, css=(TEMPLATES / STYLE).read_text("utf-8")
    )


def _parts(card: HuddleCard) -> list[tuple[str, str]]:
    return [(FACT, " ".join(card.fact)), (QUESTION, card.question), (TO_TRY, card.to_try)]


def _made(card: HuddleCard, link: str, code: str, **given: Any) -> Any:
    described = {
        "kind": KIND,
        "title": card.title,
        "parts": _parts(card),
        "organisation": card.organisation,
        "source": card.source,
        "watermark": card.watermark,
        "link": link,
        "when": card.when,
        "code": CODE if code else "",
    }
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as name:
        folder = Path(name)
        shutil.copy(TEMPLATES / PRINT, folder)
        if code:
            (folder / CODE).write_text(code, "utf-8")
        (folder / "card.json").write_text(json.dumps(described), "utf-8")
        compiler = typst.Compiler(
            input=str(folder / PRINT),
            root=str(folder),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
        )
        return compiler.compile(**given)
