"""Guidance as an application."""

from django.apps import AppConfig


class Guidance(AppConfig):
    """Starters, guides and words that editors may change, with their history."""

    name = "equity_lens_web.guidance"
    label = "guidance"
