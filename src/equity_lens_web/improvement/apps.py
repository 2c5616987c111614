"""Improvement as an application."""

from django.apps import AppConfig


class Improvement(AppConfig):
    """Projects, tests of change, and what they do to gaps."""

    name = "equity_lens_web.improvement"
    label = "improvement"
