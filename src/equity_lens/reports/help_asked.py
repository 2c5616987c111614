"""What the people who do the work need from the chief executive: one decision each."""

import datetime as dt

from equity_lens.disclosure.released import Release
from equity_lens.reports.brief import Action, Brief
from equity_lens.reports.covers import covered
from equity_lens.reports.document import NOBODY_YET, Block, Bullets, Document, Heading, Paragraph
from equity_lens.reports.scope import Scope, scope
from equity_lens.reports.sections.actions import gap_of_action, waiting

TITLE = "Help asked"
NOTHING = "No action waits for help."


def help_asked(release: Release, brief: Brief) -> Document:
    """Each action that waits for help: the decision needed, since when, and the gap it should move.

    Those that have waited longest come first. Decisions asked of the board that have no owner yet
    follow, because to name one is help as well.
    """
    about = scope(release)
    waits = sorted(
        (action for action in brief.actions if action.help_needed),
        key=lambda action: action.asked_on or dt.date.max,
    )
    blocks: list[Block] = [Heading("Decisions that work waits for")]
    for number, action in enumerate(waits, start=1):
        blocks += _one(about, brief, action, number)
    if not waits:
        blocks.append(Paragraph(NOTHING))
    unowned = [ask.question for ask in brief.asks or () if not ask.owner]
    if unowned:
        blocks += [Heading("Owners to be named"), Bullets(tuple(unowned))]
    return covered(about, brief, title=TITLE, paper=tuple(blocks))


def _one(about: Scope, brief: Brief, action: Action, number: int) -> tuple[Block, ...]:
    facts = [
        f"Asked of: {action.asked_of or NOBODY_YET}",
        waiting(action, brief.meeting_on),
        f"owner of the action: {action.owner or NOBODY_YET}",
        f"state: {action.state.value}",
    ]
    gap = gap_of_action(about, action)
    return (
        Heading(f"{number}. {action.help_needed}", 2),
        Paragraph(action.what, lead="For:"),
        Paragraph(gap or "none named", lead="Gap to move:"),
        Paragraph(f"{'; '.join(fact for fact in facts if fact)}."),
    )
