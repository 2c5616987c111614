"""The g chart: how many cases pass between one rare event and the next."""

from typing import Literal, Unpack

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import counts
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.chart import ControlChart, charted
from equity_lens.statistics.process_control.individuals import mean_over
from equity_lens.statistics.process_control.reading import Reading, ReadingOptions
from equity_lens.statistics.process_control.special_causes import Lines

Limits = Literal["exact", "three sigma"]

# Chance of a point beyond three, and beyond two, standard deviations on one side of a normal curve.
BEYOND_LIMITS, BEYOND_NEAR = 0.001349898, 0.022750132


def g_chart(
    between: npt.ArrayLike, *, limits: Limits = "exact", **reading: Unpack[ReadingOptions]
) -> ControlChart:
    """Whether a rare event has become more or less rare.

    Parameters
    ----------
    between : (..., events) counts
        Cases, or days, between one event and the next, oldest first: 0 for two in a row.
    limits
        "exact", or "three sigma" for the textbook chart.
    reading
        As ``xmr``. More cases between events is rarer: ``better`` is "higher" for harm.

    Returns
    -------
    ControlChart
        In cases. With exact limits the lower one is missing (``nan``) where even two events in a
        row are likelier than 1 in 740.

    Raises
    ------
    InvalidCounts
        Negative or fractional cases.
    TooFewGroups, StatisticRefused
        As ``xmr``.

    Notes
    -----
    Cases between independent events follow a geometric distribution, which is far from symmetrical.
    Exact limits are its quantiles where a normal curve has three (near limits two) standard
    deviations, and the centre is its median, so that a run on one side is as unlikely as in other
    charts. Three sigma limits lie about the mean; they call 1.8% of ordinary points high, and can
    call none low.

    References
    ----------
    Benneyan JC. Health Care Manag Sci 2001;4:305-318.

    Examples
    --------
    A mean of 24 cases, so each is an event with chance 1/25. None of .96^m is under a half until
    m = 17 (so the median is 16), nor under .00135 until m = 162:

    >>> chart = g_chart([30, 12, 25, 41, 3, 33])
    >>> chart.centre[0], chart.upper[0]
    (np.float64(16.0), np.float64(161.0))
    """
    if limits not in ("exact", "three sigma"):
        raise StatisticRefused(
            f"The limits are {limits!r}, which is not known.",
            remedy='Give "exact" or "three sigma".',
        )
    cases = np.atleast_1d(counts(between, "cases between events"))
    if (cases % 1 > 0).any():
        raise StatisticRefused(
            "Cases between events are not whole numbers.",
            remedy="Count cases or days; for a value that is measured, use xmr.",
        )
    lines = _exact if limits == "exact" else _three_sigma

    def lines_of(segment: slice, baseline: BoolArray) -> tuple[Lines, FloatArray]:
        part = cases[..., segment]
        mean = mean_over(part, baseline)
        wide = Lines(*(np.broadcast_to(line, part.shape) for line in lines(mean)))
        return wide, np.full(part.shape, np.nan)

    return charted(cases, Reading(**reading), lines_of)


def _exact(mean: FloatArray) -> Lines:
    """Quantiles of the geometric distribution with that mean.

    More than m cases pass with chance q to the power of m + 1, and fewer than m with 1 less q to m.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        log_passing = np.log(mean / (1 + mean))

        def passed_by(chance: float) -> FloatArray:
            return np.where(mean > 0, np.ceil(np.log(chance) / log_passing) - 1, 0)

        def not_reached_by(chance: float) -> FloatArray:
            fewest = np.floor(np.log1p(-chance) / log_passing)
            return np.where((mean > 0) & (fewest > 0), fewest, np.nan)

        return Lines(
            np.where(np.isnan(mean), np.nan, passed_by(0.5)),
            not_reached_by(BEYOND_LIMITS),
            np.where(np.isnan(mean), np.nan, passed_by(BEYOND_LIMITS)),
            not_reached_by(BEYOND_NEAR),
            np.where(np.isnan(mean), np.nan, passed_by(BEYOND_NEAR)),
        )


def _three_sigma(mean: FloatArray) -> Lines:
    sigma = np.sqrt(mean * (mean + 1))
    lower, near_lower = np.maximum(mean - 3 * sigma, 0), np.maximum(mean - 2 * sigma, 0)
    return Lines(mean, lower, mean + 3 * sigma, near_lower, mean + 2 * sigma)
