"""Every figure as a tidy CSV: one row for each, UTF-8, one header line."""

import csv
import io
from collections.abc import Iterable
from operator import attrgetter

from equity_lens.reports.figures import COLUMNS, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def results_csv(figures: Iterable[Row]) -> str:
    """The figures of a release, one line each; a figure that is not a number has an empty value.

    ``state`` says which it is: number, missing or suppressed. ``synthetic`` is true on every row
    of a release made from synthetic data.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    whole = attrgetter(*COLUMNS)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in whole(row)] for row in figures)
    return out.getvalue()


def _cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula is quoted; true and false are small letters.

    >>> _cell("=1+1"), _cell(-0.5), _cell(True), _cell(None)
    ("'=1+1", -0.5, 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
