"""Leadership as an application."""

from django.apps import AppConfig


class Leadership(AppConfig):
    """The health inequalities lead's role: charter, induction, reflections, handover."""

    name = "equity_lens_web.leadership"
    label = "leadership"
