"""The worker: takes tasks from the queue, shows that it lives, and begins lost work again.

The same worker runs by itself (`work`) or in a thread beside the pages (`serve`). It may be killed
at any moment: a job that has not beaten for a while is begun again by the next worker, and work
writes its results in one transaction at its end.
"""

import datetime as dt
import logging
import secrets
import threading
import time

from django.core.management import call_command
from django.db import Error, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from equity_lens_web.actions.services.readings import read_due_gaps
from equity_lens_web.evidence.files.sweeping import sweep_files
from equity_lens_web.evidence.jobs import recover_lost_jobs
from equity_lens_web.operations.models import Beat
from equity_lens_web.today.tasks import look_at_the_clock

BEAT_EVERY = 10.0
RECOVER_EVERY = 60.0
LOOK_EVERY = 60 * 60.0
TIDY_EVERY = 24 * 60 * 60.0
TASKS_KEPT = dt.timedelta(days=14)
WAIT_AFTER_TROUBLE = 5.0
WAIT_FOR_TASK = 5.0

log = logging.getLogger("equity_lens.worker")


class Worker:
    """One worker. ``run`` returns when ``stop`` was called and the task in hand is done."""

    def __init__(self, *, interval: float = 0.5) -> None:
        self.name = secrets.token_hex(8)
        self.thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._queue = _queue_worker(self.name, interval=interval)

    @property
    def is_busy(self) -> bool:
        """Whether a task is in hand."""
        return bool(self._queue.running_task)

    @property
    def is_stopping(self) -> bool:
        """Whether it takes no further task."""
        return self._stopped.is_set()

    def run(self) -> None:
        """Work until stopped; a database out of reach is waited for."""
        upkeep = threading.Thread(target=self._upkeep, name="worker-upkeep", daemon=True)
        upkeep.start()
        while not self._stopped.is_set():
            try:
                self._queue.run()
            except Exception as trouble:
                self._wait_out(trouble)
        upkeep.join(timeout=BEAT_EVERY)
        close_old_connections()

    def stop(self) -> None:
        """Take no further task."""
        self._queue.running = False
        self._stopped.set()

    def stop_and_wait(self) -> None:
        """Take no further task, and give the one in hand a moment to end."""
        self.stop()
        if self.thread is not None:
            self.thread.join(timeout=WAIT_FOR_TASK)

    def _upkeep(self) -> None:
        """In a thread of its own, so that long work does not keep the worker from beating."""
        duties = {
            BEAT_EVERY: self._beat,
            RECOVER_EVERY: _recover,
            LOOK_EVERY: _look_at_the_clock,
            TIDY_EVERY: _tidy,
        }
        due = dict.fromkeys(duties, 0.0)
        while not self._stopped.is_set():
            now = time.monotonic()
            for every, duty in duties.items():
                if now < due[every]:
                    continue
                due[every] = now + every
                try:
                    duty()
                except Exception as trouble:
                    self._wait_out(trouble)
            close_old_connections()
            self._stopped.wait(BEAT_EVERY / 2)
        self._forget()

    def _beat(self) -> None:
        Beat.objects.update_or_create(worker=self.name, defaults={"beat_at": timezone.now()})

    def _forget(self) -> None:
        """A worker that stops in good order is not missed."""
        try:
            Beat.objects.filter(worker=self.name).delete()
        except Error:
            log.warning("The database did not take the worker's farewell")
        close_old_connections()

    def _wait_out(self, trouble: Exception) -> None:
        """Whatever went wrong, most often a database out of reach: say so, and try again."""
        log.error("The worker met %s and tries again", type(trouble).__name__, exc_info=trouble)
        close_old_connections()
        self._stopped.wait(WAIT_AFTER_TROUBLE)


def beside_the_pages() -> Worker:
    """Start a worker in a thread of this process; the process may end without waiting for it."""
    worker = Worker()
    worker.thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    worker.thread.start()
    return worker


def work_off_the_queue() -> None:
    """Do everything that waits, here and now, and return."""
    _queue_worker(secrets.token_hex(8), interval=0, batch=True).run()


def _queue_worker(name: str, *, interval: float, batch: bool = False) -> QueueWorker:
    return QueueWorker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )


def _recover() -> None:
    """Begin again what was lost with its worker."""
    recovered = recover_lost_jobs()
    if recovered:
        log.warning("Jobs lost with their worker: %s", recovered)


def _look_at_the_clock() -> None:
    """Read the gaps whose day has come, and have the weekly brief sent when it is time."""
    read_due_gaps()
    look_at_the_clock()


def _tidy() -> None:
    """Remove what has served: finished tasks, sessions that ended, workers long silent."""
    long_ago = timezone.now() - TASKS_KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()
    Beat.objects.filter(beat_at__lt=long_ago).delete()
    call_command("clearsessions")
    sweep_files()
