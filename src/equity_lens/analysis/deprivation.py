"""Editions of the deprivation index: two of them are never one series."""

import numpy as np

from equity_lens.cells import BoolArray, Counts
from equity_lens.measures.measure import Dimension

PREFIX = "imd_"


def rests_on_deprivation(dimension: Dimension) -> bool:
    """True where subgroups come from a deprivation index, alone or in a pair.

    Examples
    --------
    >>> rests_on_deprivation(Dimension("imd_quintile", "Deprivation fifth"))
    True
    """
    return any(key.startswith(PREFIX) for key in (dimension.key, *dimension.of))


def editions(counts: Counts, organisation: int) -> list[str | None]:
    """The deprivation edition behind each period's counts; None where there are no counts."""
    return [
        counts.sources[source].edition if source >= 0 else None
        for source in counts.source_of[organisation].tolist()
    ]


def breaks(counts: Counts, organisation: int) -> list[int]:
    """Periods from which a new deprivation edition holds; none for other dimensions.

    About half of postcodes change decile between editions, so what follows a break does not
    continue what went before. Periods without counts neither make nor hide a break.
    """
    if not rests_on_deprivation(counts.dimension):
        return []
    found, current = [], None
    for period, edition in enumerate(editions(counts, organisation)):
        if edition is None:
            continue
        if current is not None and edition != current:
            found.append(period)
        current = edition
    return found


def same_edition(counts: Counts, organisation: int, period: int) -> BoolArray:
    """(period,) true where a period can be set beside the one named."""
    if not rests_on_deprivation(counts.dimension):
        return np.ones(len(counts.periods), dtype=bool)
    named = editions(counts, organisation)
    return np.array([edition == named[period] for edition in named], dtype=bool)
