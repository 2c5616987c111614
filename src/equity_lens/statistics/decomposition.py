"""How much of a gap is a different mix of patients, and how much is within each kind of patient.

"It is only our specialty mix" is the first objection that a board hears. This answers it in
percentage points. It describes; a mix is not an excuse, since who reaches which specialty may be
unfair too.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import InvalidCounts
from equity_lens.statistics._checks import (
    counts,
    none_missing,
    normal_deviate,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.differences import proportion_difference
from equity_lens.statistics.estimate import Estimate, FloatArray


class Decomposition(NamedTuple):
    """A gap in two parts that add to it, each with an interval.

    ``composition`` is the part from a different mix of strata, ``within`` the part from different
    proportions in the same stratum. ``composition_by_stratum`` and ``within_by_stratum`` (..., s)
    add to those two.
    """

    gap: Estimate
    composition: Estimate
    within: Estimate
    composition_by_stratum: FloatArray
    within_by_stratum: FloatArray


def kitagawa_decomposition(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Decomposition:
    """Gap in a proportion between two groups, split into their mix and what happens within it.

    Group minus reference, throughout: a negative part lowers the group's proportion.

    Parameters
    ----------
    events, population : (..., s) counts
        People with the event, and people at risk, in each stratum of the group (specialty, age,
        case mix), last axis. A stratum may have nobody in it; a group may not.
    reference_events, reference_population : (..., s) counts
        The same in the reference, none of whom is in the group, in the same order.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Decomposition
        ``gap``, ``composition``, ``within`` as differences in proportion, over the leading axes;
        and the two parts by stratum.

    Raises
    ------
    InvalidCounts
        A negative or missing count, a group of nobody, or more events than people.

    Notes
    -----
    Each stratum's share of people is weighed at the mean of the two groups' proportions, and its
    proportion at the mean of their shares, so neither group is the yardstick and nothing is left
    over. A stratum with nobody in one group takes the other's proportion there: it is all
    composition. Delta-method variance, with the mix itself uncertain; Newcombe's for the gap.

    References
    ----------
    Kitagawa EM. J Am Stat Assoc 1955;50:1168-1194.

    Examples
    --------
    The group waits longer only because more of it is in the slower specialty:

    >>> parts = kitagawa_decomposition([180, 400], [200, 800], [720, 100], [800, 200])
    >>> [f"{100 * float(part.value):+.0f}" for part in parts[:3]]
    ['-24', '-24', '+0']
    """
    group = _stratified(events, population, "")
    reference = _stratified(reference_events, reference_population, "reference ")
    return _decompose(group, reference, 0.5, 0.5, confidence)


def oaxaca_blinder_decomposition(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Decomposition:
    """Gap in a proportion split into mix and within, with the reference as the yardstick.

    Group minus reference, throughout. ``composition`` is the gap that there would be, were each
    stratum of the group to fare as the reference's does; ``within`` is the rest.

    Parameters
    ----------
    events, population, reference_events, reference_population, confidence
        As ``kitagawa_decomposition``.

    Returns
    -------
    Decomposition
        As ``kitagawa_decomposition``.

    Raises
    ------
    InvalidCounts
        As ``kitagawa_decomposition``.

    Notes
    -----
    For strata, the regression form of Oaxaca and Blinder comes to this arithmetic. The answer
    differs from Kitagawa's where group and reference differ more in some strata than in others;
    say which one was used.

    References
    ----------
    Oaxaca R. Int Econ Rev 1973;14:693-709. Blinder AS. J Hum Resour 1973;8:436-455.

    Examples
    --------
    >>> parts = oaxaca_blinder_decomposition([170, 400], [200, 800], [720, 100], [800, 200])
    >>> [f"{100 * float(part.value):+.0f}" for part in parts[:3]]
    ['-25', '-24', '-1']
    """
    group = _stratified(events, population, "")
    reference = _stratified(reference_events, reference_population, "reference ")
    return _decompose(group, reference, 0.0, 1.0, confidence)


Strata = tuple[FloatArray, FloatArray]


def _decompose(
    group: Strata, reference: Strata, rates_of_group: float, mix_of_group: float, confidence: float
) -> Decomposition:
    """Composition at a blend of the two groups' rates; within at a blend of their mixes."""
    (happened, people), (other_happened, other_people) = _together(group, reference)
    total, other_total = (n.sum(axis=-1, keepdims=True) for n in (people, other_people))
    mix, other_mix = people / total, other_people / other_total
    rate, other_rate = _rates(happened, people, other_happened, other_people)
    yardstick = rates_of_group * rate + (1 - rates_of_group) * other_rate
    blend = mix_of_group * mix + (1 - mix_of_group) * other_mix
    by_mix, by_rate = (mix - other_mix) * yardstick, (rate - other_rate) * blend

    deviate = normal_deviate(confidence)
    composition = _with_interval(
        by_mix,
        deviate,
        _variance(people, mix, rate, (mix - other_mix) * rates_of_group, yardstick),
        _variance(
            other_people, other_mix, other_rate, (mix - other_mix) * (1 - rates_of_group), yardstick
        ),
    )
    within = _with_interval(
        by_rate,
        deviate,
        _variance(people, mix, rate, blend, (rate - other_rate) * mix_of_group),
        _variance(
            other_people, other_mix, other_rate, blend, (rate - other_rate) * (1 - mix_of_group)
        ),
    )
    sums = (array.sum(axis=-1) for array in (happened, people, other_happened, other_people))
    gap = proportion_difference(*sums, confidence=confidence)
    return Decomposition(gap, composition, within, by_mix, by_rate)


