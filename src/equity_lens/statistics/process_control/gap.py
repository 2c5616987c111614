"""Chart of the gap between a group and its reference."""

from typing import Unpack

import numpy.typing as npt

from equity_lens.errors import InvalidCounts
from equity_lens.statistics.process_control.chart import ControlChart
from equity_lens.statistics.process_control.reading import Reading, ReadingOptions
from equity_lens.statistics.process_control.sampling import (
    Dispersion,
    Kind,
    charted_by_sampling,
    counted,
)


def gap_chart(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    kind: Kind = "proportion",
    per: float = 100_000,
    dispersion: Dispersion = "laney",
    **reading: Unpack[ReadingOptions],
) -> ControlChart:
    """Whether the gap between a group and its reference is steady.

    Group minus reference. Whatever moves both alike, such as a bad winter, leaves the gap alone.

    Parameters
    ----------
    events, population : (..., periods) counts
        Of the group, oldest first.
    reference_events, reference_population : (..., periods) counts
        Of the reference, in the same shape and periods.
    kind
        "proportion", or "rate" where one person may have several events.
    per
        Base of a rate; a proportion has none.
    dispersion, reading
        As ``p_chart``. ``better`` is about the **gap**: "lower" where a group with a higher rate is
        the worse off (appointments missed), "higher" where one with a lower rate is (seen in time).

    Returns
    -------
    ControlChart
        As a difference in proportion, or in events per ``per``.

    Raises
    ------
    InvalidCounts
        As ``p_chart`` or ``u_chart``, of either group; groups of different shapes.
    TooFewGroups, StatisticRefused
        As ``xmr``.

    Notes
    -----
    The centre is the difference between the two rates of the baseline. The standard error of each
    period is that of a difference: the root of the sum of both variances, each from its own rate
    and numbers, so that a month with few of one group has wide limits. Otherwise as ``p_chart``.
    Warning: a gap also closes where the reference gets worse; ``gap_verdicts`` looks at both.

    References
    ----------
    Laney DB. Qual Eng 2002;14:531-537.

    Examples
    --------
    Rates .15 and .06: error sqrt(.15 x .85 / 1000 + .06 x .94 / 1000) = .01356

    >>> chart = gap_chart(
    ...     [150, 144, 156], [1000] * 3, [60, 57, 63], [1000] * 3, dispersion="sampling"
    ... )
    >>> f"{100 * chart.centre[0]:.1f} points ({100 * chart.lower[0]:.1f} to {100 * chart.upper[0]:.1f})"
    '9.0 points (4.9 to 13.1)'
    """
    group = counted(events, population, kind, per)
    reference = counted(reference_events, reference_population, kind, per, "reference ")
    if group.events.shape != reference.events.shape:
        raise InvalidCounts(
            f"The group has shape {group.events.shape}, its reference {reference.events.shape}.",
            remedy="Give both for the same periods, with nan where one is not known.",
        )
    return charted_by_sampling(group, reference, dispersion, Reading(**reading))
