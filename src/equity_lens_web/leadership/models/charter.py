"""The charter of the lead's role: each change is a version, and a signature is under one version."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation

LEAST_DAYS = Decimal(1)
"""Fewer days a month than this, or no budget, is shown as a gap."""


class Capacity(models.TextChoices):
    """As what somebody signs, in the order of signing."""

    LEAD = "lead", "Health inequalities lead"
    CHIEF_EXECUTIVE = "chief_executive", "Chief executive"
    CHAIR = "chair", "Chair"


class CharterQuerySet(models.QuerySet["Charter"]):
    """Reads of charters."""

    def current(self) -> "Charter | None":
        """The newest version, with who changed it and who has signed."""
        return (
            self.select_related("changed_by")
            .prefetch_related("signatures__person")
            .order_by("-number")
            .first()
        )

    def history(self) -> "CharterQuerySet":
        """Every version with its signatures, the newest first."""
        return (
            self.select_related("changed_by")
            .prefetch_related("signatures__person")
            .order_by("-number")
        )


class Charter(models.Model):
    """One version of the ten answers. It is never changed: a change makes the next version.

    ``days_a_month`` and ``budget`` (pounds a year) are None where nobody has answered, and nought
    where the answer was nought.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="charters")
    number = models.PositiveIntegerField()
    portfolio = models.CharField(max_length=200, blank=True, default="")
    days_a_month = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    budget = models.PositiveIntegerField(null=True, blank=True)
    deputy = models.CharField(max_length=120, blank=True, default="")
    reports_to = models.CharField(max_length=200, blank=True, default="")
    shared_with = models.CharField(max_length=200, blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    scope = models.TextField(blank=True, default="")
    support = models.TextField(blank=True, default="")
    review_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(
        null=True, blank=True
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CharterQuerySet.as_manager()

    ANSWERS = (
        *("portfolio", "days_a_month", "budget", "deputy", "reports_to"),
        *("shared_with", "purpose", "scope", "support", "review_on"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="charter_version"),
            models.CheckConstraint(
                condition=models.Q(days_a_month=None)
                | models.Q(days_a_month__gte=0, days_a_month__lte=31),
                name="charter_days_fit_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"Charter, version {self.number}"

    @property
    def lacks_time(self) -> bool:
        """Whether there is less than a day a month, or nobody has said."""
        return self.days_a_month is None or self.days_a_month < LEAST_DAYS

    @property
    def lacks_money(self) -> bool:
        """Whether there is no budget, or nobody has said."""
        return not self.budget

    @property
    def signed_as(self) -> set[str]:
        """The capacities in which this version has been signed."""
        return {signature.capacity for signature in self.signatures.all()}

    @property
    def is_signed(self) -> bool:
        """Whether lead and chief executive have signed this version and the chair countersigned."""
        return self.signed_as == set(Capacity)

    def is_turn_of(self, capacity: str | None) -> bool:
        """Whether somebody may sign in this capacity now: the chair countersigns last."""
        signed = self.signed_as
        if capacity is None or capacity in signed:
            return False
        first = {Capacity.LEAD, Capacity.CHIEF_EXECUTIVE}
        return capacity != Capacity.CHAIR or first <= signed


class Signature(models.Model):
    """That a person agreed to one version of the charter, and when."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="signatures")
    capacity = models.CharField(max_length=20, choices=Capacity)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["signed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["charter", "capacity"], name="one_signature_a_capacity")
        ]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()}: {self.charter}"


class TimeAndMoneyQuerySet(models.QuerySet["TimeAndMoney"]):
    """Reads of requests for time and money."""

    def waiting(self) -> "TimeAndMoney | None":
        """The request that waits for the chief executive's answer."""
        return self.select_related("asked_by").filter(answered_at=None).first()

    def have_settled(self, charter: Charter) -> bool:
        """Whether the days and pounds of a charter are those that the chief executive named."""
        return self.filter(
            answered_at__isnull=False, days_a_month=charter.days_a_month, budget=charter.budget
        ).exists()


class TimeAndMoney(models.Model):
    """A request to the chief executive to name the time and money of the role, and the answer."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="requests_for_time_and_money"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    days_a_month = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    budget = models.PositiveIntegerField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TimeAndMoneyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(answered_at=None),
                name="one_open_request_for_time_and_money",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    days_a_month__isnull=False,
                    budget__isnull=False,
                ),
                name="an_answer_names_time_and_money",
            ),
        ]

    def __str__(self) -> str:
        return f"Time and money, asked {self.asked_at:%d %B %Y}"
