"""What may be shown of a change and the gap that it was meant to close."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from equity_lens.cells import Source
from equity_lens.disclosure.released import Figure, Organisation
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.reference.vocabulary import Subgroup


class Verdict(StrEnum):
    """What a change has done to a gap, as far as can be said; made by the rule and by nobody."""

    TOO_EARLY = "too early"
    NARROWING = "narrowing"
    HOLDING = "holding"
    WIDENING = "widening"


class WhyNot(StrEnum):
    """Why a change beyond chance is not called narrowing, or not called anything."""

    LEVELLING_DOWN = "levelling down"
    NOT_BETTER_OFF = "not better off"
    NO_GAP = "no gap"
    TURNED_ROUND = "turned round"


class Hindrance(StrEnum):
    """What stands in the way of a verdict, or must be known beside it."""

    NOTHING_AFTER = "nothing after"
    TOO_FEW_BEFORE = "too few before"
    LEFT_OUT = "left out"
    TOO_MANY_LEFT_OUT = "too many left out"
    SMALL_COUNTS = "small counts"
    NEW_EDITION = "new edition"
    TERM_OVER = "term over"


class Role(StrEnum):
    """What a group is to a project."""

    TARGET = "target"
    REFERENCE = "reference"
    WATCHED = "watched"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Look:
    """What the rule said at one period: ``change`` is how much wider the gap was than before.

    Its limits allow for all planned looks together. ``baseline`` is the place of the baseline.
    """

    period: str
    verdict: Verdict
    change: Figure
    baseline: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One group added up over some periods: rounded, as each period's counts are.

    Events have limits where a count among them is withheld because it is small: it was taken from
    the least to the most that it can be.
    """

    events: Figure
    people: Figure
    value: Figure


@dataclass(frozen=True)
class GroupOverTime:
    """One group period by period, and before and after; ``change`` is after minus before."""

    subgroup: Subgroup
    role: Role
    points: tuple[Figure, ...]
    before: Counted
    after: Counted
    change: Figure


@dataclass(frozen=True)
class VerdictRule:
    """The rule by which a verdict was made, and how often it errs.

    ``ever_called`` is the share of projects that changed nothing and were called narrowing or
    widening at any of ``looks`` looks; ``caught`` the share of true widenings of ``widening`` that
    were called by then: in simulation, with ``people`` counted in each group and period.
    """

    title: str
    version: int
    from_on: dt.date
    false_calls: float
    power: float
    looks: int
    people: int
    ever_called: float
    widening: float
    caught: float
    measured_on: dt.date
    measured_by: str


@dataclass(frozen=True)
class ReleasedVerdict:
    """The verdict on one watched gap, dated, with all that it rests on.

    ``verdict`` is of the last period read, ``on``; it has stood ``since``. Both are "" while nothing
    comes after the change. ``baseline`` is the one in force, over ``before`` and ``after`` periods.

    ``gap_before``, ``gap_after`` and the changes are turned so that **positive is worse for the
    target** and wider. ``change`` has the interval of a single look, ``change_over_looks`` the
    limits of the rule, which allow for all looks. ``more_people`` is how many more of the target
    fared badly after the change than had the gap held; fewer where it is negative.
    ``since_the_first`` is the change against the first baseline, where a later one is in force.
    While it is too early, ``could_show`` is the change that the look at ``could_show_at`` (the
    sixth, say) would probably show.

    ``groups`` are target, reference and the others that are watched, in the order of the dimension;
    ``points`` of a group belong to ``periods``, from the first before to the last read.
    ``all_watched`` is true where no group of known identity is left out of them. Each hindrance has
    how many periods it touches, or the period from which it holds.
    """

    organisation: Organisation
    gap: WatchedGap
    measure: Measure
    dimension: Dimension
    verdict: Verdict
    on: str
    since: str
    baseline: Baseline
    before: int
    after: int
    gap_before: Figure
    gap_after: Figure
    change: Figure
    change_over_looks: Figure
    more_people: Figure
    why_not: WhyNot | None
    could_show: Figure
    could_show_at: int
    since_the_first: Figure | None
    groups: tuple[GroupOverTime, ...]
    all_watched: bool
    everyone: GroupOverTime
    periods: tuple[str, ...]
    looks: tuple[Look, ...]
    hindrances: tuple[tuple[Hindrance, int, str], ...]
    rule: VerdictRule
    policy: str
    sources: tuple[Source, ...]
    synthetic: bool
    confidence: float = 0.95

    def group(self, role: Role) -> GroupOverTime:
        """The target or the reference."""
        return next(each for each in self.groups if each.role is role)

    @property
    def average_improved(self) -> bool | None:
        """Whether everyone together fares better than before, beyond chance; None if not known."""
        return _beyond_chance(self.everyone.change, rising=self.measure.better == "higher")

    @property
    def average_worsened(self) -> bool | None:
        """Whether everyone together fares worse than before, beyond chance; None if not known."""
        return _beyond_chance(self.everyone.change, rising=self.measure.better != "higher")

    @property
    def changes(self) -> tuple[Look, ...]:
        """The looks at which the verdict was another than at the look before."""
        return tuple(
            look
            for place, look in enumerate(self.looks)
            if not place or self.looks[place - 1].verdict is not look.verdict
        )


def _beyond_chance(change: Figure, *, rising: bool) -> bool | None:
    if change.lower is None or change.upper is None:
        return None
    return change.lower > 0 if rising else change.upper < 0
