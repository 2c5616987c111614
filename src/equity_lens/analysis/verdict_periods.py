"""Which periods a verdict compares, and what is known of each group in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from equity_lens.analysis.deprivation import breaks
from equity_lens.analysis.verdict_rule import verdict_rule
from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.statistics.inequality.groups import Better


class Known(NamedTuple):
    """Protected counts of some groups, (group, period); ``nan`` where nothing can be used.

    A count that is withheld because it is small has the middle of what it can be in its place, and
    ``slack`` is how far the true one may lie from that: 4 give or take 3, of 1 to 7.
    """

    events: FloatArray
    people: FloatArray
    slack: FloatArray


@dataclass(frozen=True)
class Reading:
    """One gap against one baseline: ``before`` periods before the change, then those after.

    Of ``known``, the first group is the target, the second its reference, the last everyone.
    ``broken_at`` is the period from which another edition of the deprivation index cut the reading
    short, or "". ``term_over`` is true where there are more periods than looks were planned.
    """

    known: Known
    before: int
    periods: tuple[str, ...]
    better: Better
    matters: float
    planned: int
    broken_at: str = ""
    term_over: bool = False

    @property
    def looks(self) -> int:
        """How many periods come after the change."""
        return len(self.periods) - self.before

    @cached_property
    def usable(self) -> BoolArray:
        """(period,) where target and reference are both known: others count in neither."""
        unknown = np.isnan(self.known.events[:2] + self.known.people[:2])
        return np.asarray(~unknown.any(axis=0))

    @cached_property
    def whole(self) -> BoolArray:
        """(period,) usable, and nothing withheld for being small."""
        return np.asarray(self.usable & ~self.known.slack[:2].any(axis=0))

    @property
    def known_enough(self) -> bool:
        """Whether enough periods, of those before and of those after, are whole."""
        parts = [
            part for part in (self.whole[: self.before], self.whole[self.before :]) if len(part)
        ]
        return all(part.mean() >= 1 - verdict_rule()["most_left_out"] for part in parts)

    def mostly_small(self, group: int) -> bool:
        """Whether too many of a group's counts, before or after, are withheld for being small."""
        usable, small = self.usable, self.usable & (self.known.slack[group] > 0)
        return any(
            small[part].sum() > verdict_rule()["most_left_out"] * usable[part].sum()
            for part in (slice(self.before), slice(self.before, None))
        )


def known_of(true: Counts, shown: Counts, organisation: int, suppress_to: int) -> Known:
    """What a reader of the protected counts knows of each subgroup, (group, period).

    ``true`` is used for one thing alone: which withheld counts are from 1 to ``suppress_to``. The
    gate takes every reader to know that already, unless noughts are withheld beside them.
    """
    counted, withheld = true.numerator[organisation], shown.numerator_withheld[organisation]
    noughts = (withheld & (counted == 0)).any(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        small = withheld & (counted >= 1) & (counted <= suppress_to) & ~noughts
    events = np.where(small, (1 + suppress_to) / 2, shown.numerator[organisation])
    slack = np.where(small, (suppress_to - 1) / 2, 0.0)
    people = shown.denominator[organisation]
    with np.errstate(invalid="ignore"):
        said = (people > 0) & (events + slack <= people)
    return Known(
        np.where(said, events, np.nan).T,
        np.where(said, people, np.nan).T,
        np.where(said, slack, 0).T,
    )


def readings(
    gap: WatchedGap, counts: Counts, organisation: int, known: Known
) -> Iterator[tuple[Baseline, Reading]]:
    """The gap read against each of its baselines, oldest first.

    A later baseline takes over once the first period of its change is known; until then what was
    said against the one before stands.

    Periods after a change run until the next one begins, and no further than looks were planned.
    Where the deprivation index changes its edition, what lies on the far side is not compared: of
    the periods before a change the later part is kept, and of those after it the earlier.
    """
    spoken_for = np.flatnonzero(counts.source_of[organisation] >= 0).tolist()
    last = spoken_for[-1] + 1 if spoken_for else 0
    if gap.until:
        last = min(last, _first(counts.periods, gap.until, after=True))
    starts = [_first(counts.periods, each.change_from) for each in gap.baselines]
    begun = [each for each in zip(gap.baselines, starts, strict=True) if each[1] < last]
    begun = begun or [(gap.baselines[0], starts[0])]
    broken = breaks(counts, organisation)
    ends = [*(change for _, change in begun[1:]), last]
    for (baseline, change), following in zip(begun, ends, strict=True):
        begin, change = _first(counts.periods, baseline.before_from), min(change, last)
        end = min(max(following, change), last)
        earlier = [at for at in broken if begin < at <= change]
        start = max([begin, *earlier])
        cut = min([end, *(at for at in broken if change < at)])
        stop = min(cut, change + gap.planned_looks)
        broken_at = cut if cut < end else max(earlier, default=None)
        yield (
            baseline,
            Reading(
                known=Known(*(part[:, start:stop] for part in known)),
                before=change - start,
                periods=counts.periods[start:stop],
                better="higher" if counts.measure.better == "higher" else "lower",
                matters=gap.smallest_that_matters,
                planned=gap.planned_looks,
                broken_at="" if broken_at is None else counts.periods[broken_at],
                term_over=cut > stop,
            ),
        )


def _first(periods: Sequence[str], named: str, *, after: bool = False) -> int:
    """Position of the first period that is not before (or is after) the one named."""
    return int(np.searchsorted(np.array(periods), named, side="right" if after else "left"))
