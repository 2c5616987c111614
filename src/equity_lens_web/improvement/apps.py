"""Improvement as an application."""

from django.apps import AppConfig


class Improvement(AppConfig):
    """Projects, tests of change, and what they do to gaps."""

    name = "equity_lens_web.improvement"
    label = "improvement"

    def ready(self) -> None:
        """The queue learns how verdicts are made, and they follow the trust's figures."""
        from equity_lens_web.evidence.signals import figures_made
        from equity_lens_web.improvement.services import verdicts

        verdicts.start()
        figures_made.connect(verdicts.after_figures)
