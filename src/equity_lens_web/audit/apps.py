"""The audit trail as an application."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The audit trail."""

    name = "equity_lens_web.audit"
    label = "audit"
