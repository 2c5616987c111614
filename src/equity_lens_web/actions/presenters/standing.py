"""How a decision stands, in words: what is late, what is blocked, and what the gap did."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equity_lens.disclosure.released_readings import Outcome
from equity_lens.words.readings import outcome_name
from equity_lens_web.actions.models import Decision
from equity_lens_web.actions.models.decisions import MOVED, WORSE
from equity_lens_web.design_system import moments

COLOURS = {
    **dict.fromkeys(MOVED, "green"),
    **dict.fromkeys(WORSE, "red"),
    Outcome.UNCHANGED: "orange",
    Outcome.NOT_READ: "grey",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words and a colour that repeats what they say."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """One decision in a list."""

    href: str
    what: str
    kind: str
    owner: str
    due: str
    tag: Tag
    more: str


def line(decision: Any) -> Line:
    """A decision as a list shows it; it comes from ``for_a_list``."""
    return Line(
        href=reverse("actions:decision", args=[decision.pk]),
        what=decision.what,
        kind=decision.get_kind_display(),
        owner=owner(decision),
        due=moments.day(decision.due_on),
        tag=tag(decision),
        more=_more(decision),
    )


def owner(decision: Decision) -> str:
    """Who owns it, or that somebody must take it over."""
    if decision.needs_a_new_owner:
        return f"Needs a new owner: {decision.owner.person} has left"
    return str(decision.owner.person)


def tag(decision: Any) -> Tag:
    """How it stands: what became of the gap once it is done, whether it is late before."""
    state, outcome = decision.state, _outcome(decision)
    if state == Decision.State.STOPPED:
        return Tag("Stopped", "grey")
    if state == Decision.State.DONE:
        if outcome is None:
            return Tag("Done", "blue")
        said = outcome_name(outcome)
        return Tag(f"Done, {said[0].lower()}{said[1:]}", COLOURS[outcome])
    if state == Decision.State.BLOCKED:
        return Tag(f"Blocked for {days(decision.blocked_at)}", "red")
    late = (moments.today() - decision.due_on).days
    if late > 0:
        return Tag(f"Late by {late} day{'' if late == 1 else 's'}", "orange")
    return Tag("Open", "blue")


def days(since: Any) -> str:
    """How long something has stood: "1 day", "25 days"."""
    number = (moments.today() - moments.day_of(since)).days
    return f"{number} day{'' if number == 1 else 's'}"


def _outcome(decision: Any) -> Outcome | None:
    return Outcome(decision.outcome) if decision.outcome else None


def _more(decision: Any) -> str:
    """What a reader of the list should know besides."""
    if decision.state == Decision.State.BLOCKED:
        return "Help of the executive team asked" if decision.asks_help else ""
    outcome = _outcome(decision)
    if decision.state == Decision.State.OPEN and outcome is not None:
        return outcome_name(outcome)
    if decision.shown is not None and decision.refresh.superseded_because:
        return "The figures that it was decided on no longer hold"
    if decision.state == Decision.State.DONE and outcome is None and decision.shown is not None:
        return f"The gap is read again on {moments.day(decision.due_on)}"
    return ""
