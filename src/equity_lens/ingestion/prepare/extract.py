"""An extract once its text has been read: rows to work on, and what stands in their columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from equity_lens.engine import run
from equity_lens.ingestion.dates import decide
from equity_lens.ingestion.prepare.deriving import derive, state_of
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.spellings import Spelt, provider_of, refuse_too_many, spelt
from equity_lens.ingestion.prepare.tallies import Tally, tally
from equity_lens.ingestion.reading.table import TextTable, literal
from equity_lens.ingestion.recognise import Recognised

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
        It is not certain how a date is written; or a column that should hold codes holds too many different texts.
    """
    file = work / "derived.parquet"
    names = [field.name for field in plan.fields]
    columns = {name: plan.columns[name] for name in names if name in plan.columns}
    relation = table.relation_sql(columns.values())
    dates = decide(
        con,
        relation,
        {name: columns[name] for name in plan.dates if name in columns},
        name=table.name,
        stated=recognised.answers.dates,
    )
    run(con, f"CREATE VIEW extract_text AS {relation}")
    text = con.table("extract_text")
    constants = {name: ibis.literal(text) for name, text in plan.constants.items() if name in names}
    named = text.select(**{name: text[column] for name, column in columns.items()}, **constants)
    derived = con.compile(derive(named, plan, dates=dates, prefix=prefix))
    run(con, f"COPY ({derived}) TO {literal(str(file))} (FORMAT parquet)")
    rows = con.read_parquet(file, file_row_number=True).rename(position="file_row_number")
    every = tally(con, rows, ("period", *plan.spelled, *map(state_of, plan.stated)))
    table.reconcile(sum(every["period"].values()))
    for name in plan.spelled:
        refuse_too_many(plan.column(name), len(every[name]))
    return Extract(con, table, plan, recognised, known_organisations, rows, every)
