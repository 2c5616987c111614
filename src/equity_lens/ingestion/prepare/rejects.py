"""Which rows are left out, each for one reason, and where in the file they stand.

The contract's rules are tried in the contract's order and the first that a row breaks is its
reason. Duplicates come last of all: among rows that break no other rule, the first in the file
stays and every later one with the same key goes.
"""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from equity_lens.contracts.contract import Rejection
from equity_lens.engine import arrow
from equity_lens.ingestion.prepare.deriving import NO_RULE
from equity_lens.ingestion.prepare.extract import Extract
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.spellings import tidy
from equity_lens.ingestion.prepare.tallies import Tally, tally

FILE_NAME = "rejected-rows.csv"
HEADER = ("file", "line", "column", "reason")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class LeftOut:
    """The rows that are left out.

    ``table`` has the ``position`` of each and ``rule``, the place of the rule among the plan's;
    ``positions`` and ``places`` are the same, in the order of the file. ``counted`` counts these
    rows as ``Extract.every`` counts all.
    """

    table: ir.Table
    positions: npt.NDArray[np.int64]
    places: npt.NDArray[np.uint8]
    counted: Mapping[str, Tally]

    def accepted(self, extract: Extract, column: str) -> Tally:
        """Rows by value in a column, of the rows that are not left out."""
        return extract.every[column] - self.counted[column]


def find(con: Backend, extract: Extract) -> LeftOut:
    """Every row that breaks a rule, and the first rule that it breaks."""
    breaking = {
        column: con.create_table(f"breaking_{column}", texts, temp=True)
        for column, texts in _breaking(extract).items()
    }
    broken = con.create_table("left_out", _first_rule(extract.rows, breaking), temp=True)
    place = next((i for i, r in enumerate(extract.plan.rules) if r.rule == "duplicate"), None)
    if place is not None:
        kept = extract.rows.anti_join(broken, "position")
        again = con.create_table("duplicates", _later_duplicates(kept, place), temp=True)
        broken = broken.union(again)
    found = arrow(con, con.compile(broken)).sort_by("position")
    rows = extract.rows.semi_join(broken, "position").select(*extract.every)
    counted = tally(con, con.create_table("left_out_rows", rows, temp=True), extract.every)
    return LeftOut(broken, found["position"].to_numpy(), found["rule"].to_numpy(), counted)


def reasons(extract: Extract, left_out: LeftOut) -> dict[str, int]:
    """Rows that are left out, by reason; those with malformed lines among them."""
    rows_of = np.bincount(left_out.places, minlength=len(extract.plan.rules)).tolist()
    counted: Counter[str] = Counter()
    for rule, rows in zip(extract.plan.rules, rows_of, strict=True):
        counted[rule.reason] += rows
    counted.update({reason: len(lines) for reason, lines in extract.table.malformed.items()})
    return dict((+counted).most_common())


def write_rejects(file: Path, extract: Extract, left_out: LeftOut) -> None:
    """List the rows that are left out, in the order of the file.

    The list names the file, the line, the column and the reason, and never what stands in a cell.
    """
    table, rules, malformed = extract.table, extract.plan.rules, list(extract.table.malformed)
    name = _no_formula(table.name)
    columns = [_no_formula(_columns_of(rule, extract.plan)) for rule in rules]
    columns += [""] * len(malformed)
    reason = [rule.reason for rule in rules] + malformed
    lines = [table.lines_of(left_out.positions), *(table.malformed[why] for why in malformed)]
    places = [left_out.places.astype(np.int64)]
    places += [
        np.full(len(table.malformed[why]), len(rules) + i) for i, why in enumerate(malformed)
    ]
    every_line, every_place = np.concatenate(lines), np.concatenate(places)
    order = np.argsort(every_line, kind="stable")
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(
            (name, every_line[i], columns[every_place[i]], reason[every_place[i]]) for i in order
        )


def _no_formula(text: str) -> str:
    """A name that a spreadsheet would run, quoted: whoever made the file chose it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _breaking(extract: Extract) -> dict[str, pa.Table]:
    """For each spelled column with rules about it, the texts that break one, and the first."""
    place_of: dict[str, dict[str, int]] = {}
    for place, rule in enumerate(extract.plan.rules):
        for column in rule.columns if rule.rule != "duplicate" else ():
            if column in extract.plan.spelled:
                for text in _texts_that_break(rule, column, extract):
                    place_of.setdefault(column, {}).setdefault(text, place)
    return {
        column: pa.table(
            {"text": pa.array(list(places)), "place": pa.array(places.values(), pa.uint8())}
        )
        for column, places in place_of.items()
    }


def _texts_that_break(rule: Rejection, column: str, extract: Extract) -> list[str]:
    """Texts found in a spelled column that break a rule about it; "" is an empty cell."""
    found = extract.every[column]
    match rule.rule:
        case "missing":
            return [text for text in found if not text.strip()]
        case "unreadable":
            return sorted(extract.read(column, found).unrecognised)
        case "not_one_of":
            return [text for text in found if text.strip() and tidy(text) not in rule.values]
        case "unknown_provider":
            return [text for text in found if extract.provider_of[text] is None]
        case _:
            raise ValueError(f"no way to apply the rule {rule.rule!r} to {rule.columns}")


def _first_rule(rows: ir.Table, breaking: Mapping[str, ir.Table]) -> ir.Table:
    """``position`` and ``rule`` of each row that breaks a rule, that of duplicates left aside."""
    first = [rows.broken]
    for column, texts in breaking.items():
        renamed = texts.rename({f"{column}_place": "place", f"{column}_text": "text"})
        rows = rows.left_join(renamed, rows[column].fill_null("") == renamed[f"{column}_text"])
        first.append(rows[f"{column}_place"].fill_null(ibis.literal(NO_RULE, "uint8")))
    judged = rows.select("position", rule=ibis.least(*first))
    return judged.filter(judged.rule != NO_RULE)


def _later_duplicates(kept: ir.Table, place: int) -> ir.Table:
    """``position`` and ``rule`` of each row whose key stood on an earlier row."""
    keyed = kept.filter(kept.row_key.notnull())
    counted = keyed.group_by("row_key").agg(rows=keyed.count())
    keys = counted.filter(counted.rows > 1)
    again = keyed.semi_join(keys, "row_key").select("row_key", "position")
    numbered = again.mutate(
        nth=ibis.row_number().over(group_by=again.row_key, order_by=again.position)
    )
    later = numbered.filter(numbered.nth > 0)
    return later.select("position", rule=ibis.literal(place, "uint8"))


def _columns_of(rule: Rejection, plan: Plan) -> str:
    """The columns at fault, as the file names them; what was said for all rows is no column."""
    return ", ".join(plan.columns[name] for name in rule.columns if name in plan.columns)
