"""Dates and periods as they are said in Britain."""

import datetime as dt

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(date: dt.date) -> str:
    """A day in words.

    >>> day(dt.date(2026, 10, 31))
    '31 October 2026'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def period(iso: str) -> str:
    """A period in words: a day, a month or a year; any other label is returned as it came.

    >>> period("2026-10-31"), period("2026-10"), period("2025/26")
    ('31 October 2026', 'October 2026', '2025/26')
    """
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3) or len(parts[1]) != 2:
        return iso
    if not 1 <= int(parts[1]) <= 12:
        return iso
    if len(parts) == 3:
        return day(dt.date.fromisoformat(iso))
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"


def short_period(iso: str) -> str:
    """A period for the axis of a chart.

    >>> short_period("2026-10-31"), short_period("2026-10")
    ('31 Oct 2026', 'Oct 2026')
    """
    words = period(iso).split()
    return " ".join(word[:3] if word in MONTHS else word for word in words)


def when(iso: str) -> str:
    """A period as an adverb: "on 31 October 2026", "in October 2026".

    >>> when("2026-10-31")
    'on 31 October 2026'
    """
    said = period(iso)
    return f"on {said}" if len(said.split()) == 3 else f"in {said}"


def span(first: str, last: str) -> str:
    """Two periods and what lies between.

    >>> span("2025-11", "2026-10")
    'November 2025 to October 2026'
    """
    return period(first) if first == last else f"{period(first)} to {period(last)}"


def last_day(iso: str) -> dt.date | None:
    """The last day of a period, or None where its label is not a date.

    >>> last_day("2026-02")
    datetime.date(2026, 2, 28)
    """
    if period(iso) == iso:
        return None
    if len(iso.split("-")) == 3:
        return dt.date.fromisoformat(iso)
    year, month = (int(part) for part in iso.split("-"))
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
