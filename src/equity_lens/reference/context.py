"""What an area is like: wider determinants of health, with England beside.

They are the shared responsibility of partners in the area, and not a measure of the trust: they
are shown one by one, and are never scored or added up. What nobody has published stays missing.
"""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.areas import DOMAINS, area_table
from equity_lens.reference.catalogue import Edition, bundled_editions, bundled_file
from equity_lens.reference.names import area_names
from equity_lens.statistics import proportion

ENGLAND = "E92000001"
EDITION = "IMD 2025"
MOST_DEPRIVED_FIFTH = 2  # tenths 1 and 2
NOT_PUBLISHED = "no figure for this area is among the bundled ones"
NOT_TOGETHER = "no figure for these areas together is among the bundled ones"


@dataclass(frozen=True, slots=True)
class ContextFigure:
    """One area's figure, a proportion (0-1), with its interval; or why there is none."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    year: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ContextIndicator:
    """One indicator of an area, of each place in it, and of England.

    ``together`` is of all the places as one. ``places`` are (name, figure), by name. A figure that
    was counted and not sampled, or that its publisher modelled, has no interval.
    """

    id: str
    theme: str
    title: str
    unit: str
    source: str
    together: ContextFigure
    places: tuple[tuple[str, ContextFigure], ...]
    england: ContextFigure
    caution: str = ""


def context_of(
    authorities: frozenset[str], board: str | None = None
) -> tuple[ContextIndicator, ...]:
    """The indicators of an area, in the order of their themes.

    Parameters
    ----------
    authorities
        ONS codes of the local authorities that make up the area, of April 2024.
    board
        ODS code of the integrated care board whose area it is, if it is one: what is published
        of the board is then taken for the places together.

    Raises
    ------
    ReferenceMissing
        No area, or a code that is not that of a local authority.

    Examples
    --------
    >>> by_id = {each.id: each for each in context_of(frozenset({"E07000117"}))}
    >>> low_income = by_id["children-in-low-income-families"]
    >>> low_income.places[0][0], low_income.places[0][1].year, round(low_income.england.value, 3)
    ('Burnley', '2022', 0.156)
    >>> by_id["life-expectancy"].together.value is None
    True
    """
    names = area_names()
    unknown = sorted(code for code in authorities if code not in _small_areas())
    if unknown or not authorities:
        raise ReferenceMissing(
            "Context was asked for of areas that are not local authorities of April 2024."
            if unknown
            else "Context was asked for of no local authority.",
            faults=unknown,
            remedy="Give ONS codes of local authorities, such as E08000035.",
        )
    listed = sorted(authorities, key=lambda code: names[code])
    return tuple(_indicator(entry, listed, board) for entry in _declared())


def _indicator(entry: dict[str, Any], codes: list[str], board: str | None) -> ContextIndicator:
    names = area_names()
    if "domain" in entry:
        source = _edition("deprivation", EDITION).source
        places = [_deprived(entry["domain"], [code]) for code in codes]
        together = _deprived(entry["domain"], codes)
        england = _deprived(entry["domain"], _small_areas())
    elif "fingertips" in entry:
        source = _edition("context", "Wider determinants of areas").source
        places = [_published(entry["id"], code) for code in codes]
        together = _published_together(entry["id"], codes, board)
        england = _published(entry["id"], ENGLAND)
    else:
        source, england = "", ContextFigure(reason=entry["not_bundled"])
        places, together = [england] * len(codes), england
    return ContextIndicator(
        id=entry["id"],
        theme=entry["theme"],
        title=entry["title"],
        unit="proportion",
        source=source,
        together=together,
        places=tuple((names[code], each) for code, each in zip(codes, places, strict=True)),
        england=england,
        caution=entry.get("caution", ""),
    )


def _deprived(domain: str, codes: Iterable[str]) -> ContextFigure:
    """Share of small areas in the most deprived fifth of England for a domain: all are counted."""
    tenths = np.concatenate([_small_areas()[code][domain] for code in codes])
    year = _edition("deprivation", EDITION).published_on[:4]
    return ContextFigure(float((tenths <= MOST_DEPRIVED_FIFTH).mean()), year=year)


def _published(indicator: str, area: str) -> ContextFigure:
    row = _figures().get((indicator, area))
    if row is None:
        return ContextFigure(reason=NOT_PUBLISHED)
    value, lower, upper = (_number(row[name]) for name in ("value", "lower", "upper"))
    return ContextFigure(value, lower, upper, row["year"])


def _published_together(indicator: str, codes: list[str], board: str | None) -> ContextFigure:
    """As published of one place or of the board; else added up, where each has counts of one year."""
    if len(codes) == 1:
        return _published(indicator, codes[0])
    of_board = _published(indicator, board) if board else ContextFigure()
    if of_board.value is not None:
        return of_board
    rows = [_figures().get((indicator, code)) for code in codes]
    counted = [row for row in rows if row and row["count"] and row["denominator"]]
    years = {row["year"] for row in counted}
    if len(counted) < len(codes) or len(years) != 1:
        return ContextFigure(reason=NOT_TOGETHER)
    people = [sum(float(row[name]) for row in counted) for name in ("count", "denominator")]
    share = proportion(*people)
    return ContextFigure(float(share.value), float(share.lower), float(share.upper), years.pop())


def _number(text: str) -> float | None:
    return float(text) if text else None


def _edition(kind: str, name: str) -> Edition:
    return next(each for each in bundled_editions() if (each.kind, each.name) == (kind, name))


@cache
def _declared() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(bundled_file("context.toml").read_text("utf-8"))["indicators"])


@cache
def _figures() -> dict[tuple[str, str], dict[str, str]]:
    with bundled_file("context.csv").open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["area"]): row for row in csv.DictReader(file)}


@cache
def _small_areas() -> dict[str, dict[str, np.ndarray]]:
    """Tenths of each domain, of the small areas of each local authority."""
    table = area_table(EDITION).select(["local_authority", *(f"{d}_decile" for d in DOMAINS)])
    table = table.sort_by("local_authority")
    codes, sizes = np.unique(table["local_authority"].to_numpy(), return_counts=True)
    ends = np.cumsum(sizes)[:-1]
    parts = {domain: np.split(table[f"{domain}_decile"].to_numpy(), ends) for domain in DOMAINS}
    return {
        str(code): {domain: parts[domain][i] for domain in DOMAINS} for i, code in enumerate(codes)
    }
