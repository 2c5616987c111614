"""One measure compared along one dimension, for every organisation and period at once.

The counts may be the true ones or those that the disclosure gate has protected: a statistic that
rests on a withheld count is withheld.
"""

from dataclasses import dataclass, replace

import numpy as np

from equity_lens.analysis import limits, percentiles, proportions, rates
from equity_lens.analysis.groups import Comparison, Groups, Unknown, groups_of, unknown_of
from equity_lens.analysis.people_affected import people_affected
from equity_lens.analysis.reference_group import AVERAGE, NOBODY, Reference, reference_of
from equity_lens.analysis.rule import grading_rule
from equity_lens.analysis.statistic import Statistic, nothing, statistic, where_valid
from equity_lens.cells import EVERYONE, BoolArray, Counts, FloatArray
from equity_lens.measures.measure import Value
from equity_lens.statistics import Estimate, count_share

UNITS: dict[Value, str] = {
    "proportion": "proportion",
    "percentile": "weeks",
    "standardised_rate": "per 100,000",
    "count": "proportion",
}
ESTIMATES = {
    "proportion": proportions.estimate,
    "percentile": percentiles.estimate,
    "standardised_rate": rates.estimate,
}


@dataclass(frozen=True)
class Profile:
    """Every statistic of one measure along one dimension.

    Statistics of groups are (organisation, period, subgroup), in the order of ``counts.subgroups``
    with those of unknown identity among them; ``overall``, ``reference_value``, ``slope_index``,
    ``relative_index`` and ``share_unknown`` are (organisation, period). ``gap`` is subgroup minus
    reference and ``ratio`` subgroup over reference; the slope reads last ordered group minus first
    (least deprived minus most). ``compared`` is true where a comparison was made, and ``p_value``
    is then a number. ``gap_bounds`` has the gap as its value, and as limits its extremes if all
    whose identity is missing had belonged to the group or to its reference. ``share`` is of
    everyone; the value of a measure that is a count is a share of all whose identity is known.
    """

    counts: Counts
    reference: Reference
    confidence: float
    value: Statistic
    overall: Statistic
    reference_value: Statistic
    gap: Statistic
    ratio: Statistic
    gap_bounds: Statistic
    people_affected: Statistic
    share: Statistic
    share_unknown: Statistic
    slope_index: Statistic
    relative_index: Statistic
    p_value: FloatArray
    compared: BoolArray


def profile(
    counts: Counts, total: Counts, *, reference: str | None = None, confidence: float = 0.95
) -> Profile:
    """Compare the subgroups of one dimension with a named reference.

    Parameters
    ----------
    counts
        Counts of one measure along one dimension, true or protected.
    total
        Counts of everyone, for the same measure, organisations and periods.
    reference
        A subgroup's key, "average", "best", "target" or "population=VALUE"; the dimension's own
        if not given. See ``reference_of``.
    confidence
        Coverage of every interval: 0.95, not 95.

    Raises
    ------
    MeasureInvalid
        A reference that this dimension does not have.

    Notes
    -----
    Intervals: Wilson for a proportion, ranks for a percentile, Dobson for a standardised rate;
    Newcombe for a gap between proportions, and its part-and-whole form against everyone;
    Miettinen and Nurminen for a ratio. A measure that is a count has shares and no gaps.
    """
    groups, everyone = groups_of(counts), groups_of(total)
    unknown = unknown_of(counts, total)
    share = _share(groups.people, everyone.people, confidence)
    no_share = counts.denominator_withheld | total.denominator_withheld
    missing = _share(unknown.people, everyone.people, confidence)
    no_missing = unknown.withheld | total.denominator_withheld
    value, overall = _values(counts, groups, everyone, confidence)
    name = reference or counts.dimension.reference
    chosen = reference_of(name, counts, groups, value.value, grading_rule()["fewest_people"])
    without = _without_comparison(counts, chosen, value, overall, confidence)
    described = replace(
        without,
        share=statistic(share, no_share, "proportion"),
        share_unknown=statistic(_single(missing), no_missing[..., 0], "proportion"),
    )
    if counts.measure.value == "count" or counts.dimension.key == EVERYONE.key:
        return described
    return _compare(described, groups, everyone, unknown)


