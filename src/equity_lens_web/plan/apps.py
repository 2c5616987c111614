"""Plan as an application."""

from django.apps import AppConfig


class Plan(AppConfig):
    """The activities, measures and priorities of the health inequalities lead."""

    name = "equity_lens_web.plan"
    label = "plan"
