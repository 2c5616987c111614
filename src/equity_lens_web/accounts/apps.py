"""Accounts as an application."""

from importlib import import_module

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and organisations."""

    name = "equity_lens_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to the sign-in library."""
        import_module("equity_lens_web.accounts.traces")
