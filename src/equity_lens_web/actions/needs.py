"""What a room needs of a person: one line on the page Today, with its minutes.

    # in <room>/needs.py
    def needs_of(membership: Membership) -> list[Need]: ...

Each room says what it needs in a bounded number of queries; Today puts the lists together.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from equity_lens.disclosure.released_readings import Outcome
from equity_lens.words.readings import outcome_name
from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.models import Answer, Block, Decision, Reading, Step
from equity_lens_web.design_system import moments

ANSWER_WITHIN = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do: what, where, in how many minutes, by when (None: no day), and why.

    What is ``theirs_alone`` nobody can do for them, such as to sign. ``on_behalf_of`` names the
    person whose need it is, where it stands with whoever covers for them.
    """

    title: str
    href: str
    minutes: int
    due: dt.date | None
    why: str
    theirs_alone: bool = False
    on_behalf_of: str = ""


def in_order(needs: Iterable[Need]) -> list[Need]:
    """What is due first comes first, then what has no day; the shorter of two, then by title.

    >>> day = dt.date(2026, 12, 1)
    >>> later = Need("Read the plan", "/plan/", 5, None, "A year has passed.")
    >>> sooner = Need("Answer an idea", "/ideas/", 2, day, "It has waited 12 days.")
    >>> [need.title for need in in_order([later, sooner])]
    ['Answer an idea', 'Read the plan']
    """
    return sorted(
        needs, key=lambda need: (need.due or dt.date.max, need.minutes, need.title, need.href)
    )


def needs_of(membership: Membership) -> list[Need]:
    """What decisions need of a member: theirs that are open or read again, and help to answer."""
    if not membership.may(Permission.ACTIONS_READ):
        return []
    needs = [need for decision in _own(membership) if (need := _of(decision)) is not None]
    if membership.may(Permission.HELP_DECIDE):
        needs += [_to_answer(each) for each in _waiting(membership)]
    if membership.may(Permission.ACTIONS_WRITE):
        needs += _orphans(membership)
    return needs


def _own(membership: Membership) -> Any:
    """Their decisions that are not settled, with the newest step of each and the last answer."""
    settled = (Step.Kind.CONCLUDED, Step.Kind.STOPPED)
    newest = Reading.objects.sound().filter(decision=OuterRef("pk")).order_by("-pk")
    concluded = Step.objects.filter(decision=OuterRef("pk"), kind__in=settled).order_by("-pk")
    concluded_at = OuterRef("concluded_at")
    answer = Answer.objects.filter(block__decision=OuterRef("pk"), block__ended_at=None).order_by(
        "-pk"
    )
    return (
        Decision.objects.filter(owner=membership)
        .exclude(state=Decision.State.STOPPED)
        .with_outcome()
        .annotate(
            read_at=Subquery(newest.exclude(outcome=Outcome.NOT_READ).values("at")[:1]),
            concluded_at=Subquery(concluded.values("at")[:1]),
            concluded_on=Subquery(newest.filter(at__lte=concluded_at).values("outcome")[:1]),
            answered=Subquery(answer.values("kind")[:1]),
        )
        .defer("shown")
        .order_by("due_on", "pk")
    )


def _of(decision: Any) -> Need | None:
    href = reverse("actions:decision", args=[decision.pk])
    if decision.answered == Answer.Kind.ASKED_BACK:
        why = "The executive team asks something back before it decides."
        return Need(f"Answer a question on: {decision.what}", href, 2, None, why)
    if _has_news(decision):
        why = f"The gap was read again: {_lower(outcome_name(Outcome(decision.outcome)))}."
        return Need(f"Say what follows from: {decision.what}", href, 3, None, why)
    if decision.is_over:
        return None
    if decision.state == Decision.State.BLOCKED:
        why = "It is blocked. Its day stands until it is moved."
    else:
        why = "It is yours. Say that it is done, or give it another day and the reason."
    return Need(decision.what, href, 2, decision.due_on, why)


def _has_news(decision: Any) -> bool:
    """Whether it was read and nobody has said what follows, or something else became of it since.

    A gap is read with every refresh, for years: whoever has said what follows is not asked each month.
    """
    if not decision.read_at:
        return False
    if not decision.concluded_at or not decision.concluded_on:
        return True
    is_newer: bool = decision.concluded_at < decision.read_at
    return is_newer and decision.outcome != decision.concluded_on


def _waiting(membership: Membership) -> Any:
    asked = Block.objects.filter(decision__organisation=membership.organisation_id)
    return asked.help_asked().waiting()


def _to_answer(block: Any) -> Need:
    asked_on = moments.day_of(block.began_at)
    why = f"Asked {moments.age(asked_on)}. One decision is needed, and work waits for it."
    href = reverse("actions:answer-help", args=[block.pk])
    return Need(f"Answer: {block.needed}", href, 2, asked_on + ANSWER_WITHIN, why)


def _orphans(membership: Membership) -> list[Need]:
    number = (
        Decision.objects.filter(organisation=membership.organisation_id).without_an_owner().count()
    )
    if not number:
        return []
    what = "a decision" if number == 1 else f"{number} decisions"
    href = reverse("actions:decisions", query={"show": "new-owner"})
    why = "Whoever owned it is no longer a member, and it must not be lost."
    return [Need(f"Find a new owner for {what}", href, 1, None, why)]


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
