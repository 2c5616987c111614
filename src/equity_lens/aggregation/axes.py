"""What people are compared by, as places to which each code of the records adds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from equity_lens.cells import ALL
from equity_lens.contracts.load import contracts
from equity_lens.measures.load import dimensions
from equity_lens.measures.measure import Dimension
from equity_lens.reference.vocabularies import roll_up, vocabulary
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.store import Store

PLUS = "plus_"


@dataclass(frozen=True)
class Axis:
    """A dimension, its subgroups, and for each column of the records where its codes add.

    ``places[i][code]`` is the position of a code of ``columns[i]``; for a pair the position is
    counted row by row, as in a table with the first column's places down the side.
    """

    dimension: Dimension
    subgroups: tuple[Subgroup, ...]
    columns: tuple[str, ...] = ()
    places: tuple[npt.NDArray[np.intp], ...] = ()
    widths: tuple[int, ...] = ()
    made_from: frozenset[str] = frozenset()

    def place(self, codes: Mapping[str, npt.NDArray[np.intp]], rows: int) -> npt.NDArray[np.intp]:
        """(rows,) the subgroup to which each row adds.

        Raises
        ------
        IndexError
            A code for which the store has no word.
        """
        at = np.zeros(rows, dtype=np.intp)
        for column, places, width in zip(self.columns, self.places, self.widths, strict=True):
            at = at * width + places[codes[column]]
        return at


def axes_of(store: Store) -> dict[str, Axis]:
    """The axes for which a store has the columns, by the dimension's key, in the order declared."""
    every: dict[str, Axis] = {}
    for dimension in dimensions().values():
        if dimension.key == f"{PLUS}*":
            for column in store.columns:
                if column.startswith(PLUS):
                    every[column] = _axis(plus_dimension(store.contract, column), store)
        elif _available(dimension, store):
            every[dimension.key] = _axis(dimension, store)
    return every


def plus_dimension(contract: str, column: str) -> Dimension:
    """The dimension of a locally chosen group, after the pattern ``plus_*``.

    >>> plus_dimension("rtt_waiting_list", "plus_carer").title
    'Unpaid carer'
    """
    title = contracts()[contract].field(column).title
    return replace(dimensions()[f"{PLUS}*"], key=column, title=title)


def _available(dimension: Dimension, store: Store) -> bool:
    if dimension.of:
        return all(_available(dimensions()[key], store) for key in dimension.of)
    return dimension.key == "all" or (dimension.rolls_up or dimension.key) in store.vocabularies


def _axis(dimension: Dimension, store: Store) -> Axis:
    if dimension.key == "all":
        return Axis(dimension, (ALL,))
    if dimension.of:
        first, second = (_axis(dimensions()[key], store) for key in dimension.of)
        return Axis(
            dimension,
            tuple(_both(one, other) for one in first.subgroups for other in second.subgroups),
            first.columns + second.columns,
            first.places + second.places,
            first.widths + second.widths,
            first.made_from | second.made_from,
        )
    column = dimension.rolls_up or dimension.key
    fine = store.vocabularies[column].subgroups
    subgroups = fine
    places = np.arange(len(fine), dtype=np.intp)
    if dimension.rolls_up:
        coarse, sums = vocabulary(dimension.key), roll_up(column, dimension.key)
        subgroups = coarse.subgroups
        places = np.array([coarse.code(sums[each.key]) for each in fine], dtype=np.intp)
    origin = dimensions().get(column, dimension).made_from
    return Axis(
        dimension,
        subgroups,
        (column,),
        (places,),
        (len(subgroups),),
        frozenset({column, *origin}),
    )


def _both(one: Subgroup, other: Subgroup) -> Subgroup:
    return Subgroup(
        f"{one.key}:{other.key}", f"{one.label}, {other.label}", one.known and other.known
    )
