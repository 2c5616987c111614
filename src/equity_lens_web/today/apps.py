"""Today as an application."""

from django.apps import AppConfig


class Today(AppConfig):
    """What needs this person now, and the weekly brief."""

    name = "equity_lens_web.today"
    label = "today"
