"""What a project counts for itself: read from its table, and made into cells.

A table of a project is of its own clinics, and stands apart from the trust's figures: the people in
it are counted there already.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from equity_lens.cells import ALL, EVERYONE, Counts, Source
from equity_lens.contracts.load import contracts
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.published.counts_table import edition_of
from equity_lens.ingestion.published.rows import PublishedRow, assemble
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.pipeline.keyed import tally_subgroups
from equity_lens.pipeline.project_periods import DAY, MONTH, is_period, week_and_month, weeks_of
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reference.vocabulary import Subgroup

PLUS = "plus_"
REQUIRED = (
    "measure",
    "period",
    "organisation",
    "dimension",
    "subgroup",
    "numerator",
    "denominator",
)
LARGEST_COUNT = 99_999_999
"""More than a country has patients: a longer number is a slip, and would stop what is made of it."""
WITHHELD_TEXTS = ("*", "[c]", "c", "suppressed", "withheld")

Row = tuple[str, str, int | None, int | None]
"""Period (a month, or the Monday of a week), subgroup, events, people; None where nobody counted."""

Split = tuple[str, str]
"""The id of a measure and the key of a dimension."""

Months = Mapping[str, Mapping[str, tuple[int | None, int | None]]]
"""Of each month, events and people of each group."""


@dataclass(frozen=True)
class ReadTable:
    """The rows of a project's table by split, and each line that was left out, with the reason.

    ``edition`` is that of the deprivation index, where the table states one.
    """

    rows: Mapping[Split, tuple[Row, ...]]
    rejected: tuple[tuple[int, str], ...]
    edition: str = ""


def split_dimensions(measure: Measure) -> tuple[Dimension, ...]:
    """What a project can be split by: known groups, and the local groups of the measure's contract."""
    known = [each for key, each in dimensions().items() if key != "all" and tally_subgroups(key)]
    fields = contracts()[measure.contract].fields if measure.contract in contracts() else ()
    local = [each for each in fields if each.name.startswith(PLUS)]
    return (*known, *(split_dimension(each.name, each.title) for each in local))


def split_dimension(key: str, title: str = "") -> Dimension:
    """One dimension by its key; a local group has a yes and a no, and the title that is given."""
    if key.startswith(PLUS):
        words = title or key.removeprefix(PLUS).replace("_", " ").capitalize()
        return replace(dimensions()["plus_*"], key=key, title=words)
    return dimensions()[key]


def split_subgroups(key: str) -> tuple[Subgroup, ...]:
    """The groups of a dimension, in order, with those whose identity is not known.

    >>> [subgroup.key for subgroup in split_subgroups("plus_carer")][:2]
    ['yes', 'no']
    """
    return vocabulary("yes_no").subgroups if key.startswith(PLUS) else tally_subgroups(key)


def split_measures() -> tuple[Measure, ...]:
    """Measures of the library that can carry a verdict: percentages of which one way is better."""
    return tuple(
        each
        for each in library().values()
        if each.value == "proportion" and each.better != "neither"
    )


def read_project_table(content: bytes, *, organisation: str, splits: Iterable[Split]) -> ReadTable:
    """A project's counts table, as it comes: what fits is taken, every other line says why not.

    Parameters
    ----------
    content
        CSV with the columns of the contract ``counts_table``.
    organisation
        Code of whose project it is.
    splits
        The measures and dimensions that the project counts.

    Raises
    ------
    ContractNotMet
        It is no such table, or it mixes editions of the deprivation index.
    """
    return read_project_rows(_lines(content), organisation=organisation, splits=splits)


def read_project_rows(
    lines: Iterable[tuple[int, Mapping[str, str]]], *, organisation: str, splits: Iterable[Split]
) -> ReadTable:
    """The same of lines that are read already: a number, and each cell by the contract's field."""
    places, lines = list(splits), list(lines)
    edition = edition_of([cells for _, cells in lines if set(REQUIRED) <= set(cells)], "The table")
    by_split: dict[Split, dict[tuple[str, str], Row]] = {place: {} for place in places}
    rejected: list[tuple[int, str]] = []
    for line, cells in lines:
        found = _row(cells, organisation, places)
        if isinstance(found, str):
            rejected.append((line, found))
            continue
        for place in _places_of(cells, places):
            held = by_split[place]
            if found[:2] in held:
                rejected.append((line, "it repeats an earlier line"))
                break
            held[found[:2]] = found
    return ReadTable(
        {place: tuple(rows.values()) for place, rows in by_split.items() if rows},
        tuple(rejected),
        edition or "",
    )


