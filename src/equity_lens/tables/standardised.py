"""Directly standardised rates of groups, from columns of counts by age."""

from typing import Any

import numpy as np

from equity_lens import statistics
from equity_lens.tables.groups import Grid, grouped, pivoted, spread
from equity_lens.tables.table import By, Numbers, Table, naming

ABSENT = "an age is absent or missing"


def standardised_rates(
    df: Any,
    *,
    events: str,
    population: str,
    standard: str,
    age: str,
    by: By = (),
    per: float = 100_000,
    confidence: float = 0.95,
) -> Any:
    """Rate that each group would have, were its ages those of a standard population.

    Parameters
    ----------
    df : pandas, Polars, PyArrow or DuckDB
        A row for each age of each group, in any order.
    events, population
        Columns: events (0 where there were none), and people at risk.
    standard
        Column: the standard population of the row's age, the same in every group.
    age
        Column: the age band, or age and sex in one.
    by
        Columns that name a group; none where the table is one group.
    per
        The base: 100,000 unless another is named.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    A data frame of the same kind
        ``by``, ``events`` and ``population`` in all, ``value``, ``lower``, ``upper`` per ``per``
        people, and ``reason``: why they are missing ("fewer than 10 events"), else "". A group
        that lacks an age which another has, or a count, has no rate: the rest of the ages would
        be another standard.

    Raises
    ------
    ContractNotMet
        A column that is not there.
    InvalidCounts
        Text, a missing age, an age twice in a group, counts that cannot be, or a standard that is
        missing or differs between groups.

    References
    ----------
    As ``statistics.directly_standardised_rate``.

    Examples
    --------
    >>> import pandas as pd
    >>> deaths = pd.DataFrame({"age": ["75+", "0-44", "45-74"], "deaths": [40, 4, 16]})
    >>> deaths["people"], deaths["esp"] = [500, 1000, 800], [20, 50, 30]
    >>> standardised_rates(
    ...     deaths, events="deaths", population="people", standard="esp", age="age", per=1000
    ... ).round(1)
       events  population  value  lower  upper reason
    0    60.0      2300.0   24.0   18.3   30.9
    """
    table = Table(df, by, events, population, standard, age)
    grid = pivoted(table, groups := grouped(table), age, "age")
    happened, people = grid.fill(table.counts(events)), grid.fill(table.counts(population))
    weight = _one_standard(table, grid, standard)
    known, complete = grid.known(happened, people)
    with naming(events=events, population=population, standard=standard, age=age):
        found = statistics.directly_standardised_rate(
            happened[known], people[known], weight, per=per, confidence=confidence
        )
    reason = np.full(complete.shape, ABSENT, dtype=object)
    reason[complete] = found.reason
    columns = {
        "events": spread(found.events, complete),
        "population": spread(found.population, complete),
        "value": spread(found.value, complete),
        "lower": spread(found.lower, complete),
        "upper": spread(found.upper, complete),
        "reason": reason,
    }
    return table.result(groups.first, columns)


def _one_standard(table: Table, grid: Grid, column: str) -> Numbers:
    """The standard population by age. Refuses one that is missing or differs between groups."""
    given = table.counts(column)
    table.refuse(np.isnan(given), column, "are missing", "Give every age its weight.")
    weight = np.zeros(grid.size)
    weight[grid.place] = given
    table.refuse(
        weight[grid.place] != given,
        column,
        "differ from another row of the same age",
        "Standardise every group to one population: otherwise the rates cannot be compared.",
    )
    return weight
