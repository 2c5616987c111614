"""What stands in the way, and asking the executive team for one decision."""

from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.models import Answer, Block, Decision, Step
from equity_lens_web.actions.services.decisions import DecisionRefused, held_for_change, note
from equity_lens_web.audit import record as audit

NOT_WAITING = DecisionRefused(
    "This is no longer waiting.", remedy="Look at the list again: it may have been answered."
)


@transaction.atomic
def block(
    *,
    decision: Decision,
    why: str,
    by: Person,
    asks_executive_team: bool = False,
    needed: str = "",
    pounds: int | None = None,
) -> Block:
    """Say what stands in the way; where the executive team is asked, the one decision needed.

    Raises PermissionDenied unless ``by`` may change the decision.
    """
    held = held_for_change(decision, by)
    if held.state == Decision.State.BLOCKED:
        raise DecisionRefused(
            "This is blocked already.", remedy="Say first that what stood in the way is gone."
        )
    held.state = Decision.State.BLOCKED
    held.save(update_fields=["state"])
    made = Block.objects.create(
        decision=held,
        why=why,
        asks_executive_team=asks_executive_team,
        needed=needed if asks_executive_team else "",
        pounds=pounds if asks_executive_team else None,
        by=by,
    )
    asked = "yes" if asks_executive_team else "no"
    note(held, Step.Kind.BLOCKED, by, why, asks_executive_team=asked)
    return made


@transaction.atomic
def unblock(*, decision: Decision, words: str, by: Person) -> Decision:
    """Say that nothing stands in the way any more, and what changed."""
    held = held_for_change(decision, by)
    if held.state != Decision.State.BLOCKED:
        raise DecisionRefused("Nothing stands in the way of this.", remedy="Go on with it.")
    held.blocks.filter(ended_at=None).update(ended_at=timezone.now())
    held.state = Decision.State.OPEN
    held.save(update_fields=["state"])
    note(held, Step.Kind.UNBLOCKED, by, words)
    return held


@transaction.atomic
def answer(*, asked: Block, kind: str, words: str, by: Person) -> Answer:
    """Approve, decline with a reason, or ask back; the owner sees it.

    Raises PermissionDenied unless ``by`` may answer requests for help at the organisation.
    """
    organisation = asked.decision.organisation
    require(by, Permission.HELP_DECIDE, organisation=organisation)
    held = _held(asked)
    if _last(held) not in ("", Answer.Kind.REPLIED):
        raise NOT_WAITING
    made = Answer.objects.create(block=held, kind=Answer.Kind(kind), words=words, by=by)
    about = f"Decision {asked.decision_id}"
    audit.record("help.answered", organisation=organisation, by=by, about=about, answer=kind)
    return made


@transaction.atomic
def reply(*, asked: Block, words: str, by: Person) -> Answer:
    """Answer what the executive team asked back; the request then waits for it again."""
    decision = held_for_change(asked.decision, by)
    held = _held(asked)
    if _last(held) != Answer.Kind.ASKED_BACK:
        raise NOT_WAITING
    made = Answer.objects.create(block=held, kind=Answer.Kind.REPLIED, words=words, by=by)
    audit.record(
        "help.replied", organisation=decision.organisation, by=by, about=f"Decision {decision.pk}"
    )
    return made


def _held(asked: Block) -> Block:
    held = Block.objects.select_for_update().get(pk=asked.pk)
    if held.ended_at is not None or not held.asks_executive_team:
        raise NOT_WAITING
    return held


def _last(held: Block) -> str:
    return held.answers.order_by("-pk").values_list("kind", flat=True).first() or ""
