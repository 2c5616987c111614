"""Counts of one contract laid out as tables of people, so that they can be added up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.disclosure.people import People, Subtraction, subtractions
from equity_lens.disclosure.relations import Relation, relations_of
from equity_lens.disclosure.sums import Columns, columns_of
from equity_lens.measures.measure import Measure

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Part:
    """Where one numerator or denominator stands: its table, and its entries' rows and columns.

    ``at`` are the organisations and periods of the counts that are ours to protect.
    """

    counts: int
    is_numerator: bool
    table: int
    at: tuple[Positions, Positions]
    rows: Positions
    columns: Positions


@dataclass(frozen=True)
class Tables:
    """Counts as (table, row, column): a row is one organisation in one period.

    A table is a set of people: those in a denominator or in a numerator, or those left over when
    some are taken from others (``is_rest``: no such table is published, but a reader can work it
    out). ``nan`` is a column that a table does not have. Denominators with the same conditions are
    the same people, and one table: what is withheld of it is withheld for every measure.

    ``rests`` are the tables taken away and the one left over; ``without_event`` pairs each
    numerator with those of its own denominator who are not in it. ``is_stated`` is true for all
    the rows of a file: how many there are is no secret.
    """

    columns: Columns
    counts: FloatArray
    is_stated: BoolArray
    is_rest: BoolArray
    rests: tuple[tuple[tuple[int, ...], int], ...]
    without_event: tuple[tuple[int, int], ...]
    parts: tuple[Part, ...]
    relations: tuple[Relation, ...]

    def in_rows(self, rows: BoolArray) -> "Tables":
        """These tables with only some of their rows; ``parts`` stay as they were."""
        return replace(
            self,
            counts=self.counts[:, rows],
            relations=tuple(each.in_rows(rows) for each in self.relations),
        )


def tables_of(cells: Sequence[Counts], ours: Sequence[BoolArray]) -> Tables:
    """Lay out counts, and find everything that adds up.

    Parameters
    ----------
    cells
        Counts of one contract, of any measures and dimensions.
    ours : one (organisation, period) for each
        True where the counts are ours to protect.
    """
    columns = columns_of([(each.dimension, each.subgroups) for each in cells])
    rows: dict[tuple[str, str], int] = {}
    places = [_places(each, own, rows) for each, own in zip(cells, ours, strict=True)]
    laid = _Laid((len(rows), len(columns.known)))
    for members in _by_measure(cells):
        _lay_measure(laid, members, cells, places, columns)
    own_rests = [Subtraction(whole, (part,)) for whole, part in laid.proportions]
    left_over = list(dict.fromkeys([*own_rests, *subtractions(laid.people)]))
    published = len(laid.arrays)
    counts = np.stack([*laid.arrays, *(_rest(laid.arrays, each) for each in left_over)])
    relations = relations_of(counts, columns, left_over, list(laid.quality))
    return Tables(
        columns=columns,
        counts=counts,
        is_stated=np.array([not each for each in laid.people] + [False] * len(left_over)),
        is_rest=np.arange(len(counts)) >= published,
        rests=tuple((each.parts, published + i) for i, each in enumerate(left_over)),
        without_event=tuple((each.parts[0], published + i) for i, each in enumerate(own_rests)),
        parts=tuple(laid.parts),
        relations=tuple(each for each in relations if each.holds.any()),
    )


def _rest(arrays: Sequence[FloatArray], each: Subtraction) -> FloatArray:
    """Those left over; ``nan`` in rows in which the parts are not among the whole after all."""
    left = arrays[each.whole] - np.sum([arrays[part] for part in each.parts], axis=0)
    return np.where((np.nan_to_num(left) < 0).any(axis=1, keepdims=True), np.nan, left)


@dataclass
class _Laid:
    """Tables while they are being laid out, and which people each is.

    ``proportions`` are denominator and numerator of each; ``quality`` those of data quality.
    """

    shape: tuple[int, int]
    arrays: list[FloatArray] = field(default_factory=list)
    people: list[People] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    proportions: dict[tuple[int, int], None] = field(default_factory=dict)
    quality: dict[tuple[int, int], None] = field(default_factory=dict)

    def place(self, people: People, entries: FloatArray) -> int:
        """The table of these people; a new one unless one with the same conditions agrees."""
        for table, there in enumerate(self.arrays):
            both = ~np.isnan(there) & ~np.isnan(entries)
            if self.people[table] == people and np.array_equal(there[both], entries[both]):
                self.arrays[table] = np.where(np.isnan(there), entries, there)
                return table
        self.people.append(people)
        self.arrays.append(entries)
        return len(self.arrays) - 1


def _lay_measure(
    laid: _Laid,
    members: Sequence[int],
    cells: Sequence[Counts],
    places: Sequence[tuple[tuple[Positions, Positions], Positions]],
    columns: Columns,
) -> None:
    """Put the numerator and denominator of one measure, along all its dimensions, into tables."""
    measure = cells[members[0]].measure
    tables = {}
    for is_numerator, conditions in _people_of(measure):
        entries = np.full(laid.shape, np.nan)
        for i in members:
            values = cells[i].numerator if is_numerator else cells[i].denominator
            at, row = places[i]
            entries[row[:, None], _columns(columns, cells[i])] = values[at]
        table = tables[is_numerator] = laid.place(conditions, entries)
        laid.parts += [
            Part(i, is_numerator, table, *places[i], _columns(columns, cells[i])) for i in members
        ]
    if measure.value == "proportion" and tables[False] != tables[True]:
        laid.proportions[tables[False], tables[True]] = None
        if measure.kind == "data quality":
            laid.quality[tables[False], tables[True]] = None


def _places(
    counts: Counts, own: BoolArray, rows: dict[tuple[str, str], int]
) -> tuple[tuple[Positions, Positions], Positions]:
    organisation, period = np.nonzero(own)
    row = [
        rows.setdefault((counts.organisations[o], counts.periods[p]), len(rows))
        for o, p in zip(organisation.tolist(), period.tolist(), strict=True)
    ]
    return (organisation, period), np.array(row, dtype=np.intp)


def _columns(columns: Columns, counts: Counts) -> Positions:
    places = columns.subgroups[counts.dimension.key]
    return np.array([places[subgroup.key] for subgroup in counts.subgroups], dtype=np.intp)


def _by_measure(cells: Sequence[Counts]) -> Iterator[list[int]]:
    members: dict[tuple[str, int], list[int]] = {}
    for position, each in enumerate(cells):
        members.setdefault((each.measure.id, each.measure.version), []).append(position)
    yield from members.values()


def _people_of(measure: Measure) -> Iterator[tuple[bool, People]]:
    """Which people the denominator and the numerator are; residents are not people of a file."""
    everyone = frozenset(measure.denominator.where)
    if measure.value != "standardised_rate":
        yield False, everyone
    yield True, everyone | frozenset(measure.numerator.where)
