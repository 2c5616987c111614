"""A driver diagram as a picture, as an outline, and as files; and the starters to begin from."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from django.urls import reverse

from equity_lens.charts import Chart, driver_diagram
from equity_lens.planning.outline import IDEA, PRIMARY, Line, in_plain_text
from equity_lens.reports.covers import SYNTHETIC
from equity_lens.reports.document import Bullets, Document, Heading, Paragraph
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system.moments import day_of
from equity_lens_web.guidance.reading import Entry, entries, entry
from equity_lens_web.improvement.models import Driver, DriverDiagram, Project

KIND = "driver_template"
Form = Literal["svg", "png", "txt", "docx"]
FORMS: tuple[Form, ...] = get_args(Form)
TITLES = {
    "svg": "picture (SVG)",
    "png": "picture (PNG)",
    "txt": "outline (text)",
    "docx": "outline (Word)",
}
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(slots=True)
class Branch:
    """A line of the outline with what lies under it, as a nested list shows it."""

    line: Driver
    under: list["Branch"] = field(default_factory=list)


def tree(lines: list[Driver]) -> list[Branch]:
    """The outline as nested branches, in its order."""
    top: list[Branch] = []
    last: dict[int, Branch] = {}
    for line in lines:
        branch = Branch(line)
        last[line.level] = branch
        (last[line.level - 1].under if line.level > 1 else top).append(branch)
    return top


def picture(diagram: DriverDiagram, lines: list[Driver]) -> Chart:
    """The diagram as it is drawn."""
    project = diagram.project
    return driver_diagram(
        project.title, diagram.aim, as_lines(lines), synthetic=project.organisation.synthetic
    )


def as_lines(lines: list[Driver]) -> list[Line]:
    """Records as the library's outline."""
    return [Line(line.words, line.level) for line in lines]


def links(project: Project) -> list[tuple[str, str]]:
    """Where each file of the diagram is."""
    return [
        (TITLES[form], reverse("improvement:driver-file", args=[project.pk, form]))
        for form in FORMS
    ]


def file_of(diagram: DriverDiagram, lines: list[Driver], form: Form) -> bytes:
    """The diagram in one form."""
    # Word and pictures in dots take a while to import, and few pages ask for them.
    match form:
        case "svg":
            return picture(diagram, lines).svg.encode()
        case "png":
            from equity_lens.reports.pdf import pictures

            return pictures((picture(diagram, lines),))[0]
        case "txt":
            said = in_plain_text(diagram.project.title, diagram.aim, as_lines(lines))
            mark = f"\n\n{SYNTHETIC}" if diagram.project.organisation.synthetic else ""
            return f"{said}{mark}\n".encode()
        case "docx":
            from equity_lens.reports.rendering import render

            return render(_document(diagram, lines), "docx")


def starters(organisation: Organisation) -> list[Entry]:
    """The driver diagrams that an organisation's teams can begin from."""
    return entries(KIND, organisation)


def starter(key: str, organisation: Organisation) -> Entry | None:
    """One of them."""
    return entry(KIND, key, organisation) if key else None


def lines_of(starter: Entry) -> list[Line]:
    """The outline of a starter: a line begins with "- ", and two spaces further in is a level deeper.

    A trust may have changed it: a line that lies too deep is brought under the one before it.
    """
    lines: list[Line] = []
    for said in str(starter.fields.get("outline", "")).splitlines():
        words = said.strip().removeprefix("- ")[:200]
        deepest = min(lines[-1].level + 1, IDEA) if lines else PRIMARY
        if words:
            lines.append(Line(words, min((len(said) - len(said.lstrip())) // 2 + 1, deepest)))
    return lines


def _document(diagram: DriverDiagram, lines: list[Driver]) -> Document:
    project = diagram.project
    blocks: list[Heading | Paragraph | Bullets] = [Heading("Aim"), Paragraph(diagram.aim)]
    for branch in tree(lines):
        blocks.append(Heading(f"Primary driver: {branch.line.words}"))
        for below in branch.under:
            blocks.append(Paragraph(below.line.words, lead="Secondary driver:"))
            if below.under:
                blocks.append(Bullets(tuple(each.line.words for each in below.under)))
    return Document(
        title=f"Driver diagram: {project.title}",
        subtitle=project.organisation.name,
        description=f"What drives the aim of {project.title}, and what could be changed.",
        author=project.organisation.name,
        made_on=day_of(diagram.changed_at).isoformat(),
        paper=tuple(blocks),
        annex=(),
        watermark=SYNTHETIC if project.organisation.synthetic else "",
    )
