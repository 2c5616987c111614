"""Who looks after a measure, and what it should reach: completeness has an owner like any other."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models

from equity_lens_web.accounts.models import Organisation


class Care(models.Model):
    """The owner, the target and its day for one measure of one organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="care")
    measure = models.CharField(max_length=100)
    service = models.CharField(max_length=60, blank=True, default="")
    owner = models.CharField(max_length=120)
    target = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    by_on: "models.DateField[dt.date | None, dt.date | None]" = models.DateField(null=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "measure", "service"], name="one_owner_a_measure"
            ),
            models.CheckConstraint(
                condition=models.Q(target=None) | models.Q(target__gte=0, target__lte=1),
                name="target_is_a_proportion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.owner}"
