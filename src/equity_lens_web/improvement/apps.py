"""Improvement as an application."""

from django.apps import AppConfig


class Improvement(AppConfig):
    """Projects, tests of change, and what they do to gaps."""

    name = "equity_lens_web.improvement"
    label = "improvement"

    def ready(self) -> None:
        """The queue learns how verdicts are made, they follow the trust's figures, and a gap has a door; systems may send figures."""
        from equity_lens_web.accounts.permissions import Permission
        from equity_lens_web.evidence.api.operations import api
        from equity_lens_web.evidence.doors import open_door
        from equity_lens_web.evidence.signals import figures_made
        from equity_lens_web.improvement.api import router
        from equity_lens_web.improvement.services import verdicts

        verdicts.start()
        api.add_router("/projects", router)
        figures_made.connect(verdicts.after_figures)
        open_door("Start a project on this gap", "improvement:new", Permission.IMPROVEMENT_WRITE)
