"""The individuals (XmR) chart, as NHS England's Making Data Count defines it."""

from typing import NamedTuple, Unpack

import numpy as np
import numpy.typing as npt

from equity_lens.statistics._checks import numbers
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.chart import ControlChart, charted
from equity_lens.statistics.process_control.reading import Reading, ReadingOptions
from equity_lens.statistics.process_control.special_causes import Lines

RANGES_TO_LIMIT = 2.66
RANGES_TO_SCREEN = 3.267
NEAR = 2 / 3


def xmr(
    values: npt.ArrayLike, *, screened: bool = True, **reading: Unpack[ReadingOptions]
) -> ControlChart:
    """Whether a series is steady, or something has changed.

    Parameters
    ----------
    values : (..., periods) numbers
        Equally spaced, oldest first, in any unit. ``nan`` where a period is missing or withheld.
    screened
        True to leave out, once, moving ranges of 3.267 times their average or more before they are
        averaged again. False is the national Excel tool.
    better : "higher", "lower" or "neither"
        Which way is better; "neither" (or nothing said) for a neutral measure, which has no
        assurance.
    target : a number or (..., periods)
        The target, which may change over time. The latest one given is assured.
    rebases : of Rebase(at, reason)
        Periods from which the process is known to be another, and why. Limits, runs, trends and
        ranges never reach across one.
    ghosted : (..., periods) true or false
        Points set aside as known one-offs: shown, and not counted.
    fix_after
        Limits from the first so many counted points of each segment, at least 12.
    points_in_a_run
        7, or 6 as the national tool also allows; for trends too.
    two_sigma : "2023" or "before 2023"
        Since November 2023 points beyond the limits count among two in three; before, they did not.
    periods : (periods,)
        When each value was: only to be checked, that they are in order and none comes twice.

    Returns
    -------
    ControlChart
        Lines in the unit of the values; special causes, their meaning, and both icons.

    Raises
    ------
    TooFewGroups
        No periods at all.
    InvalidCounts
        Text, or infinite values.
    StatisticRefused
        A rebase without a reason or outside the series; periods out of order; limits fixed too
        soon.

    Notes
    -----
    Limits are the mean plus and minus 2.66 times the average moving range; screening leaves the mean
    alone. Special causes, the first that applies: **outside** the limits; a **trend** of 7 points
    each above (or each below) the one before; **two in three**, a point beyond two sigma (two thirds
    of the way to the limits) of which another is within three points that all lie on one side; a
    **run** of 7 on one side of the mean. A tie ends a trend, a point on the mean a run.

    No national rule covers gaps, so these are ours. A **missing** point takes no part and ends a
    trend, a run and a two in three: a gap in the record is not evidence of steadiness. A **ghosted**
    point takes no part and is passed over: those before and after it are neighbours for every rule.
    No range is taken beside either. The icons are those of the latest point that is neither.

    References
    ----------
    NHS England. Making Data Count. NHS-R Community, NHSRplotthedots 0.2.2; issue 194 for the rule
    of 2023. Nelson LS. J Qual Technol 1982;14:172-173. Wheeler DJ. Understanding Variation. SPC
    Press 2000.

    Examples
    --------
    >>> chart = xmr([50, 52, 49, 51, 50, 48, 50, 70], better="higher", target=60)
    >>> f"{chart.centre[-1]:.1f} ({chart.lower[-1]:.1f} to {chart.upper[-1]:.1f})"
    '52.5 (47.2 to 57.8)'
    >>> str(chart.rule[-1]), str(chart.variation), str(chart.assurance)
    ('outside', 'improvement high', 'fail')
    """
    series = np.atleast_1d(numbers(values, "the series"))
    read = Reading(**reading)
    ghosted = read.set_aside(series)

    def lines_of(segment: slice, baseline: BoolArray) -> tuple[Lines, FloatArray]:
        part = np.where(ghosted[..., segment], np.nan, series[..., segment])
        mean = mean_over(part, baseline)
        reach = RANGES_TO_LIMIT * ranges_of(part, baseline, screened).average
        lines = (mean, mean - reach, mean + reach, mean - NEAR * reach, mean + NEAR * reach)
        wide = Lines(*(np.broadcast_to(line, part.shape) for line in lines))
        return wide, np.full(part.shape, np.nan)

    return charted(series, read, lines_of)


class MovingRanges(NamedTuple):
    """``size`` of the step to each point from its neighbour, ``used`` in their ``average``.

    ``size`` is ``nan`` at the first point of a segment and beside a missing or ghosted one.
    """

    size: FloatArray
    used: BoolArray
    average: FloatArray


def moving_ranges(
    values: npt.ArrayLike, *, screened: bool = True, **reading: Unpack[ReadingOptions]
) -> MovingRanges:
    """The steps between neighbouring points from which an XmR chart's limits are made.

    Parameters
    ----------
    values, screened, reading
        As ``xmr``.

    Returns
    -------
    MovingRanges
        In the unit of the values, each part in their shape.

    Raises
    ------
    TooFewGroups, InvalidCounts, StatisticRefused
        As ``xmr``.

    Examples
    --------
    The last step is 20, more than 3.267 times the average of all seven (32 / 7 = 4.57): left out.

    >>> steps = moving_ranges([50, 52, 49, 51, 50, 48, 50, 70])
    >>> steps.used[1:].tolist(), round(float(steps.average[-1]), 3)
    ([True, True, True, True, True, True, False], 2.0)
    """
    series = np.atleast_1d(numbers(values, "the series"))
    read = Reading(**reading)
    counted = ~(np.isnan(series) | read.set_aside(series))
    known = np.where(counted, series, np.nan)
    made = [
        ranges_of(known[..., part], read.baseline(counted[..., part]), screened)
        for part in read.segments(series)
    ]
    size, used = (np.concatenate(each, axis=-1) for each in list(zip(*made, strict=True))[:2])
    average = [np.broadcast_to(each.average, each.size.shape) for each in made]
    return MovingRanges(size, used, np.concatenate(average, axis=-1))


def ranges_of(part: FloatArray, baseline: BoolArray, screened: bool) -> MovingRanges:
    """Moving ranges of one segment; the average keeps the periods' axis."""
    size = np.abs(np.diff(part, axis=-1, prepend=np.nan))
    used = baseline & np.roll(baseline, 1, axis=-1) & ~np.isnan(size)
    average = mean_over(size, used)
    if screened:
        with np.errstate(invalid="ignore"):
            used &= size < RANGES_TO_SCREEN * average
        average = mean_over(size, used)
    return MovingRanges(size, used, average)


def mean_over(values: FloatArray, chosen: BoolArray) -> FloatArray:
    """Mean of the chosen values over the last axis, which is kept; ``nan`` where none is."""
    how_many = chosen.sum(axis=-1, keepdims=True)
    total = np.where(chosen, values, 0.0).sum(axis=-1, keepdims=True)
    return np.where(how_many > 0, total / np.maximum(how_many, 1), np.nan)