def months_of(
    tables: Sequence[Sequence[Row]],
) -> dict[str, dict[str, tuple[int | None, int | None]]]:
    """Each month's counts by group, from tables in the order in which they came.

    A later table takes the place of the months or weeks that it counts. A month that was counted
    by weeks is there once each of its weeks is; where it was counted as a whole, its weeks are not
    read.
    """
    latest: dict[str, dict[str, tuple[int | None, int | None]]] = {}
    for table in tables:
        fresh: dict[str, dict[str, tuple[int | None, int | None]]] = {}
        for period, subgroup, events, people in table:
            fresh.setdefault(period, {})[subgroup] = (events, people)
        for period, groups in fresh.items():
            if len(period) == MONTH:
                for week in weeks_of(period):
                    latest.pop(week, None)
            latest[period] = groups
    months = {period: groups for period, groups in latest.items() if len(period) == MONTH}
    by_weeks = {week_and_month(period) for period in latest if len(period) == DAY}
    for month in sorted(by_weeks - months.keys()):
        weeks = [latest.get(week) for week in weeks_of(month)]
        if all(week is not None for week in weeks):
            months[month] = _added([week for week in weeks if week is not None])
    return dict(sorted(months.items()))


def with_everyone(splits: Sequence[Months]) -> list[Months]:
    """One measure's months along several breakdowns, each with the same count of everyone.

    It is the largest that any of them gives or adds up to, so that along each breakdown the rest are
    people whose group is not known, and are protected as such. A month that is lacking between two
    others is there, with nothing counted: a verdict leaves it out, and says so.

    >>> along_sex = {"2026-01": {"1": (30, 200), "2": (20, 190)}}
    >>> along_fifths = {"2026-01": {"1": (54, 400)}}
    >>> with_everyone([along_sex, along_fifths])[0]["2026-01"]["all"]
    (54, 400)
    """
    known: dict[str, list[tuple[int, int]]] = {}
    splits = [_without_gaps(months) for months in splits]
    for months in splits:
        counted = _counted(months)
        for month, groups in months.items():
            added = _everyone({key: groups.get(key, (None, None)) for key in counted}, counted)
            for events, people in (groups.get(ALL.key, (None, None)), added):
                if events is not None and people is not None:
                    known.setdefault(month, []).append((events, people))
    whole = {
        month: {ALL.key: (max(one for one, _ in each), max(two for _, two in each))}
        for month, each in known.items()
    }
    return [
        {month: {**groups, **whole.get(month, {})} for month, groups in months.items()}
        for months in splits
    ]


def counts_of_project(
    months: Months,
    *,
    measure: Measure,
    dimension: Dimension,
    organisation: str,
    groups: Sequence[str],
    source: Source,
) -> list[Counts]:
    """A project's months as cells: of each group, and of everyone that it counts.

    ``groups`` are those of the split: each has its place, counted or not. Everyone is the sum of the
    groups where the table gives no row for all; where that row holds more, the rest are people whose
    group is not known. Without them what is left of everyone would be a count that nobody protects.
    """
    named = {each.key: each for each in split_subgroups(dimension.key)}
    unknown = next((key for key in reversed(named) if not named[key].known), "")
    counted = _counted(months)
    rest = {month: _rest(given) for month, given in months.items()} if unknown else {}
    wanted = [
        key
        for key in named
        if key in counted or key in groups or (key == unknown and any(rest.values()))
    ]
    rows = []
    for month, given in months.items():
        pairs = {key: given.get(key, (None, None)) for key in wanted}
        if (left := rest.get(month)) is not None:
            pairs[unknown] = _sum([left, given.get(unknown) or (0, 0)])
        elif unknown in pairs and unknown not in counted:
            pairs[unknown] = (0, 0) if ALL.key in given else (None, None)
        for key, (events, people) in pairs.items():
            at = (organisation, month, dimension, named[key])
            rows.append(PublishedRow(measure, *at, _number(events), _number(people)))
        events, people = given.get(ALL.key) or _everyone(pairs, counted)
        at = (organisation, month, EVERYONE, ALL)
        rows.append(PublishedRow(measure, *at, _number(events), _number(people)))
    return assemble(rows, source)