def _variance(
    people: FloatArray, mix: FloatArray, rate: FloatArray, by_rate: FloatArray, by_mix: FloatArray
) -> FloatArray:
    """Delta-method variance from one group: binomial rates, and a multinomial mix.

    ``by_rate`` and ``by_mix`` are how fast the figure changes with each stratum's rate and share.
    """
    chance = np.divide(rate * (1 - rate), people, out=np.zeros(people.shape), where=people > 0)
    of_rates = (by_rate**2 * chance).sum(axis=-1)
    of_mix = (mix * by_mix**2).sum(axis=-1) - (mix * by_mix).sum(axis=-1) ** 2
    return of_rates + np.maximum(of_mix, 0) / people.sum(axis=-1)


def _with_interval(parts: FloatArray, deviate: float, *variances: FloatArray) -> Estimate:
    value = parts.sum(axis=-1)
    reach = deviate * np.sqrt(sum(variances))
    return Estimate(value, value - reach, value + reach)


def _rates(
    happened: FloatArray, people: FloatArray, other_happened: FloatArray, other_people: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Rates by stratum; where one group has nobody, the other's; where neither has, nought."""
    nobody = np.zeros(people.shape)
    rate = np.divide(happened, people, out=nobody.copy(), where=people > 0)
    other = np.divide(other_happened, other_people, out=nobody, where=other_people > 0)
    return np.where(people > 0, rate, other), np.where(other_people > 0, other, rate)


def _stratified(events: npt.ArrayLike, population: npt.ArrayLike, whose: str) -> Strata:
    """Checked counts by stratum, of which some may be empty but not all."""
    happened, people = same_shape(
        (f"{whose}events", np.atleast_1d(counts(events, f"{whose}events"))),
        (f"{whose}population", np.atleast_1d(counts(population, f"{whose}population"))),
    )
    remedy = "Give every stratum of both groups in the same order, with 0 where there is nobody."
    none_missing(happened, f"a count of {whose}events", remedy)
    none_missing(people, f"a {whose}population", remedy)
    refuse_where(
        happened > people,
        f"there are more {whose}events than people",
        "Check that both count the same people, and that they are the right way round.",
    )
    refuse_where(people.sum(axis=-1) == 0, f"the {whose}group has nobody in it", "Leave it out.")
    return happened, people


def _together(group: Strata, reference: Strata) -> tuple[Strata, Strata]:
    if group[0].shape[-1] != reference[0].shape[-1]:
        raise InvalidCounts(
            f"The group has {group[0].shape[-1]} strata and the reference "
            f"{reference[0].shape[-1]}.",
            remedy="Give every stratum of both, in the same order, with 0 where there is nobody.",
        )
    a, n, b, m = same_shape(
        ("events", group[0]),
        ("population", group[1]),
        ("reference events", reference[0]),
        ("reference population", reference[1]),
    )
    return (a, n), (b, m)
