"""Frontline as an application."""

from django.apps import AppConfig


class Frontline(AppConfig):
    """Huddle cards, ideas and observations, advocates, recognition."""

    name = "equity_lens_web.frontline"
    label = "frontline"
