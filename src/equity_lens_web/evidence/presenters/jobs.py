"""How far a job is, in words."""

from dataclasses import dataclass

from django.urls import reverse

from equity_lens_web.evidence.models import Job


@dataclass(frozen=True, slots=True)
class Shown:
    """A job that is not over: its step, how far it is, and where to ask again or stop it."""

    title: str
    step: str
    percent: int | None
    address: str
    cancel: str
    page: str
    is_stopping: bool


def progress_of(job: Job | None) -> Shown | None:
    """What a page shows of a job, or None where there is none or it is over."""
    if job is None or job.is_over:
        return None
    return Shown(
        title=job.get_kind_display(),
        step=step_of(job),
        percent=percent_of(job),
        address=reverse("evidence:job-progress", args=[job.pk]),
        cancel=reverse("evidence:job-cancel", args=[job.pk]),
        page=reverse("evidence:job", args=[job.pk]),
        is_stopping=job.cancel_asked,
    )


def step_of(job: Job) -> str:
    """What is being done, in a few words."""
    if job.cancel_asked and not job.is_over:
        return "Stopping"
    return job.step if job.state == Job.State.RUNNING and job.step else job.get_state_display()


def percent_of(job: Job) -> int | None:
    """How far it is, in whole per cent; None where that is not known."""
    return None if job.fraction is None else round(100 * job.fraction)
