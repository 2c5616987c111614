"""Charts of a proportion (p) and of a rate (u)."""

from typing import Unpack

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.process_control.chart import ControlChart
from equity_lens.statistics.process_control.reading import Reading, ReadingOptions
from equity_lens.statistics.process_control.sampling import (
    Dispersion,
    charted_by_sampling,
    counted,
)


def p_chart(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    dispersion: Dispersion = "laney",
    **reading: Unpack[ReadingOptions],
) -> ControlChart:
    """Whether a proportion is steady, with limits that allow for how many were counted.

    Parameters
    ----------
    events, population : (..., periods) counts
        People with the event, and people at risk, oldest first. ``nan`` where missing or withheld.
    dispersion
        "laney", or "sampling" for the textbook chart.
    reading
        As ``xmr``: ``better``, ``target``, ``rebases``, ``ghosted``, ``fix_after`` and the rest.

    Returns
    -------
    ControlChart
        As a proportion; limits between 0 and 1, wider where fewer were counted.

    Raises
    ------
    InvalidCounts
        A negative count, more events than people, a population of nought.
    TooFewGroups, StatisticRefused
        As ``xmr``.

    Notes
    -----
    The centre is the events of the baseline over its people. Limits lie three standard errors away,
    near limits two, times the dispersion: the average moving range of the standardised proportions
    over 1.128. Rules, missing and ghosted points as ``xmr``.

    References
    ----------
    Laney DB. Qual Eng 2002;14:531-537. Montgomery DC. Introduction to Statistical Quality Control.

    Examples
    --------
    Centre .06, error sqrt(.06 x .94 / 1000) = .00751; three of them with sampling alone:

    >>> chart = p_chart([60, 52, 58, 70], [1000] * 4, dispersion="sampling")
    >>> f"{chart.centre[0]:.3f} ({chart.lower[0]:.4f} to {chart.upper[0]:.4f})"
    '0.060 (0.0375 to 0.0825)'
    """
    group = counted(events, population, "proportion")
    made = charted_by_sampling(group, None, dispersion, Reading(**reading))
    return made._replace(
        lower=np.maximum(made.lower, 0),
        upper=np.minimum(made.upper, 1),
        near_lower=np.maximum(made.near_lower, 0),
        near_upper=np.minimum(made.near_upper, 1),
    )


def u_chart(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    per: float = 100_000,
    dispersion: Dispersion = "laney",
    **reading: Unpack[ReadingOptions],
) -> ControlChart:
    """Whether a rate is steady, with limits that allow for how many were counted.

    Parameters
    ----------
    events : (..., periods) counts
        Events, oldest first; one person may have several.
    population : (..., periods) numbers
        People, bed days or whatever the events are counted against, above nought.
    per
        Base of the rate: 100,000 people, or 1,000 bed days.
    dispersion, reading
        As ``p_chart``.

    Returns
    -------
    ControlChart
        As events per ``per``; no limit under 0.

    Raises
    ------
    InvalidCounts
        A negative count, a population of nought.
    TooFewGroups, StatisticRefused
        As ``xmr``.

    Notes
    -----
    As ``p_chart``, with the Poisson standard error. Warning: where events are rare (fewer than five
    a period) the limits are too symmetrical; chart the cases between events with ``g_chart``.

    References
    ----------
    Laney DB. Qual Eng 2002;14:531-537. Montgomery DC. Introduction to Statistical Quality Control.

    Examples
    --------
    Centre 48 / 20 = 2.4 per 1,000 bed days, error sqrt(2.4 / 5) = .693:

    >>> chart = u_chart([12, 15, 9, 12], [5000] * 4, per=1000, dispersion="sampling")
    >>> f"{chart.centre[0]:.2f} ({chart.lower[0]:.2f} to {chart.upper[0]:.2f}) per 1,000"
    '2.40 (0.32 to 4.48) per 1,000'
    """
    group = counted(events, population, "rate", per)
    made = charted_by_sampling(group, None, dispersion, Reading(**reading))
    return made._replace(lower=np.maximum(made.lower, 0), near_lower=np.maximum(made.near_lower, 0))
