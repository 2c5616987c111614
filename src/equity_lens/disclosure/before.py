"""What earlier releases under other policies have shown, and readers remember."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity_lens.cells import BoolArray
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.possible import Range


@dataclass(frozen=True, slots=True)
class Before:
    """A policy under which some periods were shown until it was changed."""

    policy: Policy
    periods: frozenset[str]

    def rows(self, periods: Sequence[str]) -> BoolArray:
        """Which of these periods it showed."""
        return np.array([period in self.periods for period in periods], dtype=bool)


def nothing(shape: tuple[int, ...]) -> Range:
    """What a reader remembers who has seen nothing: each count can be anything."""
    return Range(np.zeros(shape), np.full(shape, np.inf))


def both(one: Range, other: Range) -> Range:
    """What somebody knows who knows two ranges of each count."""
    return Range(np.maximum(one.least, other.least), np.minimum(one.most, other.most))


def in_rows(known: Range, rows: BoolArray) -> Range:
    """The ranges of some rows."""
    return Range(known.least[:, rows], known.most[:, rows])


def put(known: Range, rows: BoolArray, more: Range) -> Range:
    """The ranges with those of some rows narrowed by what was shown of these."""
    found = Range(known.least.copy(), known.most.copy())
    narrowed = both(in_rows(known, rows), more)
    found.least[:, rows], found.most[:, rows] = narrowed.least, narrowed.most
    return found
