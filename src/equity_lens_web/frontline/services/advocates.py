"""Being an advocate: by one's own word or with recorded consent, and no longer than one wants."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import record
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.models import Advocate, Support


@transaction.atomic
def become(
    *, organisation: Organisation, known_as: str, team: str, hours_a_month: Decimal, by: Person
) -> Advocate:
    """Say of oneself that one is an advocate, or change what one said.

    Raises PermissionDenied unless ``by`` may share ideas at the organisation.
    """
    require(by, Permission.IDEAS_SHARE, organisation=organisation)
    advocate, _ = Advocate.objects.update_or_create(
        organisation=organisation,
        person=by,
        defaults={
            "known_as": known_as,
            "team": team,
            "hours_a_month": hours_a_month,
            "consent": Advocate.Consent.THEMSELVES,
            "consent_on": moments.today(),
            "recorded_by": by,
        },
    )
    _trace("advocate.recorded", advocate, by)
    return advocate


@transaction.atomic
def record_consent(
    *,
    organisation: Organisation,
    known_as: str,
    team: str,
    hours_a_month: Decimal,
    consent: str,
    consent_on: dt.date,
    by: Person,
) -> Advocate:
    """Record somebody without an account who agreed to it, with how they agreed and when.

    Raises PermissionDenied unless ``by`` looks after advocates at the organisation.
    """
    require(by, Permission.IDEAS_ANSWER, organisation=organisation)
    advocate = Advocate.objects.create(
        organisation=organisation,
        known_as=known_as,
        team=team,
        hours_a_month=hours_a_month,
        consent=consent,
        consent_on=consent_on,
        recorded_by=by,
    )
    _trace("advocate.recorded", advocate, by)
    return advocate


@transaction.atomic
def offer_support(*, advocate: Advocate, what: str, by: Person) -> Support:
    """Write down what an advocate was offered.

    Raises PermissionDenied unless ``by`` looks after advocates at the organisation.
    """
    require(by, Permission.IDEAS_ANSWER, organisation=advocate.organisation)
    support = Support.objects.create(
        advocate=advocate, what=what, offered_on=moments.today(), offered_by=by
    )
    _trace("advocate.supported", advocate, by)
    return support


@transaction.atomic
def withdraw(*, organisation: Organisation, by: Person) -> None:
    """Stop being an advocate: what was recorded is erased at once."""
    require(by, Permission.IDEAS_SHARE, organisation=organisation)
    advocate = organisation.advocates.themselves(by)
    if advocate is not None:
        _erased(advocate, by)


@transaction.atomic
def erase(*, advocate: Advocate, by: Person) -> None:
    """Erase the record of somebody who asked for it.

    Raises PermissionDenied unless ``by`` looks after advocates at the organisation.
    """
    require(by, Permission.IDEAS_ANSWER, organisation=advocate.organisation)
    _erased(advocate, by)


def _erased(advocate: Advocate, by: Person) -> None:
    """The trail keeps that a record was erased, and nothing of what it said."""
    _trace("advocate.erased", advocate, by)
    advocate.delete()


def _trace(what: str, advocate: Advocate, by: Person) -> None:
    record(what, organisation=advocate.organisation, by=by, about=f"Advocate {advocate.pk}")
