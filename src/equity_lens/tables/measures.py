"""WHO's measures of inequality of groups, from a column of values by subgroup."""

import inspect
from typing import Any

import numpy as np

from equity_lens import statistics
from equity_lens.errors import ContractNotMet, StatisticRefused
from equity_lens.statistics.inequality import __all__ as public
from equity_lens.tables.groups import Grid, grouped, pivoted, spread
from equity_lens.tables.table import By, Table, naming

MEASURES = sorted(set(public) - {"Inequality", "simulated_interval"})
BY_RANK = {
    "absolute_concentration_index",
    "relative_concentration_index",
    "who_relative_index",
    "who_slope_index",
}
ABSENT = "a subgroup is absent or missing"


def inequality(
    df: Any,
    *,
    measure: str,
    value: str,
    subgroup: str,
    population: str | None = None,
    standard_error: str | None = None,
    reference: Any = None,
    by: By = (),
    **options: Any,
) -> Any:
    """One of WHO's measures of inequality between subgroups, in each group.

    Parameters
    ----------
    df : pandas, Polars, PyArrow or DuckDB
        A row for each subgroup of each group, in any order.
    measure
        The name of a function, such as "between_group_variance", "theil_index", "simple_ratio".
    value
        Column: the value of the subgroup.
    subgroup
        Column that names the subgroup. Where the measure is ordered, a number: the lowest is the
        most disadvantaged.
    population, standard_error
        Columns, where the measure takes them. Without standard errors most have no limits.
    reference
        The subgroup to compare with, as it stands in its column.
    by
        Columns that name a group; none where the table is one group.
    **options
        Whatever else the measure takes: ``better``, ``ordered``, ``scale``, ``confidence``.

    Returns
    -------
    A data frame of the same kind
        ``by``, ``value``, ``standard_error``, ``lower``, ``upper`` in the unit of the measure, and
        ``reason``: why they are missing, else "". A group that lacks a subgroup which another
        has, or any of its numbers, has no result: leave such a subgroup out of the whole table.

    Raises
    ------
    ContractNotMet
        A column that is not there, or a reference that is not a subgroup.
    StatisticRefused
        A measure that is not known, or a column or option that it does not take or cannot do
        without.
    InvalidCounts, TooFewGroups
        Text for a value, a missing subgroup, a subgroup twice in a group; as the measure.

    References
    ----------
    As the measure.

    Examples
    --------
    >>> import pandas as pd
    >>> seen = pd.DataFrame({"group": list("ABCD"), "per cent": [9.0, 7.0, 6.0, 10.0]})
    >>> seen["people"], seen["se"] = 100, 0.4
    >>> inequality(
    ...     seen,
    ...     measure="index_of_disparity",
    ...     value="per cent",
    ...     subgroup="group",
    ...     population="people",
    ...     standard_error="se",
    ... ).round(1)
       value  standard_error  lower  upper reason
    0   18.8             2.5   12.7   23.3
    """
    columns = {"value": value, "population": population, "standard_error": standard_error}
    given = {what: column for what, column in columns.items() if column is not None}
    if reference is not None:
        options["reference"] = reference
    _refuse_unfit(measure, given, options)
    table = Table(df, by, *given.values(), subgroup)
    if measure in BY_RANK or options.get("ordered"):
        table.numbers(subgroup)  # refuses text, in which "10" comes before "2"
    grid = pivoted(table, groups := grouped(table), subgroup, "subgroup")
    if reference is not None:
        options["reference"] = _position(table, grid, subgroup, reference)
    cells = {what: grid.fill(table.numbers(column)) for what, column in given.items()}
    known, complete = grid.known(*cells.values())
    with naming(**columns, subgroup=subgroup):
        found = getattr(statistics, measure)(
            **{what: cell[known] for what, cell in cells.items()}, **options
        )
    made = {name: spread(part, complete) for name, part in found._asdict().items()}
    return table.result(groups.first, {**made, "reason": np.where(complete, "", ABSENT)})


def _refuse_unfit(measure: str, given: dict[str, str], options: dict[str, Any]) -> None:
    """Refuse a measure that does not exist, or what it does not take, or lacks."""
    if measure not in MEASURES:
        raise StatisticRefused(
            f"The measure is {measure!r}, which is not known.",
            remedy=f"Give one of: {', '.join(MEASURES)}.",
        )
    takes = inspect.signature(getattr(statistics, measure)).parameters
    told = {*given, *options}
    faults = [f"`{name}` is not taken." for name in sorted(told - set(takes))]
    faults += [
        f"`{name}` is needed."
        for name, parameter in takes.items()
        if parameter.default is parameter.empty and name not in told
    ]
    if faults:
        raise StatisticRefused(
            f"{measure} takes: {', '.join(takes)}.",
            faults=faults,
            remedy="Give what is needed by name, and leave out the rest.",
        )


def _position(table: Table, grid: Grid, subgroup: str, reference: Any) -> int:
    """The place on the grid of the subgroup to compare with."""
    is_reference = (table.frame[subgroup] == reference).fill_null(False).to_numpy().astype(bool)
    places = np.unique(grid.place[is_reference])
    if len(places) != 1:
        raise ContractNotMet(
            f"`{subgroup}`: the reference is none of its subgroups.",
            remedy="Give it as it stands in the column.",
        )
    return int(places[0])
