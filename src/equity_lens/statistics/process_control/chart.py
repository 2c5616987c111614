"""A control chart: its lines, its special causes, and what they mean."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.icons import (
    assurance_icons,
    meanings,
    variation_icons,
)
from equity_lens.statistics.process_control.reading import Reading
from equity_lens.statistics.process_control.special_causes import Lines, Words, special_causes

# NHS England's tool shows limits and icons from 13 points on.
FEWEST_POINTS = 13

# From one stretch of periods, its counted points and its baseline: lines, and the dispersion.
LinesOf = Callable[[slice, BoolArray], tuple[Lines, FloatArray]]


class ControlChart(NamedTuple):
    """A control chart of each series. Each part has the shape of the values unless it says.

    ``centre``, ``lower``, ``upper``, ``near_lower`` and ``near_upper`` are the lines at each period:
    they step at a rebase. ``nan`` where they are not known; they may pass what the unit allows.
    ``rule`` marks a special cause: "outside", "trend", "two in three" or "run"; "" is common cause.
    ``side`` is 1 where that is high or rising, -1 where low or falling, else 0.
    ``meaning`` is "improvement", "concern", "neutral" or "common cause"; "ghosted" and "missing" are
    points that take no part.
    ``few_points`` is true where fewer than 13 points made up the segment: its limits are on trial.
    ``dispersion`` is how many times as much the points vary as sampling alone would make them; 1
    where that was not asked, ``nan`` in an XmR or g chart.
    ``target`` is the target at each period, ``nan`` where there is none.
    ``variation`` and ``assurance``, without the periods, are the icons: the meaning of the latest
    counted point with "high" or "low" ("improvement high"), or "common cause"; and "pass", "fail" or
    "inconsistent", or "" where nothing can be assured.
    """

    value: FloatArray
    centre: FloatArray
    lower: FloatArray
    upper: FloatArray
    near_lower: FloatArray
    near_upper: FloatArray
    rule: Words
    side: npt.NDArray[np.int8]
    meaning: Words
    few_points: BoolArray
    dispersion: FloatArray
    target: FloatArray
    variation: npt.NDArray[np.str_]
    assurance: npt.NDArray[np.str_]


def charted(series: FloatArray, reading: Reading, lines_of: LinesOf) -> ControlChart:
    """The chart of a series whose lines in each segment come from ``lines_of``."""
    ghosted = reading.set_aside(series)
    missing = np.isnan(series)
    counted = ~(missing | ghosted)
    lines = Lines(*(np.empty(series.shape) for _ in Lines._fields))
    dispersion, few = np.empty(series.shape), np.empty(series.shape, dtype=bool)
    rule = np.empty(series.shape, dtype=object)
    side = np.empty(series.shape, dtype=np.int8)
    for segment in reading.segments(series):
        here = (..., segment)
        made, dispersion[here] = lines_of(segment, reading.baseline(counted[here]))
        for whole, part in zip(lines, made, strict=True):
            whole[here] = part
        few[here] = counted[here].sum(axis=-1, keepdims=True) < FEWEST_POINTS
        rule[here], side[here] = _causes(series[here], ghosted[here], _cut(lines, here), reading)
    meaning = meanings(side, reading.better)
    icons = variation_icons(side, meaning, counted)
    meaning[ghosted], meaning[missing] = "ghosted", "missing"
    target = reading.targets(series)
    return ControlChart(
        series,
        *lines,
        rule,
        side,
        meaning,
        few,
        dispersion,
        target,
        icons,
        assurance_icons(lines.lower, lines.upper, target, reading.better),
    )


def _causes(
    series: FloatArray, ghosted: BoolArray, lines: Lines, reading: Reading
) -> tuple[Words, npt.NDArray[np.int8]]:
    """Special causes of one segment; ghosted points are passed over as if they were not there."""
    options = reading.points_in_a_run, reading.two_sigma
    if not ghosted.any():
        return special_causes(series, lines, *options)
    order = np.argsort(ghosted, axis=-1, kind="stable")
    without = np.take_along_axis(np.where(ghosted, np.nan, series), order, axis=-1)
    moved = Lines(*(np.take_along_axis(line, order, axis=-1) for line in lines))
    back = np.argsort(order, axis=-1)
    found = special_causes(without, moved, *options)
    return (
        np.take_along_axis(found.rule, back, axis=-1),
        np.take_along_axis(found.side, back, axis=-1),
    )


def _cut(lines: Lines, here: tuple[object, ...]) -> Lines:
    return Lines(*(line[here] for line in lines))  # type: ignore[index]
