"""Too early, narrowing, holding or widening: a verdict that may be asked for every month."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import checked_share
from equity_lens.statistics.change_in_gap import Kind
from equity_lens.statistics.change_in_gap_evidence import (
    Watch,
    enough,
    evidence,
    watched,
)
from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.inequality.groups import Better, is_higher_better

TOO_EARLY, NARROWING, HOLDING, WIDENING = "too early", "narrowing", "holding", "widening"


class GapVerdicts(NamedTuple):
    """What may be said at each monthly look, on the last axis; the first is one month after.

    ``verdict`` is "too early", "narrowing", "holding" or "widening". ``change`` is how much wider
    the gap is than before, with limits that hold at all looks together: positive is wider,
    whichever way is better. ``group_change`` and ``reference_change`` are those of the rates
    themselves. ``levelling_down`` is true where the gap has closed and the reference got worse.
    """

    verdict: npt.NDArray[np.str_]
    change: FloatArray
    lower: FloatArray
    upper: FloatArray
    group_change: FloatArray
    reference_change: FloatArray
    levelling_down: BoolArray


def gap_verdicts(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    change_at: int,
    better: Better,
    smallest_that_matters: float,
    planned_looks: int = 12,
    false_alarms: float = 0.05,
    kind: Kind = "proportion",
    per: float = 100_000,
) -> GapVerdicts:
    """Whether a gap has changed since a change was made, asked every month without crying wolf.

    Parameters
    ----------
    events, population : (..., months) counts
        Of the group that is worse off, oldest first. ``nan`` where withheld: such a month counts in
        neither group.
    reference_events, reference_population : (..., months) counts
        Of the reference, in the same months.
    change_at
        Position of the first month after the change, from 0; at least three months come before.
    better
        "higher" where a high rate is good (seen in time), "lower" where it is bad (missed).
    smallest_that_matters
        Least change in the gap that would matter, as a difference in proportion (0.02 for two
        points) or in events per ``per``; to be agreed before looking.
    planned_looks
        Months after the change through which the verdict will be asked for.
    false_alarms
        Chance of ever being told "narrowing" or "widening" over all those months if the gap has not
        changed.
    kind
        "proportion", or "rate" where one person may have several events.
    per
        Base of a rate; a proportion has none.

    Returns
    -------
    GapVerdicts
        One entry for each month after the change, on the last axis.

    Raises
    ------
    InvalidCounts
        As ``p_chart`` or ``u_chart``, of either group; groups of different shapes.
    TooFewGroups
        Fewer than three months before the change, or none after.
    StatisticRefused
        More months after the change than looks planned.

    Notes
    -----
    All months after are compared with all months before. **Widening**: the gap is wider by more than
    the limit of that look. **Narrowing**: it is narrower by more than that, and the group itself has
    done better by more than its own limit, and the reference has not been shown to do worse; a gap
    that closes because the better-off got worse is never narrowing. **Holding**: the limits leave
    room for no change that matters, or the gap closed by levelling down. **Too early**: anything
    else, and fewer than five expected in any cell.

    The limits spend the chance of a false alarm over the planned looks (O'Brien and Fleming's
    kind). Errors are those of sampling, made wider where months vary more than that or resemble
    their neighbours (never narrower), with Student's t for how few months tell. Simulated, 6 to 24
    months before: without a change 2% of series are ever called in 12 months, up to 4% where months
    vary up to three times as much as sampling, and 4 to 7% where each also resembles the last
    (autocorrelation 0.3; 11 to 13% at 0.6). A true widening of three points at 2,000 appointments a
    month in each group is called in 88% or more; three months before are too few for that near
    50%. Warning: a drift that began before the change, and a season that touches the groups unlike,
    look like a change; see ``interrupted_time_series``.

    References
    ----------
    Lan KKG, DeMets DL. Biometrika 1983;70:659-663. Jennison C, Turnbull BW. J R Stat Soc B
    1989;51:305-361 (repeated intervals).

    Examples
    --------
    Appointments missed in the most and the least deprived fifth, six months before and after
    reminders. Both rates fall; the gap grows from 8.1 to 9.6 points.

    >>> found = gap_verdicts(
    ...     [341] * 6 + [326] * 6, [2400] * 12, [122] * 6 + [80] * 6, [2000] * 12,
    ...     change_at=6, better="lower", smallest_that_matters=0.01,
    ... )
    >>> found.verdict.tolist()
    ['too early', 'too early', 'too early', 'too early', 'widening', 'widening']
    >>> f"{100 * found.change[-1]:.1f} points"
    '1.5 points'
    """
    watch = watched(
        (events, population),
        (reference_events, reference_population),
        kind,
        per,
        change_at,
        planned_looks,
        false_alarms,
    )
    sign = -1.0 if is_higher_better(better) else 1.0
    most = 1 if kind == "proportion" else np.inf
    if not 0 < smallest_that_matters < most:
        raise StatisticRefused(
            f"The smallest change that matters is {smallest_that_matters}.",
            remedy="Give one above nought: 0.02, not 2, for two percentage points.",
        )
    looks = watch.known.shape[-1] - change_at
    if not 1 <= looks <= planned_looks:
        raise StatisticRefused(
            f"There are {looks} months after the change, and {planned_looks} looks were planned.",
            remedy="Plan more looks, or begin again with the latest months as the new baseline.",
        )
    made = [_look(watch, look, sign, smallest_that_matters) for look in range(1, looks + 1)]
    return GapVerdicts(*(np.stack(part, axis=-1) for part in zip(*made, strict=True)))


def smallest_change_to_show(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    change_at: int,
    more_months: int,
    planned_looks: int = 12,
    false_alarms: float = 0.05,
    power: float = 0.8,
    kind: Kind = "proportion",
    per: float = 100_000,
) -> FloatArray:
    """Smallest change in the gap that so many more months would probably show.

    Parameters
    ----------
    events, population, reference_events, reference_population, change_at
        As ``gap_verdicts``; months after the change may be none yet.
    planned_looks, false_alarms, kind, per
        As ``gap_verdicts``.
    more_months
        Months to come, taken to be like those so far.
    power
        How probably: 0.8 unless another is named.

    Returns
    -------
    array, over the leading axes
        As a difference in proportion, or in events per ``per``; ``nan`` where nothing is known.

    Raises
    ------
    InvalidCounts, TooFewGroups, StatisticRefused
        As ``gap_verdicts``; no months to come, or more than were planned.

    Notes
    -----
    The limit of that look plus the normal deviate of ``power``, times the standard error expected
    then, months varying as much as so far and at least as much as chance will make it seem. A change
    of this size that came at once and stayed would be called by that month about so often. For
    narrowing, the group's own change must show too.

    References
    ----------
    As ``gap_verdicts``.

    Examples
    --------
    Three months after reminders began, how large a change could six months show?

    >>> size = smallest_change_to_show(
    ...     [341] * 6 + [326] * 3, [2400] * 9, [122] * 6 + [80] * 3, [2000] * 9,
    ...     change_at=6, more_months=3,
    ... )
    >>> f"{100 * size:.1f} points"
    '2.1 points'
    """
    watch = watched(
        (events, population),
        (reference_events, reference_population),
        kind,
        per,
        change_at,
        planned_looks,
        false_alarms,
    )
    so_far = watch.known.shape[-1] - change_at
    if not 1 <= more_months <= planned_looks - so_far:
        raise StatisticRefused(
            f"{more_months} months are to come after {so_far} of {planned_looks} planned.",
            remedy="Give a number from 1 to the looks that are left, or plan more.",
        )
    found = evidence(watch, so_far, (1, -1), more_months)
    return found.reach + ndtri(checked_share(power, "the power")) * found.error


def _look(watch: Watch, look: int, sign: float, matters: float) -> GapVerdicts:
    """What may be said after so many months."""
    gap = evidence(watch, look, (1, -1))
    group, reference = evidence(watch, look, (1, 0)), evidence(watch, look, (0, 1))
    wider = sign * gap.change
    lower, upper = wider - gap.reach, wider + gap.reach
    told = enough(watch, look)
    with np.errstate(invalid="ignore"):
        widens, closes = told & (lower > 0), told & (upper < 0)
        better_off = -sign * group.change > group.reach
        levelling = closes & (sign * reference.change > reference.reach)
        narrows = closes & better_off & ~levelling
        steady = told & (lower > -matters) & (upper < matters)
    verdict = np.select(
        [widens, narrows, levelling | steady], [WIDENING, NARROWING, HOLDING], TOO_EARLY
    )
    return GapVerdicts(verdict, wider, lower, upper, group.change, reference.change, levelling)
