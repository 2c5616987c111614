"""What the front line needs of a person: answers to ideas."""

from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.frontline.presenters import ideas as present

MINUTES = 3


def needs_of(membership: Membership) -> list[Need]:
    """An answer to each idea that waits, the overdue ones first; one query."""
    if not membership.may(Permission.IDEAS_ANSWER):
        return []
    waiting = membership.organisation.ideas.unanswered()
    return [
        Need(
            title=f"Answer an idea: {present.sender(idea)}",
            href=reverse("frontline:answer", args=[idea.pk]),
            minutes=MINUTES,
            due=idea.due_on,
            why=present.state(idea),
        )
        for idea in waiting.prefetch_related("answers")
    ]
