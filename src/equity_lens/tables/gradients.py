"""Slope indices of groups, from columns of counts by rank."""

from typing import Any

import numpy as np

from equity_lens import statistics
from equity_lens.tables.groups import grouped, pivoted, spread
from equity_lens.tables.table import By, Table, naming

ABSENT = "a rank is absent or missing"


def slope_indices(
    df: Any, *, events: str, population: str, rank: str, by: By = (), confidence: float = 0.95
) -> Any:
    """Gap in a proportion across the whole deprivation gradient, in each group.

    It reads "least deprived minus most deprived": negative when the event is commoner among the
    most deprived.

    Parameters
    ----------
    df : pandas, Polars, PyArrow or DuckDB
        A row for each rank of each group, in any order.
    events, population
        Columns: people with the event, and people at risk.
    rank
        Column of numbers, 1 the most deprived. Text is refused: "10" would come before "2".
    by
        Columns that name a group; none where the table is one gradient.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    A data frame of the same kind
        ``by``, ``value``, ``lower``, ``upper`` as a difference in proportion, and ``reason``: why
        they are missing, else "". A group that lacks a rank which another has, or a count, has
        no slope: a line through what is left would be another gradient.

    Raises
    ------
    ContractNotMet
        A column that is not there.
    InvalidCounts
        Text, a missing rank, a rank twice in a group, or counts that cannot be.
    TooFewGroups
        Fewer than three ranks.

    References
    ----------
    As ``statistics.slope_index_of_inequality``.

    Examples
    --------
    >>> import pandas as pd
    >>> waits = pd.DataFrame({"fifth": [5, 4, 3, 2, 1], "late": [120, 140, 160, 180, 200]})
    >>> waits["people"] = 1000
    >>> slope_indices(waits, events="late", population="people", rank="fifth").round(3)
       value  lower  upper reason
    0   -0.1 -0.136 -0.064
    """
    table = Table(df, by, events, population, rank)
    table.numbers(rank)  # refuses text, in which "10" comes before "2"
    grid = pivoted(table, groups := grouped(table), rank, "rank")
    happened, people = grid.fill(table.counts(events)), grid.fill(table.counts(population))
    known, complete = grid.known(happened, people)
    with naming(events=events, population=population, rank=rank):
        found = statistics.slope_index_of_inequality(
            happened[known], people[known], confidence=confidence
        )
    columns = {name: spread(part, complete) for name, part in found._asdict().items()}
    return table.result(groups.first, {**columns, "reason": np.where(complete, "", ABSENT)})
