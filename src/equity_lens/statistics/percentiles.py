"""Percentiles of waits, from counts of people by whole week."""

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrik, betainc

from equity_lens.statistics._checks import checked_confidence, checked_share, counts, refuse_where
from equity_lens.statistics.differences import square_and_add
from equity_lens.statistics.estimate import Estimate, FloatArray


def histogram_percentile(
    histogram: npt.ArrayLike, percentile: float, *, confidence: float = 0.95
) -> Estimate:
    """Week within which a share of people fall: the median or 92nd percentile wait.

    Larger means longer.

    Parameters
    ----------
    histogram : (..., w) counts
        People by whole week, from week 0; week w means more than w - 1 and up to w weeks. A
        series with any ``nan`` gives ``nan``.
    percentile
        The share, between 0 and 1: 0.92, not 92.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``: the earliest week by which at least that share of people have been counted.
        ``lower``, ``upper``: weeks too. A limit is ``nan`` where there are too few people to set
        it.

    Raises
    ------
    InvalidCounts
        A negative count, or a histogram with nobody in it.

    Notes
    -----
    Exact for whole weeks, and additive: histograms of two trusts may be added first. The limits
    are the weeks of two ranked people, chosen so that each tail of the binomial distribution of
    ranks holds at most half of the risk. It assumes nothing of the shape of the waits and, with
    many people in the same week, errs on the wide side.

    References
    ----------
    Conover WJ. Practical Nonparametric Statistics, 3rd ed. Wiley 1999, section 3.2.

    Examples
    --------
    >>> weeks = [0, 10, 30, 40, 15, 5]
    >>> median = histogram_percentile(weeks, 0.5)
    >>> f"{median.value:.0f} weeks ({median.lower:.0f} to {median.upper:.0f})"
    '3 weeks (2 to 3)'
    """
    share = checked_share(percentile, "The percentile")
    people = np.atleast_1d(counts(histogram, "the histogram"))
    total = people.sum(axis=-1)
    refuse_where(total == 0, "the histogram has nobody in it", "Leave the group out, or give nan.")
    seen_by = np.cumsum(people, axis=-1)
    below, above = percentile_ranks(total, share, confidence)
    # A share such as 0.07 of 100 people is 7 of them, not 7.000000000000001.
    rank = np.ceil(share * total - 1e-9 * total)
    return Estimate(*(_week_of_rank(seen_by, at) for at in (np.maximum(rank, 1), below, above)))


def percentile_difference(
    histogram: npt.ArrayLike,
    reference_histogram: npt.ArrayLike,
    percentile: float,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Gap in weeks between a percentile of a group and that of its reference.

    Group minus reference: positive when the group waits longer.

    Parameters
    ----------
    histogram, reference_histogram : (..., w) counts
        People by whole week from week 0, as for ``histogram_percentile``; the two may reach
        different weeks.
    percentile
        The share, between 0 and 1: 0.92, not 92.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` in weeks; a limit is ``nan`` where either percentile lacks
        the limit that it is made from.

    Raises
    ------
    InvalidCounts
        As ``histogram_percentile``.

    Notes
    -----
    The distances from each percentile to its own limits, squared and added ("MOVER"). Where the
    reference includes the group, the two move together and the interval errs on the wide side.

    References
    ----------
    Zou GY, Donner A. Stat Med 2008;27:1693-1702.

    Examples
    --------
    >>> gap = percentile_difference([0, 20, 30, 50], [0, 60, 30, 10], 0.5)
    >>> f"{gap.value:+.0f} weeks ({gap.lower:+.1f} to {gap.upper:+.1f})"
    '+1 weeks (+0.0 to +2.0)'
    """
    return square_and_add(
        histogram_percentile(histogram, percentile, confidence=confidence),
        histogram_percentile(reference_histogram, percentile, confidence=confidence),
    )


def percentile_ranks(
    total: FloatArray, share: float, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Ranks (1 is the first) of the two people between whom the percentile lies.

    0, and total + 1, where no rank is far enough out.
    """
    tail = (1 - checked_confidence(confidence)) / 2
    return _binomial_quantile(tail, total, share), _binomial_quantile(1 - tail, total, share) + 1


def _binomial_quantile(probability: float, total: FloatArray, share: float) -> FloatArray:
    """The least whole number that a binomial count stays at or below with that probability."""
    at_least = np.ceil(bdtrik(probability, total, share))
    one_less = np.maximum(at_least - 1, 0)
    stays_below = betainc(total - one_less, one_less + 1, 1 - share)
    return np.where(stays_below >= probability, one_less, at_least)


def _week_of_rank(seen_by: FloatArray, rank: FloatArray) -> FloatArray:
    """The week in which each ranked person falls; ``nan`` for a rank that nobody holds."""
    with np.errstate(invalid="ignore"):
        week = (seen_by < np.asarray(rank)[..., None]).sum(axis=-1).astype(np.float64)
        held = (rank >= 1) & (rank <= seen_by[..., -1])
    return np.where(held, week, np.nan)
