"""Long arrays a piece at a time, so that what is worked on stays in the processor's cache.

A million proportions take a dozen steps each. Step by step over the whole arrays, most of the time
goes to fetching and storing them; block by block, only the counts and the limits travel.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from equity_lens.errors import StatisticRefused
from equity_lens.statistics.estimate import Estimate

BLOCK = 16_384


def in_blocks(statistic: Callable[..., Estimate], *counts: Any) -> Estimate:
    """The same as ``statistic(*counts)``, for a statistic of each entry by itself."""
    if not _can_be_cut(counts):
        return statistic(*counts)
    size, shape = counts[0].size, counts[0].shape
    flat = [count.reshape(-1) for count in counts]
    parts = [np.empty(size) for _ in Estimate._fields]
    try:
        for start in range(0, size, BLOCK):
            here = slice(start, start + BLOCK)
            made = statistic(*(count[here] for count in flat))
            for part, piece in zip(parts, made, strict=True):
                part[here] = piece
    except StatisticRefused:
        # Over all the entries at once, so that the message counts every one at fault.
        return statistic(*counts)
    return Estimate(*(part.reshape(shape) for part in parts))


def _can_be_cut(counts: tuple[Any, ...]) -> bool:
    """Plain arrays of one shape, in one piece of memory, and long enough to gain by it."""
    return (
        all(type(count) is np.ndarray and count.flags.c_contiguous for count in counts)
        and all(count.shape == counts[0].shape for count in counts)
        and counts[0].size > 2 * BLOCK
    )
