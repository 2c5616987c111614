"""What the people whose identity nobody recorded could do to a gap."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.statistics._checks import counts, numbers, refuse_where, same_shape
from equity_lens.statistics.differences import split_whole, two_groups
from equity_lens.statistics.estimate import FloatArray


class Bounds(NamedTuple):
    """The extremes that a figure could take. Not an interval: nothing is said of what is likely."""

    lower: FloatArray
    upper: FloatArray


def missing_identity_bounds(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    unknown_events: npt.ArrayLike,
    unknown_population: npt.ArrayLike,
) -> Bounds:
    """Extremes of a gap, were all whose identity is not known in the group, or in its reference.

    Group minus reference, as ``proportion_difference``.

    Parameters
    ----------
    events, population : any shape, counts
        People with the event, and people at risk, in the group. ``nan`` where withheld.
    reference_events, reference_population : counts, broadcast against those
        The same in the reference, none of whom is in the group.
    unknown_events, unknown_population : counts, broadcast against those
        The same among people whose identity is not known; nought where there are none.

    Returns
    -------
    Bounds
        ``lower``, ``upper`` as a difference in proportion: the least and greatest of the gap as
        recorded, the gap with all not known added to the group, and the gap with all of them
        added to the reference. ``nan`` where any count is.

    Raises
    ------
    InvalidCounts
        A negative count, a group or reference of nobody, or more events than people.

    Notes
    -----
    The not known are moved together, with the share of events they have. It is not the widest
    that could be: see ``worst_case_missing_bounds``.

    References
    ----------
    Manski CF. Partial Identification of Probability Distributions. Springer 2003.

    Examples
    --------
    >>> bounds = missing_identity_bounds(500, 1000, 700, 1000, 60, 200)
    >>> f"{bounds.lower:+.3f} to {bounds.upper:+.3f}"
    '-0.233 to -0.133'
    """
    (a, n), (b, m), (u, v) = _three_groups(
        events,
        population,
        reference_events,
        reference_population,
        unknown_events,
        unknown_population,
    )
    return _extremes(a / n - b / m, (a + u) / (n + v) - b / m, a / n - (b + u) / (m + v))


def worst_case_missing_bounds(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    unknown_events: npt.ArrayLike,
    unknown_population: npt.ArrayLike,
) -> Bounds:
    """Widest that a gap could be, however the people whose identity is not known are divided.

    As ``missing_identity_bounds``, with those who had the event and those who had not free to
    belong to different groups.

    Parameters
    ----------
    events, population, reference_events, reference_population, unknown_events, unknown_population
        As ``missing_identity_bounds``.

    Returns
    -------
    Bounds
        ``lower``: all not known with the event belong to the reference, all without it to the
        group. ``upper``: the other way about. ``nan`` where any count is.

    Raises
    ------
    InvalidCounts
        As ``missing_identity_bounds``.

    References
    ----------
    Horowitz JL, Manski CF. Econometrica 1995;63:281-302.

    Examples
    --------
    >>> bounds = worst_case_missing_bounds(500, 1000, 700, 1000, 60, 200)
    >>> f"{bounds.lower:+.3f} to {bounds.upper:+.3f}"
    '-0.278 to -0.086'
    """
    (a, n), (b, m), (u, v) = _three_groups(
        events,
        population,
        reference_events,
        reference_population,
        unknown_events,
        unknown_population,
    )
    without = v - u
    return Bounds(a / (n + without) - (b + u) / (m + u), (a + u) / (n + u) - b / (m + without))


def plausible_missing_bounds(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    unknown_events: npt.ArrayLike,
    unknown_population: npt.ArrayLike,
    *,
    share: tuple[npt.ArrayLike, npt.ArrayLike],
    reference_share: tuple[npt.ArrayLike, npt.ArrayLike],
) -> Bounds:
    """Extremes of a gap, were plausible shares of the not known in the group and its reference.

    As ``missing_identity_bounds``, with less than all: shares taken from a census, say, give or
    take what is thought plausible. The rest belong to other groups.

    Parameters
    ----------
    events, population, reference_events, reference_population, unknown_events, unknown_population
        As ``missing_identity_bounds``.
    share, reference_share
        Least and greatest share, 0 to 1, of the not known who belong to the group, and to the
        reference; each broadcast against the counts.

    Returns
    -------
    Bounds
        ``lower``, ``upper`` as a difference in proportion, over every pair of shares within those
        ranges. The same share twice gives one gap. ``nan`` where any count is.

    Raises
    ------
    InvalidCounts
        As ``missing_identity_bounds``; or shares outside 0 to 1, least above greatest, or least
        shares that add to more than everyone.

    Notes
    -----
    The group's proportion moves one way only as its share grows, and so does the reference's, so
    that the extremes lie at the ends of the ranges.

    References
    ----------
    Manski CF. Partial Identification of Probability Distributions. Springer 2003.

    Examples
    --------
    >>> bounds = plausible_missing_bounds(
    ...     500, 1000, 700, 1000, 60, 200, share=(0.2, 0.4), reference_share=(0.3, 0.5)
    ... )
    >>> f"{bounds.lower:+.3f} to {bounds.upper:+.3f}"
    '-0.192 to -0.171'
    """
    (a, n), (b, m), (u, v) = _three_groups(
        events,
        population,
        reference_events,
        reference_population,
        unknown_events,
        unknown_population,
    )
    ours, theirs = (
        _checked_range(share, "share"),
        _checked_range(reference_share, "reference share"),
    )
    refuse_where(
        np.asarray(ours[0] + theirs[0] > 1),
        "the least shares add to more than everyone",
        "Give shares of the same people: 0.2 and 0.3, say, leave half to other groups.",
    )
    rates = [(a + s * u) / (n + s * v) for s in ours]
    reference_rates = [(b + s * u) / (m + s * v) for s in theirs]
    return _extremes(*(rate - other for rate in rates for other in reference_rates))


def part_whole_missing_bounds(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    total_events: npt.ArrayLike,
    total_population: npt.ArrayLike,
    unknown_events: npt.ArrayLike,
    unknown_population: npt.ArrayLike,
) -> Bounds:
    """Extremes of a gap from everyone, were all whose identity is not known in the group, or none.

    Group minus everyone, as ``part_whole_difference``.

    Parameters
    ----------
    events, population : any shape, counts
        People with the event, and people at risk, in the group. ``nan`` where withheld.
    total_events, total_population : counts, broadcast against those
        The same for everyone, including the group and those whose identity is not known.
    unknown_events, unknown_population : counts, broadcast against those
        The same among people whose identity is not known; nought where there are none.

    Returns
    -------
    Bounds
        ``lower``, ``upper`` as a difference in proportion. Everyone stays as they are: only the
        group changes. ``nan`` where any count is.

    Raises
    ------
    InvalidCounts
        As ``missing_identity_bounds``, or groups that cannot be part of the total.

    References
    ----------
    Manski CF. Partial Identification of Probability Distributions. Springer 2003.

    Examples
    --------
    >>> bounds = part_whole_missing_bounds(500, 1000, 1260, 2200, 60, 200)
    >>> f"{bounds.lower:+.3f} to {bounds.upper:+.3f}"
    '-0.106 to -0.073'
    """
    (a, n), (b, m), (u, v) = _three_groups(
        events, population, total_events, total_population, unknown_events, unknown_population
    )
    split_whole(a + u, n + v, b, m)
    overall = b / m
    return _extremes(a / n - overall, (a + u) / (n + v) - overall)


def _checked_range(
    shares: tuple[npt.ArrayLike, npt.ArrayLike], what: str
) -> tuple[FloatArray, FloatArray]:
    """The least and greatest share, each a share and in that order."""
    least, greatest = (numbers(share, what) for share in shares)
    refuse_where(
        np.asarray((least < 0) | (greatest > 1) | ~(least <= greatest)),
        f"the {what} is not a range within 0 to 1",
        "Give the least and the greatest share, such as (0.2, 0.4).",
    )
    return least, greatest


def _extremes(*gaps: FloatArray) -> Bounds:
    """The least and greatest of several gaps; ``nan`` where any of them is."""
    together = np.stack(gaps)
    return Bounds(together.min(axis=0), together.max(axis=0))


Pair = tuple[FloatArray, FloatArray]


def _three_groups(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    unknown_events: npt.ArrayLike,
    unknown_population: npt.ArrayLike,
) -> tuple[Pair, Pair, Pair]:
    """Checked counts of two groups and of the not known, who may be nobody, in one shape."""
    (a, n), (b, m) = two_groups(events, population, reference_events, reference_population)
    u, v = (
        counts(unknown_events, "unknown events"),
        counts(unknown_population, "unknown population"),
    )
    a, n, b, m, u, v = same_shape(
        ("events", a),
        ("population", n),
        ("reference events", b),
        ("reference population", m),
        ("unknown events", u),
        ("unknown population", v),
    )
    refuse_where(
        u > v,
        "there are more unknown events than people",
        "Check that both count the same people, and that they are the right way round.",
    )
    return (a, n), (b, m), (u, v)
