"""The paper as one HTML file that stands alone: no script, no font, no request to anywhere."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from equity_lens.reports.document import Block, Document, Heading

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it; ``blocks`` pairs the name of a kind with a block."""

    anchor: str
    heading: str
    blocks: list[tuple[str, Block]]


def html(document: Document) -> str:
    """The whole paper; the same document makes the same text."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    paper = sections(document.paper, "section")
    annex = sections(document.annex, "annex")
    return environment.get_template("paper.html.jinja").render(
        document=document,
        paper=paper,
        annex=annex,
        css=(TEMPLATES / "paper.css").read_text("utf-8"),
    )


def sections(blocks: tuple[Block, ...], name: str) -> list[Section]:
    """Blocks gathered under their headings of level 1, which every run of blocks begins with."""
    gathered: list[Section] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            gathered.append(Section(f"{name}-{len(gathered) + 1}", block.text, []))
        else:
            gathered[-1].blocks.append((type(block).__name__, block))
    return gathered
