"""Evidence as an application."""

from django.apps import AppConfig


class Evidence(AppConfig):
    """Extracts, refreshes, findings and papers."""

    name = "equity_lens_web.evidence"
    label = "evidence"
