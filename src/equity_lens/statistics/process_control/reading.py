"""How a chart is to be read: which way is better, the target, what is set aside, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypedDict, get_args

import numpy as np
import numpy.typing as npt

from equity_lens.errors import InvalidCounts, StatisticRefused, TooFewGroups
from equity_lens.statistics._checks import numbers
from equity_lens.statistics.estimate import BoolArray, FloatArray

Direction = Literal["higher", "lower", "neither"]
TwoSigmaRule = Literal["2023", "before 2023"]

FEWEST_TO_FIX = 12


class Rebase(NamedTuple):
    """A period, counted from 0, from which limits are worked out anew, and the recorded reason."""

    at: int
    reason: str


class ReadingOptions(TypedDict, total=False):
    """What every chart may be told; each is explained in ``xmr``."""

    better: Direction
    target: npt.ArrayLike | None
    rebases: Sequence[Rebase]
    ghosted: npt.ArrayLike | None
    fix_after: int | None
    points_in_a_run: Literal[6, 7]
    two_sigma: TwoSigmaRule
    periods: Sequence[object] | None


@dataclass(frozen=True)
class Reading:
    """The options, with what is meant where one is left out."""

    better: Direction = "neither"
    target: npt.ArrayLike | None = None
    rebases: Sequence[Rebase] = ()
    ghosted: npt.ArrayLike | None = None
    fix_after: int | None = None
    points_in_a_run: Literal[6, 7] = 7
    two_sigma: TwoSigmaRule = "2023"
    periods: Sequence[object] | None = None

    def __post_init__(self) -> None:
        for name, allowed in (
            ("better", get_args(Direction)),
            ("points_in_a_run", (6, 7)),
            ("two_sigma", get_args(TwoSigmaRule)),
        ):
            if getattr(self, name) not in allowed:
                raise StatisticRefused(
                    f"{name} is {getattr(self, name)!r}, which is not known.",
                    remedy=f"Give one of {', '.join(map(repr, allowed))}.",
                )
        if self.fix_after is not None and self.fix_after < FEWEST_TO_FIX:
            raise StatisticRefused(
                f"Limits were to be fixed after {self.fix_after} points.",
                remedy=f"Fix them after {FEWEST_TO_FIX} or more: fewer make trial limits only.",
            )

    def segments(self, series: FloatArray) -> list[slice]:
        """Stretches of periods, each of which has limits of its own."""
        length = series.shape[-1]
        if length == 0:
            raise TooFewGroups(
                "A chart needs at least one period.", remedy="Give the values by period."
            )
        self._check_periods(length)
        for rebase in self.rebases:
            if not 0 <= rebase.at < length:
                raise StatisticRefused(
                    f"A rebase is at period {rebase.at} of {length}.",
                    remedy="Give the position of the first period after the change, from 0.",
                )
            if not rebase.reason.strip():
                raise StatisticRefused(
                    "A rebase has no reason.",
                    remedy="Say what changed in the process: new limits hide whatever came before.",
                )
        starts = sorted({0, *(rebase.at for rebase in self.rebases)})
        return [slice(*ends) for ends in zip(starts, [*starts[1:], length], strict=True)]

    def set_aside(self, series: FloatArray) -> BoolArray:
        """True at each point that is shown and not counted."""
        ghosted = np.asarray(False if self.ghosted is None else self.ghosted, dtype=bool)
        return _spread_over(series, ghosted, "Ghosted points")

    def baseline(self, counted: BoolArray) -> BoolArray:
        """Points of one segment from which its limits are made."""
        if self.fix_after is None:
            return counted
        return counted & (np.cumsum(counted, axis=-1) <= self.fix_after)

    def targets(self, series: FloatArray) -> FloatArray:
        """The target at each period; ``nan`` where there is none."""
        target = np.nan if self.target is None else self.target
        return _spread_over(series, numbers(target, "the target"), "Targets")

    def _check_periods(self, length: int) -> None:
        if self.periods is None:
            return
        when = list(self.periods)
        in_order = all(
            first < second  # type: ignore[operator]
            for first, second in pairwise(when)
        )
        if len(when) != length or not in_order:
            raise StatisticRefused(
                f"{len(when)} periods were given for {length} values, or they are not in order.",
                remedy="Sort by period, oldest first, and give each period once.",
            )


def _spread_over(series: FloatArray, given: npt.NDArray[Any], what: str) -> npt.NDArray[Any]:
    try:
        return np.broadcast_to(given, series.shape)
    except ValueError as fault:
        raise InvalidCounts(
            f"{what} have shape {given.shape}, and the series {series.shape}.",
            remedy="Give one for each period.",
        ) from fault
