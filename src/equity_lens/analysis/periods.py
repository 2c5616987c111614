"""What a period's name means in time."""

import calendar
import datetime as dt


def last_day(period: str) -> dt.date | None:
    """The last day of an ISO day, month or year; None where the name is none of these.

    Examples
    --------
    >>> last_day("2026-10-31"), last_day("2026-02"), last_day("2024/25")
    (datetime.date(2026, 10, 31), datetime.date(2026, 2, 28), None)
    """
    try:
        year, month, day = (*map(int, period.split("-")), 0, 0)[:3]
        return dt.date(
            year, month or 12, day or (calendar.monthrange(year, month)[1] if month else 31)
        )
    except ValueError:
        return None
