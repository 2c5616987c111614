"""What people do with the charter: answer, ask for time and money, name them, sign."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.leadership.models import Capacity, Charter, Signature, TimeAndMoney

SIGNS_AS = dict(zip(("hi_lead", "ceo", "chair"), Capacity, strict=True))
"""As what each role signs; other roles do not."""


class CharterRefused(EquityLensError):
    """The charter cannot be asked about, answered or signed like this."""


@transaction.atomic
def answer(
    *,
    organisation: Organisation,
    answers: Mapping[str, Any],
    by: Person,
    seen: int | None = None,
) -> Charter:
    """Keep answers as the next version; where nothing has changed, the version stays as it is.

    ``seen`` is the number of the version that was read (0: none yet). Raises PermissionDenied
    unless ``by`` may write the charter, and CharterRefused where it has changed since.
    """
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    _locked(organisation)
    if seen is not None:
        _must_be_as_read(organisation.charters.current(), seen)
    return _next(organisation, answers, by)


@transaction.atomic
def ask_for_time_and_money(*, organisation: Organisation, by: Person) -> TimeAndMoney:
    """Ask the chief executive to name days and pounds; a request that waits is not asked twice."""
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    _locked(organisation)
    if organisation.charters.current() is None:
        raise CharterRefused(
            "There is no charter yet.", remedy="Answer its questions first, then send it."
        )
    waiting = organisation.requests_for_time_and_money.waiting()
    if waiting is not None:
        return waiting
    asked = TimeAndMoney.objects.create(organisation=organisation, asked_by=by)
    audit.record("charter.time-and-money-asked", organisation=organisation, by=by)
    return asked


@transaction.atomic
def name_time_and_money(
    *,
    organisation: Organisation,
    days_a_month: Decimal,
    budget: int,
    by: Person,
    seen: int | None = None,
) -> Charter:
    """Answer the request: the next version has the days and pounds, signed by the chief executive.

    The signature is under all ten answers, so ``seen`` is the number of the version that was read.
    Raises PermissionDenied unless ``by`` is the chief executive, and CharterRefused where nobody
    has asked, or the charter has changed since it was read.
    """
    membership = require(by, Permission.ROLE_AGREE, organisation=organisation)
    _locked(organisation)
    waiting = organisation.requests_for_time_and_money.waiting()
    capacity = SIGNS_AS.get(membership.role)
    if capacity is None or capacity != Capacity.CHIEF_EXECUTIVE:
        raise CharterRefused(
            "Time and money are named by the chief executive.",
            remedy="Ask the chief executive to open this page.",
        )
    if waiting is None:
        raise CharterRefused(
            "Nobody waits for an answer on time and money.",
            remedy="Read the charter: it may have been answered already.",
        )
    if seen is not None:
        _must_be_as_read(organisation.charters.current(), seen)
    waiting.days_a_month, waiting.budget = days_a_month, budget
    waiting.answered_by, waiting.answered_at = by, timezone.now()
    waiting.save()
    charter = _next(organisation, {"days_a_month": days_a_month, "budget": budget}, by)
    audit.record(
        "charter.time-and-money-named",
        organisation=organisation,
        by=by,
        about=str(charter),
        days_a_month=str(days_a_month),
        budget=budget,
    )
    if capacity not in charter.signed_as:
        _signed(charter, capacity, by)
    return charter


@transaction.atomic
def sign(*, organisation: Organisation, seen: int, by: Person) -> Signature:
    """Sign the version that the person has read, ``seen``, in the capacity of their role.

    The chair countersigns last. Raises CharterRefused where the charter has changed since, or it
    is not this person's turn.
    """
    capacity = _capacity(organisation, by)
    _locked(organisation)
    charter = organisation.charters.current()
    _must_be_as_read(charter, seen)
    if charter is None:
        raise CharterRefused("There is no charter yet.", remedy="Ask the lead to write it.")
    if capacity in charter.signed_as:
        return charter.signatures.get(capacity=capacity)
    if not charter.is_turn_of(capacity):
        raise CharterRefused(
            "The chair countersigns when the lead and the chief executive have signed.",
            remedy="Ask them to sign this version first.",
        )
    return _signed(charter, capacity, by)


def _must_be_as_read(charter: Charter | None, seen: int) -> None:
    """Nobody signs, or writes over, words that they have not read."""
    if seen != (charter.number if charter else 0):
        raise CharterRefused(
            "The charter was changed after you read it.",
            remedy="Read it again, then sign or change it.",
        )


def _capacity(organisation: Organisation, by: Person) -> Capacity:
    """As what somebody signs: whoever writes the charter, or agrees to it."""
    membership = require(by, Permission.ROLE_READ, organisation=organisation)
    may = membership.may(Permission.ROLE_WRITE) or membership.may(Permission.ROLE_AGREE)
    capacity = SIGNS_AS.get(membership.role)
    if capacity is None or not may:
        raise CharterRefused(
            "The charter is signed by the lead, the chief executive and the chair.",
            remedy="Ask them to read it.",
        )
    return capacity


def _signed(charter: Charter, capacity: Capacity, by: Person) -> Signature:
    """Two signatures of one person are one person's word, whatever role they hold by then."""
    if any(each.person_id == by.pk for each in charter.signatures.all()):
        raise CharterRefused(
            "You have signed this version in another role.",
            remedy="Somebody else signs it: three people stand behind the charter.",
        )
    signature = Signature.objects.create(charter=charter, capacity=capacity, person=by)
    audit.record(
        "charter.signed",
        organisation=charter.organisation,
        by=by,
        about=str(charter),
        capacity=capacity.label,
    )
    return signature


def _next(organisation: Organisation, answers: Mapping[str, Any], by: Person) -> Charter:
    _locked(organisation)
    before = organisation.charters.current()
    kept = {name: getattr(before, name) for name in Charter.ANSWERS} if before else {}
    given = {**kept, **{name: answers[name] for name in Charter.ANSWERS if name in answers}}
    if before is not None and given == kept:
        return before
    number = before.number + 1 if before else 1
    charter = Charter.objects.create(
        organisation=organisation, number=number, changed_by=by, **given
    )
    changed = [name for name in Charter.ANSWERS if name in given and given[name] != kept.get(name)]
    audit.record(
        "charter.changed", organisation=organisation, by=by, about=str(charter), changed=changed
    )
    return charter


def _locked(organisation: Organisation) -> None:
    """Two people who change the charter at once take their turns."""
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)
