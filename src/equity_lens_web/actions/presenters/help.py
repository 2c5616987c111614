"""A request for help as the executive team reads it: how old, the one decision, for which gap."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equity_lens.words.readings import gap_title
from equity_lens_web.actions.presenters.one import NEXT_OF, needed, said
from equity_lens_web.actions.presenters.standing import days, owner


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for help."""

    pk: int
    needed: str
    age: str
    why: str
    what: str
    href: str
    gap: str
    owner: str
    stands: str
    answers: list[str]


def request_for_help(block: Any) -> Asked:
    """A block that asks for help; it comes from ``help_asked`` with its answers."""
    decision = block.decision
    gap = decision.gap
    over = "No longer blocked. " if block.ended_at else ""
    return Asked(
        pk=block.pk,
        needed=needed(block),
        age=days(block.began_at),
        why=block.why,
        what=decision.what,
        href=reverse("actions:decision", args=[decision.pk]),
        gap=gap_title(gap) if gap else "",
        owner=owner(decision),
        stands=over + NEXT_OF[block.answered or ""],
        answers=said(block.answers.all()),
    )
