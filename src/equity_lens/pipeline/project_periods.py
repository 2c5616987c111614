"""The periods in which a project counts: a month, or a week by its Monday."""

from datetime import date, timedelta

MONTH, DAY = len("2026-01"), len("2026-01-05")


def week_and_month(period: str) -> str:
    """The month to which a period counts: of a week, the month in which it begins.

    >>> week_and_month("2026-03-30"), week_and_month("2026-03")
    ('2026-03', '2026-03')
    """
    return period[:MONTH]


def weeks_of(month: str) -> list[str]:
    """The Mondays of a month: a month that is counted by weeks is known when all of them are.

    >>> weeks_of("2026-03")
    ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30']
    """
    first = date.fromisoformat(f"{month}-01")
    monday = first + timedelta(days=-first.weekday() % 7)
    days = (monday + timedelta(weeks=week) for week in range(5))
    return [day.isoformat() for day in days if day.month == first.month]


def is_period(text: str) -> bool:
    """Whether it is a month, or the Monday of a week.

    >>> is_period("2026-01"), is_period("2026-01-05"), is_period("2026-01-06")
    (True, True, False)
    """
    try:
        day = date.fromisoformat(text if len(text) == DAY else f"{text}-01")
    except ValueError:
        return False
    return len(text) == MONTH or (len(text) == DAY and day.weekday() == 0)


def is_over(period: str, today: date) -> bool:
    """Whether a month or week has ended by the day: before that it is not counted in full.

    >>> is_over("2026-01", date(2026, 1, 31)), is_over("2026-01", date(2026, 2, 1))
    (False, True)
    """
    if len(period) == DAY:
        return date.fromisoformat(period) + timedelta(weeks=1) <= today
    return period < f"{today:%Y-%m}"
