"""Users of a service along one dimension, against the residents of the area that it serves.

The counts may be the true ones or those that the disclosure gate has protected: what rests on a
withheld count is withheld.
"""

from dataclasses import dataclass

import numpy as np

from equity_lens.analysis.groups import unknown_of
from equity_lens.analysis.statistic import Statistic, nothing, statistic, where_valid
from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.statistics import (
    Estimate,
    expected_share,
    people_below_expected,
    representation_bounds,
    representation_ratio,
)
from equity_lens.statistics.rounding import round_people, significant

NOBODY = "nobody to count, or no residents of this group"
NO_RATE = "people of unknown identity are in no rate"


@dataclass(frozen=True)
class Representation:
    """Users of each group, and how many equal use by all residents would bring.

    Statistics are (organisation, period, subgroup), in the order of ``counts.subgroups``; ``users``
    and ``share_unknown`` are (organisation, period). ``fewer`` is expected less observed, rounded as
    people affected are. ``bounds`` has the ratio as its value, and as limits its extremes if none
    or all of the people of unknown identity belonged to the group. ``standardised`` says whether
    the expectation is fair to age and sex.
    """

    counts: Counts
    confidence: float
    standardised: bool
    residents: FloatArray
    observed: Statistic
    expected: Statistic
    ratio: Statistic
    bounds: Statistic
    fewer: Statistic
    users: Statistic
    share_unknown: Statistic


def representation(
    counts: Counts, total: Counts, residents: FloatArray, *, confidence: float = 0.95
) -> Representation:
    """Set the users of each group against its residents.

    Parameters
    ----------
    counts
        Counts of one measure along one dimension, true or protected. Users are the people counted
        (the denominator of a proportion), or the events of a standardised rate.
    total
        Counts of everyone, for the same measure, organisations and periods.
    residents : (subgroup,)
        Residents of the area by subgroup; ``nan`` where nobody has counted them. Those of the
        strata are taken instead where there are any.
    confidence
        Coverage of the intervals: 0.95, not 95.

    Notes
    -----
    Expected is the share of residents, of each age and sex where the counts have strata. Users
    whose identity is not known, or whose group has no residents, are among neither.
    """
    is_rate = counts.strata is not None
    observed = counts.numerator if is_rate else counts.denominator
    hidden = counts.numerator_withheld if is_rate else counts.denominator_withheld
    shape = observed.shape
    living = counts.strata.population.sum(axis=-1) if counts.strata is not None else residents
    living = np.where(counts.known, np.broadcast_to(living, shape), np.nan)
    compared: BoolArray = np.any(np.nan_to_num(living) > 0, axis=(0, 1))
    users, users_hidden = _users(observed, hidden, compared, total, is_rate=is_rate)
    share, share_hidden = _share(counts, living, compared, hidden)
    without = hidden | users_hidden | share_hidden
    valid = _valid(observed, users, share, without)
    ratio = where_valid(
        valid,
        lambda *parts: representation_ratio(*parts, confidence=confidence)[:3],
        observed,
        users,
        share,
    )
    fewer = where_valid(
        valid,
        lambda *parts: people_below_expected(*parts, confidence=confidence),
        observed,
        users,
        share,
    )
    withheld = without & compared
    unit = "events" if is_rate else "people"
    return Representation(
        counts=counts,
        confidence=confidence,
        standardised=is_rate,
        residents=living,
        observed=statistic(observed, hidden, unit, "not counted"),
        expected=statistic(
            np.where(share > 0, users * share, np.nan),
            (users_hidden | share_hidden) & compared,
            unit,
            NOBODY,
        ),
        ratio=statistic(Estimate(*ratio), withheld, "ratio", NOBODY),
        bounds=_bounds(counts, total, valid, withheld, (observed, users, share)),
        fewer=statistic(Estimate(*(_rounded(part) for part in fewer)), withheld, unit, NOBODY),
        users=statistic(users[..., 0], users_hidden[..., 0], unit, "nobody to count"),
        share_unknown=_share_unknown(counts, total),
    )


