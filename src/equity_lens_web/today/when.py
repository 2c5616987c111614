"""When the weekly brief goes out: `EQUITY_LENS_BRIEF`, Monday at seven unless it says otherwise."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

A_DAY = dt.timedelta(days=1)


def last_due(now: dt.datetime | None = None) -> dt.datetime | None:
    """The moment at which the brief was due last; None where the platform sends none."""
    if settings.BRIEF is None:
        return None
    weekday, hour = settings.BRIEF
    local = timezone.localtime(now)
    back = dt.timedelta(days=(local.weekday() - weekday) % 7)
    day = (local - back).date()
    due = timezone.make_aware(dt.datetime.combine(day, hour))
    return due if due <= local else timezone.make_aware(dt.datetime.combine(day - 7 * A_DAY, hour))


def is_time(now: dt.datetime | None = None) -> bool:
    """Whether it was due within the last day: one that was missed for longer waits a week."""
    due = last_due(now)
    return due is not None and (now or timezone.now()) - due < A_DAY
