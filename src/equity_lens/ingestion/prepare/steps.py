"""An extract becomes a prepared store, one step after another."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from equity_lens.cells import Source
from equity_lens.engine import open_engine, run
from equity_lens.errors import ContractNotMet, EquityLensError
from equity_lens.ingestion.dates import DatesUncertain, decide
from equity_lens.ingestion.mapping import Answers
from equity_lens.ingestion.prepare import checking, linking, rejects
from equity_lens.ingestion.prepare.extract import Extract, read_rows
from equity_lens.ingestion.prepare.finishing import Links, Meanings, records
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.pseudonyms import key_beside, prefix_of
from equity_lens.ingestion.prepare.tallies import tally
from equity_lens.ingestion.prepare.writing import in_place_of
from equity_lens.ingestion.reading import read_text
from equity_lens.ingestion.reading.table import TextTable, literal
from equity_lens.ingestion.recognise import Recognised, recognise
from equity_lens.ledger import Ledger
from equity_lens.reference import areas
from equity_lens.store import Store, save

Progress = Callable[[str], None]

_DATABASES = ("duckdb", "_duckdb", "ibis", "pyarrow")


@dataclass(frozen=True)
class Prepared:
    """A store, and what became of every row of its file."""

    store: Store
    ledger: Ledger


def prepare(
    path: Path,
    *,
    store: Path,
    edition: str | None = None,
    as_at: dt.date | None = None,
    mapping: Path | None = None,
    contract: str | None = None,
    key: bytes | None = None,
    synthetic: bool = False,
    known_organisations: Iterable[str] = (),
    link_terminated: bool = False,
    opened: tuple[TextTable, Recognised] | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Check, link and pseudonymise an extract, and write its prepared store.

    Every row is accepted, or is rejected for one reason; rejected ones are listed by line in
    ``rejected-rows.csv`` in the store. The store appears whole or not at all: when anything goes
    wrong, the one that was there before stays as it was.

    Parameters
    ----------
    path
        The extract: CSV, Excel or Parquet, under one of the contracts of patients' records.
    store
        The folder to write. Prepare each file to a folder of its own, and add their cells.
    edition
        Deprivation edition, such as "IMD 2019"; the newest bundled one when not given.
    as_at
        The day the extract was taken, where the file does not say: the census date of a waiting
        list; for events, the day after which none can have happened (else the file's own date).
    mapping, contract
        The analyst's mapping file, and the contract's id, where they are not found by themselves.
    key
        Key of the pseudonyms, at least 16 bytes; else the one kept beside the store in
        ``pseudonym.key``, made at random at the first use. The same key gives the same person the
        same pseudonym in every file.
    synthetic
        Whether the people in the file do not exist.
    known_organisations
        Codes of providers that the directory of trusts lacks.
    link_terminated
        Whether a postcode no longer in use is linked to the area where it was.
    opened
        The text of the file and what its columns mean, where whoever calls has read them already.
    progress
        Told in a few words what is being done.

    Raises
    ------
    UnreadableFile
        The file is not a table.
    ContractNotMet
        It lacks columns, its dates are ambiguous, or not one row can be accepted.
    MappingNeeded
        Columns were not recognised; a mapping file has been written.
    ReferenceMissing
        There is no such deprivation edition.
    NotReconciled
        Rows accepted and rejected do not add to rows read: our fault, and nothing is written.
    """
    told = progress or (lambda _: None)
    edition = edition or areas.default_edition()
    areas.boundary_of(edition)
    known = frozenset(code.strip().upper() for code in known_organisations)
    with in_place_of(store) as folder, _no_cell_in_messages(path.name):
        work = folder / "work"
        work.mkdir(mode=0o700)
        told(f"Reading {path.name}")
        table, recognised = opened or open_extract(
            path, work=work, mapping=mapping, contract=contract, as_at=as_at
        )
        plan = _plan(recognised, path, as_at)
        source = Source(
            table.name, table.sha256, plan.contract.id, edition=edition, synthetic=synthetic
        )
        prefix = prefix_of(key if key is not None else key_beside(store))
        with open_engine(temporary=work) as con:
            told(f"Checking {table.rows:,} rows")
            extract = read_rows(
                con, table, recognised, plan, prefix=prefix, known_organisations=known, work=work
            )
            told("Finding rows to leave out")
            left_out = rejects.find(con, extract)
            rejects.write_rejects(folder / rejects.FILE_NAME, extract, left_out)
            told("Linking to areas, and writing")
            meanings = _meanings(extract, left_out, edition)
            links = _links(con, extract, edition, link_terminated=link_terminated)
            accepted = extract.rows.anti_join(left_out.table, "position")
            prepared = records(con, accepted, meanings, links, plan)
            described = _describe(folder, extract, meanings, prepared.columns, source)
            _write(con, prepared, described.records)
            told("Accounting for every row")
            ledger = _ledger(con, extract, left_out, meanings, described)
        shutil.rmtree(work)
        save(replace(described, rows=ledger.accepted))
    return Prepared(
        replace(described, folder=store, rows=ledger.accepted),
        replace(ledger, rejects_file=store / rejects.FILE_NAME),
    )


def open_extract(
    path: Path,
    *,
    work: Path,
    mapping: Path | None = None,
    answers: Mapping[str, Answers] | None = None,
    contract: str | None = None,
    as_at: dt.date | None = None,
) -> tuple[TextTable, Recognised]:
    """The text of a file, and what its columns mean; ``work`` must outlive their use."""
    table = read_text(path, work=work)
    return table, recognise(
        table,
        source=path,
        mapping=mapping,
        answers=answers,
        contract=contract,
        given=given_with(as_at),
    )


