"""The brief as a task of the queue: sending mail takes long, and the worker's upkeep may not wait."""

from django_tasks import task

from equity_lens_web.today import when
from equity_lens_web.today.services.briefs import send_briefs


@task()
def send_due_briefs() -> int:
    """Send what is due."""
    return send_briefs()


def look_at_the_clock() -> None:
    """Put the brief in the queue in the hours in which it may be due."""
    if when.is_time():
        send_due_briefs.enqueue()
