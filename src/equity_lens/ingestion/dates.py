"""How the dates of each column are written: decided from every row, and never guessed.

The house rule. ISO dates and months in letters can be read in one way only. Figures with the year
last ("03/04/2026") are British, day first, provided that something says so: at least one row of
the column, or of another date column of the same file, can only be day first ("25/04/2026"), and
none can only be month first. So these are refused, in a message that says which:

- some rows can only be day first and others only month first: two exports have been mixed;
- every row that decides is month first: an American export, where British files are expected;
- nothing in the file decides: every day could be a month, which in a long column is itself a sign
  of month-first dates;
- day-first text beyond the 12th only, beside ISO dates up to the 12th only: a spreadsheet set to
  American dates has turned round those that it could.

The analyst settles any of them with one line in the mapping file. Rows that do not fit what was
decided become unreadable; they are counted, never bent to fit.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as types
import ibis.expr.types as ir

from equity_lens.engine import arrow
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.mapping import DATE_ORDERS, FILE_NAME
from equity_lens.ingestion.reading.table import quoted
from equity_lens.ingestion.spellings import ISO, Tally

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = DATE_ORDERS

# Systems write 1 January 1900, 1 January 1801 or 31 December 9999 for "no date".
EARLIEST, LATEST = dt.date(1900, 1, 2), dt.date(2100, 1, 1)

# More different texts than this are no dates: 40,000 days make a century, with a time of day cut.
_MOST_DISTINCT = 400_000
_TURNED_ROUND_IN = 5
_TIMED = "@"
_TIME = r"[T ]+\d{1,2}:.*$"


@dataclass(frozen=True)
class DateColumn:
    """How one column writes its dates.

    ``formats`` are tried in order, as ``strptime`` spells them. ``timed`` says that a time of day
    may follow the date. ``unreadable`` counts the rows, not blank, that none of the formats fits.
    """

    formats: tuple[str, ...]
    timed: bool
    unreadable: int

    @property
    def two_figure_years(self) -> bool:
        """Whether some years lack their century."""
        return any("%y" in form for form in self.formats)

    def date(self, text: ir.StringValue, *, latest: ir.DateValue | None = None) -> ir.DateValue:
        """The day that a cell names; null where it is blank, unreadable or a placeholder.

        Parameters
        ----------
        text
            The column as text.
        latest
            A day that no date can be after (for a birth date, the day of the event). A year
            without its century is taken as the last one that is not later.
        """
        if self.formats == (ISO,) and not self.unreadable:
            day = text.try_cast("date")
        else:
            day = _try_strptime(_day_part(text) if self.timed else text, list(self.formats)).date()
        if self.two_figure_years and latest is not None:
            day = ibis.ifelse(day > latest, day - ibis.interval(years=100), day)
        return ibis.ifelse(day.between(EARLIEST, LATEST), day, ibis.null("date"))


class DatesUncertain(ContractNotMet):
    """Dates can be read in two ways; ``doubts`` maps each field to why. Its order can be stated."""

    def __init__(self, problem: str, *, doubts: Mapping[str, str], **more: Any) -> None:
        super().__init__(problem, **more)
        self.doubts = dict(doubts)


def decide(
    con: "Backend",
    relation: str,
    columns: Mapping[str, str],
    *,
    name: str,
    stated: Mapping[str, str] | None = None,
    contract: str = "",
) -> dict[str, DateColumn]:
    """How every date column of a file is written, in one pass over all its rows.

    Parameters
    ----------
    con
        The engine.
    relation
        A SELECT that gives the columns as text.
    columns
        For each date field its column.
    name
        The file's name, for the message.
    stated
        For a field, the order that the analyst stated: one of ``mapping.DATE_ORDERS``.
    contract
        The contract's id, to say where in the mapping file the answer goes.

    Raises
    ------
    DatesUncertain
        Every column that could be read in two ways, in one message.
    ContractNotMet
        The same, where a column holds no dates besides: no answer could settle that.
    """
    stated = stated or {}
    tallies = _tallies(con, relation, columns)
    free = [tally for field, tally in tallies.items() if field not in stated]
    day_first_file = any(tally.only_day for tally in free) and not any(
        tally.only_month for tally in free
    )
    doubts: dict[str, str] = {}
    unreadable = False
    decided: dict[str, DateColumn] = {}
    for field, tally in tallies.items():
        order = stated.get(field, "")
        nothing = _nothing_read(tally)
        unreadable = unreadable or bool(nothing)
        if doubt := nothing or ("" if order else _doubt(tally, day_first_file)):
            doubts[field] = doubt
        decided[field] = _column(tally, order or DAY_FIRST)
    if doubts:
        kind = ContractNotMet if unreadable else partial(DatesUncertain, doubts=doubts)
        raise kind(
            f"{name}: it is not certain how its dates are to be read.",
            faults=[f"`{columns[field]}` ({field}): {doubt}" for field, doubt in doubts.items()],
            remedy='Export dates as year-month-day ("2026-10-31"). Or say in the mapping file '
            f"({FILE_NAME}, beside the extract) how each is written: {', '.join(DATE_ORDERS)}. "
            f'For example:\n\n[{contract or "contract"}.dates]\n{next(iter(doubts))} = "{DAY_FIRST}"',
        )
    return decided


def _doubt(tally: Tally, day_first_file: bool) -> str:
    if tally.only_month:
        return (
            f"rows that can only be day/month/year: {tally.only_day:,}; only month/day/year: "
            f"{tally.only_month:,}."
        )
    if tally.either and not tally.only_day and not day_first_file:
        return (
            f"rows that could be day/month/year or month/day/year: {tally.either:,}, and nothing "
            "in the file decides, as no day is later than the 12th."
        )
    dates_of_each = min(tally.days_of_iso.total(), tally.days_of_only_day.total())
    turned = dates_of_each >= _TURNED_ROUND_IN and not tally.either
    if turned and max(tally.days_of_iso) <= 12:
        return (
            f"rows with day/month/year, all after the 12th of a month: {tally.only_day:,}; the "
            "others are year-month-day, none after the 12th. A spreadsheet seems to have turned "
            "day and month round."
        )
    return ""


def _nothing_read(tally: Tally) -> str:
    read = tally.clear.total() + tally.numeric.total() + tally.same.total()
    if read or not tally.unreadable:
        return ""
    if tally.day_numbers == tally.unreadable:
        return "it holds day numbers of a spreadsheet. Format the column as a date."
    return f"rows filled in: {tally.unreadable:,}; dates that we can read: none."


def _column(tally: Tally, order: str) -> DateColumn:
    """The formats that occur, those with most rows first, years without century before others."""
    rows = dict(tally.clear)
    unreadable = tally.unreadable
    for (day_first, month_first), count in (tally.numeric + tally.same).items():
        form = {DAY_FIRST: day_first, MONTH_FIRST: month_first, YEAR_FIRST: ""}[order]
        if form:
            rows[form] = rows.get(form, 0) + count
        else:
            unreadable += count
    # "%Y" takes "24" for the year 24, so "%y" has its turn before it; and "%d%m%Y" takes 20260401
    # for the 20th of a month of the year 401, so "%Y%m%d" has its turn before that.
    formats = sorted(rows, key=lambda form: ("%y" not in form, form != "%Y%m%d", -rows[form]))
    return DateColumn(tuple(formats) or (ISO,), tally.timed, unreadable)


def _tallies(con: "Backend", relation: str, columns: Mapping[str, str]) -> dict[str, Tally]:
    """Every different day text of each column, with its rows: one scan for all columns."""
    if not columns:
        return {}
    days = ", ".join(
        f"{_day_sql(quoted(column))} AS day_{i}" for i, column in enumerate(columns.values())
    )
    names = [f"day_{i}" for i in range(len(columns))]
    grouped = ", ".join(f"{day}, grouping({day}) = 0 AS is_{day}" for day in names)
    sets = ", ".join(f"({day})" for day in names)
    found = arrow(
        con,
        f"WITH days AS (SELECT {days} FROM ({relation})) SELECT {grouped}, count(*) AS rows "
        f"FROM days GROUP BY GROUPING SETS ({sets}) LIMIT {_MOST_DISTINCT * len(columns)}",
    )
    tallies = {}
    for field, day in zip(columns, names, strict=True):
        own = found.filter(found[f"is_{day}"])
        tally = tallies[field] = Tally()
        for text, rows in zip(own[day].to_pylist(), own["rows"].to_pylist(), strict=True):
            tally.timed |= (text or "").startswith(_TIMED)
            tally.add((text or "").removeprefix(_TIMED).strip(), rows)
    return tallies


def _day_sql(column: str) -> str:
    """SQL for the text without its time of day, marked where there was one.

    Text that is far too long for a date is cut, so that few different ones are left.
    """
    without = f"regexp_replace({column}, '{_TIME}', '')"
    return (
        f"CASE WHEN length({column}) <= 11 THEN {column} "
        f"WHEN {column}[14] = ':' AND {column}[11] IN (' ', 'T') "
        f"THEN '{_TIMED}' || left({column}, 10) "
        f"WHEN regexp_matches({column}, '{_TIME}') THEN '{_TIMED}' || left({without}, 20) "
        f"ELSE left(trim({column}), 20) END"
    )


def _day_part(text: ir.StringValue) -> ir.StringValue:
    """``_day_sql`` as Ibis says it."""
    usual = (text.substr(13, 1) == ":") & text.substr(10, 1).isin([" ", "T"])
    return ibis.cases(
        (text.length() <= 11, text),
        (usual, text.left(10)),
        else_=text.strip().re_replace(_TIME, ""),
    )


@ibis.udf.scalar.builtin(
    name="try_strptime", signature=((str, types.Array(types.string)), types.timestamp)
)
def _try_strptime(text, formats):
    """DuckDB's own function: the first format that fits, or null."""
