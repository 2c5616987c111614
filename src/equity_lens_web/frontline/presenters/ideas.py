"""Ideas in words: where each stands, and what the board is told of them all."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from equity_lens_web.accounts.permissions import roles
from equity_lens_web.design_system import moments
from equity_lens_web.design_system.moments import day
from equity_lens_web.frontline.models import Answer, Idea
from equity_lens_web.frontline.models.ideas import ANSWERED_WITHIN
from equity_lens_web.frontline.working_days import working_days_between

WITHIN = "ten working days"
NOT_READ_YET = "Its words can be read once it has been answered."


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: what was said, what is done, by which role and when."""

    said: str
    outcome: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Line:
    """One idea in a list or on its page. ``said`` is "" where it may not be read yet."""

    pk: int
    kind: str
    said: str
    sender: str
    received: str
    state: str
    is_overdue: bool
    is_answered: bool
    replies: list[Reply]
    project: str
    project_id: int | None


def lines(ideas: Iterable[Idea], *, reads_all: bool) -> list[Line]:
    """A line for each idea. An unanswered one is read by those who answer before by others."""
    return [line(idea, reads_all=reads_all) for idea in ideas]


def line(idea: Idea, *, reads_all: bool) -> Line:
    """One idea, with its answers."""
    replies = [_reply(each) for each in idea.answers.all()]
    project = idea.project
    return Line(
        pk=idea.pk,
        kind=idea.get_kind_display(),
        said=idea.said if reads_all or replies else "",
        sender=sender(idea),
        received=day(idea.received_on),
        state=state(idea),
        is_overdue=idea.is_overdue,
        is_answered=bool(replies),
        replies=replies,
        project=str(project) if project else "",
        project_id=idea.project_id,
    )


def sender(idea: Idea) -> str:
    """Who sent it, by role and place and never by name."""
    who = roles()[idea.role].title if idea.role in roles() else "Sent without sign-in"
    return f"{who}, {idea.place}" if idea.place else who


def state(idea: Idea) -> str:
    """Where it stands: answered and when, or when an answer is due."""
    answers: list[Answer] = list(idea.answers.all())
    if answers:
        in_time = answers[0].said_on <= idea.due_on
        kept = f"within {WITHIN}" if in_time else f"after more than {WITHIN}"
        return f"Answered on {day(answers[0].said_on)}, {kept}"
    late = working_days_between(idea.due_on, moments.today())
    if idea.is_overdue:
        days = "1 working day" if late == 1 else f"{late} working days"
        return f"Overdue by {days}: an answer was due by {day(idea.due_on)}"
    return f"Waits for an answer, due by {day(idea.due_on)}"


def counted(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The count for the board, in rows."""
    return [
        ("Received", counts["received"]),
        (f"Answered within {ANSWERED_WITHIN} working days", counts["in_time"]),
        ("Answered later", counts["late"]),
        ("Waiting, and not yet due", counts["waiting"]),
        ("Overdue", counts["overdue"]),
        ("Became part of a project", counts["became_projects"]),
    ]


def a_year_before(today: dt.date) -> dt.date:
    """The first day of the twelve months that are counted."""
    return today - dt.timedelta(days=365)


def _reply(answer: Answer) -> Reply:
    role = roles().get(answer.role)
    return Reply(
        said=answer.said,
        outcome=answer.get_outcome_display(),
        by=role.title if role else "A member of the trust",
        on=day(answer.said_on),
    )
