"""The sign of life of each worker."""

import datetime as dt

from django.db import models
from django.utils import timezone


class BeatQuerySet(models.QuerySet["Beat"]):
    """Reads of signs of life."""

    def living(self) -> "BeatQuerySet":
        """Workers that have beaten lately."""
        return self.filter(beat_at__gte=timezone.now() - Beat.SILENT_AFTER)


class Beat(models.Model):
    """One worker, and when it was last heard of. It is about machines only: no person is in it."""

    SILENT_AFTER = dt.timedelta(seconds=60)

    worker = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    objects = BeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.worker}, last heard of at {self.beat_at:%H:%M:%S}"
