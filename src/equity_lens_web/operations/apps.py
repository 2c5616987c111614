"""Operations as an application."""

from django.apps import AppConfig


class Operations(AppConfig):
    """Health, backup and restore."""

    name = "equity_lens_web.operations"
    label = "operations"
