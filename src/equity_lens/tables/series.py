"""Control charts of groups, from a column of values by period."""

from typing import Any, Unpack

import narwhals.stable.v2 as nw
import numpy as np

from equity_lens import statistics
from equity_lens.errors import InvalidCounts
from equity_lens.statistics.process_control.reading import ReadingOptions
from equity_lens.tables.groups import grouped, refuse_repeated
from equity_lens.tables.table import By, Table, naming

POINTS = ("centre", "lower", "upper", "rule", "meaning", "few_points")
ICONS = ("variation", "assurance")


def xmr(
    df: Any,
    *,
    value: str,
    period: str,
    by: By = (),
    screened: bool = True,
    **reading: Unpack[ReadingOptions],
) -> Any:
    """Whether each group's series is steady, or something has changed.

    Parameters
    ----------
    df : pandas, Polars, PyArrow or DuckDB
        A row for each period of each group, in any order.
    value
        Column of numbers; missing where a period is missing or withheld.
    period
        Column of dates, numbers, or text that begins with the year, as "2026-04".
    by
        Columns that name a series; none where the table is one series.
    screened, reading
        As ``statistics.xmr``; they hold for every series. ``rebases`` and what is given for each
        period count from the first period of each series, so they need series of one length.

    Returns
    -------
    A data frame of the same kind
        A row for each row given, sorted by ``by`` and ``period``: those columns, ``value``,
        ``centre``, ``lower``, ``upper``, ``rule``, ``meaning``, ``few_points``, and the icons of
        the whole series on each of its rows, ``variation`` and ``assurance``. A period without a
        row joins its neighbours; for a gap in the record, give a row whose value is missing.

    Raises
    ------
    ContractNotMet
        A column that is not there.
    InvalidCounts
        Text for a value, a missing period, a period twice in a series, or periods in words.
    StatisticRefused
        As ``statistics.xmr``.

    References
    ----------
    As ``statistics.xmr``: NHS England, Making Data Count.

    Examples
    --------
    >>> import pandas as pd
    >>> seen = pd.DataFrame({"month": range(8, 0, -1), "seen": [70, 50, 48, 50, 51, 49, 52, 50]})
    >>> xmr(seen, value="seen", period="month", better="higher").round(1).iloc[6:, :6]
       month  value  centre  lower  upper     rule
    6      7   50.0    52.5   47.2   57.8      run
    7      8   70.0    52.5   47.2   57.8  outside
    """
    table = Table(df, by, value, period)
    values = table.numbers(value)
    _refuse_words(table, period)
    groups = grouped(table)
    place, _ = table.order(period, "period")
    refuse_repeated(table, groups, place, period, "period")
    order = np.lexsort((place, groups.of_row))
    length = np.bincount(groups.of_row, minlength=len(groups))
    start = np.cumsum(length) - length
    columns = {name: np.empty(len(order), dtype=object) for name in (*POINTS, *ICONS)}
    # Series of one length are one array: a loop over lengths, not over series.
    for each in np.unique(length):
        rows = start[length == each, None] + np.arange(each)
        with naming(value=value, period=period):
            chart = statistics.xmr(values[order][rows], screened=screened, **reading)
        for name in POINTS:
            columns[name][rows] = getattr(chart, name)
        for name in ICONS:
            columns[name][rows] = getattr(chart, name)[:, None]
    made = {"value": values[order]} | columns
    for name in ("centre", "lower", "upper"):
        made[name] = made[name].astype(np.float64)
    made["few_points"] = made["few_points"].astype(np.bool_)
    return table.result(order, made, period)


def _refuse_words(table: Table, period: str) -> None:
    """Refuse text that does not sort in the order of time, such as "Apr 2026"."""
    given = table.frame[period]
    if given.dtype not in (nw.String, nw.Categorical, nw.Enum):
        return
    known = given.drop_nulls().cast(nw.String)
    sorts = known.str.contains(r"^\d{4}[-/QWT: \d]*$").to_numpy().astype(bool)
    if not sorts.all():
        rows = f"{np.count_nonzero(~sorts):,} of {len(table):,} rows"
        problem = f"{rows} are periods in words, so they do not sort by time."
    elif len(np.unique(known.str.len_chars().to_numpy())) > 1:
        problem = "the periods are of unequal length, so they do not sort by time."
    else:
        return
    raise InvalidCounts(
        f"`{period}`: {problem}", remedy='Give dates, numbers, or text such as "2026-04".'
    )
