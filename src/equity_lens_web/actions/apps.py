"""Actions as an application."""

from django.apps import AppConfig


class Actions(AppConfig):
    """Decisions and actions, each tied to the gap that it should move."""

    name = "equity_lens_web.actions"
    label = "actions"

    def ready(self) -> None:
        """A door beside every gap, and gaps that are due are read whenever figures are made."""
        from equity_lens_web.accounts.permissions import Permission
        from equity_lens_web.actions.services import readings
        from equity_lens_web.evidence.doors import open_door
        from equity_lens_web.evidence.signals import figures_made

        open_door("Decide on this gap", "actions:new", Permission.ACTIONS_WRITE)
        figures_made.connect(readings.after_figures_made)
