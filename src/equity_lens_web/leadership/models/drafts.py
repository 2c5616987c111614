"""The lead's first draft to the chair: its own words, and the document as it was sent."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class FirstDraft(models.Model):
    """``words`` maps a section to the person's own sentence; ``sent`` is the document as sent."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="first_drafts")
    words: Any = models.JSONField(default=dict, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    sent: Any = models.JSONField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-begun_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(sent_at=None),
                name="one_open_first_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(sent__isnull=False),
                name="what_was_sent_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"First draft of {self.begun_at:%d %B %Y}"
