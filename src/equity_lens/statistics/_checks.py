"""What every statistic asks of its input, said once.

Messages name the argument and count the entries at fault; they never print an entry, which may be
a patient's cell.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics.estimate import FloatArray

REAL = (int, float, np.integer, np.floating)


def numbers(values: npt.ArrayLike, what: str) -> FloatArray:
    """The values as floats; ``nan`` (or a masked entry, or None) is missing. Refuses text."""
    try:
        if isinstance(values, np.ma.MaskedArray):
            values = np.ma.filled(values.astype(np.float64), np.nan)
        array = np.asarray(values)
        if array.dtype.kind not in "biufO" or (array.dtype == object and _has_text(array)):
            raise TypeError
        array = array.astype(np.float64, copy=False)
    except (TypeError, ValueError) as fault:
        raise InvalidCounts(
            f"{what} must be numbers in a regular shape; text, dates or rows of unequal length were "
            "found.",
            remedy="Turn the column into numbers first, with nan where nothing is known.",
        ) from fault
    if np.isinf(array).any():
        raise InvalidCounts(
            f"{what} holds {np.isinf(array).sum():,} infinite entries.",
            remedy="Look for a division by nought before this step.",
        )
    return array


def _has_text(array: npt.NDArray[np.object_]) -> bool:
    """Whether any entry is text: "12" is a number only once somebody has said so."""
    return any(isinstance(entry, str | bytes) for entry in array.flat)


def counts(values: npt.ArrayLike, what: str) -> FloatArray:
    """Numbers that cannot be negative."""
    array = numbers(values, what)
    refuse_where(array < 0, f"{what} is negative", "A count is nought or more. Check the source.")
    return array


def at_risk(values: npt.ArrayLike, what: str) -> FloatArray:
    """A population: numbers above nought."""
    array = numbers(values, what)
    refuse_where(
        array <= 0,
        f"{what} is nought or negative",
        "Nothing can be said of a group with nobody in it: leave it out, or give nan.",
    )
    return array


def events_among(
    events: npt.ArrayLike, population: npt.ArrayLike, whose: str = ""
) -> tuple[FloatArray, FloatArray]:
    """Events and the people among whom they were counted, broadcast to one shape."""
    happened, people = same_shape(
        (f"{whose}events", counts(events, f"{whose}events")),
        (f"{whose}population", at_risk(population, f"{whose}population")),
    )
    refuse_where(
        happened > people,
        f"there are more {whose}events than people",
        "Check that both count the same people, and that they are the right way round. "
        "Where one person can have several events, use a rate.",
    )
    return happened, people


def same_shape(*named: tuple[str, FloatArray]) -> tuple[FloatArray, ...]:
    """Arrays broadcast against one another."""
    try:
        return np.broadcast_arrays(*(array for _, array in named))
    except ValueError as fault:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in named)
        raise InvalidCounts(
            f"The shapes do not fit one another: {shapes}.",
            remedy="Give one entry for each group in every array, in the same order.",
        ) from fault


def none_missing(array: FloatArray, what: str, remedy: str) -> None:
    """Refuse ``nan`` in a statistic that is made of all the groups together."""
    refuse_where(np.isnan(array), f"{what} is missing", remedy)


def refuse_where(fault: npt.NDArray[np.bool_], problem: str, remedy: str) -> None:
    """Raise when any entry is at fault, saying how many."""
    if fault.any():
        raise InvalidCounts(
            f"In {np.count_nonzero(fault):,} of {fault.size:,} entries {problem}.", remedy=remedy
        )


def checked_share(share: float, what: str) -> float:
    """A number strictly between 0 and 1, such as the 0.92 of a 92nd percentile."""
    if not (isinstance(share, REAL) and 0 < share < 1):
        raise StatisticRefused(
            f"{what} is {share}, and must lie between 0 and 1.",
            remedy="Give it as a share: 0.92, not 92.",
        )
    return float(share)


def checked_confidence(confidence: float) -> float:
    """A level from 0.9 to just under 1."""
    if not (isinstance(confidence, REAL) and 0.9 <= confidence < 1):
        raise StatisticRefused(
            f"The confidence is {confidence}, and must be one number from 0.9 to just under 1.",
            remedy="Give it as a share: 0.95, not 95. For two levels, call the function twice.",
        )
    return float(confidence)


def checked_base(per: float) -> float:
    """The base of a rate, above nought."""
    if not (isinstance(per, REAL) and 0 < per < np.inf):
        raise StatisticRefused(
            f"The base of the rate is {per}, and must be one number above nought.",
            remedy="Give per=100_000 for a rate per 100,000 people.",
        )
    return float(per)


def checked_proportion(centre: float) -> float:
    """The centre of a funnel of proportions, strictly between 0 and 1."""
    if not (isinstance(centre, REAL) and 0 < centre < 1):
        raise StatisticRefused(
            f"The centre of the funnel is {centre}, and must lie between 0 and 1.",
            remedy="Give it as a proportion: 0.61, not 61. At 0 or 1 there is nothing to plot.",
        )
    return float(centre)


def checked_level(centre: float) -> float:
    """The centre of a funnel of rates or ratios, above nought."""
    if not (isinstance(centre, REAL) and 0 < centre < np.inf):
        raise StatisticRefused(
            f"The centre of the funnel is {centre}, and must be one number above nought.",
            remedy="Give the common rate or ratio of all the units together.",
        )
    return float(centre)


def checked_choice(choice: str, among: tuple[str, ...], what: str) -> str:
    """One of a few words."""
    if choice not in among:
        raise StatisticRefused(
            f"The {what} is {choice!r}, which is not known.",
            remedy=f"Give one of: {', '.join(among)}.",
        )
    return choice


def normal_deviate(confidence: float) -> float:
    """How many standard errors the interval reaches to either side: 1.959964 for 0.95."""
    return float(ndtri((1 + checked_confidence(confidence)) / 2))
