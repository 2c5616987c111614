"""The second stage and the third: a file is checked row by row, kept, and counted."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from equity_lens.contracts.load import contracts
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.policy import policy as policy_named
from equity_lens.disclosure.release import release_ledger
from equity_lens.ingestion.prepare import open_extract, prepare
from equity_lens.ingestion.prepare.writing import in_place_of
from equity_lens.ingestion.published import read_published
from equity_lens.ingestion.reading import TextTable
from equity_lens.ingestion.reading.opening import sha256_of
from equity_lens.ingestion.recognise import Recognised
from equity_lens.ledger import Ledger
from equity_lens.measures.load import library
from equity_lens.measures.measure import Measure
from equity_lens.pipeline.answering import Answers
from equity_lens.pipeline.counting import CELLS, PUBLISHED, counted
from equity_lens.pipeline.inspecting import under_its_name
from equity_lens.pipeline.kept_cells import KeptCells, write_cells
from equity_lens.pipeline.prepared import (
    PreparedSource,
    held_by,
    open_prepared,
    write_prepared,
)
from equity_lens.pipeline.progress import Progress, silent, stepwise

# How far each step begins, by the time that each takes with 50,000 rows.
_FRACTIONS = (0.0, 0.1, 0.15, 0.4, 0.5, 0.7, 0.75, 0.85)


@dataclass(frozen=True)
class Reading:
    """How files are to be read, besides what they say of themselves.

    ``answers`` stand in place of mapping files; ``mapping`` is one that lies elsewhere.
    """

    measures: Mapping[str, Measure] = field(default_factory=library)
    answers: Mapping[str, Answers] | None = None
    mapping: Path | None = None
    contract: str | None = None
    as_at: dt.date | None = None
    edition: str | None = None
    residents: frozenset[str] = frozenset()
    known_organisations: Mapping[str, str] = field(default_factory=dict)
    link_terminated: bool = False
    synthetic: bool = False


@dataclass(frozen=True)
class Filled:
    """A folder with what is kept of a file, as it was filled: true counts and a true ledger."""

    cells: KeptCells
    ledger: Ledger
    names: dict[str, str]
    organisations: tuple[str, ...]
    periods: tuple[str, ...]
    fingerprint: str


def prepare_source(
    path: Path,
    *,
    store: Path,
    key: bytes,
    answers: Mapping[str, Answers] | None = None,
    contract: str | None = None,
    as_at: dt.date | None = None,
    edition: str | None = None,
    organisation: str | None = None,
    policy: str = "hes",
    residents: frozenset[str] = frozenset(),
    measures: Mapping[str, Measure] | None = None,
    known_organisations: Mapping[str, str] | None = None,
    link_terminated: bool = False,
    synthetic: bool = False,
    name: str | None = None,
    found_out: Path | None = None,
    progress: Progress = silent,
) -> PreparedSource:
    """Check every row of a file, keep what may be kept, and count it.

    Parameters
    ----------
    path
        The file: patients' records, or published counts.
    store
        The folder to write. It appears whole or not at all, and takes the place of an older one.
    key
        Secret of the pseudonyms, at least 16 bytes: with the same one, a person has the same
        pseudonym in every file.
    answers, contract, as_at
        What was said of the file; see ``inspect`` and ``answered``.
    edition
        Deprivation edition; the newest bundled one when not given.
    organisation, policy
        Whose tables the ledger must not contradict, and the disclosure rules that it must meet.
    residents
        Local authorities (ONS codes) whose residents a standardised rate is of; those of the
        trust's own integrated care board if none is named.
    measures
        What to count; the library when not given.
    known_organisations
        Codes and names beyond the directory of trusts.
    link_terminated
        Whether a postcode no longer in use is linked to the area where it was.
    synthetic
        Whether the people in the file do not exist.
    name
        The file's own name, where it is kept under another.
    found_out
        A private folder for what the gate found out about counts; see ``analyse``.
    progress
        Told each step. It may raise ``Cancelled``; the store then stays as it was.

    Raises
    ------
    EquityLensError
        As ``inspect``; ``MappingNeeded`` where a question is open; ``ReferenceMissing`` for an
        edition that is not there.
    """
    how = Reading(
        measures=library() if measures is None else measures,
        answers=answers or {},
        contract=contract,
        as_at=as_at,
        edition=edition,
        residents=residents,
        known_organisations=known_organisations or {},
        link_terminated=link_terminated,
        synthetic=synthetic,
    )
    rules = policy_named(policy)
    tell = stepwise(progress, _FRACTIONS)
    with in_place_of(store) as folder, _work_beside(store) as work:
        filled = fill(under_its_name(path, name, work), folder, how, key=key, tell=tell)
        tell("Protecting small numbers")
        released = release_ledger(
            filled.ledger,
            filled.cells.counts,
            policy=rules,
            organisation=organisation,
            kept=Kept(found_out) if found_out else None,
        )
        source, ledger = filled.ledger.source, filled.ledger
        known = contracts()[source.contract]
        write_prepared(
            PreparedSource(
                folder=folder,
                name=source.name,
                sha256=source.sha256,
                contract=source.contract,
                contract_title=known.title,
                kind=known.kind,
                edition=source.edition,
                rows_read=ledger.rows_read,
                accepted=ledger.accepted,
                rejected=ledger.rejected,
                organisations=filled.organisations,
                names=filled.names,
                periods=filled.periods,
                ledger=released,
                rejects_file=ledger.rejects_file,
                held=held_by(filled.cells.counts),
                left_out=filled.cells.left_out,
                fingerprint=filled.fingerprint,
            ),
            ledger,
        )
        progress("Done", 1.0)
    return open_prepared(store)


def fill(
    path: Path, folder: Path, how: Reading, *, key: bytes | None, tell: Callable[[str], None]
) -> Filled:
    """Fill a folder with what is kept of a file: records and their cells, or published counts.

    Without a ``key`` for pseudonyms, the one beside the folder is used, or made.
    """
    with _work_beside(folder) as work:
        tell(f"Reading {path.name}")
        text, recognised = open_extract(
            path,
            work=work,
            mapping=how.mapping,
            answers=how.answers,
            contract=how.contract,
            as_at=how.as_at,
        )
        if recognised.contract.kind == "aggregate":
            return _published(text, recognised, folder, how)
        prepared = prepare(
            path,
            store=folder,
            edition=how.edition,
            as_at=how.as_at,
            key=key,
            synthetic=how.synthetic,
            known_organisations=tuple(how.known_organisations),
            link_terminated=how.link_terminated,
            opened=(text, recognised),
            progress=tell,
        )
        tell(f"Counting {path.name}")
        store, mark = prepared.store, sha256_of(prepared.store.records)
        cells = counted(store, mark, how.measures, how.residents, work=work)
        return Filled(cells, prepared.ledger, {}, store.organisations, store.periods, mark)


@contextmanager
def _work_beside(folder: Path) -> Iterator[Path]:
    """A private folder for text and spill, which hold patients' rows.

    It stands beside the folder that is being filled, so that one left over by a killed process is
    cleared away when the work is begun again.
    """
    work = folder.with_name(f"{folder.name}.work")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _published(text: TextTable, recognised: Recognised, folder: Path, how: Reading) -> Filled:
    published = read_published(text, recognised, measures=dict(how.measures))
    cells = KeptCells(tuple(published.counts), {})
    write_cells(folder / CELLS / PUBLISHED, cells)
    every = published.counts
    codes = sorted({code for each in every for code in each.organisations})
    periods = sorted({period for each in every for period in each.periods})
    names = {code: name for code, name in published.names.items() if code in set(codes)}
    return Filled(cells, published.ledger, names, tuple(codes), tuple(periods), text.sha256)
