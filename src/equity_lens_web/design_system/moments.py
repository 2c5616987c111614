"""Today, and days and moments as people in Britain write them."""

import datetime as dt

from django.utils import timezone


def today() -> dt.date:
    """The day it is in London; tests set it here."""
    return timezone.localdate()


def day(date: dt.date | None) -> str:
    """A date in words.

    >>> day(dt.date(2026, 10, 5))
    '5 October 2026'
    """
    return f"{date.day} {date:%B %Y}" if date else ""


def day_of(at: dt.datetime) -> dt.date:
    """The day in London on which a moment lies: half past midnight in June is the day before by UTC.

    >>> day_of(dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC))
    datetime.date(2027, 6, 2)
    """
    return timezone.localtime(at).date()


def moment(at: dt.datetime | None) -> str:
    """A moment in London: "5 October 2026, 2:05pm"."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    hour = local.hour % 12 or 12
    return f"{day(local.date())}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def age(date: dt.date | None, now: dt.date | None = None) -> str:
    """How long ago a day was: "today", "12 days ago", "3 months ago".

    >>> age(dt.date(2026, 10, 31), dt.date(2026, 11, 25))
    '25 days ago'
    >>> age(dt.date(2026, 6, 1), dt.date(2026, 11, 25))
    '5 months ago'
    """
    if date is None:
        return ""
    days = ((now or today()) - date).days
    if days <= 0:
        return "today"
    if days < 61:
        return "1 day ago" if days == 1 else f"{days} days ago"
    months = days * 12 // 365
    return f"{months} months ago" if months < 24 else f"{months // 12} years ago"
