"""Accounts as an application."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and organisations."""

    name = "equity_lens_web.accounts"
    label = "accounts"