def _users(
    observed: FloatArray, hidden: BoolArray, compared: BoolArray, total: Counts, *, is_rate: bool
) -> tuple[FloatArray, BoolArray]:
    """All users of the groups compared: their sum, or everyone less those who are not compared.

    The second is taken where a count of theirs is withheld. A reader can work out either.
    """
    everyone = total.numerator if is_rate else total.denominator
    everyone_hidden = total.numerator_withheld if is_rate else total.denominator_withheld
    summed = observed[..., compared].sum(axis=-1, keepdims=True)
    shown = np.nansum(observed[..., compared], axis=-1, keepdims=True)
    left_over = everyone - observed[..., ~compared].sum(axis=-1, keepdims=True)
    one_hidden = hidden[..., compared].any(axis=-1, keepdims=True)
    cannot = hidden[..., ~compared].any(axis=-1, keepdims=True) | everyone_hidden
    return np.where(one_hidden, np.maximum(left_over, shown), summed), one_hidden & cannot


def _share(
    counts: Counts, living: FloatArray, compared: BoolArray, hidden: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """Share of the users expected in each group, and where it is withheld.

    Shares that are fair to age rest on true strata, as standardised rates do, and are held to
    three significant figures for the same reason.
    """
    shape = living.shape
    if counts.strata is None:
        people = np.where(compared, living, np.nan)
        return people / np.nansum(people, axis=-1, keepdims=True), np.zeros(shape, dtype=bool)
    events, population = counts.strata.events, counts.strata.population
    users, everyone = events.sum(axis=-2), population.sum(axis=-2)
    withheld = np.broadcast_to(hidden.any(axis=-1, keepdims=True), shape)
    known = ~np.isnan(users).any(axis=-1) & (np.nan_to_num(users).sum(axis=-1) > 0)
    known &= ~np.isnan(everyone).any(axis=-1) & ~((everyone == 0) & (users > 0)).any(axis=-1)
    share = np.full(shape, np.nan)
    if known.any():
        share[known] = significant(expected_share(users[known], population[known]))
    return share, withheld


def _valid(
    observed: FloatArray, users: FloatArray, share: FloatArray, hidden: BoolArray
) -> BoolArray:
    """Where a ratio has a meaning."""
    with np.errstate(invalid="ignore"):
        found: BoolArray = (observed >= 0) & (users > 0) & (observed <= users) & (share > 0)
    return found & ~hidden


def _bounds(
    counts: Counts,
    total: Counts,
    valid: BoolArray,
    withheld: BoolArray,
    parts: tuple[FloatArray, FloatArray, FloatArray],
) -> Statistic:
    if counts.strata is not None:
        return nothing(valid, "ratio", NO_RATE)
    unknown = unknown_of(counts, total)
    observed, users, share = parts
    known = valid & ~np.isnan(unknown.people)
    lower, upper = where_valid(known, representation_bounds, observed, users, share, unknown.people)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(known, observed / (users * share), np.nan)
    hidden = withheld | (unknown.withheld & ~np.isnan(share))
    return statistic(Estimate(ratio, lower, upper), hidden, "ratio", NOBODY)


def _share_unknown(counts: Counts, total: Counts) -> Statistic:
    """Share of everyone whose identity is not known: (organisation, period)."""
    unknown = unknown_of(counts, total)
    if counts.strata is not None:
        return nothing(unknown.withheld[..., 0], "proportion", NO_RATE)
    people, everyone = unknown.people[..., 0], total.denominator[..., 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(everyone > 0, np.minimum(people / everyone, 1.0), np.nan)
    hidden = unknown.withheld[..., 0] | total.denominator_withheld[..., 0]
    return statistic(share, hidden, "proportion", "not counted")


def _rounded(people: FloatArray) -> FloatArray:
    """Rounded as people affected are, on either side of nought."""
    return np.sign(people) * round_people(np.abs(people))
