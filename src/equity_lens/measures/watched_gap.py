"""A gap that a project watches, agreed before anybody looks: whose, against whom, from when."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from equity_lens.errors import MeasureInvalid


@dataclass(frozen=True, slots=True)
class Baseline:
    """The periods with which what came after a change is compared.

    Those from ``before_from`` up to ``change_from``, the first period of the change. ``reason``
    says why a later baseline took the place of the first; it is shown wherever the verdict is.
    """

    before_from: str
    change_from: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WatchedGap:
    """One measure of one group against another, and who else is watched.

    Parameters
    ----------
    id
        Of the project, or of its measure.
    measure, dimension
        The measure's id, and the key of what people are compared by.
    target, reference
        Keys of the subgroup that the change is meant to help, and of the one it is compared with.
    watched
        Keys of at least one other subgroup that is watched, lest it fare worse; the reference may
        be among them.
    baselines
        Oldest first; each later one has a reason.
    smallest_that_matters
        Least change in the gap that would matter, as a difference in proportion: 0.02 for two points.
    planned_looks
        Periods after a change through which the verdict is asked for: 12 months, or 4 quarters.
    until
        The last period to be read, for work that was stopped; all that there are if empty.
    months_together
        How many months are counted as one period: 1, or 3 where a month holds too few. The months
        must then be shown nowhere else.

    Raises
    ------
    MeasureInvalid
        Any of this cannot be; all faults are in one message.

    Examples
    --------
    >>> begun = Baseline("2025-05", "2025-11")
    >>> WatchedGap("reminders", "outpatient-did-not-attend", "imd_quintile", "1", "5", ("3", "5"),
    ...            (begun,), smallest_that_matters=0.01).others
    ('3',)
    """

    id: str
    measure: str
    dimension: str
    target: str
    reference: str
    watched: tuple[str, ...]
    baselines: tuple[Baseline, ...]
    smallest_that_matters: float
    planned_looks: int = 12
    until: str = ""
    months_together: int = 1

    def __post_init__(self) -> None:
        faults = [*_of_groups(self), *_of_baselines(self.baselines, self.until)]
        if not 0 < self.smallest_that_matters < 1:
            faults.append(
                "the smallest change that matters is a share: 0.02, not 2, for two points"
            )
        if not 1 <= self.planned_looks <= 60:
            faults.append("from 1 to 60 looks can be planned")
        if not 1 <= self.months_together <= 12:
            faults.append("from 1 to 12 months can be counted as one period")
        if faults:
            raise MeasureInvalid(
                f"The gap that {self.id} watches cannot be judged:",
                faults=faults,
                remedy="Agree these before looking at the figures, and enter them again.",
            )

    @property
    def others(self) -> tuple[str, ...]:
        """The watched subgroups that are neither target nor reference."""
        return tuple(key for key in self.watched if key != self.reference)


def _of_groups(gap: WatchedGap) -> Iterator[str]:
    if gap.target == gap.reference:
        yield "a group cannot be compared with itself"
    if not gap.watched:
        yield "name at least one group besides the target to be watched"
    if gap.target in gap.watched or len(set(gap.watched)) < len(gap.watched):
        yield "name each watched group once, and the target not among them"


def _of_baselines(baselines: tuple[Baseline, ...], until: str) -> Iterator[str]:
    if not baselines:
        yield "say from which period on the change began"
    for each in baselines:
        if each.before_from >= each.change_from:
            yield f"the periods before the change of {each.change_from} must begin earlier"
    for before, later in pairwise(baselines):
        if later.change_from <= before.change_from:
            yield "baselines stand oldest first"
        if not later.reason.strip():
            yield f"the new baseline from {later.change_from} needs a reason"
    if until and baselines and until < baselines[0].change_from:
        yield "the last period to be read lies before the change"
