"""Evidence as an application."""

from django.apps import AppConfig


class Evidence(AppConfig):
    """Extracts, refreshes, findings and papers."""

    name = "equity_lens_web.evidence"
    label = "evidence"

    def ready(self) -> None:
        """The queue learns how each kind of work is done, and figures follow the settings."""
        from equity_lens_web.accounts.signals import settings_changed
        from equity_lens_web.evidence.services import refreshes, working

        working.start()
        settings_changed.connect(refreshes.after_settings_changed)