def _values(
    counts: Counts, groups: Groups, everyone: Groups, confidence: float
) -> tuple[Statistic, Statistic]:
    """The value of each group, and of everyone."""
    unit = UNITS[counts.measure.value]
    if counts.measure.value == "count":
        overall = statistic(everyone.people[..., 0], everyone.withheld[..., 0], "people")
        if counts.dimension.key == EVERYONE.key:
            return statistic(everyone.people, everyone.withheld, "people"), overall
        known = np.where(counts.known, groups.people, np.nan)
        identified = known[..., counts.known].sum(axis=-1, keepdims=True)
        hidden = groups.withheld | groups.withheld[..., counts.known].any(axis=-1, keepdims=True)
        shares = _share(known, identified, confidence)
        return statistic(shares, hidden, unit, "not among those whose identity is known"), overall
    estimate = ESTIMATES[counts.measure.value]
    why = "nobody to count"
    return (
        statistic(estimate(groups, confidence), _hidden(counts, groups), unit, why),
        statistic(
            _single(estimate(everyone, confidence)),
            _hidden(counts, everyone)[..., 0],
            unit,
            why,
        ),
    )


def _hidden(counts: Counts, groups: Groups) -> BoolArray:
    """Where a value is withheld: for its counts, or for the fewness of its events."""
    if counts.measure.value != "standardised_rate":
        return groups.withheld
    return groups.withheld | rates.too_few(groups)


def _without_comparison(
    counts: Counts, reference: Reference, value: Statistic, overall: Statistic, confidence: float
) -> Profile:
    unit = UNITS[counts.measure.value]
    whole = counts.dimension.key == EVERYONE.key
    why = "there is no other group" if whole else "a count is not compared"
    return Profile(
        counts=counts,
        reference=reference,
        confidence=confidence,
        value=value,
        overall=overall,
        reference_value=nothing(overall.withheld, unit, why),
        gap=nothing(value.withheld, f"difference in {unit}", why),
        ratio=nothing(value.withheld, "ratio", why),
        gap_bounds=nothing(value.withheld, f"difference in {unit}", why),
        people_affected=nothing(value.withheld, "people", why),
        share=nothing(value.withheld, "proportion", why),
        share_unknown=nothing(overall.withheld, "proportion", why),
        slope_index=nothing(overall.withheld, f"difference in {unit}", why),
        relative_index=nothing(overall.withheld, "ratio", why),
        p_value=np.full(value.value.shape, np.nan),
        compared=np.zeros(value.value.shape, dtype=bool),
    )


def _compare(described: Profile, groups: Groups, everyone: Groups, unknown: Unknown) -> Profile:
    """Fill in the gaps, for the known groups that are not the reference themselves."""
    counts, chosen = described.counts, described.reference
    made, reference_value = _against(described, groups, everyone, unknown)
    others = np.arange(len(counts.subgroups)) != chosen.position[..., None]
    comparable = np.broadcast_to(others & counts.known, groups.people.shape)
    hidden = described.value.withheld | reference_value.withheld[..., None]
    hidden_bounds = hidden | unknown.withheld
    unit = UNITS[counts.measure.value]

    def among_groups(estimate: Estimate, unit: str, hidden: BoolArray, why: str) -> Statistic:
        shown = Estimate(*(np.where(comparable, part, np.nan) for part in estimate))
        return statistic(shown, hidden & comparable, unit, why)

    why = chosen.why_missing or "nobody to compare"
    gap = among_groups(made.gap, f"difference in {unit}", hidden, why)
    slope, relative = _gradient(described, groups)
    p_value = np.where(comparable & ~hidden, made.p_value, np.nan)
    return replace(
        described,
        reference_value=reference_value,
        gap=gap,
        ratio=among_groups(made.ratio, "ratio", hidden, f"{why}, or nought to divide by"),
        gap_bounds=among_groups(
            made.bounds,
            gap.unit,
            hidden_bounds,
            "nobody to compare" if unit == "proportion" else "worked out for proportions only",
        ),
        people_affected=_affected(counts, gap, groups),
        slope_index=slope,
        relative_index=relative,
        p_value=p_value,
        compared=~np.isnan(p_value),
    )


