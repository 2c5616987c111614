"""Gaps worth a board's time, in the order in which a board should hear of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity_lens.analysis.false_discovery import Family
from equity_lens.analysis.grading import grade
from equity_lens.analysis.profile import Profile
from equity_lens.analysis.rule import grading_rule


@dataclass(frozen=True, slots=True)
class GradedGap:
    """One subgroup of one profile, with its grade, the reasons for it, and advice.

    ``profile`` and ``subgroup`` are positions. ``people`` is how many are affected, 0 if unknown.
    """

    profile: int
    subgroup: int
    grade: str
    people: float
    reasons: tuple[str, ...]
    advice: str


def findings(
    profiles: Sequence[Profile],
    families: Sequence[Family],
    organisation: str,
    periods: Sequence[int],
) -> list[GradedGap]:
    """Every graded gap at each profile's own period, ranked.

    Parameters
    ----------
    profiles, families
        As ``false_discovery`` pairs them.
    organisation
        Whose gaps.
    periods
        For each profile, the position of the period to look at; -1 to leave it out.

    Returns
    -------
    list[GradedGap]
        Grade first; then gaps counted in people before those counted in events, since an
        appointment is not a person and the two numbers cannot be compared; then people affected,
        most first; then as the profiles were listed. There is no score: nothing is added up
        across measures. A gradient is one finding: of an ordered
        dimension only the subgroup that ranks first is listed, as the rest of the line follows.
    """
    found: list[GradedGap] = []
    order = list(grading_rule()["needs"])

    def rank(gap: GradedGap) -> tuple[int, bool, float]:
        measure = profiles[gap.profile].counts.measure
        return order.index(gap.grade), not measure.counts_people, -gap.people

    for position, (each, family, period) in enumerate(
        zip(profiles, families, periods, strict=True)
    ):
        if period < 0 or not each.counts.dimension.in_findings:
            continue
        at = (each.counts.organisations.index(organisation), period)
        graded = grade(each, family, *at)
        affected = np.nan_to_num(each.people_affected.value[at])
        gaps = [
            GradedGap(
                position,
                subgroup,
                name,
                float(affected[subgroup]),
                graded.reasons(subgroup),
                graded.advice(subgroup),
            )
            for subgroup, name in enumerate(graded.grade)
            if name
        ]
        found += sorted(gaps, key=rank)[:1] if each.counts.dimension.ordered else gaps
    return sorted(found, key=rank)
