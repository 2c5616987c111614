"""A chart as files: the picture as drawn, the picture in dots, and the table behind it."""

import csv
import io
from typing import Any, Literal, get_args

from django.urls import reverse

from equity_lens.charts import Chart
from equity_lens.reports.results_csv import FORMULA
from equity_lens_web.evidence.presenters.tables import Table

Form = Literal["svg", "png", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)
TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


def links(measure: str, kind: str, **chosen: Any) -> tuple[tuple[str, str], ...]:
    """Where each form of a chart is: ("SVG", address), ("PNG", ...), ("CSV", ...)."""
    query = {key: value for key, value in chosen.items() if value not in ("", None, False)}
    return tuple(
        (
            form.upper(),
            reverse("evidence:chart-file", args=[measure, kind, form], query=query or None),
        )
        for form in FORMS
    )


def file_of(chart: Chart, table: Table, form: Form, *, synthetic: bool) -> bytes:
    """One chart in one form. A withheld or missing figure is written as the table shows it.

    A picture is marked as synthetic where it is drawn, and so is each line of a table here.
    """
    if form == "svg":
        return chart.svg.encode()
    if form == "png":
        # Typst takes a while to import, and few pages ask for a picture in dots.
        from equity_lens.reports.pdf import pictures

        return pictures((chart,))[0]
    written = io.StringIO()
    writer = csv.writer(written)
    heading, mark = (("Synthetic data",), ("yes",)) if synthetic else ((), ())
    for row, last in ((table.header, heading), *((row, mark) for row in table.rows)):
        writer.writerow([*(_bare(cell) for cell in row), *last])
    return written.getvalue().encode("utf-8-sig")


def _bare(cell: str) -> str:
    """A spreadsheet reads a plain minus, and no thousands separator, as a number.

    A name that begins like a formula came with somebody's file: it is not to be run.
    """
    plain = cell.replace("−", "-")
    digits = plain.replace(",", "")
    if digits.lstrip("-").replace(".", "", 1).isdigit():
        return digits
    return f"'{cell}" if cell.startswith(FORMULA) else plain
