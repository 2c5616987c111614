"""Which gaps are strong enough to act on, by a published rule that is data."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.deprivation import same_edition
from equity_lens.analysis.false_discovery import Family
from equity_lens.analysis.profile import Profile
from equity_lens.analysis.rule import grading_rule
from equity_lens.cells import BoolArray, FloatArray

PASSED, FAILED, NOT_MADE = 1, 0, -1
Outcome = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Graded:
    """The subgroups of one profile at one organisation and period.

    ``grade`` holds "act", "test", "watch" or "" for each subgroup. ``tests`` holds for each test
    by name whether each subgroup passed it (1), failed it (0), or could not be put to it (-1).
    """

    grade: tuple[str, ...]
    tests: dict[str, Outcome]
    comparisons: int

    def reasons(self, subgroup: int) -> tuple[str, ...]:
        """Which tests one subgroup passed and failed, in words."""
        rule = grading_rule()
        said = []
        for name in rule["tests"]:
            words = rule["tests"][name]
            outcome = {PASSED: "passed", FAILED: "failed", NOT_MADE: "not_made"}
            text = words.get(outcome[int(self.tests[name][subgroup])], "")
            if text:
                said.append(
                    text.format(
                        comparisons=f"{self.comparisons:,}", fewest_people=rule["fewest_people"]
                    )
                )
        return tuple(said)

    def advice(self, subgroup: int) -> str:
        """What to do where a test was failed; nothing where a finding can be acted on."""
        advice: dict[str, str] = grading_rule()["advice"]
        failed = (name for name in advice if self.tests[name][subgroup] == FAILED)
        return advice[next(failed)] if self.grade[subgroup] != "act" else ""


def grade(profile: Profile, family: Family, organisation: int, period: int) -> Graded:
    """Grade every subgroup that fares worse than its reference.

    Parameters
    ----------
    profile, family
        The comparisons, and their q values.
    organisation, period
        Positions in the profile.

    Notes
    -----
    Only gaps in the worse direction are graded: a group that fares better than its reference is
    not a finding, nor is a gap of a measure that is better neither way.
    """
    rule = grading_rule()
    at = (organisation, period)
    better = profile.counts.measure.better
    sign = -1.0 if better == "higher" else 1.0
    worse = sign * profile.gap.value[at]
    lower = sign * (profile.gap.upper if better == "higher" else profile.gap.lower)[at]
    with np.errstate(invalid="ignore"):
        tests = {
            "size": _outcome(_large_enough(profile, at, rule)),
            "interval": _outcome(lower > 0),
            "false_discovery": _outcome(family.q_value[period] <= rule["false_discovery"]),
            "completeness": _outcome(_keeps_its_sign(profile, at, sign, rule)),
            "group_size": _outcome(profile.counts.denominator[at] >= rule["fewest_people"]),
            "persistence": _persistence(profile, at, sign, rule),
        }
        hint = profile.p_value[at] <= rule["hint"]
        fares_worse = (worse > 0) & (better != "neither")
    small = tests["group_size"] == FAILED
    watched = tests | {"hint": _outcome(hint | small)}
    fares_worse = fares_worse & profile.compared[at]
    grades = np.full(worse.shape, "", dtype="<U5")
    for name, needed in reversed(rule["needs"].items()):
        meets = fares_worse & np.all([watched[test] != FAILED for test in needed], axis=0)
        grades[meets] = name
    return Graded(tuple(grades.tolist()), tests, int(family.comparisons[period]))


def _outcome(passed: BoolArray) -> Outcome:
    return np.where(passed, PASSED, FAILED).astype(np.int8)


def _large_enough(profile: Profile, at: tuple[int, int], rule: dict[str, Any]) -> BoolArray:
    gap, ratio = np.abs(profile.gap.value[at]), profile.ratio.value[at]
    relative = rule["large_relative"]
    times: float = relative["ratio"]
    notable = gap >= relative.get(profile.gap.unit, np.inf)
    large: BoolArray = gap >= rule["large_enough"].get(profile.gap.unit, np.inf)
    many = profile.people_affected.value[at] >= rule["large_number"]["people"]
    return large | (notable & ((ratio >= times) | (ratio <= 1 / times) | many))


def _keeps_its_sign(
    profile: Profile, at: tuple[int, int], sign: float, rule: dict[str, Any]
) -> BoolArray:
    """Whether the gap would stay a gap, wherever people of unknown identity belong."""
    if profile.counts.measure.value != "proportion":
        few_unknown = profile.share_unknown.value[at] <= rule["most_unknown"]
        return np.full(profile.gap.value[at].shape, bool(few_unknown))
    least = np.minimum(sign * profile.gap_bounds.lower[at], sign * profile.gap_bounds.upper[at])
    return least > 0


def _persistence(
    profile: Profile, at: tuple[int, int], sign: float, rule: dict[str, Any]
) -> Outcome:
    """Whether the gap lay the same way in the periods before, of one deprivation edition."""
    organisation, period = at
    first = max(0, period - rule["earlier_periods"])
    comparable = same_edition(profile.counts, organisation, period)[first:period]
    earlier: FloatArray = sign * profile.gap.value[organisation, first:period][comparable]
    known = np.count_nonzero(~np.isnan(earlier), axis=0)
    same_way = np.count_nonzero(earlier > 0, axis=0)
    lasts = _outcome(same_way >= rule["persisting"] * known)
    return np.where(known >= rule["fewest_earlier_periods"], lasts, NOT_MADE).astype(np.int8)
