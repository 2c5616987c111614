"""A published file of counts, to cells."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from equity_lens.cells import Counts, Source
from equity_lens.engine import arrow, open_engine
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.published import counts_table, ehrql, fingertips, wlmds
from equity_lens.ingestion.published.rows import PublishedRow, assemble
from equity_lens.ingestion.reading import TextTable
from equity_lens.ingestion.recognise import Recognised
from equity_lens.ledger import Ledger
from equity_lens.measures.measure import Measure

Row = dict[str, str]
REPEATED = "repeats an earlier row of the file"
SMALL = 7
"""No publisher that we read prints a count of 1 to 7."""
NOT_AS_PUBLISHED = (
    "The file is laid out as {publisher} does, and holds counts that it would not print. They are "
    "taken as the organisation's own, and protected."
)
UNREADABLE = "a count that is neither a number nor a mark of suppression"


@dataclass(frozen=True)
class Published:
    """The counts of a published file, what became of its rows, and names of its organisations."""

    counts: list[Counts]
    ledger: Ledger
    names: dict[str, str]


def read_published(
    text: TextTable, recognised: Recognised, *, measures: dict[str, Measure]
) -> Published:
    """Every count of a published file that can be compared.

    Parameters
    ----------
    text
        The file as text.
    recognised
        Which of the aggregate contracts it meets, and which column is which field; other columns
        keep their names.
    measures
        Measures that the file may count.

    Raises
    ------
    ContractNotMet
        With every fault of the file in one message.
    """
    with open_engine() as engine:
        cells = arrow(engine, text.relation_sql()).to_pylist()
    field_of = {column: field for field, column in recognised.columns.items()}
    rows = [
        {
            **recognised.constants,
            **{field_of.get(column, column): _visible(cell or "") for column, cell in row.items()},
        }
        for row in cells
    ]
    further = tuple(column for column in text.columns if column not in field_of)
    read = _READERS[recognised.contract.id]
    found, rejected, publisher, edition = read(rows, further, measures, text.name)
    rejected = Counter(rejected) + Counter({r: len(at) for r, at in text.malformed.items()})
    note = wlmds.NOTE if recognised.contract.id == "wlmds_demographics" else ""
    if publisher and not _is_as_published(recognised.contract.id, rows):
        note, publisher = NOT_AS_PUBLISHED.format(publisher=publisher), None
    source = Source(
        name=text.name,
        sha256=text.sha256,
        contract=recognised.contract.id,
        edition=edition,
        published_by=publisher,
        note=note,
    )
    ledger = Ledger(
        source=source,
        rows_read=text.rows_read,
        accepted=text.rows_read - sum(rejected.values()),
        rejected_by_reason=dict(rejected),
    )
    names = {row["code"]: row["organisation_name"] for row in rows if "organisation_name" in row}
    names |= {row["area_code"]: row["area_name"] for row in rows if "area_name" in row}
    if not found:
        raise ContractNotMet(
            f"{text.name} holds no count that can be compared.",
            faults=[f"{reason}: {n:,} rows" for reason, n in rejected.items()],
            remedy="Choose a file with counts and denominators for each group.",
        )
    return Published(assemble(found, source), ledger, names)


def _visible(cell: str) -> str:
    """A cell without what no document can hold: its words become names of groups."""
    if not cell.isprintable():
        cell = "".join(letter if letter.isprintable() else " " for letter in cell)
    return cell.strip()


Read = tuple[list[PublishedRow], Mapping[str, int], str | None, str | None]
Reader = Callable[[list[Row], tuple[str, ...], dict[str, Measure], str], Read]


def _wlmds(rows: list[Row], _: tuple[str, ...], measures: dict[str, Measure], name: str) -> Read:
    cells: list[wlmds.Cell] = []
    seen: set[tuple[str, ...]] = set()
    rejected: Counter[str] = Counter()
    for row in rows:
        place = (row["code"], row["metric"], row["category"], row["waiting_band"])
        if not wlmds.is_known(row["metric"], row["category"], row["waiting_band"]):
            rejected[
                "a characteristic, category or waiting band that the contract does not know"
            ] += 1
        elif place in seen:
            rejected[REPEATED] += 1
        elif (count := _count(wlmds.count_of, row["count"])) is _BAD:
            rejected[UNREADABLE] += 1
        else:
            seen.add(place)
            cells.append((*place, count))  # type: ignore[arg-type]
    found = wlmds.read(cells, wlmds.period_of(name), measures)
    return found, rejected, wlmds.PUBLISHER, wlmds.EDITION


def _fingertips(rows: list[Row], _: tuple[str, ...], __: dict[str, Measure], ___: str) -> Read:
    found, left_out = fingertips.read(rows)
    kept, repeated = _without_repeats(found)
    return kept, Counter(left_out) + repeated, fingertips.PUBLISHER, None


def _ehrql(rows: list[Row], further: tuple[str, ...], measures: dict[str, Measure], _: str) -> Read:
    good, rejected = _readable(rows, ehrql.count_of)
    kept, repeated = _without_repeats(ehrql.read(good, further, measures))
    return kept, rejected + repeated, ehrql.PUBLISHER, None


def _counts_table(
    rows: list[Row], _: tuple[str, ...], measures: dict[str, Measure], name: str
) -> Read:
    edition = counts_table.edition_of(rows, name)
    good, rejected = _readable(rows, counts_table.count_of)
    kept, repeated = _without_repeats(counts_table.read(good, measures, name))
    return kept, rejected + repeated, counts_table.PUBLISHER, edition


_READERS: dict[str, Reader] = {
    "wlmds_demographics": _wlmds,
    "fingertips": _fingertips,
    "ehrql_measures": _ehrql,
    "counts_table": _counts_table,
}

# Which columns hold counts of people, and to what the publisher rounds them, if at all.
_PRINTED: dict[str, tuple[tuple[str, ...], int | None]] = {
    "wlmds_demographics": (("count",), wlmds.ROUNDED_TO),
    "ehrql_measures": (("numerator", "denominator"), ehrql.ROUNDED_TO),
    "fingertips": (("count",), None),
}


def _is_as_published(contract: str, rows: list[Row]) -> bool:
    """Whether a publisher could have printed these counts: a layout by itself proves nothing.

    Whoever has a trust's own counts can put them into any layout, and what a publisher protected
    passes the gate as it is.
    """
    columns, rounded_to = _PRINTED[contract]
    return not any(
        1 <= count <= SMALL or (rounded_to and count % rounded_to)
        for row in rows
        for column in columns
        if (count := _plain_number(row.get(column, ""))) is not None
    )


def _plain_number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


_BAD = object()


def _count(read: Callable[[str], object], text: str) -> object:
    try:
        return read(text)
    except ValueError:
        return _BAD


def _readable(rows: list[Row], read: Callable[[str], object]) -> tuple[list[Row], Counter[str]]:
    """Rows whose two counts can be read and fit together."""
    good: list[Row] = []
    rejected: Counter[str] = Counter()
    for row in rows:
        numerator, denominator = _count(read, row["numerator"]), _count(read, row["denominator"])
        if numerator is _BAD or denominator is _BAD:
            rejected[UNREADABLE] += 1
        elif _impossible(numerator, denominator):
            rejected["a negative count, or a numerator above its denominator"] += 1
        else:
            good.append(row)
    return good, rejected


def _impossible(numerator: object, denominator: object) -> bool:
    counts = [count for count in (numerator, denominator) if isinstance(count, float)]
    return any(count < 0 for count in counts) or (len(counts) == 2 and counts[0] > counts[1])


def _without_repeats(rows: list[PublishedRow]) -> tuple[list[PublishedRow], Counter[str]]:
    """The first of each cell; a second is not known to be a correction, so it is left out."""
    first: dict[tuple[str, ...], PublishedRow] = {}
    for row in rows:
        key = (row.measure.id, row.organisation, row.period, row.dimension.key, row.subgroup.key)
        first.setdefault(key, row)
    return list(first.values()), Counter(
        {REPEATED: len(rows) - len(first)} if len(rows) > len(first) else {}
    )
