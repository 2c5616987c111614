"""The platform's own pages as an application, so that their templates are found."""

from django.apps import AppConfig


class Config(AppConfig):
    """Home and error pages."""

    name = "equity_lens_web.config"
    label = "platform"
