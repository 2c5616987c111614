"""What has been counted of two groups before and after a change, and how much it says so far."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

from equity_lens.errors import InvalidCounts, TooFewGroups
from equity_lens.statistics.change_in_gap import Kind
from equity_lens.statistics.change_in_gap_boundary import boundary_of_looks
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.sampling import Counted, counted

FEWEST_BEFORE = 3

# With fewer events, or people without one, expected in a cell, a normal curve says too much.
FEWEST_EXPECTED = 5

# Likeness of neighbouring months that is allowed for at most; a higher one cannot be learnt here.
MOST_ALIKE = 0.8
TINY = 1e-20

Given = tuple[npt.ArrayLike, npt.ArrayLike]


class Watch(NamedTuple):
    """Two groups by month, and the months that are known of both.

    ``limits`` are the standard errors to be passed at each planned look, were those known exactly.
    """

    group: Counted
    reference: Counted
    known: BoolArray
    change_at: int
    limits: FloatArray


def watched(
    of_group: Given,
    of_reference: Given,
    kind: Kind,
    per: float,
    change_at: int,
    planned_looks: int,
    false_alarms: float,
) -> Watch:
    """Checked counts of both groups, and the limits of the planned looks."""
    base = per if kind == "rate" else 1
    group = counted(*of_group, kind, base)
    reference = counted(*of_reference, kind, base, "reference ")
    if group.events.shape != reference.events.shape:
        raise InvalidCounts(
            f"The group has shape {group.events.shape}, its reference {reference.events.shape}.",
            remedy="Give both for the same months, with nan where one is not known.",
        )
    months = group.events.shape[-1]
    if not FEWEST_BEFORE <= change_at <= months:
        raise TooFewGroups(
            f"The change is at month {change_at} of {months}.",
            remedy=f"Give at least {FEWEST_BEFORE} months before the change.",
        )
    looks = np.arange(1, planned_looks + 1)
    information = looks / (looks + change_at)
    limits = boundary_of_looks((information / information[-1]).tolist(), false_alarms)
    known = ~np.isnan(group.rate + reference.rate)
    return Watch(group, reference, known, change_at, limits)


class Evidence(NamedTuple):
    """After minus before, its standard error, and how far from nought it must be to count."""

    change: FloatArray
    error: FloatArray
    reach: FloatArray


def evidence(watch: Watch, look: int, signs: tuple[int, int], months_to_come: int = 0) -> Evidence:
    """What is known at a look of the gap (1, -1) or of either group alone (1, 0) or (0, 1).

    ``months_to_come`` are counted in the error and reach as if they were like the months so far.
    """
    whole, known, after = _so_far(watch, look)
    change, variance, apart, expected = (np.zeros(1) for _ in range(4))
    months = known.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        for sign, one in zip(signs, (watch.group, watch.reference), strict=True):
            if sign == 0:
                continue
            level = one.level(whole, known)
            old, new = one.level(whole, known & ~after), one.level(whole, known & after)
            people = [_total(one.exposure[..., whole], known & part) for part in (~after, after)]
            usual = (people[0] + people[1]) / months
            variance = variance + one.scatter(level) * (
                1 / people[0] + 1 / (people[1] + months_to_come * usual)
            )
            change = change + sign * (new - old)
            apart = apart + sign * (one.rate[..., whole] - np.where(after, new, old))
            expected = expected + one.variance(level, whole)
        standardised = np.where(known, apart / np.sqrt(expected), 0.0)
        dispersion = _dispersion(standardised, months, 2 if look else 1)
    degrees = np.maximum(months + months_to_come - 2, 1)
    if months_to_come:
        dispersion = np.maximum(dispersion, _seeming(degrees))
    # The limit is for an error that is known. Where months vary more than sampling, the error is
    # learnt from them, and Student's t allows for how few they are.
    exact = watch.limits[look + months_to_come - 1] if look + months_to_come else np.nan
    learnt = -stdtrit(degrees, ndtr(-exact)) * np.sqrt(dispersion)
    sampling = np.sqrt(variance)
    parts = (
        change,
        sampling * np.sqrt(np.maximum(dispersion, 1)),
        sampling * np.maximum(learnt, exact),
    )
    return Evidence(*(part[..., 0] for part in parts))


def _dispersion(standardised: FloatArray, months: FloatArray, means: int) -> FloatArray:
    """How many times the variance of sampling a mean over months has.

    They may vary more, and resemble their neighbours: both widen what chance can do. The second is
    seen too small in a short series, by about 2 / n, and is never let narrow anything.
    """
    squares = (standardised**2).sum(axis=-1, keepdims=True)
    products = (standardised[..., 1:] * standardised[..., :-1]).sum(axis=-1, keepdims=True)
    varied = squares > TINY
    alike = np.clip(products / np.where(varied, squares, 1) + 2 / months, 0, MOST_ALIKE)
    spread = squares / np.maximum(months - means, 1) * (1 + alike) / (1 - alike)
    return np.where(varied, spread, 0.0)


def _seeming(degrees: FloatArray) -> FloatArray:
    """What a dispersion of 1 will seem to be on average, where less than 1 is taken for 1."""
    return 1 + np.sqrt(2 / degrees) / np.sqrt(2 * np.pi)


def enough(watch: Watch, look: int) -> BoolArray:
    """Whether five events, and five people without one, are expected in each cell."""
    whole, known, after = _so_far(watch, look)
    fewest: FloatArray = np.array(np.inf)
    for one in (watch.group, watch.reference):
        level = one.level(whole, known)
        people = np.minimum(
            *(_total(one.exposure[..., whole], known & part) for part in (~after, after))
        )
        rarer = np.minimum(level, 1 - level) if one.kind == "proportion" else level
        fewest = np.minimum(fewest, (people * rarer)[..., 0])
    return np.asarray(fewest >= FEWEST_EXPECTED)


def _so_far(watch: Watch, look: int) -> tuple[slice, BoolArray, BoolArray]:
    """The months up to a look, which of them are known, and which come after the change."""
    months = watch.change_at + look
    return slice(0, months), watch.known[..., :months], np.arange(months) >= watch.change_at


def _total(of: FloatArray, chosen: BoolArray) -> FloatArray:
    return np.where(chosen, of, 0.0).sum(axis=-1, keepdims=True)
