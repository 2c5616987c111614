"""Work in the background: begun once, watched, stopped, and begun again when its worker died."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from equity_lens.errors import UnreadableFile
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.models import Job
from equity_lens_web.evidence.services import stopping

State = Job.State


@pytest.fixture
def analyst(trust, member):
    return member(trust, "analyst")


@pytest.fixture
def work(monkeypatch):
    """Work that a test writes itself; ``written`` is what it kept, ``failed`` what it was told."""

    class Written:
        def __init__(self):
            self.written = []
            self.failed = []
            self.steps = lambda progress: progress("Working", 0.5)

        def begin(self, job, progress):
            self.steps(progress)
            return lambda: self.written.append(job.pk)

    it = Written()
    failing = lambda job, problem, theirs: it.failed.append((problem, theirs))  # noqa: E731
    monkeypatch.setitem(jobs.KINDS, Job.Kind.REFRESH, jobs.Work(it.begin, failing))
    return it


@pytest.fixture
def job(trust, analyst, work):
    return jobs.ask(Job.Kind.REFRESH, organisation=trust, by=analyst)


def silent_for(job, seconds):
    """As if the worker had died so long ago."""
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - dt.timedelta(seconds=seconds))


def test_a_job_is_done_once_however_many_workers_take_its_task(job, work):
    first, second = jobs.claim(job.pk), jobs.claim(job.pk)
    assert second is None
    jobs.perform(first)
    jobs.run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.step, job.fraction) == (State.DONE, "Working", 0.5)
    assert work.written == [job.pk]


def test_asking_puts_one_task_into_the_queue(job):
    (queued,) = DBTaskResult.objects.ready()
    assert queued.args_kwargs["args"] == [job.pk]


def test_a_waiting_job_that_is_stopped_is_never_begun(job, work, analyst):
    stopping.cancel(job=job, by=analyst)
    jobs.run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert work.written == []


def test_a_running_job_that_is_stopped_leaves_everything_as_it_was(job, work, analyst):
    def steps(progress):
        progress("One", None)
        stopping.cancel(job=job, by=analyst)
        progress("Two", None)
        raise AssertionError("it went on")

    work.steps = steps
    jobs.perform(jobs.claim(job.pk))
    job.refresh_from_db()
    assert (job.state, job.step) == (State.CANCELLED, "One")
    assert work.written == work.failed == []


def test_stopping_at_the_very_end_still_keeps_nothing(job, work, analyst):
    work.steps = lambda progress: stopping.cancel(job=job, by=analyst)
    jobs.perform(jobs.claim(job.pk))
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert work.written == []


def test_a_job_whose_worker_died_is_begun_again(job, work):
    jobs.claim(job.pk)
    assert jobs.recover_lost_jobs() == 0, "its worker has only been silent for a moment"
    silent_for(job, 31)
    assert jobs.recover_lost_jobs() == 1
    jobs.perform(jobs.claim(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert work.written == [job.pk]


def test_a_worker_that_was_thought_dead_cannot_write_when_it_wakes(job, work):
    sleeper = jobs.claim(job.pk)
    silent_for(job, 31)
    jobs.recover_lost_jobs()
    jobs.perform(jobs.claim(job.pk))
    jobs.perform(sleeper)
    job.refresh_from_db()
    assert job.state == State.DONE
    assert work.written == [job.pk], "written once, by the second worker"


def test_after_three_beginnings_a_job_says_what_to_do(job, work):
    for _ in range(3):
        jobs.claim(job.pk)
        silent_for(job, 31)
        jobs.recover_lost_jobs()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "begun 3 times" in job.problem
    assert "memory or disk" in job.problem
    assert work.failed == [(job.problem, False)]


def test_a_job_whose_task_was_lost_with_the_worker_that_took_it_is_queued_again(job):
    # The worker took the task from the queue, and died before it could claim the job.
    DBTaskResult.objects.all().delete()
    Job.objects.filter(pk=job.pk).update(asked_at=timezone.now() - dt.timedelta(seconds=31))
    assert jobs.recover_lost_jobs() == 1
    assert DBTaskResult.objects.ready().count() == 1
    assert jobs.recover_lost_jobs() == 0


def test_a_persons_mistake_is_shown_as_the_library_says_it(job, work):
    def steps(progress):
        raise UnreadableFile("list.csv is empty.", remedy="Export it again.")

    work.steps = steps
    jobs.perform(jobs.claim(job.pk))
    job.refresh_from_db()
    assert (job.state, job.problem) == (State.FAILED, "list.csv is empty.\n\nExport it again.")
    assert work.failed == [(job.problem, True)]


def test_a_fault_of_ours_gives_a_reference_and_never_the_value_that_caused_it(job, work, caplog):
    def steps(progress):
        raise KeyError("943 476 5919")

    work.steps = steps
    jobs.perform(jobs.claim(job.pk))
    job.refresh_from_db()
    assert job.problem.startswith("The fault is ours, not yours.")
    assert "943" not in job.problem
    (line,) = [record for record in caplog.records if record.name == "equity_lens.jobs"]
    reference = job.problem.split("reference ")[1][:8]
    assert reference in line.getMessage()
    assert "943" not in line.getMessage()
    assert work.failed[0][1] is False


def test_another_trusts_job_does_not_exist(job, other_trust, signed_in):
    theirs = signed_in(other_trust, "analyst")
    assert theirs.get(f"/data/jobs/{job.pk}/").status_code == 404
    assert theirs.get(f"/data/jobs/{job.pk}/progress/").status_code == 404
    assert theirs.post(f"/data/jobs/{job.pk}/cancellations/").status_code == 404


def test_a_page_can_ask_how_far_a_job_is(job, client, analyst, work):
    client.force_login(analyst)

    def ask():
        return client.get(f"/data/jobs/{job.pk}/progress/").json()

    waiting = {"step": "Waiting for the worker", "percent": None, "finished": False}
    assert ask() == waiting
    seen = []
    work.steps = lambda progress: (progress("Counting", 0.25), seen.append(ask()))
    jobs.perform(jobs.claim(job.pk))
    assert seen == [{"step": "Counting", "percent": 25, "finished": False}]
    assert ask()["finished"]


def test_the_page_of_a_job_works_without_javascript(job, client, analyst, work):
    client.force_login(analyst)
    page = client.get(f"/data/jobs/{job.pk}/").content.decode()
    assert "Waiting for the worker" in page
    assert "See how far it is" in page
    assert "Stop this" in page
    jobs.perform(jobs.claim(job.pk))
    page = client.get(f"/data/jobs/{job.pk}/").content.decode()
    assert "The figures were made" in page
    assert "See the findings" in page
