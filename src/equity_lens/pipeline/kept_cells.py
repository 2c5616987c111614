"""Cells beside their store, so that what was counted once need not be counted again.

True counts, small ones among them: as private as the records that they were counted from.
"""

import os
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np
import numpy.typing as npt

from equity_lens.cells import Counts, Source, Strata
from equity_lens.errors import EquityLensError
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup

Array = npt.NDArray[Any]

_ARRAYS = ("numerator", "denominator", "numerator_withheld", "denominator_withheld", "source_of")
_STRATA = ("events", "population", "standard")
_HEAD = "head"


@dataclass(frozen=True)
class KeptCells:
    """The counts of one source, and why some measures have none, by the measure's id."""

    counts: tuple[Counts, ...]
    left_out: dict[str, str]


@dataclass(frozen=True)
class _Described:
    """Everything about counts that is no array."""

    measure: Measure
    dimension: Dimension
    organisations: tuple[str, ...]
    periods: tuple[str, ...]
    subgroups: tuple[Subgroup, ...]
    sources: tuple[Source, ...]
    strata: str | None


@dataclass(frozen=True)
class _Contents:
    described: tuple[_Described, ...]
    left_out: dict[str, str]


def write_cells(file: Path, kept: KeptCells) -> None:
    """Write cells to a file, which appears whole or not at all."""
    described: list[_Described] = []
    arrays: dict[str, Any] = {}
    for place, counts in enumerate(kept.counts):
        strata = counts.strata
        names = (each.name for each in fields(_Described) if each.name != "strata")
        plain = {name: getattr(counts, name) for name in names}
        described.append(_Described(**plain, strata=strata.described if strata else None))
        arrays |= {f"{place}.{name}": getattr(counts, name) for name in _ARRAYS}
        if counts.histogram is not None:
            arrays[f"{place}.histogram"] = counts.histogram
        if strata is not None:
            arrays |= {f"{place}.{name}": getattr(strata, name) for name in _STRATA}
    head = msgspec.json.encode(_Contents(tuple(described), kept.left_out))
    arrays[_HEAD] = np.frombuffer(head, dtype=np.uint8)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        with partial.open("xb") as out:
            np.savez_compressed(out, **arrays)
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)


def read_cells(file: Path) -> KeptCells:
    """Cells that ``write_cells`` wrote, exactly.

    Raises
    ------
    EquityLensError
        There is no such file, it is damaged, or another version wrote it.
    """
    try:
        with file.open("rb") as content, np.load(content, allow_pickle=False) as arrays:
            contents = msgspec.json.decode(arrays[_HEAD].tobytes(), type=_Contents)
            counts = tuple(
                _counts(described, _of(arrays, place))
                for place, described in enumerate(contents.described)
            )
    except (OSError, ValueError, KeyError, BadZipFile, zlib.error) as problem:
        raise EquityLensError(
            f"The counts that are kept of a file cannot be read ({type(problem).__name__}).",
            remedy="Upload the file again.",
        ) from problem
    return KeptCells(counts, contents.left_out)


def without_periods(counts: Sequence[Counts], periods: frozenset[str]) -> list[Counts]:
    """The counts of all other periods; what has none is left out."""
    if not periods:
        return list(counts)
    cut = (_of_periods(each, [p for p in each.periods if p not in periods]) for each in counts)
    return [each for each in cut if each.periods]


def _of(arrays: Mapping[str, Array], place: int) -> dict[str, Any]:
    start = f"{place}."
    return {name.removeprefix(start): arrays[name] for name in arrays if name.startswith(start)}


def _counts(described: _Described, arrays: dict[str, Any]) -> Counts:
    plain = {each.name: getattr(described, each.name) for each in fields(_Described)}
    text = plain.pop("strata")
    strata = None
    if text is not None:
        strata = Strata(**{name: arrays[name] for name in _STRATA}, described=text)
    histogram = arrays.get("histogram")
    own = {name: arrays[name] for name in _ARRAYS}
    return Counts(**plain, **own, histogram=histogram, strata=strata)


def _of_periods(counts: Counts, periods: Sequence[str]) -> Counts:
    at = [counts.periods.index(period) for period in periods]
    own: dict[str, Any] = {name: getattr(counts, name)[:, at] for name in _ARRAYS}
    strata, histogram = counts.strata, counts.histogram
    if strata is not None:
        own["strata"] = replace(
            strata, events=strata.events[:, at], population=strata.population[:, at]
        )
    if histogram is not None:
        own["histogram"] = histogram[:, at]
    return replace(counts, periods=tuple(periods), **own)
