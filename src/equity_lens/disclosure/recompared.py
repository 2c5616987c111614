"""A released profile against another reference, worked out again from its own released counts."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from equity_lens.analysis.everyone import everyone_of
from equity_lens.analysis.false_discovery import Family
from equity_lens.analysis.profile import profile as compared
from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.profiles import released_profiles
from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile, State
from equity_lens.errors import MeasureInvalid

ANY_REFERENCE = "proportion"


def may_be_recompared(profile: ReleasedProfile) -> bool:
    """Whether the released counts alone give every comparison: so of a proportion, by groups."""
    return profile.measure.value == ANY_REFERENCE and len(profile.groups) > 1


def recompared(
    profile: ReleasedProfile, everyone: ReleasedProfile, reference: str, policy: Policy
) -> ReleasedProfile:
    """The same profile with its groups compared with something else.

    Nothing new is let out: gaps, ratios and people affected are a function of the counts that the
    profile shows already (ADR 2). There are no q values, which belong to the comparisons that
    were made for findings.

    Parameters
    ----------
    profile
        A released proportion along one dimension.
    everyone
        The same measure, organisation and period for everyone.
    reference
        A subgroup's key, "average", "best", "target" or "population=VALUE" (0 to 1).
    policy
        The policy of the release, whose words stand beside what is withheld.

    Raises
    ------
    MeasureInvalid
        The profile is not of a proportion, or has no such reference.
    """
    if not may_be_recompared(profile):
        raise MeasureInvalid(
            f"{profile.measure.title} can be compared with its own reference only.",
            remedy="Choose a measure that is a percentage, and a breakdown with several groups.",
        )
    counts, total = _counts(profile), _counts(everyone)
    made = compared(
        counts, everyone_of(counts, [total]), reference=reference, confidence=profile.confidence
    )
    nobody = Family(np.full((1, len(counts.subgroups)), np.nan), np.zeros(1))
    (again,) = released_profiles(made, nobody, profile.organisation, policy)
    return replace(again, population=profile.population)


def _counts(profile: ReleasedProfile) -> Counts:
    groups = (*profile.groups, *profile.unknown)
    numerator = [group.numerator for group in groups]
    denominator = [group.denominator for group in groups]
    return Counts(
        measure=profile.measure,
        dimension=profile.dimension,
        organisations=(profile.organisation.code,),
        periods=(profile.period,),
        subgroups=tuple(group.subgroup for group in groups),
        numerator=_numbers(numerator),
        denominator=_numbers(denominator),
        numerator_withheld=_withheld(numerator),
        denominator_withheld=_withheld(denominator),
        sources=(profile.source,),
        source_of=np.zeros((1, 1), dtype=np.intp),
    )


def _numbers(figures: Sequence[Figure]) -> FloatArray:
    values = [np.nan if figure.value is None else figure.value for figure in figures]
    return np.array(values, dtype=np.float64).reshape(1, 1, -1)


def _withheld(figures: Sequence[Figure]) -> BoolArray:
    states = [figure.state is State.SUPPRESSED for figure in figures]
    return np.array(states, dtype=bool).reshape(1, 1, -1)


def reference_choices(profile: ReleasedProfile) -> list[tuple[str, str]]:
    """What this profile can be compared with: (key, words), the profile's own reference first.

    A group of which a count is not shown is left out: nothing could be compared with it.
    """
    choices = [
        ("average", "Everyone at the trust"),
        ("best", "The group that fares best"),
        *((group.subgroup.key, group.subgroup.label) for group in profile.groups if _shown(group)),
    ]
    if profile.measure.standards:
        choices.append(("target", "The standard in force"))
    own = [choice for choice in choices if choice[0] == profile.reference]
    return own + [choice for choice in choices if choice[0] != profile.reference]


def _shown(group: ReleasedGroup) -> bool:
    return group.numerator.is_number and group.denominator.is_number
