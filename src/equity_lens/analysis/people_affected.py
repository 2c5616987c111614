"""How many people a gap stands for."""

import numpy as np

from equity_lens.cells import FloatArray
from equity_lens.measures.measure import Better
from equity_lens.statistics import Estimate
from equity_lens.statistics.rounding import round_people


def people_affected(gap: Estimate, people: FloatArray, better: Better) -> Estimate:
    """How many more, or fewer, would have had the event, had the group fared as its reference.

    Parameters
    ----------
    gap
        Group minus reference, as a share of the people (a rate per person, or a proportion).
    people : broadcasts against the gap
        The people in the group.
    better
        Which way is better. A group that fares better than its reference affects nobody: nought.
        Where neither way is better nobody is affected and there is no number.

    Returns
    -------
    Estimate
        Value and limits, each rounded by ``round_people``, never below nought.

    Examples
    --------
    >>> gap = Estimate(*np.array([-0.0788, -0.0939, -0.0636]))
    >>> [float(part) for part in people_affected(gap, 9100, "higher")]
    [720.0, 580.0, 850.0]
    """
    if better == "neither":
        none = np.full(np.shape(gap.value), np.nan)
        return Estimate(none, none, none)
    worse = gap if better == "lower" else Estimate(-gap.value, -gap.upper, -gap.lower)
    return Estimate(*(round_people(np.maximum(part, 0.0) * people) for part in worse))
