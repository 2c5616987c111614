"""What an organisation has made of its guides: every version is kept, and the last one holds."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class GuideVersionQuerySet(models.QuerySet["GuideVersion"]):
    """Reads of versions."""

    def standing(self) -> "GuideVersionQuerySet":
        """The newest of each entry."""
        newer = GuideVersion.objects.filter(
            organisation=OuterRef("organisation"),
            kind=OuterRef("kind"),
            key=OuterRef("key"),
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(newer))

    def of(self, kind: str, key: str) -> "GuideVersionQuerySet":
        """Every version of one entry, the newest first, with who wrote it."""
        return self.filter(kind=kind, key=key).select_related("by").order_by("-number")


class GuideVersion(models.Model):
    """One version of one entry at one organisation. It is written once and never changed.

    ``shipped`` says which text of Equity Lens lay before whoever wrote it, so that a newer one can
    be pointed out.
    """

    class State(models.TextChoices):
        """What this version did with the entry."""

        CHANGED = "changed", "Changed"
        ADDED = "added", "Added"
        RETIRED = "retired", "Retired"
        SHIPPED = "shipped", "Put back to the text that came with Equity Lens"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="guide_versions")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    title = models.CharField(max_length=200)
    fields: Any = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    fits: Any = models.JSONField(default=list)
    source = models.TextField(blank=True, default="")
    caution = models.TextField(blank=True, default="")
    shipped = models.CharField(max_length=64, blank=True, default="")
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        """Numbered within an entry; every version says why."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "key", "number"], name="one_version_a_number"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_version_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Adoption(models.Model):
    """The shape of the lead's role that an organisation works by. It is ended, never deleted."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="adopted_shapes")
    key = models.CharField(max_length=100)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at=None), name="one_adopted_shape"
            )
        ]

    def __str__(self) -> str:
        return self.key
