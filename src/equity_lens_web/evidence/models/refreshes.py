"""Refreshes: the figures as they were made from the extracts in force at one moment."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class RefreshQuerySet(models.QuerySet["Refresh"]):
    """Reads of refreshes."""

    def current(self) -> "Refresh | None":
        """The newest one that has not been overtaken by a withdrawal, or None."""
        return self.filter(is_current=True).order_by("-number").first()


class Refresh(models.Model):
    """Everything that may be shown, made at one moment from certain extracts.

    ``head`` holds what the whole release says of itself (policy, sources, software) as JSON.
    A refresh that used an extract withdrawn since is ``superseded_because``: pages never show it,
    and a paper that rests on it says so. ``changes`` is what is new since ``compared_with``.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="refreshes")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    extracts = models.ManyToManyField("evidence.Extract", related_name="refreshes")
    head = models.BinaryField()
    changes = models.BinaryField(null=True)
    compared_with = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    is_current = models.BooleanField(default=True)
    superseded_because = models.CharField(max_length=300, blank=True, default="")

    objects = RefreshQuerySet.as_manager()

    class Meta:
        """One current refresh for each organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="refresh_number"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(is_current=True),
                name="one_current_refresh",
            ),
        ]

    def __str__(self) -> str:
        return f"Refresh {self.number} of {self.organisation}"


class Result(models.Model):
    """One released result of a refresh: a profile, trend, finding, funnel, ... as JSON bytes.

    Pages fetch the few that they show. ``rank`` orders findings; ``period`` is the profile's own.
    """

    class Kind(models.TextChoices):
        """What it is; each decodes to one released type."""

        PROFILE = "profile"
        HISTORY = "history"
        TREND = "trend"
        FINDING = "finding"
        FUNNEL = "funnel"
        LEDGER = "ledger"
        REPRESENTATION = "representation"

    refresh = models.ForeignKey(Refresh, models.CASCADE, related_name="results")
    kind = models.CharField(max_length=20, choices=Kind)
    place = models.PositiveIntegerField()
    measure = models.CharField(max_length=100, blank=True, default="")
    dimension = models.CharField(max_length=60, blank=True, default="")
    subgroup = models.CharField(max_length=60, blank=True, default="")
    period = models.CharField(max_length=20, blank=True, default="")
    is_gap = models.BooleanField(default=False)
    content = models.BinaryField()

    class Meta:
        """In the order of the release."""

        ordering: ClassVar = ["kind", "place"]
        indexes: ClassVar = [
            models.Index(
                fields=["refresh", "kind", "measure", "dimension"], name="result_of_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.measure} {self.dimension} {self.subgroup}".strip()
