"""Learning as an application."""

from django.apps import AppConfig


class Learning(AppConfig):
    """Case studies, of what worked and of what did not."""

    name = "equity_lens_web.learning"
    label = "learning"
