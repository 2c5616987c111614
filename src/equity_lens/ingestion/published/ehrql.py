"""The measures output of ehrQL (OpenSAFELY): one row for each interval, measure and group."""

from collections.abc import Iterable, Mapping

from equity_lens.ingestion.published.generic import dimension_of, measure_of, subgroup_of
from equity_lens.ingestion.published.rows import WITHHELD, Count, PublishedRow
from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Measure
from equity_lens.reference.vocabulary import Subgroup

PUBLISHER = "ehrQL measures output"
EVERYBODY = "ehrQL"
REDACTED = {"[redacted]", "redacted", "*"}
ROUNDED_TO = 5
"""Where disclosure control is on, which is for whoever runs the measures to say."""


def read(
    rows: Iterable[Mapping[str, str]], groups: tuple[str, ...], measures: dict[str, Measure]
) -> list[PublishedRow]:
    """Counts by each group column, or by several together; rows without any are everyone."""
    listed = list(rows)
    combined = [tuple(column for column in groups if row.get(column, "") != "") for row in listed]
    texts: dict[tuple[str, ...], list[str]] = {}
    for row, columns in zip(listed, combined, strict=True):
        texts.setdefault(columns, []).append(_text(row, columns))
    known = {
        c: dimension_of(" and ".join(c), t) if c else dimensions()["all"] for c, t in texts.items()
    }
    out: list[PublishedRow] = []
    for row, columns in zip(listed, combined, strict=True):
        dimension = known[columns]
        whole = Subgroup("all", "Everyone")
        subgroup = subgroup_of(dimension, _text(row, columns)) if columns else whole
        out.append(
            PublishedRow(
                measures.get(row["measure"]) or _measure(row["measure"]),
                EVERYBODY, row["interval_start"], dimension, subgroup,
                count_of(row["numerator"]), count_of(row["denominator"]),
            )
        )  # fmt: skip
    return out


def _text(row: Mapping[str, str], columns: tuple[str, ...]) -> str:
    return ", ".join(row[column] for column in columns)


def _measure(name: str) -> Measure:
    title = name.replace("_", " ").capitalize()
    return measure_of(name, title, value="proportion", source=PUBLISHER, contract="ehrql_measures")


def count_of(text: str) -> Count:
    """A count; ``[REDACTED]`` is withheld; an empty cell is missing.

    >>> count_of("10"), count_of("[REDACTED]"), count_of("")
    (10.0, 'withheld', None)
    """
    if text.strip().lower() in REDACTED:
        return WITHHELD
    return float(text) if text.strip() else None
