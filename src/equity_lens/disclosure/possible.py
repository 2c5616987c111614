"""What a reader could work out: the range within which each count must lie.

Interval constraint propagation: a part is at most the whole less the least that the other parts
can be, and at least the whole less the most; a whole lies between the sums of its parts' limits.
Every sum is applied until nothing narrows any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity_lens.cells import FloatArray
from equity_lens.disclosure.relations import Relation

MOST_ROUNDS = 50


@dataclass
class Range:
    """The least and the most that each count can be: (table, row, column)."""

    least: FloatArray
    most: FloatArray

    @property
    def values(self) -> FloatArray:
        """How many whole numbers each count could be."""
        return self.most - self.least + 1


def narrow(known: Range, relations: Sequence[Relation]) -> Range:
    """The range of each count when every sum is taken into account.

    ``known`` is what is shown of each count by itself; it is left as it was.
    """
    found = Range(known.least.copy(), known.most.copy())
    for _ in range(MOST_ROUNDS):
        before = found.values.sum()
        for relation in relations:
            _apply(found, relation)
        if found.values.sum() == before:
            break
    return found


def _apply(found: Range, relation: Relation) -> None:
    """Narrow a whole by its parts, and each part by the whole and the other parts."""
    least, most = relation.of(found.least), relation.of(found.most)
    whole_least, whole_most, parts_least, parts_most = least[0], most[0], least[1:], most[1:]
    sum_least, sum_most = parts_least.sum(axis=0), parts_most.sum(axis=0)
    new_least, new_most = least.copy(), most.copy()
    new_least[0] = np.maximum(whole_least, sum_least)
    new_most[0] = np.minimum(whole_most, sum_most)
    new_least[1:] = np.maximum(parts_least, whole_least - (sum_most - parts_most))
    new_most[1:] = np.minimum(parts_most, whole_most - (sum_least - parts_least))
    relation.put(found.least, np.where(relation.holds, new_least, least))
    relation.put(found.most, np.where(relation.holds, new_most, most))
