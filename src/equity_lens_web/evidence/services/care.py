"""Saying who looks after the completeness of a field, and what it should reach."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence.models import Care


@transaction.atomic
def assign_care(
    *,
    organisation: Organisation,
    measure: str,
    service: str,
    owner: str,
    target: Decimal | None,
    by_on: dt.date | None,
    by: Person,
) -> Care:
    """Name the owner of a measure of a service, its target (0 to 1) and the day; or change them.

    Raises PermissionDenied unless ``by`` may say who looks after what at the organisation.
    """
    require(by, Permission.CARE_ASSIGN, organisation=organisation)
    care, _ = Care.objects.update_or_create(
        organisation=organisation,
        measure=measure,
        service=service,
        defaults={"owner": owner, "target": target, "by_on": by_on, "agreed_by": by},
    )
    audit.record(
        "care.assigned",
        organisation=organisation,
        by=by,
        about=f"{measure} {service}".strip(),
        owner=owner,
        target=None if target is None else str(target),
        by_on=by_on.isoformat() if by_on else None,
    )
    return care
