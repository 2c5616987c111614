"""Work in the background that a person can watch and cancel, and that outlives a killed worker.

A job is a record; a task in the queue names it. Whoever takes the task claims the job, works
without touching the database, and writes everything in one transaction at the end, in which the
job must still be its own. So a worker may be killed at any moment: the job is begun again, and
nothing is lost or done twice.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from equity_lens.errors import Cancelled, EquityLensError
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.evidence.models import Extract, Job

SAY_EVERY = 0.4
BEAT_EVERY = 5.0

log = logging.getLogger("equity_lens.jobs")

Progress = Callable[[str, float | None], None]
Finish = Callable[[], None]
"""Writes what the work came to, inside the last transaction."""

State = Job.State


@dataclass(frozen=True)
class Work:
    """How one kind of job is done; ``failed`` is told, in the last transaction, what went wrong.

    ``failed`` is given the problem in words, and whether the fault lies in what the person gave.
    """

    begin: Callable[[Job, Progress], Finish]
    failed: Callable[[Job, str, bool], None]


KINDS: dict[Any, Work] = {}


def ask(
    kind: Any, *, organisation: Organisation, by: Person, extract: Extract | None = None
) -> Job:
    """Put a job in the queue, with whatever else is in the present transaction."""
    with transaction.atomic():
        job = Job.objects.create(organisation=organisation, kind=kind, extract=extract, asked_by=by)
        run_job.enqueue(job.pk)
    return job


def cancel(job: Job) -> None:
    """Ask a running job to stop at its next step; one that waits is over at once."""
    with transaction.atomic():
        held = Job.objects.select_for_update().get(pk=job.pk)
        if held.state == State.WAITING:
            _end(held, State.CANCELLED)
        elif held.state == State.RUNNING:
            held.cancel_asked = True
            held.save(update_fields=["cancel_asked"])


@task()
def run_job(job_id: int) -> None:
    """The task that the queue knows: does one job while a thread shows that the worker lives."""
    job = claim(job_id)
    if job is not None:
        with _beating(job):
            perform(job)


def claim(job_id: int) -> Job | None:
    """A waiting job, now running and ours; None where somebody else has it or it was cancelled."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state=State.WAITING).first()
        if job is None:
            return None
        job.state = State.RUNNING
        job.attempts += 1
        job.began_at = job.beat_at = timezone.now()
        job.save(update_fields=["state", "attempts", "began_at", "beat_at"])
    return job


def perform(job: Job) -> None:
    """Do a claimed job to its end, whatever that is. Nothing is raised."""
    work = KINDS[job.kind]
    try:
        finish = work.begin(job, _Watched(job))
        with _still_ours(job) as held:
            if held.cancel_asked:
                raise Cancelled
            _end(held, State.DONE)
            finish()
    except Cancelled:
        with _unless_lost(job) as held:
            if held is not None:
                _end(held, State.CANCELLED)
    except EquityLensError as problem:
        _fail(job, str(problem), theirs=True)
    except Exception as fault:
        reference = secrets.token_hex(4)
        # The log's own formatter leaves out the text of a fault, which could hold a cell's value.
        log.error("Job %s (%s): fault %s", job.pk, job.kind, reference, exc_info=fault)
        _fail(
            job,
            f"The fault is ours, not yours. It was written down under the reference {reference}.\n\n"
            "Try again. If it happens again, tell whoever runs Equity Lens the reference.",
            theirs=False,
        )


def recover_lost_jobs() -> int:
    """Begin again what was lost with a worker; how many jobs that was.

    A job is lost when its worker has not beaten for a while, or when it waits and no task in the
    queue could name it.
    """
    lost_before = timezone.now() - Job.LOST_AFTER
    again = 0
    for job_id in Job.objects.filter(state=State.RUNNING, beat_at__lt=lost_before).values_list(
        "pk", flat=True
    ):
        with transaction.atomic():
            job = (
                Job.objects.select_for_update()
                .filter(pk=job_id, state=State.RUNNING, beat_at__lt=lost_before)
                .first()
            )
            if job is not None:
                again += 1
                _begin_again(job)
    waiting = Job.objects.filter(state=State.WAITING, asked_at__lt=lost_before)
    if waiting.exists() and not DBTaskResult.objects.ready().exists():
        for job_id in waiting.values_list("pk", flat=True):
            again += 1
            run_job.enqueue(job_id)
    return again


def _begin_again(job: Job) -> None:
    if job.cancel_asked:
        _end(job, State.CANCELLED)
    elif job.attempts >= Job.MOST_ATTEMPTS:
        problem = (
            f"This was begun {job.attempts} times, and each time the worker stopped.\n\n"
            "Ask whoever runs Equity Lens whether the machine ran out of memory or disk, then try "
            "again."
        )
        _end(job, State.FAILED, problem)
        KINDS[job.kind].failed(job, problem, False)
    else:
        job.state, job.step, job.fraction = State.WAITING, "Beginning again", None
        job.save(update_fields=["state", "step", "fraction"])
        run_job.enqueue(job.pk)


def _fail(job: Job, problem: str, *, theirs: bool) -> None:
    with _unless_lost(job) as held:
        if held is not None:
            _end(held, State.FAILED, problem)
            KINDS[held.kind].failed(held, problem, theirs)


def _end(job: Job, state: Any, problem: str = "") -> None:
    job.state, job.problem, job.ended_at = state, problem, timezone.now()
    job.save(update_fields=["state", "problem", "ended_at"])


@contextmanager
def _unless_lost(job: Job) -> Iterator[Job | None]:
    """A transaction that holds the job if it is still ours, else None."""
    with transaction.atomic():
        yield (
            Job.objects.select_for_update()
            .filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
            .first()
        )


@contextmanager
def _still_ours(job: Job) -> Iterator[Job]:
    """The same, where nothing may be written unless it is ours."""
    with _unless_lost(job) as held:
        if held is None:
            raise Cancelled
        yield held


class _Watched:
    """Writes down how far the work is, and stops it where that is asked or it is no longer ours."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._step = ""
        self._said_at = 0.0

    def __call__(self, step: str, fraction: float | None = None) -> None:
        now = time.monotonic()
        if step == self._step and now - self._said_at < SAY_EVERY:
            return
        self._step, self._said_at = step, now
        ours = Job.objects.filter(
            pk=self._job.pk, state=State.RUNNING, attempts=self._job.attempts, cancel_asked=False
        )
        if not ours.update(step=step[:200], fraction=fraction, beat_at=timezone.now()):
            raise Cancelled


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """While this lasts, the job shows that its worker lives, however long one step takes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_EVERY):
            Job.objects.filter(pk=job.pk, attempts=job.attempts).update(beat_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, name=f"job-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
