"""Charts whose limits come from how many were counted.

With large numbers, sampling alone makes limits so narrow that ordinary months fall outside. Laney's
form widens them by how much more the months vary than sampling would make them, and so holds for few
and for many; it is the default.
"""

from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import (
    at_risk,
    checked_base,
    counts,
    events_among,
    same_shape,
)
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.chart import ControlChart, charted
from equity_lens.statistics.process_control.individuals import mean_over, ranges_of
from equity_lens.statistics.process_control.reading import Reading
from equity_lens.statistics.process_control.special_causes import Lines

Dispersion = Literal["laney", "sampling"]
Kind = Literal["proportion", "rate"]

SIGMAS, NEAR_SIGMAS = 3, 2

# Average range of two draws from a normal distribution with a standard deviation of 1.
RANGE_OF_TWO = 1.128


class Counted(NamedTuple):
    """Events by period, what they were counted against, and whether one person may have several."""

    events: FloatArray
    exposure: FloatArray
    kind: Kind

    @property
    def rate(self) -> FloatArray:
        """Events by exposure, period by period."""
        return self.events / self.exposure

    def level(self, segment: slice, baseline: BoolArray) -> FloatArray:
        """Rate of the baseline points of a segment taken together."""
        here = (..., segment)
        return mean_over(self.events[here], baseline) / mean_over(self.exposure[here], baseline)

    def variance(self, level: FloatArray, segment: slice) -> FloatArray:
        """Sampling variance of each period's rate in a segment, were ``level`` the true one."""
        return self.scatter(level) / self.exposure[..., segment]

    def scatter(self, level: FloatArray) -> FloatArray:
        """Sampling variance of a rate counted among one, were ``level`` the true one."""
        return level * (1 - level) if self.kind == "proportion" else level


def counted(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    kind: Kind,
    per: float = 1,
    whose: str = "",
) -> Counted:
    """Checked events and exposure of one group."""
    if kind not in get_args(Kind):
        raise StatisticRefused(
            f"The kind is {kind!r}, which is not known.", remedy='Give "proportion" or "rate".'
        )
    if kind == "proportion":
        happened, people = events_among(events, population, whose)
    else:
        happened, people = same_shape(
            (f"{whose}events", counts(events, f"{whose}events")),
            (f"{whose}population", at_risk(population, f"{whose}population") / checked_base(per)),
        )
    return Counted(np.atleast_1d(happened), np.atleast_1d(people), kind)


def charted_by_sampling(
    group: Counted, reference: Counted | None, dispersion: Dispersion, reading: Reading
) -> ControlChart:
    """The chart of a group's rate, or of its gap from a reference."""
    if dispersion not in get_args(Dispersion):
        raise StatisticRefused(
            f"The dispersion is {dispersion!r}, which is not known.",
            remedy='Give "laney" or "sampling".',
        )
    series = group.rate if reference is None else group.rate - reference.rate
    ghosted = reading.set_aside(series)

    def lines_of(segment: slice, baseline: BoolArray) -> tuple[Lines, FloatArray]:
        centre = group.level(segment, baseline)
        variance = group.variance(centre, segment)
        if reference is not None:
            other = reference.level(segment, baseline)
            centre, variance = centre - other, variance + reference.variance(other, segment)
        error = np.sqrt(variance)
        part = np.where(ghosted[..., segment], np.nan, series[..., segment])
        apart = part - centre
        # Without a single event nothing can vary, and no month lies any number of errors away.
        standardised = np.where(error == 0, 0 * apart, apart / np.where(error == 0, 1, error))
        times = _dispersion(standardised, baseline, dispersion)
        reach, near = SIGMAS * error * times, NEAR_SIGMAS * error * times
        lines = (centre, centre - reach, centre + reach, centre - near, centre + near)
        wide = (np.broadcast_to(line, part.shape) for line in lines)
        return Lines(*wide), np.broadcast_to(times, part.shape)

    return charted(series, reading, lines_of)


def _dispersion(
    standardised: FloatArray, baseline: BoolArray, dispersion: Dispersion
) -> FloatArray:
    """How many times as much neighbouring periods differ as sampling would make them."""
    if dispersion == "sampling":
        return np.ones((*standardised.shape[:-1], 1))
    return ranges_of(standardised, baseline, screened=False).average / RANGE_OF_TWO
