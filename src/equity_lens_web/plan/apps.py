"""Plan as an application."""

from django.apps import AppConfig


class Plan(AppConfig):
    """The activities, measures and priorities of the health inequalities lead."""

    name = "equity_lens_web.plan"
    label = "plan"

    def ready(self) -> None:
        """A gap can be added to the candidates from wherever it is shown."""
        from equity_lens_web.accounts.permissions import Permission
        from equity_lens_web.evidence.doors import open_door

        open_door("Add to the priorities", "plan:candidate-new", Permission.PLAN_WRITE)
