"""Who uses a service against who lives in its area: how many were seen, and how many expected."""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics._checks import (
    at_risk,
    checked_confidence,
    counts,
    none_missing,
    normal_deviate,
    numbers,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import Estimate, FloatArray
from equity_lens.statistics.indirect_standardisation import AgainstExpected
from equity_lens.statistics.missing import Bounds
from equity_lens.statistics.proportions import wilson


def expected_share(users: npt.ArrayLike, residents: npt.ArrayLike) -> FloatArray:
    """Share of a service's users that each group would make up, were use alike at every age.

    With one stratum it is the group's share of residents, whoever the users are. With ages and
    sexes it is the share of the users of each, added up: fair to a group that is older.

    Parameters
    ----------
    users : (..., a) counts
        Users of each age and sex, all groups together.
    residents : (..., g, a) counts
        People who live in the area, groups on the last axis but one; nought is allowed in a group.

    Returns
    -------
    array of (..., g)
        Shares, 0 to 1, that add to 1 over the groups.

    Raises
    ------
    InvalidCounts
        A negative or missing count, nobody among the users, or an age of which there are users
        and no residents.

    Notes
    -----
    Indirect standardisation, with all groups together as the reference. Expected is what equal
    use would bring; it is not need, of which residents alone tell nothing.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research II. IARC 1987, p 69.

    Examples
    --------
    >>> expected_share([1000], [[2000], [8000]])
    array([0.2, 0.8])
    >>> expected_share([100, 900], [[1500, 500], [3500, 4500]])  # young and old, by group
    array([0.12, 0.88])
    """
    used = counts(users, "users")
    people = counts(residents, "residents")
    remedy = "Give every age in the same order, with 0 where there are none."
    none_missing(used, "a count of users", remedy)
    none_missing(people, "a count of residents", remedy)
    everyone = people.sum(axis=-2)
    used, everyone = same_shape(("users", used), ("residents of an age", everyone))
    refuse_where(
        (everyone == 0) & (used > 0),
        "there are users of an age that no resident has",
        "Check that users and residents are of the same area.",
    )
    total = at_risk(used.sum(axis=-1), "all users")
    weight = np.where(everyone > 0, used / np.where(everyone > 0, everyone, 1.0), 0.0)
    return (people * weight[..., None, :]).sum(axis=-1) / total[..., None]


def representation_ratio(
    observed: npt.ArrayLike,
    users: npt.ArrayLike,
    share: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> AgainstExpected:
    """Users in a group over those expected from its share of residents.

    Below 1 when the group is seen less than expected; 1 when as many are seen as expected.

    Parameters
    ----------
    observed : any shape, counts
        Users in the group. ``nan`` where missing or withheld.
    users : counts, broadcast against ``observed``
        Users of all groups together, those of unknown identity left out. Above nought.
    share : proportions, broadcast against ``observed``
        Share of the users expected in the group, above 0 and at most 1; see ``expected_share``.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    AgainstExpected
        ``value``, ``lower``, ``upper`` as a ratio; ``observed`` and ``expected`` users. ``nan``
        where a count is.

    Raises
    ------
    InvalidCounts
        A negative count, no users, a group larger than all users, or a share outside 0 to 1.

    Notes
    -----
    Wilson's interval of the group's share of users, over the share expected, which is taken as
    known. The group is part of the users, so a Poisson interval of its count would be too wide
    for a large group: it would let all others vary too. Assumes that users are independent of one
    another; where one person is counted several times, the interval is too narrow.

    References
    ----------
    Wilson EB. J Am Stat Assoc 1927;22:209-212. Breslow NE, Day NE. Statistical Methods in Cancer
    Research II. IARC 1987, p 69.

    Examples
    --------
    >>> seen = representation_ratio(120, 1000, 0.2)
    >>> f"{seen.value:.2f} ({seen.lower:.2f} to {seen.upper:.2f}), {seen.expected:.0f} expected"
    '0.60 (0.51 to 0.71), 200 expected'
    """
    group, everyone, fair = _of_all(observed, users, share)
    found = wilson(group, everyone, normal_deviate(checked_confidence(confidence)))
    ratio, lower, upper = (part / fair for part in found)
    return AgainstExpected(ratio, lower, upper, group, everyone * fair)


def people_below_expected(
    observed: npt.ArrayLike,
    users: npt.ArrayLike,
    share: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Users expected in a group less those seen: how many fewer there are than equal use brings.

    Above nought when fewer are seen than expected, below when more are.

    Parameters
    ----------
    observed, users, share, confidence
        As ``representation_ratio``.

    Returns
    -------
    Estimate
        ``value``, ``lower``, ``upper`` in users; over all groups the values add to nought.

    Raises
    ------
    InvalidCounts
        As ``representation_ratio``.

    References
    ----------
    Wilson EB. J Am Stat Assoc 1927;22:209-212.

    Examples
    --------
    >>> fewer = people_below_expected(120, 1000, 0.2)
    >>> f"{fewer.value:.0f} ({fewer.lower:.0f} to {fewer.upper:.0f})"
    '80 (58 to 99)'
    """
    ratio = representation_ratio(observed, users, share, confidence=confidence)
    parts = (ratio.value, ratio.upper, ratio.lower)
    value, lower, upper = (ratio.expected * (1 - part) for part in parts)
    return Estimate(value, lower, upper)


def representation_bounds(
    observed: npt.ArrayLike, users: npt.ArrayLike, share: npt.ArrayLike, unknown: npt.ArrayLike
) -> Bounds:
    """Extremes of a representation ratio, were none or all of the not known in the group.

    Parameters
    ----------
    observed, users, share
        As ``representation_ratio``.
    unknown : counts, broadcast against ``observed``
        Users whose identity is not known. Nought where there are none.

    Returns
    -------
    Bounds
        ``lower`` if all of the unknown belonged to other groups, ``upper`` if all belonged to
        this one. ``nan`` where a count is.

    Raises
    ------
    InvalidCounts
        As ``representation_ratio``, or a negative number of unknown.

    References
    ----------
    Manski CF. Partial Identification of Probability Distributions. Springer 2003.

    Examples
    --------
    >>> bounds = representation_bounds(120, 1000, 0.2, 50)
    >>> f"{bounds.lower:.2f} to {bounds.upper:.2f}"
    '0.57 to 0.81'
    """
    group, everyone, fair = _of_all(observed, users, share)
    not_known = counts(unknown, "users of unknown identity")
    group, everyone, fair, not_known = same_shape(
        ("observed", group), ("users", everyone), ("share", fair), ("unknown", not_known)
    )
    expected = (everyone + not_known) * fair
    return Bounds(group / expected, (group + not_known) / expected)


def _of_all(
    observed: npt.ArrayLike, users: npt.ArrayLike, share: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """A group, all the users and the share expected, checked and of one shape."""
    fair = numbers(share, "share")
    refuse_where(
        (fair <= 0) | (fair > 1),
        "the share expected is not between 0 and 1",
        "Leave out a group without residents, and give a share such as 0.2.",
    )
    group, everyone, fair = same_shape(
        ("observed", counts(observed, "observed")),
        ("users", at_risk(users, "users")),
        ("share", fair),
    )
    refuse_where(
        group > everyone,
        "a group is larger than all the users that it is part of",
        "Check that the users are those of all groups together.",
    )
    return group, everyone, fair
