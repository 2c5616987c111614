"""Files, measures and policy in; released results out."""

import datetime as dt
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from equity_lens.aggregation.count import count_cells
from equity_lens.cells import Counts, combine
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.disclosure.released import Release
from equity_lens.engine import open_engine
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.prepare import open_extract, prepare
from equity_lens.ingestion.published import read_published
from equity_lens.ledger import Ledger
from equity_lens.measures.load import library, read_measure
from equity_lens.measures.measure import Measure
from equity_lens.reference import areas, organisations

Progress = Callable[[str], None]


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


@dataclass(frozen=True)
class Result:
    """What may be shown, the rows that were left out, and the measures that a file cannot give."""

    release: Release
    rejects: tuple[Path, ...]
    left_out: dict[str, str]


@dataclass
class _Gathered:
    """What the sources gave so far."""

    counts: list[Counts] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def _silent(step: str) -> None:
    """Nobody is watching."""


def run(request: Request, *, rejects: Path | None = None, progress: Progress = _silent) -> Result:
    """Read every source, count, and release what may be shown.

    Parameters
    ----------
    request
        The files and the choices.
    rejects
        Folder for the lists of rejected rows; none are kept when it is not given.
    progress
        Told in a few words what is being done.

    Raises
    ------
    EquityLensError
        Any fault of a file, all of that file's faults in one message. Nothing is released then.
    """
    measures = _measures(request)
    gathered = _Gathered(names=dict(request.known_organisations))
    with _working_folder(request.store) as folder:
        for number, path in enumerate(request.sources, start=1):
            progress(f"Reading {path.name} ({number} of {len(request.sources)})")
            _read(path, request, measures, folder, gathered, progress)
        listed = tuple(_keep_rejects(gathered.ledgers, rejects)) if rejects else ()
    organisation = request.organisation or _busiest_organisation(gathered.counts)
    progress("Comparing groups and protecting small numbers")
    released = release(
        combine(gathered.counts),
        ledgers=gathered.ledgers,
        policy=policy(request.policy),
        organisation=organisation,
        references=request.references,
        names=lambda code: _name_of(code, gathered.names),
        synthetic=request.synthetic,
    )
    return Result(released, listed, gathered.left_out)


def _name_of(code: str, given: Mapping[str, str]) -> str:
    """An organisation's name: the directory's, else what a file or the analyst calls it."""
    listed = organisations.name_of(code)
    return listed if listed != code else _in_sentence_case(given.get(code, code))


def _in_sentence_case(name: str) -> str:
    """Published files shout: ENGLAND. A name with small letters in it is left alone."""
    return name.title() if name.isupper() and len(name) > 3 and " " not in name else name


def _measures(request: Request) -> dict[str, Measure]:
    """The library, and the analyst's own measures over it."""
    own = [read_measure(path) for path in request.measures]
    return library() | {measure.id: measure for measure in own}


def _read(
    path: Path,
    request: Request,
    measures: dict[str, Measure],
    folder: Path,
    gathered: _Gathered,
    progress: Progress,
) -> None:
    """One source: records are prepared and counted; published aggregates are counts already."""
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as work:
        text, recognised = open_extract(
            path,
            work=Path(work),
            mapping=request.mapping,
            contract=request.contract,
            as_at=request.as_at,
        )
        if recognised.contract.kind == "aggregate":
            published = read_published(text, recognised, measures=measures)
            gathered.counts += published.counts
            gathered.ledgers.append(published.ledger)
            gathered.names |= published.names
            return
        prepared = prepare(
            path,
            store=folder / path.name.replace(".", "-"),
            edition=request.edition,
            as_at=request.as_at,
            key=None if request.store else secrets.token_bytes(32),
            synthetic=request.synthetic,
            known_organisations=tuple(request.known_organisations),
            link_terminated=request.link_terminated,
            opened=(text, recognised),
            progress=progress,
        )
    gathered.ledgers.append(prepared.ledger)
    progress(f"Counting {path.name}")
    with open_engine(temporary=folder) as engine:
        counts, left_out = count_cells(
            prepared.store,
            [m for m in measures.values() if m.contract == prepared.store.contract],
            engine=engine,
            catchment=request.residents or _own_residents(prepared.store.organisations),
        )
    gathered.counts += counts
    gathered.left_out |= left_out


def _own_residents(codes: tuple[str, ...]) -> frozenset[str] | None:
    """Local authorities of the integrated care board of a single trust; None where unknown."""
    trust = organisations.trusts().get(codes[0]) if len(codes) == 1 else None
    return areas.local_authorities_of_icb(trust.icb_code) if trust else None


def _busiest_organisation(counts: list[Counts]) -> str:
    """The organisation that the paper is about when nobody named one.

    Raises
    ------
    ContractNotMet
        The files hold several organisations and none stands out as the trust's own.
    """
    own = Counter[str]()
    for each in counts:
        if each.dimension.key == "all" and not each.sources[0].published_by:
            for code, rows in zip(
                each.organisations, each.denominator.sum(axis=(1, 2)), strict=True
            ):
                own[code] += rows
    if own:
        return own.most_common(1)[0][0]
    codes = sorted({code for each in counts for code in each.organisations})
    if len(codes) == 1:
        return codes[0]
    raise ContractNotMet(
        f"The files hold {len(codes)} organisations, and none is named as the paper's own.",
        faults=[", ".join(codes[:12]) + (" ..." if len(codes) > 12 else "")],
        remedy="Name one with --organisation CODE.",
    )


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
