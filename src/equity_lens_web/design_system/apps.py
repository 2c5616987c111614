"""The design system as an application, so that its templates and static files are found."""

from django.apps import AppConfig


class DesignSystem(AppConfig):
    """Templates, static files and form fields."""

    name = "equity_lens_web.design_system"
    label = "design_system"
