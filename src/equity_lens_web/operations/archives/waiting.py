"""What was under way when a backup was made, and cannot go on from it."""

from django.utils import timezone

from equity_lens_web.audit import record
from equity_lens_web.evidence.models import Extract, Job

REASON = (
    "This file was waiting when a backup was made, and backups leave such files out because they "
    "hold what identifies patients. Upload it again."
)


def mark(archive: str) -> None:
    """Say so on each file that was waiting, and leave a trace of the restoration."""
    waiting = Extract.objects.filter(state__in=[Extract.State.RECEIVED, Extract.State.QUESTIONS])
    Job.objects.filter(extract__in=waiting, ended_at=None).update(
        state=Job.State.FAILED, problem=REASON, ended_at=timezone.now()
    )
    waiting.update(state=Extract.State.REFUSED, problem=REASON)
    record.record("platform.restored", organisation=None, by=None, about=archive)
