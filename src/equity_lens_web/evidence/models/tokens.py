"""Tokens by which Power BI, Excel and scripts read an organisation's released results."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from equity_lens_web.accounts.models import Organisation


class ApiToken(models.Model):
    """A token of one organisation; only its hash is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and timezone.now() < self.expires_at
