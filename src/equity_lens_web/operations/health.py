"""Is the platform well? For whatever watches the server, and for `check`."""

import datetime as dt
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from equity_lens import __version__
from equity_lens_web.operations.models import Beat

LEAST_FREE = 1024**3
LONGEST_WAIT = dt.timedelta(minutes=15)


@dataclass
class Health:
    """What was found, and each thing that is wrong, as an instruction. It holds no secret."""

    found: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def examine() -> Health:
    """Look at the disk, the database, the worker and its queue."""
    health = Health({"version": __version__, "database": connection.vendor})
    _disk(health)
    try:
        health.found["schema_fits"] = schema_fits()
        if health.found["schema_fits"]:
            _worker(health)
        else:
            health.problems.append("The database is of an earlier release: run `upgrade`.")
    except Error:
        health.problems.append("The database cannot be reached: start it, or mend its address.")
    return health


def _disk(health: Health) -> None:
    free = shutil.disk_usage(_nearest(settings.HOME)).free
    health.found["disk_free_bytes"] = free
    if free < LEAST_FREE:
        health.problems.append("Less than 1 GB of disk is free: make room in the home folder.")


def _nearest(folder: Path) -> Path:
    """The folder itself, or the first above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def schema_fits() -> bool:
    """Whether the database is as this release needs it."""
    return _needed() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def _needed() -> set[tuple[str, str]]:
    """Every step of the schema that this release knows; it cannot change while we run."""
    return set(MigrationLoader(None).disk_migrations)


def _worker(health: Health) -> None:
    now = timezone.now()
    beat = Beat.objects.living().order_by("-beat_at").values_list("beat_at", flat=True).first()
    health.found["worker_beat_seconds_ago"] = round((now - beat).total_seconds()) if beat else None
    if beat is None:
        health.problems.append("No worker is running: start one with `work`.")
    waiting = DBTaskResult.objects.ready()
    health.found["queue_length"] = waiting.count()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    if oldest and now - oldest > LONGEST_WAIT:
        health.problems.append("Work has waited for more than 15 minutes: look at the worker.")
