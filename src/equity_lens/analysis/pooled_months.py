"""Months counted together, where one by itself holds too few for a verdict that may be shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from equity_lens.analysis.deprivation import rests_on_deprivation
from equity_lens.cells import Counts
from equity_lens.measures.watched_gap import WatchedGap

Block = tuple[int, int]


def pooled(counts: Counts, gap: WatchedGap) -> Counts:
    """Counts of so many months together as the watched gap says, laid so that each change begins one.

    Before the first change they are laid backwards from it. Months left over at an end, and those
    that two editions of the deprivation index share, are in none. A period is named by its first and
    last month: "2026-02/2026-04".

    Parameters
    ----------
    counts
        True counts by month, not yet protected: what is added up must not be shown by the month.
    gap
        Whose changes, last month and number of months together hold.
    """
    blocks = [each for each in _blocks(counts.periods, gap) if _is_one(counts, each)]
    last = np.array([end - 1 for _, end in blocks], dtype=np.intp)

    def added(array: np.ndarray) -> np.ndarray:
        parts = [array[:, begin:end].sum(axis=1) for begin, end in blocks]
        return np.stack(parts, axis=1) if parts else array[:, :0]

    return replace(
        counts,
        periods=tuple(f"{counts.periods[a]}/{counts.periods[b - 1]}" for a, b in blocks),
        numerator=added(counts.numerator),
        denominator=added(counts.denominator),
        numerator_withheld=added(counts.numerator_withheld) > 0,
        denominator_withheld=added(counts.denominator_withheld) > 0,
        source_of=counts.source_of[:, last],
        histogram=None,
        strata=None,
    )


def _blocks(periods: tuple[str, ...], gap: WatchedGap) -> Iterator[Block]:
    size = gap.months_together
    end = sum(period <= gap.until for period in periods) if gap.until else len(periods)
    starts = [sum(period < each.change_from for period in periods) for each in gap.baselines]
    first = min(starts[0], end)
    yield from ((begin, begin + size) for begin in range(first % size, first, size))
    for begin, following in pairwise([*(min(start, end) for start in starts), end]):
        for at in range(begin, following - size + 1, size):
            yield at, at + size


def _is_one(counts: Counts, block: Block) -> bool:
    """Whether all its months follow one another, and rest on one edition."""
    begin, end = block
    sources = set(counts.source_of[:, begin:end].ravel().tolist())
    if (
        -1 in sources
        or _month(counts.periods[end - 1]) - _month(counts.periods[begin]) >= end - begin
    ):
        return False
    editions = {counts.sources[source].edition for source in sources}
    return len(editions) == 1 or not rests_on_deprivation(counts.dimension)


def _month(period: str) -> int:
    """Months since the year nought, of a period that begins with year and month."""
    return int(period[:4]) * 12 + int(period[5:7])
