"""Extracts: what was uploaded, what became of its rows, and whether the figures use it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class ExtractQuerySet(models.QuerySet["Extract"]):
    """Reads of extracts."""

    def in_force(self) -> "ExtractQuerySet":
        """Those of which the figures are made, oldest first."""
        return self.filter(state=Extract.State.IN_FORCE).order_by("received_at")

    def newest_first(self) -> "ExtractQuerySet":
        """For a list of them."""
        return self.select_related("received_by").order_by("-received_at")


class Extract(models.Model):
    """One uploaded file, from its arrival to its place in the figures.

    The file itself is removed once it has been prepared; what stays is the prepared store, without
    anything that identifies a person, in ``folder`` under the home folder. ``inspection`` holds
    how each column was read and what is asked; ``ledger`` the released ledger as JSON.
    """

    class State(models.TextChoices):
        """Where it stands. Only ``IN_FORCE`` enters the figures, and only an analyst puts it there."""

        RECEIVED = "received", "Received"
        QUESTIONS = "questions", "Waiting for your answers"
        CHECKED = "checked", "Checked, not yet in the figures"
        IN_FORCE = "in_force", "In the figures"
        REPLACED = "replaced", "Replaced by a later file"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REFUSED = "refused", "Cannot be used"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="extracts")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    contract = models.CharField(max_length=60, blank=True, default="")
    contract_title = models.CharField(max_length=200, blank=True, default="")
    as_at = models.DateField(null=True, blank=True)
    periods = models.JSONField(default=list)
    folder = models.CharField(max_length=200, blank=True, default="")
    inspection = models.JSONField(default=dict)
    ledger = models.BinaryField(null=True)
    problem = models.TextField(blank=True, default="")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    included_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    included_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True, default="")
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaces")

    objects = ExtractQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="extract_state")]

    def __str__(self) -> str:
        return self.name


class Answers(models.Model):
    """What an analyst said once of the columns of a contract, used for every later file."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="answers")
    contract = models.CharField(max_length=60)
    said: Any = models.JSONField(default=dict)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "contract"], name="one_set_of_answers_a_contract"
            )
        ]

    def __str__(self) -> str:
        return f"Answers for {self.contract}"
