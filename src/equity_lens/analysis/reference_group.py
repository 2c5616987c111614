"""With whom each group is compared."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.groups import Groups
from equity_lens.analysis.periods import last_day
from equity_lens.cells import Counts, FloatArray
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.measure import Measure

AVERAGE, BEST, TARGET, POPULATION = "average", "best", "target", "population"
NOBODY = -1


@dataclass(frozen=True)
class Reference:
    """What groups are compared with.

    ``name`` is a subgroup's key, "average", "best", "target" or "population=VALUE". ``position``
    is (organisation, period): which subgroup it is, or -1 where it is none of them. ``value`` is
    (organisation, period, 1): the fixed value of a target or a population, ``nan`` otherwise.
    """

    name: str
    position: npt.NDArray[np.intp]
    value: FloatArray
    why_missing: str = ""

    @property
    def is_value(self) -> bool:
        """True for a fixed value that no group of the table has to reach."""
        return self.name == TARGET or self.name.startswith(POPULATION)


def reference_of(
    name: str, counts: Counts, groups: Groups, value: FloatArray, fewest_people: float
) -> Reference:
    """The reference for every organisation and period.

    Parameters
    ----------
    name
        A subgroup's key; "average" (everyone, the group among them); "best" (of the known groups
        with at least ``fewest_people`` people, the one that fares best; everyone where the measure
        has no better direction); "target" (the standard in force on the last day of the period);
        or "population=0.62" (a fixed value in the measure's own unit).
    value : (organisation, period, subgroup)
        The value of each group, of which the best is chosen.

    Raises
    ------
    MeasureInvalid
        A value that is not a number, or a name that is none of these.
    """
    shape = groups.people.shape[:2]
    nobody, no_value = np.full(shape, NOBODY, dtype=np.intp), np.full((*shape, 1), np.nan)
    measure = counts.measure
    if name == AVERAGE or (name == BEST and measure.better == "neither"):
        return Reference(AVERAGE, nobody, no_value)
    if name == BEST:
        position = _best(counts, groups, value, fewest_people)
        return Reference(BEST, position, no_value, "no group is large enough to compare with")
    if name == TARGET:
        standards = np.array([_standard(measure, period) for period in counts.periods])
        fixed = np.broadcast_to(standards[:, None], no_value.shape)
        return Reference(TARGET, nobody, fixed, "no standard was in force")
    if name.startswith(f"{POPULATION}="):
        return Reference(name, nobody, np.full_like(no_value, _number(name, counts)))
    keys = [subgroup.key for subgroup in counts.subgroups]
    if name in keys:
        return Reference(name, np.full_like(nobody, keys.index(name)), no_value)
    if counts.dimension.reference == name:
        why = "the group to compare with is not in the data"
        return Reference(name, nobody, no_value, why)
    raise MeasureInvalid(
        f'"{name}" is not something that "{counts.dimension.key}" can be compared with.',
        remedy=f'Use one of {", ".join(keys)}, or "average", "best", "target", "population=VALUE".',
    )


def _best(
    counts: Counts, groups: Groups, value: FloatArray, fewest_people: float
) -> npt.NDArray[np.intp]:
    with np.errstate(invalid="ignore"):
        large = counts.known & (groups.people >= fewest_people) & ~groups.withheld
    better = value if counts.measure.better == "higher" else -value
    merit = np.where(large & ~np.isnan(value), better, -np.inf)
    return np.where(np.isfinite(merit.max(axis=-1)), merit.argmax(axis=-1), NOBODY)


def _standard(measure: Measure, period: str) -> float:
    day = last_day(period)
    standard = measure.standard_on(day) if day else None
    return standard.value if standard else np.nan


def _number(name: str, counts: Counts) -> float:
    try:
        return float(name.split("=", 1)[1])
    except ValueError as fault:
        raise MeasureInvalid(
            f'"{name}" does not give a number for "{counts.dimension.key}" to be compared with.',
            remedy='Write the value in the unit of the measure: "population=0.62" for 62%.',
        ) from fault
