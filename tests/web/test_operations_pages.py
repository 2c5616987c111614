"""Health, and logs that hold no personal data."""

import collections
import datetime as dt
import io
import json
import logging

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from equity_lens import __version__
from equity_lens_web.operations import health
from equity_lens_web.operations.logs import SafeJson, request_id
from equity_lens_web.operations.models import Beat


@pytest.fixture
def worker(db):
    """A worker that was heard of a moment ago."""
    return Beat.objects.create(worker="w")


@pytest.fixture
def written(settings):
    """What is logged while a test runs, as the server would write it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SafeJson("{asctime}{levelname}{name}{message}", style="{"))
    loggers = [logging.getLogger(name) for name in ("equity_lens", "django", "allauth")]
    kept = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger, level in kept:
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_a_platform_that_is_well_says_so_to_anybody(client, worker):
    answer = client.get(reverse("operations:health"))
    assert answer.status_code == 200
    found = answer.json()
    assert found["status"] == "well"
    assert found["version"] == __version__
    assert found["queue_length"] == 0
    assert 0 <= found["worker_beat_seconds_ago"] < 60
    assert found["disk_free_bytes"] > 0


def test_health_tells_no_secret_and_names_no_place(client, worker, settings):
    said = client.get(reverse("operations:health")).content.decode()
    assert settings.SECRET_KEY not in said
    assert str(settings.HOME) not in said


def test_health_asks_little_of_the_database(client, worker, django_assert_max_num_queries):
    client.get(reverse("operations:health"))
    with django_assert_max_num_queries(5):
        client.get(reverse("operations:health"))


def test_without_a_worker_the_platform_is_unwell(client, db):
    answer = client.get(reverse("operations:health"))
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["No worker is running: start one with `work`."]


def test_a_worker_not_heard_of_for_a_minute_is_missed(client, worker):
    Beat.objects.update(beat_at=timezone.now() - dt.timedelta(seconds=61))
    assert client.get(reverse("operations:health")).status_code == 503


def test_a_full_disk_is_said_before_it_stops_anything(client, worker, monkeypatch):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: usage(10**10, 9 * 10**9, 10**9))
    answer = client.get(reverse("operations:health"))
    assert answer.status_code == 503
    assert "1 GB" in answer.json()["problems"][0]


def test_a_database_of_an_earlier_release_is_unwell(client, worker):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).record_unapplied("operations", "0001_workers_sign_of_life")
    answer = client.get(reverse("operations:health"))
    assert answer.status_code == 503
    assert "run `upgrade`" in answer.json()["problems"][0]


def test_a_line_of_the_log_names_the_kind_of_page_and_nobody(client, trust, member, written):
    person = member(trust, "chair")
    client.force_login(person)
    answer = client.get("/accessibility/?email=somebody@example.com", REMOTE_ADDR="203.0.113.9")
    lines = [line for line in written() if line["name"] == "equity_lens.requests"]
    assert [(line["page"], line["status"], line["method"]) for line in lines] == [
        ("accounts:accessibility", 200, "GET")
    ]
    assert lines[0]["milliseconds"] > 0
    assert lines[0]["request_id"] == answer["X-Request-ID"]
    everything = json.dumps(written())
    for personal in (person.email, person.name, "somebody", "203.0.113.9"):
        assert personal not in everything


def test_what_stands_in_an_address_is_not_logged(client, db, written):
    client.get("/invitations/a-secret-link/")
    client.get("/no-such-page/9434765919/")
    client.post("/sign-in/", {"login": "somebody@example.com", "password": "guess"})
    everything = json.dumps(written())
    assert written()
    for personal in ("a-secret-link", "9434765919", "somebody@example.com"):
        assert personal not in everything


def test_a_fault_is_logged_with_its_place_and_without_its_message(written):
    try:
        raise ValueError("Key (email)=(somebody@example.com) already exists.")
    except ValueError:
        logging.getLogger("django.request").exception(
            "Internal Server Error: %s", "/papers/17/", extra={"request": object()}
        )
    (line,) = written()
    assert line["exc_info"].endswith("ValueError")
    assert "test_operations_pages.py" in line["exc_info"]
    assert "somebody" not in json.dumps(line)
    assert "17" not in line["message"]


def test_each_request_has_a_number_of_its_own(client, db):
    numbers = {client.get("/accessibility/")["X-Request-ID"] for _ in range(3)}
    assert len(numbers) == 3
    assert request_id.get() == ""


def test_nothing_waits_to_be_migrated(db):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
