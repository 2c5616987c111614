"""Papers in words: where each stands, its steps, its sentences, its files, what was withheld."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equity_lens.reports.document import Block, Document, Heading
from equity_lens.reports.editing import Piece, pieces
from equity_lens.reports.help_asked import TITLE as HELP_ASKED
from equity_lens.reports.last import Last
from equity_lens.reports.withheld import Withheld
from equity_lens.reports.wording import sentences
from equity_lens.words import dates
from equity_lens_web.design_system.moments import day, moment
from equity_lens_web.evidence.forms.papers import WordsForm, field_of
from equity_lens_web.evidence.models import Outcome, Paper

MOST_MINUTES = 6
# key, title, minutes, the name of its address
STEPS = (
    ("findings", "Choose the findings", 2, "paper-findings"),
    ("words", "Read and reword", 9, "paper-words"),
    ("decisions", "Ask for decisions", 4, "paper-decisions"),
    ("voices", "Voices and actions", 3, "paper-voices"),
    ("preview", "Preview", 6, "paper-preview"),
    ("issue", "Issue", 1, "paper-issue"),
)
FILES = {
    "paper.docx": "Paper, Word",
    "paper.pdf": "Paper, PDF",
    "paper.html": "Paper, HTML",
    "tables.xlsx": "Tables, Excel",
    "results.csv": "Every figure, CSV",
    "results.parquet": "Every figure, Parquet",
    "results.json": "Every figure with its source, JSON",
    "chairs-brief.docx": "Chair’s brief, Word",
    "chairs-brief.pdf": "Chair’s brief, PDF",
    "chairs-brief.html": "Chair’s brief, HTML",
    "help-asked.docx": f"{HELP_ASKED}, Word",
    "help-asked.pdf": f"{HELP_ASKED}, PDF",
    "help-asked.html": f"{HELP_ASKED}, HTML",
}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
OF_A_DRAFT = ("paper", "chairs-brief", "help-asked")
WITHDRAWN = "Rests on a withdrawn file"


@dataclass(frozen=True, slots=True)
class Line:
    """One paper as a list shows it."""

    title: str
    href: str
    meeting: str
    when: str
    who: str
    refresh: int
    mark: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a draft."""

    key: str
    title: str
    minutes: int
    href: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence with its text area; ``earlier`` are words that no longer fitted."""

    field: Any
    label: str
    about: str
    pieces: tuple[Piece, ...]
    is_edited: bool
    rows: int
    earlier: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that an issued paper asked, and what became of it."""

    place: int
    question: str
    owner: str
    state: str
    history: tuple[str, ...]


def line(paper: Paper) -> Line:
    """A line of the list."""
    parts = (paper.meeting, day(paper.meeting_on))
    issued = paper.is_issued
    return Line(
        title=paper.title,
        href=reverse("evidence:paper", args=[paper.pk]),
        meeting=", ".join(part for part in parts if part),
        when=moment(paper.issued_at if issued else paper.begun_at),
        who=str(paper.issued_by if issued else paper.begun_by),
        refresh=paper.refresh.number,
        mark=WITHDRAWN if paper.refresh.superseded_because else "",
    )


def steps(paper: Paper, *, may_issue: bool = True) -> list[Step]:
    """The steps of a draft that a person may take, in order."""
    return [
        Step(
            key,
            title,
            minutes,
            reverse(f"evidence:{name}", args=[paper.pk]),
            key in paper.steps_done,
        )
        for key, title, minutes, name in STEPS
        if may_issue or key != "issue"
    ]


def next_step(paper: Paper) -> Step:
    """Where somebody who comes back goes on: the first step that was not saved, or the preview."""
    return next(step for step in steps(paper) if not step.is_done)


def after(paper: Paper, key: str) -> str:
    """The address of the step that follows one."""
    keys = [step[0] for step in STEPS]
    return reverse(f"evidence:{STEPS[keys.index(key) + 1][3]}", args=[paper.pk])


def wordings(document: Document, form: WordsForm, asides: Sequence[Any]) -> list[Wording]:
    """Each sentence under the heading that it stands under in the paper."""
    about = _headings(document)
    earlier = {each["id"]: each["text"] for each in asides if each["id"]}
    made = []
    for place, sentence in enumerate(sentences(document), start=1):
        field = form[field_of(sentence.id)]
        made.append(
            Wording(
                field=field,
                label=f"Sentence {place}, in your words",
                about=about[sentence.id],
                pieces=pieces(sentence.text),
                is_edited=field.initial != sentence.text,
                rows=max(2, len(sentence.text) // 70 + 1),
                earlier=earlier.get(sentence.id, ""),
            )
        )
    return made


def asked(record: Last, outcomes: Iterable[Outcome]) -> list[Asked]:
    """Each decision of an issued paper, with everything that was said of it since."""
    said = list(outcomes)
    return [
        Asked(
            place,
            ask.question,
            ask.owner,
            ask.state,
            tuple(
                f"{each.get_state_display()}, said by {each.said_by} on {moment(each.said_at)}"
                for each in said
                if each.place == place
            ),
        )
        for place, ask in enumerate(record.asks)
    ]


def withheld_rows(log: Sequence[Withheld]) -> list[tuple[str, ...]]:
    """The gate's log as the rows of a table."""
    return [
        (
            each.title,
            each.kind.capitalize(),
            each.dimension_title,
            dates.period(each.period) if each.period else "Every period",
            each.reason,
            f"{each.cells:,}",
        )
        for each in log
    ]


def issued_files(paper: Paper, sizes: dict[str, str]) -> list[tuple[str, str, str]]:
    """What can be had of an issued paper: name, address, fingerprint."""
    return [
        (title, reverse("evidence:paper-file", args=[paper.pk, name]), sizes[name])
        for name, title in FILES.items()
        if name in sizes
    ]


def draft_files(paper: Paper) -> list[tuple[str, str]]:
    """What can be had of a draft, each marked as a draft."""
    return [
        (title, reverse("evidence:paper-file", args=[paper.pk, name]))
        for name, title in FILES.items()
        if name.partition(".")[0] in OF_A_DRAFT
    ]


def current_files(*, with_help: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is made from the current figures: its name, and each format with its address.

    Help is asked for the actions of an issued paper: without one there is nothing to list.
    """
    made = {"chairs-brief": "Chair’s brief"} | ({"help-asked": HELP_ASKED} if with_help else {})
    return [
        (
            title,
            [
                (form, reverse("evidence:paper-current", args=[f"{name}.{ending}"]))
                for form, ending in (("PDF", "pdf"), ("Word", "docx"), ("HTML", "html"))
            ],
        )
        for name, title in made.items()
    ]


def _headings(document: Document) -> dict[str, str]:
    """The headings above each sentence that may be reworded."""
    found, first, second = {}, "", ""
    for block in document.paper:
        if isinstance(block, Heading):
            first, second = (block.text, "") if block.level == 1 else (first, block.text)
        for id in _ids(block):
            found[id] = second or first
    return found


def _ids(block: Block) -> tuple[str, ...]:
    id = getattr(block, "id", "")
    return (id,) if id else tuple(getattr(block, "ids", ()))
