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
        return self.filter(state=Extract.State.IN_FORCE).order_by("included_at")

    def included(self) -> "ExtractQuerySet":
        """Those that an analyst put into the figures and nobody withdrew, in that order.

        Where two of them hold the same counts, the one that was put in later gives them.
        """
        states = (Extract.State.IN_FORCE, Extract.State.REPLACED)
        return self.filter(state__in=states).order_by("included_at", "pk")

    def newest_first(self) -> "ExtractQuerySet":
        """For a list of them."""
        return self.select_related("received_by").defer("ledger").order_by("-received_at", "-pk")


class Extract(models.Model):
    """One uploaded file, from its arrival to its place in the figures.

    The file itself, ``upload``, is removed once it has been prepared; what stays is ``folder``, the
    prepared store, without anything that identifies a person. Both are names in the folders of
    ``evidence.files.folders``. ``inspection`` holds how each column was read and what is asked;
    ``ledger`` the released ledger.
    """

    class State(models.TextChoices):
        """Where it stands. Only ``IN_FORCE`` enters the figures, and only an analyst puts it there."""

        RECEIVED = "received", "Being read"
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
    rows_read = models.PositiveBigIntegerField(null=True)
    accepted = models.PositiveBigIntegerField(null=True)
    rejected = models.PositiveBigIntegerField(null=True)
    upload = models.CharField(max_length=200, blank=True, default="")
    folder = models.CharField(max_length=200, blank=True, default="")
    inspection = models.JSONField(default=dict)
    left_out = models.JSONField(default=dict)
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

    objects = ExtractQuerySet.as_manager()

    class Meta:
        """How extracts are found."""

        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="extract_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_included(self) -> bool:
        """Whether an analyst put it into the figures, and nobody withdrew it."""
        return self.state in (self.State.IN_FORCE, self.State.REPLACED)


class Answers(models.Model):
    """What an analyst said once of the columns of a contract, used for every later file."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="answers")
    contract = models.CharField(max_length=60)
    said: Any = models.JSONField(default=dict)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One set for each contract."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "contract"], name="one_set_of_answers_a_contract"
            )
        ]

    def __str__(self) -> str:
        return f"Answers for {self.contract}"
