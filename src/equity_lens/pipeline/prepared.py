"""What is kept of a file once it is prepared, and how two of them stand to each other."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from equity_lens.cells import Counts
from equity_lens.disclosure.released import ReleasedLedger
from equity_lens.errors import EquityLensError
from equity_lens.ledger import Ledger

FILE_NAME = "prepared.json"
LEDGER = "ledger.json"
_AGAIN = "Upload the file again."


@dataclass(frozen=True)
class Held:
    """Periods of one organisation, and the ids of the measures that are counted in all of them."""

    organisation: str
    periods: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class PreparedSource:
    """All that is kept of a file: nothing in its folder identifies a person.

    ``contract``, ``contract_title`` and ``kind`` say what the file is; ``periods`` are days
    ("2026-10-31") of a list and months ("2026-10") of events. ``ledger`` has passed the gate.
    ``rejects_file`` lists the rows that were left out, by line and reason, and holds no cell of
    them; published files have none. ``held`` says what is counted for whom and when, ``left_out``
    why a measure is not. ``fingerprint`` changes when the records do. ``without`` are periods that
    are not to be used (see ``leaving_out``).
    """

    folder: Path
    name: str
    sha256: str
    contract: str
    contract_title: str
    kind: str
    edition: str | None
    rows_read: int
    accepted: int
    rejected: int
    organisations: tuple[str, ...]
    names: dict[str, str]
    periods: tuple[str, ...]
    ledger: ReleasedLedger
    rejects_file: Path | None
    held: tuple[Held, ...]
    left_out: dict[str, str]
    fingerprint: str
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Overlap:
    """A period of one organisation of which two sources count the same measures."""

    organisation: str
    period: str
    measures: tuple[str, ...]


def open_prepared(folder: Path) -> PreparedSource:
    """A prepared source again, from its folder.

    Raises
    ------
    EquityLensError
        Nothing was prepared there, or a version wrote it that this one cannot read.
    """
    found: PreparedSource = _read(folder / FILE_NAME, PreparedSource)
    rejects = folder / found.rejects_file.name if found.rejects_file else None
    return replace(found, folder=folder, rejects_file=rejects)


def true_ledger(source: PreparedSource) -> Ledger:
    """What became of every row, in true numbers: for the gate, and for nobody else."""
    found: Ledger = _read(source.folder / LEDGER, Ledger)
    return replace(found, rejects_file=source.rejects_file)


def leaving_out(source: PreparedSource, periods: Collection[str]) -> PreparedSource:
    """The same source without these periods, because a later file holds them better."""
    return replace(source, without=source.without | frozenset(periods))


def overlap(one: PreparedSource, other: PreparedSource) -> tuple[Overlap, ...]:
    """Where two sources hold the same measure of one organisation and period.

    Nothing, where the one only adds to the other. Both cannot be used there: replace the older one
    as a whole, or leave out those of its periods.
    """
    theirs = dict(_each(other))
    found = []
    for place, measures in sorted(_each(one)):
        both = set(measures) & set(theirs.get(place, ()))
        if both:
            found.append(Overlap(*place, tuple(m for m in measures if m in both)))
    return tuple(found)


def held_by(counts: Sequence[Counts]) -> tuple[Held, ...]:
    """Which measures are counted, for which organisation and periods."""
    measures: dict[tuple[str, str], dict[str, None]] = {}
    alike: set[tuple[object, ...]] = set()
    for each in counts:
        there = each.source_of >= 0
        of = (each.measure.id, each.organisations, each.periods, there.tobytes())
        if of in alike:  # along another dimension, and as many places: nothing new
            continue
        alike.add(of)
        for o, p in np.argwhere(there).tolist():
            place = each.organisations[o], each.periods[p]
            measures.setdefault(place, {})[each.measure.id] = None
    periods: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (organisation, period), ids in sorted(measures.items()):
        periods.setdefault((organisation, tuple(ids)), []).append(period)
    return tuple(Held(code, tuple(when), ids) for (code, ids), when in periods.items())


def write_prepared(source: PreparedSource, ledger: Ledger) -> None:
    """Write both files of the folder."""
    for name, what in ((FILE_NAME, source), (LEDGER, replace(ledger, rejects_file=None))):
        (source.folder / name).write_bytes(msgspec.json.encode(what, enc_hook=_plain))


def _each(source: PreparedSource) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Measures by organisation and period, as far as the source is used."""
    measures: dict[tuple[str, str], tuple[str, ...]] = {}
    for held in source.held:
        for period in held.periods:
            place = held.organisation, period
            if period not in source.without:
                measures[place] = (*measures.get(place, ()), *held.measures)
    yield from measures.items()


def _read(file: Path, kind: type) -> Any:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind, dec_hook=lambda to, text: to(text))
    except FileNotFoundError:
        raise EquityLensError("Nothing is kept of this file.", remedy=_AGAIN) from None
    except msgspec.DecodeError as problem:
        raise EquityLensError(
            f"What is kept of this file cannot be read: {problem}.", remedy=_AGAIN
        ) from problem


def _plain(value: Any) -> Any:
    """What JSON does not know: a path, or a number out of an array."""
    return str(value) if isinstance(value, Path) else value.item()
