"""The statistics for data frames: any kind in, the same kind out, grouped by named columns.

pandas, Polars, PyArrow and DuckDB relations are read and written through Narwhals; none of them is
imported here. Each row of the result is a group, sorted by the columns of ``by``, those without a
value last. What is missing stays missing: null or ``nan`` in, null out, never nought. Errors name
the column and count the rows, and never show a value.

A DuckDB relation is read into memory, and its result is a relation of DuckDB's default connection.
"""

from equity_lens.tables.counts import funnel, proportions, rates
from equity_lens.tables.gradients import slope_indices
from equity_lens.tables.measures import inequality
from equity_lens.tables.series import xmr
from equity_lens.tables.standardised import standardised_rates

__all__ = [
    "funnel",
    "inequality",
    "proportions",
    "rates",
    "slope_indices",
    "standardised_rates",
    "xmr",
]