def _against(
    described: Profile, groups: Groups, everyone: Groups, unknown: Unknown
) -> tuple[Comparison, Statistic]:
    """Each group against the reference, and the value of the reference."""
    counts, chosen, confidence = described.counts, described.reference, described.confidence
    own, is_proportion = described.value.estimate, counts.measure.value == "proportion"
    if chosen.is_value:
        value = chosen.value[..., 0]
        shown = statistic(value, np.zeros(value.shape, dtype=bool), described.value.unit)
        shown = replace(shown, why_missing=chosen.why_missing)
        if is_proportion:
            return proportions.against_value(groups, chosen.value, unknown, confidence), shown
        return limits.against_value(own, chosen.value, confidence), shown
    if chosen.name == AVERAGE:
        if is_proportion:
            made = proportions.against_everyone(groups, everyone, unknown, confidence)
            return made, described.overall
        whole = Estimate(*(part[..., None] for part in described.overall.estimate))
        return limits.against_estimate(own, whole, confidence), described.overall
    position = np.maximum(chosen.position, 0)
    nobody = (chosen.position == NOBODY)[..., None]
    hidden = np.take_along_axis(described.value.withheld, position[..., None], axis=2) & ~nobody
    other = Estimate(
        *(
            np.where(nobody, np.nan, np.take_along_axis(part, position[..., None], axis=2))
            for part in own
        )
    )
    shown = statistic(_single(other), hidden[..., 0], described.value.unit, chosen.why_missing)
    if is_proportion:
        group = groups.at(position).blank(nobody)
        return proportions.against_group(groups, group, unknown, confidence), shown
    return limits.against_estimate(own, other, confidence), shown


def _affected(counts: Counts, gap: Statistic, groups: Groups) -> Statistic:
    """People affected: of the residents for a rate, of the people counted for a proportion."""
    why = "neither direction is better" if counts.measure.better == "neither" else gap.why_missing
    if counts.measure.value == "percentile":
        return nothing(gap.withheld, "people", "not worked out for a percentile")
    people = groups.people
    if counts.measure.value == "standardised_rate" and groups.stratum_people is not None:
        people = groups.stratum_people.sum(axis=-1) / rates.PER
    affected = people_affected(gap.estimate, people, counts.measure.better)
    hidden = gap.withheld & (counts.measure.better != "neither")
    return statistic(affected, hidden, "people", why)


def _gradient(described: Profile, groups: Groups) -> tuple[Statistic, Statistic]:
    """Slope and relative index over the known groups of an ordered dimension."""
    counts = described.counts
    unit = f"difference in {described.value.unit}"
    all_known = described.overall.withheld
    if not counts.dimension.ordered:
        why = "the groups have no order"
        return nothing(all_known, unit, why), nothing(all_known, "ratio", why)
    if counts.measure.value != "proportion" or counts.known.sum() < 3:
        why = "worked out for proportions of three groups or more"
        return nothing(all_known, unit, why), nothing(all_known, "ratio", why)
    known = replace(
        groups, events=groups.events[..., counts.known], people=groups.people[..., counts.known]
    )
    slope, relative = proportions.gradient(known, described.confidence)
    hidden: BoolArray = np.any(groups.withheld[..., counts.known], axis=-1)
    why = "a group has nobody in it"
    return statistic(slope, hidden, unit, why), statistic(relative, hidden, "ratio", why)


def _share(part: FloatArray, whole: FloatArray, confidence: float) -> Estimate:
    with np.errstate(invalid="ignore"):
        valid = (whole > 0) & (part <= whole)
    return Estimate(
        *where_valid(
            valid,
            lambda group, everyone: count_share(group, everyone, confidence=confidence),
            part,
            whole,
        )
    )


def _single(estimate: Estimate) -> Estimate:
    """An estimate of one group, without the axis of groups."""
    return Estimate(*(part[..., 0] for part in estimate))
