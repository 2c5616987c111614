"""The worker: killed, stopped, or out of reach of its database, it loses and doubles nothing."""

import signal
import time

import pytest

from web.installation import KINDS, Installation

# A worker whose one kind of work waits for a file to appear, and leaves a line in the audit trail
# in the transaction in which the job ends. Lost jobs are begun again after a second, not a minute.
WORKER = """
import datetime as dt, os, sys, time
import django; django.setup()
from django.conf import settings
from equity_lens_web.audit import record
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.models import Job
from equity_lens_web.operations import worker
from click.testing import CliRunner

Job.LOST_AFTER = dt.timedelta(seconds=1)
jobs.BEAT_EVERY = 0.2
worker.BEAT_EVERY = 0.5
worker.RECOVER_EVERY = 0.6

def begin(job, progress):
    progress("begun")
    while not (settings.HOME / "go-on").exists():
        time.sleep(0.05)
    return lambda: record.record("work.done", organisation=None, by=None, about=str(job.pk))

jobs.KINDS[Job.Kind.REFRESH] = jobs.Work(begin, lambda job, problem, theirs: None)
from equity_lens_web.cli import serving
serving.work.main(args=[], standalone_mode=False)
"""

ASK = """
    from equity_lens_web.accounts.models import Organisation, Person
    from equity_lens_web.evidence import jobs
    trust = Organisation.objects.create(code="TST", name="Test")
    person = Person.objects.create_user("one@tst.example", None, name="One")
    jobs.ask("refresh", organisation=trust, by=person)
"""

SEEN = """
    import json
    from equity_lens_web.audit.models import Event
    from equity_lens_web.evidence.models import Job
    from equity_lens_web.operations.models import Beat
    job = Job.objects.get()
    print(json.dumps([job.state, job.attempts, Event.objects.filter(what="work.done").count(),
                      Beat.objects.count()]))
"""


@pytest.fixture(params=KINDS)
def installation(request, tmp_path):
    made = Installation(tmp_path / "home", request.param)
    made.set_up()
    made.ask(ASK)
    yield made
    made.close()


@pytest.fixture
def started(installation):
    """Starts workers, and ends those that a test leaves behind."""
    running = []

    def start():
        running.append(installation.start("-c", WORKER))
        return running[-1]

    yield start
    for each in running:
        each.kill()
        each.communicate()


def _until(installation, wanted, patience=60):
    """Wait for the job to be as wanted; what was last seen of it."""
    until = time.monotonic() + patience
    while (seen := installation.ask(SEEN))[: len(wanted)] != wanted and time.monotonic() < until:
        time.sleep(0.2)
    return seen


def test_a_killed_worker_loses_nothing_and_the_next_one_does_it_once(installation, started):
    first = started()
    assert _until(installation, ["running", 1])[2] == 0
    first.kill()
    first.wait()
    (installation.home / "go-on").touch()
    started()
    assert _until(installation, ["done"])[:3] == ["done", 2, 1]


def test_a_worker_told_to_stop_ends_the_task_in_hand_and_takes_its_leave(installation, started):
    worker = started()
    _until(installation, ["running", 1])
    worker.send_signal(signal.SIGTERM)
    time.sleep(1)
    assert worker.poll() is None
    (installation.home / "go-on").touch()
    said, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert "Stopping after the task in hand." in said
    assert installation.ask(SEEN) == ["done", 1, 1, 0]
