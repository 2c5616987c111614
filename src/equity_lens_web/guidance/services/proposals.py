"""Proposing a change, voting on it, and answering it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.guidance.models import Proposal, Vote
from equity_lens_web.guidance.services import changes
from equity_lens_web.guidance.shipped import GuideRefused, kinds


@transaction.atomic
def propose(
    *,
    organisation: Organisation,
    kind: str,
    key: str,
    title: str,
    fields: dict[str, Any],
    why: str,
    by: Person,
) -> Proposal:
    """Propose how an entry should read, or (without a key) a new one.

    Raises GuideRefused where there is no such entry, or a new one cannot be written from nothing.
    """
    require(by, Permission.GUIDANCE_PROPOSE, organisation=organisation)
    held = changes.find(organisation, kind, key) if key else None
    if (key and held is None) or (not key and not kinds()[kind].is_free):
        raise GuideRefused("There is no such entry to change.")
    proposal = Proposal.objects.create(
        organisation=organisation,
        kind=kind,
        key=key,
        before=changes.number_of(held) if held else 0,
        title=title,
        fields={each: fields[each] for each in kinds()[kind].editable if each in fields},
        why=why,
        proposed_by=by,
    )
    return _recorded(proposal, "guide-proposal.made", by)


@transaction.atomic
def vote(*, proposal: Proposal, is_for: bool, by: Person) -> Vote:
    """Vote for or against; voting again changes the vote."""
    held = _held(proposal, by, Permission.GUIDANCE_PROPOSE)
    cast, _ = Vote.objects.update_or_create(
        proposal=held, person=by, defaults={"is_for": is_for, "at": timezone.now()}
    )
    _recorded(held, "guide-proposal.voted", by, is_for=is_for)
    return cast


@transaction.atomic
def accept(*, proposal: Proposal, answer: str, by: Person) -> Proposal:
    """Put a proposal into use; the proposer reads the answer."""
    held = _held(proposal, by, Permission.GUIDANCE_EDIT)
    given = {
        "organisation": held.organisation,
        "kind": held.kind,
        "title": held.title,
        "fields": held.fields,
        "why": held.why,
        "by": by,
    }
    held.version = changes.change(key=held.key, **given) if held.key else changes.add(**given)
    return _answered(held, Proposal.State.ACCEPTED, answer, by)


@transaction.atomic
def decline(*, proposal: Proposal, answer: str, by: Person) -> Proposal:
    """Leave things as they are, and say why; the proposer reads the answer."""
    held = _held(proposal, by, Permission.GUIDANCE_EDIT)
    return _answered(held, Proposal.State.DECLINED, answer, by)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Person) -> Proposal:
    """Take back a proposal of one's own."""
    held = _held(proposal, by, Permission.GUIDANCE_PROPOSE)
    if held.proposed_by_id != by.pk:
        raise GuideRefused("Only the person who made a proposal can take it back.")
    held.state = Proposal.State.WITHDRAWN
    held.save(update_fields=["state"])
    return _recorded(held, "guide-proposal.withdrawn", by)


def _held(proposal: Proposal, by: Person, permission: Permission) -> Proposal:
    """The proposal, locked, while it is still open."""
    require(by, permission, organisation=proposal.organisation)
    held = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    held.organisation = proposal.organisation
    if not held.is_open:
        raise GuideRefused(f"This proposal has been answered: {held.get_state_display().lower()}.")
    return held


def _answered(held: Proposal, state: Any, answer: str, by: Person) -> Proposal:
    held.state, held.answer, held.answered_by = state, answer, by
    held.answered_at = timezone.now()
    held.save()
    return _recorded(held, f"guide-proposal.{state}", by)


def _recorded(proposal: Proposal, what: str, by: Person, **detail: Any) -> Proposal:
    audit.record(
        what,
        organisation=proposal.organisation,
        by=by,
        about=f"{proposal.kind} {proposal.key}".strip(),
        proposal=proposal.pk,
        **detail,
    )
    return proposal
