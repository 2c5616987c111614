"""Fifths of deprivation among a trust's own patients: a second view beside the national fifths.

The people of one organisation are put in the order of their areas' deprivation ranks, and cut into
five parts of as nearly equal size as areas allow. An area is never split, and areas that share a
rank stay together: they go to the fifth in which the middle one of their people falls.
"""

import numpy as np
import numpy.typing as npt

FIFTHS = 5


def local_cuts(
    organisation: npt.ArrayLike, rank: npt.ArrayLike, people: npt.ArrayLike, *, organisations: int
) -> npt.NDArray[np.int64]:
    """(organisation, 4) the highest rank that belongs to each of the first four fifths, or below.

    A person's fifth is 1 and one more for each cut that the rank of the area is above: fifth 1
    is the most deprived. Where nobody is, or all share a rank, cuts may be equal.

    Parameters
    ----------
    organisation, rank, people
        For each rank at which an organisation has people: whose (from 0), the rank (1 is the most
        deprived) and how many. Each pair of organisation and rank stands once, in any order.
    organisations
        How many there are; one without people has cuts of nought.

    Examples
    --------
    Ten people at four ranks. The six at rank 9 hold the middle of the order, so they are the third
    fifth; nobody is the second or the fourth.

    >>> local_cuts([0, 0, 0, 0], [5, 9, 20, 70], [2, 6, 1, 1], organisations=1).tolist()
    [[5, 5, 9, 9]]
    """
    whose, ranks, counts = (np.asarray(column) for column in (organisation, rank, people))
    cuts = np.zeros((organisations, FIFTHS - 1), dtype=np.int64)
    for each in range(organisations):
        own = whose == each
        order = np.argsort(ranks[own])
        ranked, counted = ranks[own][order], counts[own][order].astype(np.float64)
        through = np.cumsum(counted)
        if len(through):
            middle = (through - counted / 2) / through[-1]
            fifth = np.minimum(np.floor(middle * FIFTHS), FIFTHS - 1)
            below = np.searchsorted(fifth, np.arange(1, FIFTHS))
            cuts[each] = np.concatenate([[0], ranked])[below]
    return cuts