def given_with(as_at: dt.date | None) -> tuple[str, ...]:
    """Fields that are known without a column, when the day of the extract is named or is not."""
    return ("extract_date", "census_date") if as_at else ("extract_date",)


def doubtful_dates(
    table: TextTable, recognised: Recognised, path: Path, as_at: dt.date | None, *, work: Path
) -> dict[str, str]:
    """By field, why its dates could be read in two ways, where the analyst has not said which.

    Raises
    ------
    ContractNotMet
        A column holds no dates that we can read, whatever was said.
    """
    plan = _plan(recognised, path, as_at)
    columns = {name: plan.columns[name] for name in plan.dates if name in plan.columns}
    with open_engine(temporary=work) as con, _no_cell_in_messages(table.name):
        relation, stated = table.relation_sql(columns.values()), recognised.answers.dates
        try:
            decide(con, relation, columns, name=table.name, stated=stated)
        except DatesUncertain as uncertain:
            return uncertain.doubts
    return {}


def _plan(recognised: Recognised, path: Path, as_at: dt.date | None) -> Plan:
    """What is to be done with the file's fields, and with those that it leaves to be said.

    A census date must be known. The day after which no event can have happened is, when nobody
    said it, that of the file itself.
    """
    taken_on = as_at or dt.date.fromtimestamp(path.stat().st_mtime)
    constants = {"census_date": as_at.isoformat()} if as_at else {}
    constants["extract_date"] = taken_on.isoformat()
    constants |= {name: text for name, text in recognised.answers.constants.items() if text}
    return Plan(
        contract=recognised.contract,
        columns=recognised.columns,
        constants={
            name: text
            for name, text in constants.items()
            if recognised.contract.has(name) and name not in recognised.columns
        },
    )


def _meanings(extract: Extract, left_out: rejects.LeftOut, edition: str) -> Meanings:
    """What the codes of the records mean: no more than stands in accepted rows.

    Raises
    ------
    ContractNotMet
        No row is accepted.
    """
    reasons = rejects.reasons(extract, left_out)
    held = {column: left_out.accepted(extract, column) for column in extract.every}
    if not held["period"]:
        raise ContractNotMet(
            f"{extract.table.name}: not one of its {extract.table.rows_read:,} rows is accepted.",
            faults=[f"{rows:,} rows: {reason}." for reason, rows in reasons.items()],
            remedy="Check that it is the right file, and the right day if you named one.",
        )
    return Meanings(
        organisations={text: extract.provider_of[text] or "" for text in held["provider"]},
        periods=tuple(sorted(held["period"])),
        spelt={name: extract.read(name, held[name]) for name in extract.coded},
        local_authorities=linking.local_authorities(edition),
        has_area=extract.plan.has("postcode") or extract.plan.has("lsoa"),
        has_age=extract.plan.has("age") or extract.plan.has("birth_date"),
    )


def _links(con: Backend, extract: Extract, edition: str, *, link_terminated: bool) -> Links:
    """The tables by which rows find their areas."""
    plan, postcode, code = extract.plan, None, None
    area = linking.area_rows(con, edition)
    if plan.has("postcode"):
        postcode = linking.postcode_table(con, edition, area, link_terminated=link_terminated)
    if plan.has("lsoa"):
        code = linking.area_code_table(con, edition, area, extract.every["lsoa"])
    return Links(postcode, code)


def _write(con: Backend, table: ir.Table, file: Path) -> None:
    run(con, f"COPY ({con.compile(table)}) TO {literal(str(file))} (FORMAT parquet)")


def _describe(
    folder: Path, extract: Extract, meanings: Meanings, columns: Sequence[str], source: Source
) -> Store:
    whole_day = extract.plan.contract.period == "day"
    periods = (day.isoformat() for day in meanings.periods)
    return Store(
        folder=folder,
        contract=extract.plan.contract.id,
        source=source,
        organisations=meanings.organisation_codes,
        periods=tuple(period if whole_day else period[:7] for period in periods),
        vocabularies=meanings.vocabularies,
        columns=tuple(columns),
        rows=0,
    )


def _ledger(
    con: Backend, extract: Extract, left_out: rejects.LeftOut, meanings: Meanings, written: Store
) -> Ledger:
    """What became of every row; raises ``NotReconciled`` if one is unaccounted for."""
    records = con.read_parquet(written.records)
    counted = tally(con, records, written.vocabularies)
    every = {column: left_out.accepted(extract, column) for column in extract.every}
    return Ledger(
        source=written.source,
        rows_read=extract.table.rows_read,
        accepted=int(records.count().to_pyarrow().as_py()),
        rejected_by_reason=rejects.reasons(extract, left_out),
        warnings_by_column=checking.warnings(
            extract.plan,
            states=extract.states(every),
            spelt=meanings.spelt,
            spellings=every,
            areas=checking.area_counts(counted.get("area_state", {})),
        ),
        completeness={
            column: checking.completeness(vocabulary, counted[column])
            for column, vocabulary in written.vocabularies.items()
        },
    )


@contextmanager
def _no_cell_in_messages(name: str) -> Iterator[None]:
    """Database errors may quote the cell that they stumbled over: only their kind is told."""
    try:
        yield
    except EquityLensError:
        raise
    except Exception as problem:
        if type(problem).__module__.partition(".")[0] not in _DATABASES:
            raise
        raise EquityLensError(
            f"{name} could not be prepared: the database stopped ({type(problem).__name__}).",
            remedy="Nothing was written. Check that there is room on the disk, and try again.",
        ) from None
