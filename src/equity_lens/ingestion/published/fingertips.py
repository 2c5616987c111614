"""An indicator file of OHID Fingertips, by category.

Proportions and crude rates are made again from the printed count and denominator. A standardised
value cannot be: its rows are listed as left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from equity_lens.ingestion.published.generic import dimension_of, measure_of, slug, subgroup_of
from equity_lens.ingestion.published.rows import PublishedRow
from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Measure, Value
from equity_lens.reference.vocabulary import Subgroup

PUBLISHER = "Office for Health Improvement and Disparities, Fingertips"
VALUES: dict[str, Value] = {"proportion": "proportion", "crude rate": "standardised_rate"}
NOT_A_COUNT = "the value is standardised or has no denominator: it cannot be re-made from counts"

Row = Mapping[str, str]


def read(rows: Iterable[Row]) -> tuple[list[PublishedRow], dict[str, int]]:
    """The counts that can be compared, and how many rows were left out for each reason."""
    kept: list[Row] = []
    left_out: dict[str, int] = {}
    for row in rows:
        if _counted(row):
            kept.append(row)
        else:
            left_out[NOT_A_COUNT] = left_out.get(NOT_A_COUNT, 0) + 1
    categories: dict[str, list[str]] = {}
    for row in kept:
        categories.setdefault(row["category_type"], []).append(row["category"])
    known = {name: dimension_of(name, texts) for name, texts in categories.items() if name}
    out: list[PublishedRow] = []
    for row in kept:
        dimension = known.get(row["category_type"], dimensions()["all"])
        subgroup = (
            subgroup_of(dimension, row["category"])
            if row["category_type"]
            else Subgroup("all", "Everyone")
        )
        numerator, denominator = _number(row["count"]), _number(row["denominator"])
        out.append(
            PublishedRow(
                _measure(row), row["area_code"], row["period"], dimension, subgroup,
                numerator, denominator,
            )
        )  # fmt: skip
    return out, left_out


def _counted(row: Row) -> bool:
    """Whether the value is made from two counts, and both are printed."""
    value = _value(row)
    numerator, denominator = _number(row["count"]), _number(row["denominator"])
    if value is None or numerator is None or denominator is None or denominator <= 0:
        return False
    return numerator >= 0 and (value != "proportion" or numerator <= denominator)


def _value(row: Row) -> Value | None:
    """How the value is made, where it is made from two counts; a proportion if not said."""
    return VALUES.get(row.get("value_type", "").lower() or "proportion")


def _measure(row: Row) -> Measure:
    who = ", ".join(text for text in (row.get("sex", ""), row.get("age", "")) if text)
    return measure_of(
        slug(f"fingertips {row['indicator_id']} {who}").replace("_", "-"),
        f"{row['indicator_name']} ({who})" if who else row["indicator_name"],
        value=_value(row) or "proportion",
        source=f"{PUBLISHER}, indicator {row['indicator_id']}",
        contract="fingertips",
    )


def _number(text: Any) -> float | None:
    """A printed number; None where the cell is empty or says that there is none."""
    try:
        return float(text.replace(",", ""))
    except (ValueError, AttributeError):
        return None
