"""What the trust counted in earlier months: counts alone, as an analyst would have kept them."""

import calendar
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from equity_lens.demonstration import kept_counts

MEASURE = "waiting-within-18-weeks"


def write(path: Path, truths: dict[str, Any]) -> None:
    """Write the plain counts table: each month end before the census, by deprivation fifth."""
    months = range(truths["history"]["months"])
    kept_counts.write(path, (row for month in months for row in _month(month, truths)))


def _month(month: int, truths: dict[str, Any]) -> Iterator[kept_counts.Row]:
    """The planted gap of one month, spread over the fifths in a straight line."""
    gap = truths["history"]["gap"][month] / 100
    back = truths["history"]["months"] - month
    period = month_end(truths["census_date"], back).isoformat()
    overall = 0.612 - 0.0008 * back + 0.003 * ((month * 7) % 5 - 2) / 2
    waiting = waiting_in(month, truths)
    within = [round(n * (overall + gap * (fifth - 2) / 4)) for fifth, n in enumerate(waiting)]
    by_fifth = zip(kept_counts.FIFTHS, within, waiting, strict=True)
    yield from kept_counts.along(MEASURE, period, truths["code"], "imd_quintile", by_fifth)
    yield kept_counts.everyone(MEASURE, period, truths["code"], sum(within), sum(waiting))


def waiting_in(month: int, truths: dict[str, Any]) -> list[int]:
    """People waiting in one of the earlier months (0 is the oldest), most deprived fifth first."""
    back = truths["history"]["months"] - month
    return [n - 11 * back + (month * 37) % 60 for n in truths["waiting_list"]["waiting"]]


def month_end(day: dt.date, months_back: int) -> dt.date:
    """The last day of the month some months before.

    >>> month_end(dt.date(2026, 10, 31), 1)
    datetime.date(2026, 9, 30)
    """
    index = day.year * 12 + day.month - 1 - months_back
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
