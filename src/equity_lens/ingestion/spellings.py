"""What one written date can mean, and a tally of that over a column."""

import calendar
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field

ISO = "%Y-%m-%d"

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_YEAR_LAST_COMPACT = re.compile(r"(\d{2})()(\d{2})(\d{4})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})([-/. ]?)([A-Za-z]{3,9})\2(\d{4}|\d{2})", re.ASCII)
_SHORT = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_LONG = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_DAY_NUMBER = re.compile(r"[2-6]\d{4}(\.\d+)?", re.ASCII)
_YEARS = range(1000, 10_000)
_COMPACT_YEARS = range(1800, 2200)


@dataclass(frozen=True)
class Spelling:
    """How one text can be read, as ``strptime`` formats; an empty format is no reading.

    ``clear`` is for a text that has one reading whatever the house rule. Otherwise ``day_first``
    and ``month_first`` are the two readings of figures with the year last; ``same`` says that they
    are one day (03/03/2026), so that it decides nothing and is in no doubt.
    """

    clear: str = ""
    day_first: str = ""
    month_first: str = ""
    day: int = 0
    same: bool = False


NOTHING = Spelling()


@dataclass
class Tally:
    """A column's rows by how they can be read.

    ``days_of_iso`` and ``days_of_only_day`` count different dates, by their day of the month.
    """

    clear: Counter[str] = field(default_factory=Counter)
    numeric: Counter[tuple[str, str]] = field(default_factory=Counter)
    same: Counter[tuple[str, str]] = field(default_factory=Counter)
    unreadable: int = 0
    day_numbers: int = 0
    timed: bool = False
    days_of_iso: Counter[int] = field(default_factory=Counter)
    days_of_only_day: Counter[int] = field(default_factory=Counter)

    def add(self, text: str, rows: int) -> None:
        """Count the rows in which this text stands. Blank ones say nothing."""
        if not text:
            return
        spelling = read(text)
        if spelling == NOTHING:
            self.unreadable += rows
            self.day_numbers += rows if _DAY_NUMBER.fullmatch(text) else 0
        elif spelling.clear:
            self.clear[spelling.clear] += rows
            if spelling.clear == ISO:
                self.days_of_iso[spelling.day] += 1
        elif spelling.same:
            self.same[spelling.day_first, spelling.month_first] += rows
        else:
            self.numeric[spelling.day_first, spelling.month_first] += rows
            if not spelling.month_first:
                self.days_of_only_day[spelling.day] += 1

    @property
    def only_day(self) -> int:
        """Rows that can only be read day first."""
        return sum(rows for (_, month_first), rows in self.numeric.items() if not month_first)

    @property
    def only_month(self) -> int:
        """Rows that can only be read month first."""
        return sum(rows for (day_first, _), rows in self.numeric.items() if not day_first)

    @property
    def either(self) -> int:
        """Rows that can be read both ways, with different days."""
        return sum(rows for (day, month), rows in self.numeric.items() if day and month)


def read(text: str) -> Spelling:
    """How a text can be read as a date.

    Examples
    --------
    >>> read("2026-04-03").clear
    '%Y-%m-%d'
    >>> read("03/04/2026") == Spelling(day_first="%d/%m/%Y", month_first="%m/%d/%Y", day=3)
    True
    >>> read("25/04/2026").month_first
    ''
    >>> read("05-MAR-47").clear
    '%d-%b-%y'
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return _year_first(*found.groups())
    if found := _YEAR_LAST.fullmatch(text) or _YEAR_LAST_COMPACT.fullmatch(text):
        return _year_last(*found.groups())
    if found := _NAMED.fullmatch(text):
        return _named(*found.groups())
    return NOTHING


def _year_first(year: str, mark: str, month: str, day: str) -> Spelling:
    if not mark and (len(month) < 2 or len(day) < 2):
        return NOTHING
    if _is_day(year, month, day) and (mark or int(year) in _COMPACT_YEARS):
        return Spelling(clear=mark.join(("%Y", "%m", "%d")), day=int(day))
    return NOTHING if mark else _year_last(year[:2], "", year[2:], month + day)


def _year_last(first: str, mark: str, second: str, year: str) -> Spelling:
    if not mark and int(year) not in _COMPACT_YEARS:
        return NOTHING
    last = "%Y" if len(year) == 4 else "%y"
    day_first = mark.join(("%d", "%m", last)) if _is_day(year, second, first) else ""
    month_first = mark.join(("%m", "%d", last)) if _is_day(year, first, second) else ""
    if not (day_first or month_first):
        return NOTHING
    same = int(first) == int(second)
    return Spelling(day_first=day_first, month_first=month_first, day=int(first), same=same)


def _named(day: str, mark: str, month: str, year: str) -> Spelling:
    number = _SHORT.get(month.casefold()) or _LONG.get(month.casefold())
    if number is None or not _is_day(year, str(number), day):
        return NOTHING
    name = "%b" if month.casefold() in _SHORT else "%B"
    return Spelling(clear=mark.join(("%d", name, "%Y" if len(year) == 4 else "%y")), day=int(day))


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        dt.date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True