def _lines(content: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    """Each line's number and cells by the contract's field; blank lines are none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        header, *rows = [*csv.reader(io.StringIO(text, newline=""))] or [[]]
    except csv.Error as fault:
        raise ContractNotMet(
            "This is not a table of counts.",
            faults=["A cell is too long, or a quotation mark is never closed."],
            remedy="Save it as CSV again, and try again.",
        ) from fault
    fields = contracts()["counts_table"].fields
    names = {
        word.strip().lower(): field.name
        for field in fields
        for word in (field.name, field.title, *field.synonyms)
    }
    columns = [names.get(cell.strip().lower(), "") for cell in header]
    lacking = [name for name in REQUIRED if name not in columns]
    if lacking:
        raise ContractNotMet(
            "This is not a table of counts.",
            faults=[f"There is no column {name}." for name in lacking],
            remedy="Use one row for each measure, period, organisation and group, with these columns.",
        )
    return [
        (reader_line, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))
        for reader_line, cells in enumerate(rows, start=2)
        if any(cell.strip() for cell in cells)
    ]


def _row(cells: Mapping[str, str], organisation: str, places: Sequence[Split]) -> Row | str:
    """A row, or why it cannot be one."""
    if any(name not in cells for name in REQUIRED):
        return "it has too few columns"
    if cells["organisation"].upper() != organisation.upper():
        return "it is of another organisation"
    if not is_period(cells["period"]):
        return "its period is neither a month, such as 2026-01, nor the Monday of a week"
    if not _places_of(cells, places):
        return "this project does not count that measure by that breakdown"
    dimension, subgroup = cells["dimension"], cells["subgroup"]
    known = {each.key for each in split_subgroups(dimension)} | {ALL.key}
    if subgroup not in known:
        return "its group is not one of that breakdown"
    counts: list[int | None] = []
    for name in ("numerator", "denominator"):
        text = cells[name].replace(",", "")
        if text.lower() in WITHHELD_TEXTS:
            return (
                "a count is withheld: a project needs its own counts, and they are protected here"
            )
        if text and not text.isdecimal():
            return "a count is not a whole number"
        if len(text) > len(str(LARGEST_COUNT)):
            return f"a count is above {LARGEST_COUNT:,}, the most that can be counted here"
        counts.append(int(text) if text else None)
    events, people = counts
    if (events is None) != (people is None):
        return "it has one count and not the other"
    if events is not None and people is not None and events > people:
        return "more are counted than there are people to count"
    return cells["period"], subgroup, events, people


def _places_of(cells: Mapping[str, str], places: Sequence[Split]) -> list[Split]:
    """The splits that a line belongs to: a line for everyone belongs to all of its measure."""
    everyone = cells["dimension"] == EVERYONE.key
    return [
        (measure, key)
        for measure, key in places
        if measure == cells["measure"] and (everyone or key == cells["dimension"])
    ]


def _added(
    weeks: Sequence[Mapping[str, tuple[int | None, int | None]]],
) -> dict[str, tuple[int | None, int | None]]:
    """Weeks in one: a group that was not counted in one of them is not counted."""
    keys = dict.fromkeys(key for week in weeks for key in week)
    return {key: _sum([week.get(key, (None, None)) for week in weeks]) for key in keys}


def _without_gaps(months: Months) -> Months:
    known = sorted(months)
    if not known:
        return months
    (year, month), (last_year, last) = (map(int, each.split("-")) for each in (known[0], known[-1]))
    every = range(year * 12 + month - 1, last_year * 12 + last)
    named = [f"{at // 12}-{at % 12 + 1:02d}" for at in every]
    return {each: months.get(each, {}) for each in named}


def _counted(months: Months) -> set[str]:
    return {key for each in months.values() for key in each if key != ALL.key}


def _rest(
    given: Mapping[str, tuple[int | None, int | None]],
) -> tuple[int, int] | None:
    """What the row for everyone holds beyond the groups that are counted; None where nothing."""
    events, people = given.get(ALL.key, (None, None))
    if events is None or people is None:
        return None
    groups = [pair for key, pair in given.items() if key != ALL.key]
    left = (
        events - sum(one for one, _ in groups if one is not None),
        people - sum(two for _, two in groups if two is not None),
    )
    return left if min(left) >= 0 and max(left) > 0 else None


def _everyone(
    pairs: Mapping[str, tuple[int | None, int | None]], counted: set[str]
) -> tuple[int | None, int | None]:
    return _sum([pairs[key] for key in pairs if key in counted])


def _sum(pairs: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    events = [one for one, _ in pairs if one is not None]
    people = [two for _, two in pairs if two is not None]
    whole = len(events) == len(people) == len(pairs)
    return (sum(events), sum(people)) if whole else (None, None)


def _number(count: int | None) -> float | None:
    return None if count is None else float(count)
