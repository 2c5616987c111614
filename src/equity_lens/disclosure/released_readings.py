"""What may be shown of a gap that is read again, some time after a decision that it should move."""

from dataclasses import dataclass
from enum import StrEnum

from equity_lens.disclosure.released import Figure
from equity_lens.measures.measure import Dimension
from equity_lens.reference.vocabulary import Subgroup


class Outcome(StrEnum):
    """What became of a gap, against the gap as it was shown when something was decided."""

    AS_HOPED = "as hoped"
    NARROWER = "narrower"
    UNCHANGED = "unchanged"
    WIDER = "wider"
    LEVELLED_DOWN = "levelled down"
    TURNED_ROUND = "turned round"
    NOT_READ = "not read"


class Unreadable(StrEnum):
    """Why a gap cannot be set beside the one that was shown before."""

    NO_NEW_PERIOD = "no new period"
    NOT_MEASURED = "not measured"
    NOT_SHOWN = "not shown"
    NEW_VERSION = "new version"
    OTHER_REFERENCE = "other reference"
    OTHER_POLICY = "other policy"
    OTHER_EDITION = "other edition"


@dataclass(frozen=True)
class GapAsShown:
    """One gap as people saw it on one day, kept whole: later figures never change it.

    ``gap`` is group minus reference and ``value`` the group's own level; ``people`` is how many
    people or events the group's level is out of. ``compared_with`` is the reference where it is one
    of the groups. ``edition`` is that of the deprivation index.
    """

    measure: str
    version: int
    title: str
    better: str
    dimension: Dimension
    subgroup: Subgroup
    reference: str
    compared_with: Subgroup | None
    period: str
    edition: str | None
    policy: str
    value: Figure
    gap: Figure
    people: Figure
    people_affected: Figure


@dataclass(frozen=True)
class Rereading:
    """The gap now, and what became of it.

    ``change`` is how much wider it is than it was, so that narrower is negative; it is missing where
    the gap was not read, and ``why`` then says why. ``now`` is the gap as it is shown now, or None
    where it is not among the figures. ``hoped`` is by how much it was to become narrower, in the
    gap's own unit.
    """

    outcome: Outcome
    why: Unreadable | None
    now: GapAsShown | None
    change: Figure
    hoped: float | None
