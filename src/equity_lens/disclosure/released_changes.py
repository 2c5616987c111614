"""What may be shown of what changed between two releases."""

from dataclasses import dataclass
from enum import StrEnum

from equity_lens.disclosure.released import (
    Figure,
    Grade,
    ReleasedGroup,
    ReleasedProfile,
    ReleasedTrend,
)


class ChangeKind(StrEnum):
    """What happened to a gap. A gap that moved and is newly found as well is told as moved."""

    WIDENED = "widened"
    NARROWED = "narrowed"
    LEVELLED_DOWN = "levelled down"
    NEW = "new"
    STRONGER = "stronger"
    WEAKER = "weaker"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """One gap that is not as it was at the last release.

    ``profile`` and ``group`` are as they are now. ``grade`` and ``grade_before`` are None where the
    gap was no finding. ``trend`` is the control chart of the gap, where it has one.
    ``people_affected`` are those of now, or of before where the finding is gone. ``gap_before`` is
    group less reference, as in the earlier release. ``same_figures`` is true where no newer figures
    came in, and only the grade moved, because it allows for all comparisons that were made.
    """

    kind: ChangeKind
    profile: ReleasedProfile
    group: ReleasedGroup
    people_affected: Figure
    gap_before: Figure
    period_before: str
    grade: Grade | None
    grade_before: Grade | None
    trend: ReleasedTrend | None
    same_figures: bool


@dataclass(frozen=True)
class NotCompared:
    """A measure and dimension of the later release that cannot be set beside the earlier one."""

    profile: ReleasedProfile
    why: str


@dataclass(frozen=True)
class Changes:
    """Everything that is new since an earlier release; see ``changes`` for the order.

    ``watched`` is how many control charts of gaps were looked at. ``false_alarms`` is how many of
    them would be told of in a month in which nothing changed, by the published measurement.
    """

    changes: tuple[Change, ...]
    not_compared: tuple[NotCompared, ...]
    watched: int
    false_alarms: float
