"""What people do with a decision: make it, hand it over, give it another day, finish or stop it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from equity_lens.disclosure.released_readings import GapAsShown
from equity_lens.disclosure.rereading import is_to_the_worse
from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.models import Decision, Step
from equity_lens_web.actions.services.may import require_change, who_may_own
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.coding import encode
from equity_lens_web.evidence.models import Refresh


class DecisionRefused(EquityLensError):
    """A decision cannot be made or changed as asked."""


@transaction.atomic
def decide(
    *,
    organisation: Organisation,
    what: str,
    owner: Membership,
    due_on: dt.date,
    by: Person,
    kind: Any = Decision.Kind.DECISION,
    source: Any = Decision.Source.FINDING,
    source_words: str = "",
    gap: GapAsShown | None = None,
    refresh: Refresh | None = None,
    hoped: float | None = None,
    no_number_because: str = "",
    helpers: str = "",
    partner: str = "",
    first_step: str = "",
) -> Decision:
    """Record a decision with the gap that it should move, as that gap is shown now.

    Raises PermissionDenied unless ``by`` may record decisions at the organisation, and
    DecisionRefused where there is no gap to narrow or the owner does not belong here.
    """
    require(by, Permission.ACTIONS_WRITE, organisation=organisation)
    _must_read_decisions(owner, organisation)
    if gap is not None and not is_to_the_worse(gap):
        raise DecisionRefused(
            "This group does not fare worse than what it is compared with.",
            remedy="Choose a group that does, so that there is a gap to narrow.",
        )
    made = Decision.objects.create(
        organisation=organisation,
        kind=kind,
        what=what,
        source=source,
        source_words=source_words,
        measure=gap.measure if gap else "",
        dimension=gap.dimension.key if gap else "",
        subgroup=gap.subgroup.key if gap else "",
        shown=encode(gap) if gap else None,
        refresh=refresh if gap else None,
        hoped=hoped if gap else None,
        no_number_because=no_number_because if gap else "",
        owner=owner,
        helpers=helpers,
        partner=partner,
        due_on=due_on,
        first_step=first_step,
        made_by=by,
    )
    note(made, Step.Kind.MADE, by, due_on=due_on.isoformat(), of=kind)
    return made


@transaction.atomic
def hand_over(*, decision: Decision, owner: Membership, by: Person) -> Decision:
    """Give a decision another owner, in one step.

    Raises PermissionDenied unless ``by`` may change it, and DecisionRefused where the new owner
    does not read decisions here.
    """
    held = held_for_change(decision, by)
    _must_read_decisions(owner, held.organisation)
    held.owner = owner
    held.save(update_fields=["owner"])
    note(held, Step.Kind.HANDED_OVER, by, f"To {owner.person}")
    return held


@transaction.atomic
def postpone(*, decision: Decision, due_on: dt.date, because: str, by: Person) -> Decision:
    """Give a decision another day; the day before and the reason stay in its history."""
    held = held_for_change(decision, by)
    before, held.due_on = held.due_on, due_on
    held.save(update_fields=["due_on"])
    words = f"From {moments.day(before)} to {moments.day(due_on)}: {because}"
    note(held, Step.Kind.POSTPONED, by, words, due_on=due_on.isoformat())
    return held


@transaction.atomic
def finish(*, decision: Decision, words: str, by: Person) -> Decision:
    """Say that it is done, and what was done. Its gap is still read when its day comes."""
    return _end(decision, Decision.State.DONE, Step.Kind.DONE, words, by)


@transaction.atomic
def stop(*, decision: Decision, because: str, by: Person) -> Decision:
    """Stop it, and say why; its gap is not read any more."""
    return _end(decision, Decision.State.STOPPED, Step.Kind.STOPPED, because, by)


@transaction.atomic
def conclude(*, decision: Decision, words: str, by: Person) -> Decision:
    """Write down what people make of the gap as it was read again, and what follows."""
    held = held_for_change(decision, by, may_be_over=True)
    note(held, Step.Kind.CONCLUDED, by, words)
    return held


def held_for_change(decision: Decision, by: Person, *, may_be_over: bool = False) -> Decision:
    """The decision, locked, as it stands now.

    Raises PermissionDenied unless ``by`` may change it, and DecisionRefused where it is over.
    """
    held = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("owner", "organisation")
        .get(pk=decision.pk)
    )
    require_change(by, held)
    if held.is_over and not may_be_over:
        raise DecisionRefused(
            f"This is {held.get_state_display().lower()} already.",
            remedy="Record a new decision if there is more to do.",
        )
    return held


def note(held: Decision, kind: Any, by: Person, words: str = "", **detail: str) -> None:
    """Leave the step in the history that people see, and a trace without their words."""
    Step.objects.create(decision=held, kind=kind, words=words[:500], by=by)
    audit.record(
        f"decision.{kind.replace(' ', '-')}",
        organisation=held.organisation,
        by=by,
        about=f"Decision {held.pk}",
        **detail,
    )


def _must_read_decisions(owner: Membership, organisation: Organisation) -> None:
    """Only a member of today owns something: whoever has left would never see it."""
    if not who_may_own(organisation).filter(pk=owner.pk).exists():
        raise DecisionRefused(
            "This person does not read decisions here.", remedy="Choose another owner."
        )


def _end(decision: Decision, state: Any, kind: Any, words: str, by: Person) -> Decision:
    held = held_for_change(decision, by)
    held.blocks.filter(ended_at=None).update(ended_at=timezone.now())
    held.state = state
    held.save(update_fields=["state"])
    note(held, kind, by, words)
    return held
