"""Whether a gap is wider or narrower after a change than before it."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.proportions import proportion
from equity_lens.statistics.rates import rate

Kind = Literal["proportion", "rate"]


def change_in_gap(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    kind: Kind = "proportion",
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Gap after minus gap before, where a gap is group minus reference (difference in differences).

    For a group that has more of something bad, positive is wider and negative narrower; for one
    that has less of something good, the other way round. Whatever moved both groups alike cancels.

    Parameters
    ----------
    events, population : (..., 2) counts
        Of the group, before and after. ``nan`` where withheld.
    reference_events, reference_population : (..., 2) counts
        Of the reference, before and after.
    kind
        "proportion", or "rate" where one person may have several events.
    per
        Base of a rate; a proportion has none.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    Estimate
        As a difference in proportion, or in events per ``per``, over the leading axes; ``nan`` where
        a count is.

    Raises
    ------
    InvalidCounts
        As ``proportion`` or ``rate``; not two periods.

    Notes
    -----
    The limits are put together from those of the four rates (MOVER), Wilson's or exact Poisson and
    Byar's, and so hold with few events. Assumes that the gap would have stayed without the change,
    and that people are independent. For one look only: looking every month until something shows
    needs ``gap_verdicts``. A gap also closes where the reference gets worse: look at both groups.

    References
    ----------
    Zou GY, Donner A. Stat Med 2008;27:1693-1702. Newcombe RG. Stat Med 1998;17:873-890.

    Examples
    --------
    Appointments missed, six months before and after reminders: 14.2% to 13.6% of the most deprived
    fifth, 6.1% to 4.0% of the least. The gap of 8.1 points became 9.6.

    >>> change = change_in_gap([2045, 1958], [14_400] * 2, [732, 480], [12_000] * 2)
    >>> f"{100 * change.value:+.1f} points ({100 * change.lower:+.1f} to {100 * change.upper:+.1f})"
    '+1.5 points (+0.5 to +2.5)'
    """
    four = []
    for whose, x, n in (
        ("group", events, population),
        ("reference", reference_events, reference_population),
    ):
        made = _estimated(x, n, kind, per, confidence)
        if made.value.ndim == 0 or made.value.shape[-1] != 2:
            raise InvalidCounts(
                f"The {whose} has shape {made.value.shape}, and two periods are needed.",
                remedy="Give the counts before and after on the last axis, added up over months.",
            )
        four += [Estimate(*(part[..., when] for part in made)) for when in (1, 0)]
    after, before, reference_after, reference_before = four
    up, down = (after, reference_before), (before, reference_after)
    change = after.value - before.value - (reference_after.value - reference_before.value)
    to_lower = _square_root_of_sum(
        [*(e.value - e.lower for e in up), *(e.upper - e.value for e in down)]
    )
    to_upper = _square_root_of_sum(
        [*(e.upper - e.value for e in up), *(e.value - e.lower for e in down)]
    )
    return Estimate(change, change - to_lower, change + to_upper)


def _estimated(
    events: npt.ArrayLike, population: npt.ArrayLike, kind: Kind, per: float, confidence: float
) -> Estimate:
    if kind == "proportion":
        return proportion(events, population, confidence=confidence)
    if kind == "rate":
        return rate(events, population, per=per, confidence=confidence)
    raise StatisticRefused(
        f"The kind is {kind!r}, which is not known.", remedy='Give "proportion" or "rate".'
    )


def _square_root_of_sum(parts: list[FloatArray]) -> FloatArray:
    return np.sqrt(np.sum(np.square(parts), axis=0))
