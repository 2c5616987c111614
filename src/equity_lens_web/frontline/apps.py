"""Frontline as an application."""

from django.apps import AppConfig

from equity_lens_web.accounts.permissions import Permission


class Frontline(AppConfig):
    """Huddle cards, ideas and observations, advocates, recognition."""

    name = "equity_lens_web.frontline"
    label = "frontline"

    def ready(self) -> None:
        """A card can be made of every gap and project that a page shows, which then leads to it."""
        from equity_lens_web.evidence.doors import open_door
        from equity_lens_web.improvement.doors import open_door as on_a_project

        open_door("Make a huddle card", "frontline:card-make", Permission.IMPROVEMENT_WRITE)
        on_a_project(
            "Make a huddle card", "frontline:card-of-project", Permission.IMPROVEMENT_WRITE
        )
        on_a_project(
            "Ideas, huddle cards and thanks", "frontline:front-line", Permission.IMPROVEMENT_READ
        )
