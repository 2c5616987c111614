"""Counting a source, once: its cells are kept, and found again under all that they rest on."""

import hashlib
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec

from equity_lens.aggregation.count import count_cells
from equity_lens.engine import open_engine
from equity_lens.errors import EquityLensError
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Measure
from equity_lens.pipeline.kept_cells import KeptCells, read_cells, write_cells
from equity_lens.pipeline.prepared import PreparedSource
from equity_lens.pipeline.progress import Progress, silent
from equity_lens.reference import areas, organisations
from equity_lens.store import Store, load

CELLS = "cells"
PUBLISHED = "published.npz"


def count_source(
    source: PreparedSource,
    *,
    measures: Mapping[str, Measure] | None = None,
    residents: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> KeptCells:
    """The cells of a source: as they were counted before, or counted now and kept.

    Cells are found again under all that they rest on: the records, the edition, the measures, the
    residents and the version of this software. Published counts are what they are.
    """
    if source.kind == "aggregate":
        return read_cells(source.folder / CELLS / PUBLISHED)
    progress(f"Counting {source.name}", None)
    chosen = library() if measures is None else measures
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as work:
        store = load(source.folder)
        return counted(store, source.fingerprint, chosen, residents, work=Path(work))


def residents_of(codes: tuple[str, ...]) -> frozenset[str] | None:
    """Local authorities of the integrated care board of a single trust; None where unknown."""
    trust = organisations.trusts().get(codes[0]) if len(codes) == 1 else None
    return areas.local_authorities_of_icb(trust.icb_code) if trust else None


def counted(
    store: Store,
    mark: str,
    measures: Mapping[str, Measure],
    residents: frozenset[str],
    *,
    work: Path,
) -> KeptCells:
    """The cells of a store, from beside it if the same was asked before."""
    catchment = residents or residents_of(store.organisations)
    wanted = [measure for measure in measures.values() if measure.contract == store.contract]
    question = (
        version("equity-lens"),
        mark,
        store.source,
        wanted,
        list(dimensions().values()),
        sorted(catchment or ()),
    )
    digest = hashlib.sha256(msgspec.json.encode(question)).hexdigest()
    file = store.folder / CELLS / f"{digest[:32]}.npz"
    if file.exists():
        with suppress(EquityLensError):  # a damaged file costs time only
            return read_cells(file)
    with open_engine(temporary=work) as engine:
        counts, left_out = count_cells(store, wanted, engine=engine, catchment=catchment)
    cells = KeptCells(tuple(counts), left_out)
    write_cells(file, cells)
    return cells
