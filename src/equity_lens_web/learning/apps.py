"""Learning as an application."""

from django.apps import AppConfig


class Learning(AppConfig):
    """Case studies, of what worked and of what did not."""

    name = "equity_lens_web.learning"
    label = "learning"

    def ready(self) -> None:
        """A project has a door to its case study."""
        from equity_lens_web.accounts.permissions import Permission
        from equity_lens_web.improvement.doors import open_door

        open_door("Make a case study", "learning:begin", Permission.CASES_WRITE, begins=True)
