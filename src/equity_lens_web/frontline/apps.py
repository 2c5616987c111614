"""Frontline as an application."""

from django.apps import AppConfig

from equity_lens_web.accounts.permissions import Permission


class Frontline(AppConfig):
    """Huddle cards, ideas and observations, advocates, recognition."""

    name = "equity_lens_web.frontline"
    label = "frontline"

    def ready(self) -> None:
        """A card can be made of every gap that a page shows."""
        from equity_lens_web.evidence.doors import open_door

        open_door("Make a huddle card", "frontline:card-make", Permission.IMPROVEMENT_WRITE)
