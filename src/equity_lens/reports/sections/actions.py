"""What is being done, and what help it waits for."""

import datetime as dt
from collections.abc import Iterator

from equity_lens.reports.brief import Action, ActionState, Brief
from equity_lens.reports.chosen import found
from equity_lens.reports.document import Block, Bullets, Heading, Paragraph
from equity_lens.reports.scope import Scope
from equity_lens.words import dates, gaps

NONE = "No action is recorded yet."
DONE_IS_NOT_CLOSED = (
    "An action that is done says what was carried out. Whether people fare better, the gap says."
)


def actions(scope: Scope, brief: Brief) -> tuple[Block, ...]:
    """Each action with its owner, its day, where it stands, and the gap that it should move."""
    heading = Heading("Actions")
    if not brief.actions:
        return heading, Paragraph(NONE)
    told = Bullets(tuple(action_sentence(scope, action) for action in brief.actions))
    if any(action.state is ActionState.DONE for action in brief.actions):
        return heading, told, Paragraph(DONE_IS_NOT_CLOSED)
    return heading, told


def action_sentence(scope: Scope, action: Action) -> str:
    """One action on a line."""
    return " ".join(_parts(scope, action))


def gap_of_action(scope: Scope, action: Action) -> str:
    """The gap that an action should move, as it is now; nothing where none is named."""
    finding = found(scope.release, action.moves)
    if finding is None:
        return ""
    return f"{finding.profile.measure.title}, now {gaps.size(finding.group.gap)}"


def waiting(action: Action, on: dt.date | None) -> str:
    """For how long help has been waited for, as at a day.

    >>> waiting(Action("Cover", asked_on=dt.date(2026, 9, 1)), dt.date(2026, 10, 1))
    'asked 30 days before this meeting'
    """
    if action.asked_on is None:
        return ""
    if on is None or on < action.asked_on:
        return f"asked on {dates.day(action.asked_on)}"
    days = (on - action.asked_on).days
    return f"asked {days} day{'' if days == 1 else 's'} before this meeting"


def _parts(scope: Scope, action: Action) -> Iterator[str]:
    yield _ended(action.what)
    yield f"Owner: {action.owner or 'to be named'}."
    if action.due is not None:
        yield f"Due {dates.day(action.due)}."
    yield f"State: {action.state.value}."
    if gap := gap_of_action(scope, action):
        yield f"Gap to move: {gap}."
    if action.help_needed:
        yield f"Help asked: {_ended(action.help_needed)}"


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
