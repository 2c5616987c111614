"""Stopping work in the background."""

from django.db import transaction

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.models import Job


@transaction.atomic
def cancel(*, job: Job, by: Person) -> None:
    """Stop a job; everything stays as it was before it began."""
    require(by, Permission.EVIDENCE_UPLOAD, organisation=job.organisation)
    jobs.cancel(job)
    audit.record("job.cancelled", organisation=job.organisation, by=by, about=str(job))
