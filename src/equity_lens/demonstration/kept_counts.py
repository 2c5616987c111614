"""Counts of earlier months, as an analyst would have kept them: a plain table that adds up."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from equity_lens.demonstration.people import ETHNICITY
from equity_lens.reference import areas
from equity_lens.reference.vocabularies import roll_up

HEADER = (
    "measure", "period", "organisation", "dimension", "subgroup", "numerator", "denominator",
    "edition",
)  # fmt: skip
Row = tuple[str, str, str, str, str, int, int]

FIFTHS = ("1", "2", "3", "4", "5")
FIFTHS_AND_STATES = (*FIFTHS, "no_fixed_abode", "not_known")


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows of measure, period, organisation, dimension, subgroup and two counts."""
    path.write_text(text_of(rows), encoding="utf-8", newline="")


def text_of(rows: Iterable[Row]) -> str:
    """The table as it is written: every row with the edition by which people's areas were ranked."""
    edition = areas.default_edition()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows((*row, edition) for row in rows)
    return text.getvalue()


def month(latest: dt.date, back: int) -> str:
    """The calendar month some months before another.

    >>> month(dt.date(2026, 10, 31), 22)
    '2024-12'
    """
    year, before = divmod(latest.year * 12 + latest.month - 1 - back, 12)
    return f"{year}-{before + 1:02d}"


def along(
    measure: str,
    period: str,
    code: str,
    dimension: str,
    counts: Iterable[tuple[str, int, int]],
) -> list[Row]:
    """Rows of one measure along one dimension: (subgroup, numerator, denominator) each."""
    return [
        (measure, period, code, dimension, subgroup, int(events), int(people))
        for subgroup, events, people in counts
    ]


def everyone(measure: str, period: str, code: str, events: int, people: int) -> Row:
    """The row of everyone."""
    return (measure, period, code, "all", "all", int(events), int(people))


def drawn_among(
    total: int, shares: Sequence[float] | np.ndarray, rng: np.random.Generator
) -> list[int]:
    """A total drawn among groups in their shares, as chance would have it; the parts add to it."""
    weights = np.asarray(shares, dtype=float)
    drawn: list[int] = rng.multinomial(total, weights / weights.sum()).tolist()
    return drawn


def ethnic_groups(fifth: int) -> dict[str, float]:
    """Share of each of the five ethnic groups among people of a fifth who gave theirs."""
    group_of = roll_up("ethnic_category", "ethnic_group")
    shares: dict[str, float] = {}
    for category, (most, least) in ETHNICITY.items():
        group = group_of[category]
        shares[group] = shares.get(group, 0.0) + most + (least - most) * fifth / 4
    return shares
