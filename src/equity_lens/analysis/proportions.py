"""Comparing proportions: people with the event among people at risk."""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr

from equity_lens.analysis.groups import Comparison, Groups, Unknown
from equity_lens.analysis.statistic import where_valid
from equity_lens.cells import BoolArray, FloatArray
from equity_lens.statistics import (
    Bounds,
    Estimate,
    difference_p_value,
    missing_identity_bounds,
    part_whole_difference,
    part_whole_missing_bounds,
    part_whole_ratio,
    proportion,
    proportion_difference,
    proportion_ratio,
    relative_index_of_inequality,
    slope_index_of_inequality,
)


def estimate(groups: Groups, confidence: float) -> Estimate:
    """Proportion of each group with Wilson's interval."""
    return Estimate(
        *where_valid(
            _possible(groups.events, groups.people),
            lambda events, people: proportion(events, people, confidence=confidence),
            groups.events,
            groups.people,
        )
    )


def against_group(
    groups: Groups, reference: Groups, unknown: Unknown, confidence: float
) -> Comparison:
    """Each group against one that shares nobody with it."""
    valid = _possible(groups.events, groups.people) & _possible(reference.events, reference.people)
    four = (groups.events, groups.people, reference.events, reference.people)
    six = (*four, unknown.events, unknown.people)
    return Comparison(
        _estimate(valid, proportion_difference, four, confidence),
        _estimate(valid, proportion_ratio, four, confidence),
        where_valid(valid, lambda *counts: (difference_p_value(*counts),), *four)[0],
        _bounds(valid & _some_unknown(unknown), missing_identity_bounds, six),
    )


def against_everyone(
    groups: Groups, everyone: Groups, unknown: Unknown, confidence: float
) -> Comparison:
    """Each group against everyone, the group among them."""
    rest_events, rest_people = everyone.events - groups.events, everyone.people - groups.people
    valid = _possible(groups.events, groups.people) & _possible(everyone.events, everyone.people)
    is_part = valid & ((rest_people == 0) | _possible(rest_events, rest_people))
    has_rest = valid & _possible(rest_events, rest_people)
    with np.errstate(invalid="ignore"):
        others_left = has_rest & (unknown.people < rest_people)
        others_left &= unknown.events <= rest_events
        others_left &= rest_events - unknown.events <= rest_people - unknown.people
    four = (groups.events, groups.people, everyone.events, everyone.people)
    rest = (groups.events, groups.people, rest_events, rest_people)
    six = (*four, unknown.events, unknown.people)
    return Comparison(
        _estimate(is_part, part_whole_difference, four, confidence),
        _estimate(is_part, part_whole_ratio, four, confidence),
        where_valid(has_rest, lambda *counts: (difference_p_value(*counts),), *rest)[0],
        _bounds(others_left & _some_unknown(unknown), part_whole_missing_bounds, six),
    )


def against_value(
    groups: Groups, value: FloatArray, unknown: Unknown, confidence: float
) -> Comparison:
    """Each group against a fixed proportion: a standard, or a population's."""
    own = estimate(groups, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(value * (1 - value) / groups.people)
        p_value = 2 * ndtr(-np.abs(own.value - value) / error)
        with_unknown = (groups.events + unknown.events) / (groups.people + unknown.people) - value
        gap = Estimate(*(part - value for part in own))
        bounds = Estimate(
            gap.value, np.minimum(gap.value, with_unknown), np.maximum(gap.value, with_unknown)
        )
        return Comparison(gap, Estimate(*(part / value for part in own)), p_value, bounds)


def gradient(known: Groups, confidence: float) -> tuple[Estimate, Estimate]:
    """Slope and relative index over the known groups in order: (organisation, period)."""
    valid: BoolArray = np.all(_possible(known.events, known.people), axis=-1)
    two = (known.events, known.people)

    def slope(events: FloatArray, people: FloatArray) -> Estimate:
        return slope_index_of_inequality(events, people, confidence=confidence)

    def relative(events: FloatArray, people: FloatArray) -> Estimate:
        return relative_index_of_inequality(events, people, confidence=confidence)

    return Estimate(*where_valid(valid, slope, *two)), Estimate(*where_valid(valid, relative, *two))


def _possible(events: FloatArray, people: FloatArray) -> BoolArray:
    """True where there are people, and no more events than people."""
    with np.errstate(invalid="ignore"):
        return (people > 0) & (events >= 0) & (events <= people)


def _some_unknown(unknown: Unknown) -> BoolArray:
    return ~np.isnan(unknown.people) & ~np.isnan(unknown.events)


def _estimate(
    valid: BoolArray,
    compute: Callable[..., Estimate],
    counts: tuple[FloatArray, ...],
    confidence: float,
) -> Estimate:
    parts = where_valid(valid, lambda *given: compute(*given, confidence=confidence), *counts)
    return Estimate(*parts)


def _bounds(
    valid: BoolArray, compute: Callable[..., Bounds], counts: tuple[FloatArray, ...]
) -> Estimate:
    """Bounds around the gap as recorded, which lies between them."""
    events, people, other_events, other_people = counts[:4]
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where(valid, events / people - other_events / other_people, np.nan)
    return Estimate(gap, *where_valid(valid, compute, *counts))
