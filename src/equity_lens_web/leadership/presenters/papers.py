"""Documents of leadership: blocks for a page, a print or a Word file, kept as plain data."""

from dataclasses import asdict
from typing import Any

from equity_lens.reports.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
)
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Charter
from equity_lens_web.leadership.presenters import charter as present

SYNTHETIC = "Synthetic data: for demonstration only"
KINDS: dict[str, Any] = {each.__name__: each for each in (Heading, Paragraph, Bullets, Table)}


def document(organisation: Organisation, title: str, *paper: Block) -> Document:
    """A document of one organisation, made today."""
    today = moments.today()
    return Document(
        title=title,
        subtitle=f"{organisation.name}. {moments.day(today)}",
        description=f"{title}: {organisation.name}",
        author=organisation.name,
        made_on=today.isoformat(),
        paper=paper,
        annex=(),
        watermark=SYNTHETIC if organisation.synthetic else "",
    )


def to_keep(made: Document) -> dict[str, Any]:
    """A document as plain data, for a record of what was sent."""
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in made.paper]
    return {**asdict(made), "paper": blocks, "annex": []}


def as_kept(kept: dict[str, Any]) -> Document:
    """The document again, as it was."""
    paper = tuple(_block(dict(each)) for each in kept["paper"])
    return Document(**{**kept, "paper": paper, "annex": ()})


def bullets(items: list[str], otherwise: str) -> Block:
    """A list; or the sentence that says that there is nothing."""
    return Bullets(tuple(items)) if items else Paragraph(otherwise)


def charter_blocks(charter: Charter, number: int = 1) -> tuple[Block, ...]:
    """The ten answers, what is lacking, and who has signed."""
    rows = tuple(
        (answer.question, f"{answer.words}. {answer.gap}." if answer.gap else answer.words)
        for answer in present.answers(charter)
    )
    signed = "; ".join(present.signed_by(charter)) or "Nobody yet"
    caption = (
        f"The role, version {charter.number} of {moments.day(moments.day_of(charter.changed_at))}"
    )
    return (
        Table(number, caption, ("Question", "Answer"), rows, texts=2),
        Paragraph(f"{signed}. {present.waits_for(charter)}".strip(), lead="Signed:"),
    )


def charter_paper(organisation: Organisation, charter: Charter) -> Document:
    """The charter on one page."""
    title = "Charter of the health inequalities lead"
    return document(organisation, title, Heading("What was agreed"), *charter_blocks(charter))


def _block(kept: dict[str, Any]) -> Block:
    made: Block = KINDS[kept.pop("kind")](**{name: _tuples(value) for name, value in kept.items()})
    return made


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
