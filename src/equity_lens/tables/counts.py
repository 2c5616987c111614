"""Proportions, rates and funnels of groups, from columns of counts."""

from typing import Any, Literal

import numpy as np

from equity_lens import statistics
from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import Estimate
from equity_lens.tables.groups import Groups, grouped
from equity_lens.tables.table import By, Numbers, Table, naming


def proportions(
    df: Any, *, events: str, population: str, by: By = (), confidence: float = 0.95
) -> Any:
    """Share of people who had the event, in each group.

    Parameters
    ----------
    df : pandas, Polars, PyArrow or DuckDB
        Rows of counts. Rows of one group are added up; if one is missing, so is the group.
    events, population
        Columns: people with the event, and people at risk.
    by
        Columns that name a group; none for everyone together.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    A data frame of the same kind
        ``by``, ``events``, ``population``, ``value``, ``lower``, ``upper``; proportions, 0 to 1.

    Raises
    ------
    ContractNotMet
        A column that is not there.
    InvalidCounts
        Text, negative counts, more events than people, or nobody at risk.

    References
    ----------
    As ``statistics.proportion``: Wilson's interval.

    Examples
    --------
    >>> import pyarrow as pa
    >>> seen = pa.table({"fifth": [1, 5], "seen": [5180, 4925], "waiting": [9100, 7600]})
    >>> proportions(seen, events="seen", population="waiting", by="fifth").to_pandas().round(3)
       fifth  events  population  value  lower  upper
    0      1  5180.0      9100.0  0.569  0.559  0.579
    1      5  4925.0      7600.0  0.648  0.637  0.659
    """
    table, groups, happened, people = _totals(df, events, population, by)
    with naming(events=events, population=population):
        found = statistics.proportion(happened, people, confidence=confidence)
    return _with_counts(table, groups, happened, people, found)


def rates(
    df: Any,
    *,
    events: str,
    population: str,
    by: By = (),
    per: float = 100_000,
    confidence: float = 0.95,
) -> Any:
    """Events for each 100,000 people, in each group.

    Parameters
    ----------
    df, events, population, by, confidence
        As ``proportions``; ``population`` may be person-years, and one person have many events.
    per
        The base: 100,000 unless another is named.

    Returns
    -------
    A data frame of the same kind
        ``by``, ``events``, ``population``, ``value``, ``lower``, ``upper``, per ``per`` people.

    Raises
    ------
    ContractNotMet, InvalidCounts
        As ``proportions``; more events than people are allowed.

    References
    ----------
    As ``statistics.rate``: exact limits under 10 events, Byar's from 10.

    Examples
    --------
    >>> import pandas as pd
    >>> admitted = pd.DataFrame({"area": ["A", "A", "B"], "n": [60, 5, 4], "of": [1e5, 2e4, 9e3]})
    >>> rates(admitted, events="n", population="of", by="area").round(1)
      area  events  population  value  lower  upper
    0    A    65.0    120000.0   54.2   41.8   69.0
    1    B     4.0      9000.0   44.4   12.1  113.8
    """
    table, groups, happened, people = _totals(df, events, population, by)
    with naming(events=events, population=population):
        found = statistics.rate(happened, people, per=per, confidence=confidence)
    return _with_counts(table, groups, happened, people, found)


def funnel(
    df: Any,
    *,
    events: str,
    population: str,
    by: By,
    kind: Literal["proportion", "rate"] = "proportion",
    per: float = 100_000,
    confidence: float = 0.998,
) -> Any:
    """Each unit beside the limits within which chance alone would leave it.

    Parameters
    ----------
    df, events, population
        As ``proportions``.
    by
        Columns that name a unit: a trust, a practice, a site.
    kind : "proportion" or "rate"
        Whether a person counts once, or events may be more than people.
    per
        The base of a rate; a proportion has none.
    confidence
        Share of units that chance leaves inside: 0.95 and 0.998 are customary.

    Returns
    -------
    A data frame of the same kind
        ``by``, ``events``, ``population``, ``value``, ``centre`` (of all known units together),
        ``lower`` and ``upper`` limits at the unit's size, and ``position``: "above", "below" or
        "within", or "" where the unit is missing. It gives no order of merit.

    Raises
    ------
    ContractNotMet, InvalidCounts
        As ``proportions``.
    StatisticRefused
        No events, or nobody without one, in all units together; an unknown kind.

    References
    ----------
    As ``statistics.proportion_funnel`` and ``statistics.rate_funnel``.

    Examples
    --------
    >>> import pandas as pd
    >>> units = pd.DataFrame({"unit": ["A", "B"], "missed": [200, 50], "due": [1000, 1000]})
    >>> funnel(units, events="missed", population="due", by="unit").round(3).iloc[:, 3:]
       value  centre  lower  upper position
    0   0.20   0.125  0.093  0.157    above
    1   0.05   0.125  0.093  0.157    below
    """
    table, groups, happened, people = _totals(df, events, population, by)
    known = ~np.isnan(happened + people)
    if not known.any():
        raise InvalidCounts(
            f"No unit has both `{events}` and `{population}`, so there is no common value.",
            remedy="Give the counts of the units that are known.",
        )
    together = happened[known].sum() / max(people[known].sum(), 1)
    with naming(events=events, population=population):
        if kind == "proportion":
            value = statistics.proportion(happened, people).value
            limits = statistics.proportion_funnel(people, together, confidence=confidence)
        elif kind == "rate":
            value = statistics.rate(happened, people, per=per).value
            limits = statistics.rate_funnel(people, together * per, per=per, confidence=confidence)
        else:
            raise StatisticRefused(
                f"The kind of funnel is {kind!r}, which is not known.",
                remedy="Give one of: proportion, rate.",
            )
    position = np.select(
        [~known, value > limits.upper, value < limits.lower], ["", "above", "below"], "within"
    )
    columns = {
        "events": happened,
        "population": people,
        "value": value,
        "centre": limits.value,
        "lower": limits.lower,
        "upper": limits.upper,
        "position": position,
    }
    return table.result(groups.first, columns)


def _totals(
    df: Any, events: str, population: str, by: By
) -> tuple[Table, Groups, Numbers, Numbers]:
    table = Table(df, by, events, population)
    groups = grouped(table)
    return (
        table,
        groups,
        groups.sums(table.counts(events)),
        groups.sums(table.counts(population)),
    )


def _with_counts(
    table: Table, groups: Groups, happened: Numbers, people: Numbers, found: Estimate
) -> Any:
    columns = {"events": happened, "population": people, **found._asdict()}
    return table.result(groups.first, columns)
