"""What a reader can add up: which counts are sums of which others.

Within one table of people (everybody waiting; those within 18 weeks) each dimension adds to
everyone, fine subgroups add to coarse ones, and a pair adds to both of its margins. Between tables,
those with the event and those without add to all; a numerator of "ethnicity recorded" is the sum
of the known ethnic groups.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.deprivation import rests_on_deprivation
from equity_lens.cells import EVERYONE
from equity_lens.measures.measure import Dimension
from equity_lens.reference.vocabularies import roll_up
from equity_lens.reference.vocabulary import Subgroup

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Columns:
    """The subgroups of all dimensions side by side, everyone first.

    ``known`` is false for people whose identity is missing; ``is_state`` is true for those of them
    that are counted by themselves, and not as half of a pair.
    """

    dimensions: Mapping[str, Dimension]
    subgroups: Mapping[str, Mapping[str, int]]
    known: npt.NDArray[np.bool_]
    is_state: npt.NDArray[np.bool_]

    @property
    def everyone(self) -> int:
        """Where everyone stands."""
        return self.subgroups[EVERYONE.key]["all"]

    def of(self, dimension: str) -> Positions:
        """Where the subgroups of one dimension stand."""
        return np.array(list(self.subgroups[dimension].values()), dtype=np.intp)


def columns_of(tables: Sequence[tuple[Dimension, Sequence[Subgroup]]]) -> Columns:
    """Lay the subgroups of every dimension side by side, each once."""
    dimensions: dict[str, Dimension] = {EVERYONE.key: EVERYONE}
    subgroups: dict[str, dict[str, int]] = {EVERYONE.key: {"all": 0}}
    known, is_state = [True], [False]
    for dimension, groups in tables:
        dimensions.setdefault(dimension.key, dimension)
        places = subgroups.setdefault(dimension.key, {})
        for group in groups:
            if group.key not in places:
                places[group.key] = len(known)
                known.append(group.known)
                is_state.append(not group.known and not dimension.of)
    return Columns(dimensions, subgroups, np.array(known), np.array(is_state))


def sums_within(columns: Columns) -> Iterator[tuple[int, Positions]]:
    """Each column that is the sum of others in every table: (whole, parts)."""
    for key, dimension in columns.dimensions.items():
        if key == EVERYONE.key:
            continue
        margins = [of for of in dimension.of if of in columns.dimensions]
        if not margins:
            yield columns.everyone, columns.of(key)
        for margin in margins:
            yield from _margin(columns, key, margin, dimension.of.index(margin))
        if dimension.rolls_up is not None and dimension.rolls_up in columns.dimensions:
            yield from _rolled_up(columns, dimension.rolls_up, key)
    yield from _the_same_people(columns)


def known_groups(columns: Columns) -> Iterator[tuple[int, Positions]]:
    """Each column whose people with a known identity a data-quality measure may count.

    Everyone, with the known subgroups of each dimension; and each margin of a pair, with its
    pairs whose other half is known.
    """
    for key, dimension in columns.dimensions.items():
        if key == EVERYONE.key:
            continue
        places = columns.of(key)
        if not dimension.of:
            yield columns.everyone, places[columns.known[places]]
            continue
        for half, margin in enumerate(dimension.of):
            other = dimension.of[1 - half]
            if margin not in columns.dimensions or other not in columns.dimensions:
                continue
            for group, place in columns.subgroups[margin].items():
                parts = [
                    at
                    for pair, at in columns.subgroups[key].items()
                    if pair.split(":")[half] == group
                    and columns.known[columns.subgroups[other][pair.split(":")[1 - half]]]
                ]
                yield place, np.array(parts, dtype=np.intp)


def _margin(columns: Columns, pair: str, margin: str, half: int) -> Iterator[tuple[int, Positions]]:
    """Each subgroup of a margin, and the pairs of which it is one half ("1:white")."""
    parts: dict[str, list[int]] = {}
    for key, place in columns.subgroups[pair].items():
        parts.setdefault(key.split(":")[half], []).append(place)
    for key, places in parts.items():
        if key in columns.subgroups[margin]:
            yield columns.subgroups[margin][key], np.array(places, dtype=np.intp)


def _rolled_up(columns: Columns, fine: str, coarse: str) -> Iterator[tuple[int, Positions]]:
    try:
        sums = roll_up(fine, coarse)
    except KeyError:
        return
    parts: dict[str, list[int]] = {}
    for key, place in columns.subgroups[fine].items():
        if key in sums:
            parts.setdefault(sums[key], []).append(place)
    for key, places in parts.items():
        if key in columns.subgroups[coarse]:
            yield columns.subgroups[coarse][key], np.array(places, dtype=np.intp)


def _the_same_people(columns: Columns) -> Iterator[tuple[int, Positions]]:
    """People of unknown identity who stand under several dimensions of one family."""
    first: dict[tuple[str, str], int] = {}
    for key, dimension in columns.dimensions.items():
        family = "deprivation" if rests_on_deprivation(dimension) else dimension.rolls_up or key
        for group, place in columns.subgroups[key].items():
            if dimension.of or columns.known[place]:
                continue
            if (family, group) in first:
                yield first[family, group], np.array([place], dtype=np.intp)
            else:
                first[family, group] = place
