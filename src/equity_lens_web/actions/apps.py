"""Actions as an application."""

from django.apps import AppConfig


class Actions(AppConfig):
    """Decisions and actions, each tied to the gap that it should move."""

    name = "equity_lens_web.actions"
    label = "actions"
