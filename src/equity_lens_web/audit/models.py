"""Events of the audit trail."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Event(models.Model):
    """Something that a person did or saw. The database itself refuses to change or delete one.

    ``what`` is a key such as "extract.withdrawn"; ``about`` names the thing in words that hold no
    personal data; ``detail`` holds what changed. Organisation and person are kept by number, so
    that an event outlives both.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    organisation = models.ForeignKey(
        "accounts.Organisation",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="events",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    what = models.CharField(max_length=60, db_index=True)
    about = models.CharField(max_length=200, blank=True, default="")
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-at"], name="event_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; an event that is there already stays as it is."""
        if self.pk is not None and not self._state.adding:
            raise ValueError("An event of the audit trail cannot be changed.")
        super().save(*args, **kwargs)
