"""Working days in England: no weekends, no bank holidays."""

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files

SATURDAY = 5


def working_day_after(day: dt.date, days: int) -> dt.date:
    """The working day that comes so many working days after a day.

    Friday 18 December 2026; then Christmas Day and the day in place of Boxing Day are left out:

    >>> working_day_after(dt.date(2026, 12, 18), 6)
    datetime.date(2026, 12, 30)
    """
    while days:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(first: dt.date, last: dt.date) -> int:
    """How many working days lie after the first day, up to and with the last; 0 if none do.

    >>> working_days_between(dt.date(2026, 12, 18), dt.date(2026, 12, 30))
    6
    """
    span = range((last - first).days)
    return sum(is_working_day(first + dt.timedelta(days=each + 1)) for each in span)


def is_working_day(day: dt.date) -> bool:
    """Whether a day is neither on a weekend nor a bank holiday."""
    return day.weekday() < SATURDAY and day not in _bank_holidays()


@cache
def _bank_holidays() -> frozenset[dt.date]:
    text = files("equity_lens_web.frontline").joinpath("data/bank_holidays.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["days"])
