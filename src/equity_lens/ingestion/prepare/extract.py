"""An extract once its text has been read: rows to work on, and what stands in their columns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from equity_lens.engine import run
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.dates import DateColumn, decide
from equity_lens.ingestion.prepare.cells import UNREADABLE
from equity_lens.ingestion.prepare.deriving import derive, state_of
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.spellings import Spelt, provider_of, refuse_too_many, spelt
from equity_lens.ingestion.prepare.tallies import Tally, tally
from equity_lens.ingestion.reading.table import TextTable, literal
from equity_lens.ingestion.recognise import Recognised

Dates = Mapping[str, DateColumn]

# So many rows show how dates are written, nearly always.
_FIRST_ROWS = 100_000

# Recognised by their spellings, and kept in another form than a code of their own.
_NOT_KEPT = ("provider", "lsoa")


@dataclass(frozen=True)
class Extract:
    """Derived rows, in the order of the file, and how many of them hold what.

    ``rows`` has the columns of ``deriving.derive``, and ``position``, that of the row in the file.
    ``every`` counts the rows by value of each column that has few values.
    """

    con: Backend
    table: TextTable
    plan: Plan
    recognised: Recognised
    known_organisations: frozenset[str]
    rows: ir.Table
    every: Mapping[str, Tally]

    @property
    def coded(self) -> tuple[str, ...]:
        """Spelled fields that are kept as codes of their own."""
        return tuple(name for name in self.plan.spelled if name not in _NOT_KEPT)

    def read(self, name: str, texts: Iterable[str]) -> Spelt:
        """How a coded field is read, of which these texts were found."""
        return spelt(self.plan.contract.field(name), self.recognised.code_book(name), texts)

    @cached_property
    def provider_of(self) -> dict[str, str | None]:
        """The organisation for each text of the provider column, None where it is not known."""
        known = self.known_organisations
        return {text: provider_of(text, known) for text in self.every["provider"]}

    def states(self, counted: Mapping[str, Tally]) -> dict[str, Tally]:
        """By field, the cells in each state."""
        return {name: counted[state_of(name)] for name in self.plan.stated}


def read_rows(
    con: Backend,
    table: TextTable,
    recognised: Recognised,
    plan: Plan,
    *,
    prefix: str,
    known_organisations: frozenset[str],
    work: Path,
) -> Extract:
    """Stream the file once, from text to derived rows in a Parquet file of the work folder.

    The rows keep the order of the file, as nothing but expressions over one row is asked of the
    engine: no join, no sort. So the position of a row is its number in the new file.

    Raises
    ------
    NotReconciled
        The rows written are more or fewer than the rows of the text.
    ContractNotMet
        It is not certain how a date is written, or a column that should hold codes holds too many
        different texts.
    """
    names = [field.name for field in plan.fields]
    columns = {name: plan.columns[name] for name in names if name in plan.columns}
    relation = table.relation_sql(columns.values())
    run(con, f"CREATE VIEW extract_text AS {relation}")
    text = con.table("extract_text")
    constants = {name: ibis.literal(text) for name, text in plan.constants.items() if name in names}
    named = text.select(**{name: text[column] for name, column in columns.items()}, **constants)

    def written(dates: Dates) -> tuple[ir.Table, dict[str, Tally]]:
        file = work / "derived.parquet"
        derived = con.compile(derive(named, plan, dates=dates, prefix=prefix))
        run(con, f"COPY ({derived}) TO {literal(str(file))} (FORMAT parquet)")
        rows = con.read_parquet(file, file_row_number=True).rename(position="file_row_number")
        return rows, tally(con, rows, ("period", *plan.spelled, *map(state_of, plan.stated)))

    def decided(relation: str) -> Dates:
        own = {name: columns[name] for name in plan.dates if name in columns}
        return decide(con, relation, own, name=table.name, stated=recognised.answers.dates)

    early = _one_way_each(decided, relation) if table.rows > _FIRST_ROWS else None
    dates = early or decided(relation)
    rows, every = written(dates)
    if early and any(every[state_of(name)][UNREADABLE] for name in dates):
        dates = decided(relation)
        if _ways(dates) != _ways(early):
            rows, every = written(dates)
    table.reconcile(sum(every["period"].values()))
    for name in plan.spelled:
        refuse_too_many(plan.column(name), len(every[name]))
    return Extract(con, table, plan, recognised, known_organisations, rows, every)


def _one_way_each(decided: Callable[[str], Dates], relation: str) -> Dates | None:
    """How dates are written, where the first rows leave no doubt and know one way for each.

    If every other row can be read in that way too, the whole file would have said the same, and a
    pass over it is saved. If any cannot, the whole file must be asked after all.
    """
    try:
        dates = decided(f"SELECT * FROM ({relation}) LIMIT {_FIRST_ROWS}")
    except ContractNotMet:
        return None
    if any(len(column.formats) != 1 or column.unreadable for column in dates.values()):
        return None
    # Not yet known to be readable in every row, so no short cut may be taken in reading it.
    return {name: replace(column, unreadable=1) for name, column in dates.items()}


def _ways(dates: Dates) -> dict[str, tuple[tuple[str, ...], bool]]:
    return {name: (column.formats, column.timed) for name, column in dates.items()}
