"""A chart as files: the picture as drawn, the picture in dots, and the table behind it."""

import csv
import io
from typing import Any, Literal, get_args

from django.urls import reverse

from equity_lens.charts import Chart
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


def file_of(chart: Chart, table: Table, form: Form) -> bytes:
    """One chart in one form. A withheld or missing figure is written as the table shows it."""
    if form == "svg":
        return chart.svg.encode()
    if form == "png":
        # Typst takes a while to import, and few pages ask for a picture in dots.
        from equity_lens.reports.pdf import pictures

        return pictures((chart,))[0]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(table.header)
    writer.writerows([_bare(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def _bare(cell: str) -> str:
    """A spreadsheet reads a plain minus, and no thousands separator, as a number."""
    plain = cell.replace("−", "-")
    digits = plain.replace(",", "")
    return digits if digits.lstrip("-").replace(".", "", 1).isdigit() else plain
