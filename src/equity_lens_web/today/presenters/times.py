"""When the brief is sent, in words."""

import datetime as dt

from django.conf import settings


def sent_when(due: dt.datetime | None) -> str:
    """ "Mondays at 7:00", or that nothing is sent and why.

    ``due`` is when it was due last, or None where the platform sends no brief.
    """
    if due is None:
        return "This platform sends no weekly brief."
    if not settings.SENDS_MAIL:
        return "This platform is not connected to a mail server, so the brief is here to read and is not sent."
    return f"It is sent on {due:%A}s at {due.hour}:{due:%M}."
