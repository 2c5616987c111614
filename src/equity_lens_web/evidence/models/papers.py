"""Board papers: drafts, and what was issued, kept as it was issued."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.models.refreshes import Refresh


class Paper(models.Model):
    """One paper. ``brief`` holds what people chose and wrote; the figures are the refresh's own.

    Once issued, ``files`` holds the bytes of each format and ``rows`` the figures, for ever.
    """

    class State(models.TextChoices):
        """A draft can change; an issued paper cannot."""

        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="papers")
    refresh = models.ForeignKey(Refresh, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    meeting = models.CharField(max_length=120, blank=True, default="")
    meeting_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    brief = models.JSONField(default=dict)
    rows = models.BinaryField(null=True)
    withheld = models.BinaryField(null=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-begun_at"]

    def __str__(self) -> str:
        return self.title


class PaperFile(models.Model):
    """One format of an issued paper, byte for byte as it was issued."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "name"], name="one_file_a_format")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.paper}"
