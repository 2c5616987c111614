"""Saying what may cause a gap, and what speaks for it and against it."""

from django.db import transaction

from equity_lens_web.accounts.models import Person
from equity_lens_web.plan.models import Cause, CauseEvidence, Priority
from equity_lens_web.plan.services.keeping import Given, keep, may_write


@transaction.atomic
def suspect_cause(*, priority: Priority, given: Given, by: Person) -> Cause:
    """Name a suspected cause of a priority's gap."""
    may_write(by, priority.organisation)
    cause = Cause(priority=priority, written_by=by)
    return keep(cause, given, "cause.suspected", organisation=priority.organisation, by=by)


@transaction.atomic
def add_evidence(*, cause: Cause, given: Given, by: Person) -> CauseEvidence:
    """Add what speaks for a cause or against it, and where that comes from."""
    organisation = cause.priority.organisation
    may_write(by, organisation)
    evidence = CauseEvidence(cause=cause, written_by=by)
    return keep(evidence, given, "cause.evidence-added", organisation=organisation, by=by)
