"""From derived rows to the records of the store: small integers, sorted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from equity_lens.engine import arrow
from equity_lens.ingestion.prepare import linking
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.quintiles import FIFTHS, local_cuts
from equity_lens.ingestion.prepare.spellings import NOT_KNOWN, Spelt
from equity_lens.reference import vocabularies
from equity_lens.reference.ages import OLDEST_BAND_FROM
from equity_lens.reference.vocabularies import IMD_DECILE, IMD_QUINTILE_LOCAL
from equity_lens.reference.vocabulary import Vocabulary

AREA = ("imd_decile", "imd_quintile_local", "area_state", "local_authority")
"""What follows from a postcode or an area code, where the file has either."""

_MOST_IN_A_BYTE = 256
_FEWER = len(IMD_DECILE.known) - len(IMD_QUINTILE_LOCAL.known)


@dataclass(frozen=True)
class Meanings:
    """What the codes of the records mean.

    ``organisations`` maps each text of the provider column to an organisation, and ``spelt`` has
    every other column that is recognised by its spellings.
    """

    organisations: Mapping[str, str]
    periods: tuple[dt.date, ...]
    spelt: Mapping[str, Spelt]
    local_authorities: Vocabulary
    has_area: bool = True
    has_age: bool = True

    @property
    def organisation_codes(self) -> tuple[str, ...]:
        """Organisations in the order of their codes."""
        return tuple(sorted(set(self.organisations.values())))

    @property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """The vocabulary of each coded column of the records.

        A column that the file does not speak of is not there: what is not in the file is not
        measured, which is another thing than nobody's being known.
        """
        derived = AREA * self.has_area + ("age_band5",) * self.has_age
        found = {
            column: self.local_authorities
            if column == "local_authority"
            else vocabularies.vocabulary(column)
            for column in derived
        }
        return found | {column: read.vocabulary for column, read in self.spelt.items()}


@dataclass(frozen=True)
class Links:
    """The tables by which a row finds its area (see ``linking``)."""

    postcode: ir.Table | None
    code: ir.Table | None


def records(
    con: Backend, accepted: ir.Table, meanings: Meanings, links: Links, plan: Plan
) -> ir.Table:
    """The records of the store, in their order: organisation, period, place in the file."""
    organisation = {code: i for i, code in enumerate(meanings.organisation_codes)}
    whose = {text: organisation[code] for text, code in meanings.organisations.items()}
    rows = _with_codes(con, accepted, "provider", whose, as_="organisation", size="uint16")
    rows = linking.link(rows, postcode=links.postcode, code=links.code)
    rows = rows.left_join(_cuts(con, rows, len(organisation)), "organisation")
    days = {day: i for i, day in enumerate(meanings.periods)}
    rows = _with_codes(con, rows, "period", days, as_="period_code", size="uint16")
    for column, read in meanings.spelt.items():
        size = _size(read.vocabulary)
        rows = _with_codes(con, rows, column, read.codes, as_=f"{column}_code", size=size)
    chosen = rows.select(**_columns(rows, meanings, plan), position=rows.position)
    return chosen.order_by("organisation", "period", "position").drop("position")


def _columns(rows: ir.Table, meanings: Meanings, plan: Plan) -> dict[str, ir.Value]:
    coded = {
        "imd_decile": rows.decile,
        "imd_quintile_local": _fifth(rows),
        "area_state": rows.area_state,
        "local_authority": rows.authority,
        "age_band5": _band(rows.age_years),
    }
    coded |= {column: rows[f"{column}_code"] for column in meanings.spelt}
    sized = {
        column: coded[column]
        .cast(_size(vocabulary))
        .fill_null(ibis.literal(vocabulary.code(NOT_KNOWN), _size(vocabulary)))
        for column, vocabulary in meanings.vocabularies.items()
    }
    return {
        "organisation": rows.organisation,
        "period": rows.period_code,
        **sized,
        "age": rows.age_years,
        **{name: rows[name] for name in plan.numbers},
        "person": rows.person,
    }


def _size(vocabulary: Vocabulary) -> str:
    """The smallest type that holds every code."""
    return "uint8" if len(vocabulary.subgroups) <= _MOST_IN_A_BYTE else "uint16"


def _with_codes(
    con: Backend, rows: ir.Table, column: str, codes: Mapping[Any, int], *, as_: str, size: str
) -> ir.Table:
    """The rows with the code of what stands in a column, null where it stands in no mapping."""
    numbers = pa.array(codes.values(), pa.type_for_alias(size))
    table = con.create_table(
        f"codes_of_{column}", pa.table({"found": pa.array(list(codes)), as_: numbers}), temp=True
    )
    return rows.left_join(table, rows[column] == table.found).drop("found")


def _cuts(con: Backend, rows: ir.Table, organisations: int) -> ir.Table:
    """For each organisation the ranks at which its fifths are cut: ``cut_0`` to ``cut_3``."""
    linked = rows.filter(rows.imd_rank.notnull())
    counted = linked.group_by("organisation", "imd_rank").agg(people=linked.count())
    found = arrow(con, con.compile(counted))
    columns = (found[name].to_numpy() for name in ("organisation", "imd_rank", "people"))
    cuts = local_cuts(*columns, organisations=organisations)
    table = {f"cut_{i}": pa.array(cut, pa.int32()) for i, cut in enumerate(cuts.T)}
    table["organisation"] = pa.array(range(organisations), pa.uint16())
    return con.create_table("cuts", pa.table(table), temp=True)


def _fifth(rows: ir.Table) -> ir.IntegerValue:
    """The code of the fifth among local patients: how many cuts the rank is above.

    Without a rank it is that of the state in which a person has no tenth either: both
    vocabularies list the same ones after what is known.
    """
    above = [(rows.imd_rank > rows[f"cut_{i}"]).cast("uint8") for i in range(FIFTHS - 1)]
    return rows.imd_rank.notnull().ifelse(reduce(add, above), rows.decile - _FEWER)


def _band(age: ir.IntegerValue) -> ir.IntegerValue:
    """The code of the five-year band: bands are listed youngest first, the last one open."""
    return (age >= OLDEST_BAND_FROM).ifelse(OLDEST_BAND_FROM // 5, age // 5)
