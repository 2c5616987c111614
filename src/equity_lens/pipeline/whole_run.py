"""All stages in one go, as the command line runs them."""

import datetime as dt
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from equity_lens.ingestion.mapping import FILE_NAME
from equity_lens.ingestion.prepare.writing import in_place_of
from equity_lens.ingestion.reading import unpack
from equity_lens.ledger import Ledger
from equity_lens.measures.load import library, read_measure
from equity_lens.measures.measure import Measure
from equity_lens.pipeline.analysing import Gathered, Result, compare
from equity_lens.pipeline.preparing import Reading, fill


@dataclass(frozen=True)
class Request:
    """What a person asked for: the files, and how they are to be read and compared.

    ``references`` maps a dimension's key to what its subgroups are compared with. ``residents``
    are the local authorities whose residents a standardised rate is of; those of the trust's own
    integrated care board if none is named. ``store`` keeps the prepared records for another time;
    without it they are removed. ``known_organisations`` are codes and names beyond the directory.
    """

    sources: tuple[Path, ...]
    organisation: str | None = None
    edition: str | None = None
    policy: str = "hes"
    as_at: dt.date | None = None
    contract: str | None = None
    mapping: Path | None = None
    measures: tuple[Path, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    residents: frozenset[str] = frozenset()
    store: Path | None = None
    known_organisations: dict[str, str] = field(default_factory=dict)
    link_terminated: bool = False
    synthetic: bool = False


def _nobody(step: str) -> None:
    """Nobody is watching."""


def run(
    request: Request, *, rejects: Path | None = None, progress: Callable[[str], None] = _nobody
) -> Result:
    """Read every source, count, and release what may be shown.

    Parameters
    ----------
    request
        The files and the choices. A zip stands for the files inside it.
    rejects
        Folder for the lists of rejected rows; none are kept when it is not given.
    progress
        Told in a few words what is being done.

    Raises
    ------
    EquityLensError
        Any fault of a file, all of that file's faults in one message. Nothing is released then.
    """
    how = _reading(request)
    gathered = Gathered(names=dict(request.known_organisations))
    with _working_folder(request.store) as folder:
        for number, path in enumerate(request.sources, start=1):
            progress(f"Reading {path.name} ({number} of {len(request.sources)})")
            with tempfile.TemporaryDirectory(prefix="equity-lens-") as unpacked:
                # Answers are beside the file that the analyst named, or the zip.
                beside = replace(how, mapping=request.mapping or path.parent / FILE_NAME)
                for file in unpack(path, into=Path(unpacked)):
                    _gather(file, folder, beside, request, gathered, progress)
        listed = tuple(_keep_rejects(gathered.ledgers, rejects)) if rejects else ()
    released = compare(
        gathered,
        organisation=request.organisation,
        policy=request.policy,
        references=request.references,
        residents=request.residents,
        synthetic=request.synthetic,
        tell=progress,
    )
    return Result(released, listed, gathered.left_out)


def _gather(
    file: Path,
    folder: Path,
    how: Reading,
    request: Request,
    gathered: Gathered,
    progress: Callable[[str], None],
) -> None:
    """Add what one file gives."""
    key = None if request.store else secrets.token_bytes(32)
    place = folder / file.name.replace(".", "-")
    with in_place_of(place) as new:
        filled = fill(file, new, how, key=key, tell=progress)
    own = filled.ledger.rejects_file
    gathered.ledgers.append(replace(filled.ledger, rejects_file=place / own.name if own else None))
    gathered.counts += filled.cells.counts
    gathered.names |= filled.names
    gathered.left_out |= filled.cells.left_out


def _reading(request: Request) -> Reading:
    return Reading(
        measures=_measures(request),
        contract=request.contract,
        as_at=request.as_at,
        edition=request.edition,
        residents=request.residents,
        known_organisations=request.known_organisations,
        link_terminated=request.link_terminated,
        synthetic=request.synthetic,
    )


def _measures(request: Request) -> dict[str, Measure]:
    """The library, and the analyst's own measures over it."""
    own = [read_measure(path) for path in request.measures]
    return library() | {measure.id: measure for measure in own}


@contextmanager
def _working_folder(store: Path | None) -> Iterator[Path]:
    """The store that was asked for, or a private folder that is removed."""
    if store is not None:
        store.mkdir(parents=True, exist_ok=True)
        yield store
        return
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as private:
        yield Path(private)


def _keep_rejects(ledgers: list[Ledger], folder: Path) -> Iterator[Path]:
    """Copy each list of rejected rows to where the analyst will look."""
    for ledger in ledgers:
        if ledger.rejected and ledger.rejects_file is not None:
            folder.mkdir(parents=True, exist_ok=True)
            yield Path(
                shutil.copyfile(
                    ledger.rejects_file,
                    folder / f"rejected-rows-{Path(ledger.source.name).stem}.csv",
                )
            )
