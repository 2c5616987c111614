"""Documents of leadership, from live records: blocks for a page, a print or a Word file."""

from equity_lens.reports.document import Block, Document, Heading, Paragraph, Table
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Charter
from equity_lens_web.leadership.presenters import charter as present

SYNTHETIC = "Synthetic data: for demonstration only"


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


def charter_blocks(charter: Charter, number: int = 1) -> tuple[Block, ...]:
    """The ten answers, what is lacking, and who has signed."""
    rows = tuple(
        (answer.question, f"{answer.words}. {answer.gap}." if answer.gap else answer.words)
        for answer in present.answers(charter)
    )
    signed = "; ".join(present.signed_by(charter)) or "Nobody yet"
    caption = f"The role, version {charter.number} of {moments.day(charter.changed_at.date())}"
    return (
        Table(number, caption, ("Question", "Answer"), rows, texts=2),
        Paragraph(f"{signed}. {present.waits_for(charter)}".strip(), lead="Signed:"),
    )


def charter_paper(organisation: Organisation, charter: Charter) -> Document:
    """The charter on one page."""
    title = "Charter of the health inequalities lead"
    return document(organisation, title, Heading("What was agreed"), *charter_blocks(charter))
