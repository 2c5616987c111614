"""Which people are among which others, read from the conditions of measures.

Those waiting over 65 weeks are among those over 52; those within 18 weeks and those over 52 have
nobody in common. A reader knows the definitions, and can subtract accordingly.
"""

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from equity_lens.measures.measure import Condition

People = frozenset[Condition]


class Subtraction(NamedTuple):
    """People with some of those among them; what is left over are people too.

    ``whole`` and ``parts`` are positions. The parts have nobody in common.
    """

    whole: int
    parts: tuple[int, ...]


def subtractions(people: Sequence[People]) -> Iterator[Subtraction]:
    """Each set of people less the largest sets among them: one at a time, and two apart.

    Only the next larger set is given: what follows from two steps is not said again.
    """
    among = {
        (a, b)
        for a, one in enumerate(people)
        for b, other in enumerate(people)
        if a != b and one != other and are_among(one, other)
    }
    direct = {
        (a, b)
        for a, b in among
        if not any((a, c) in among and (c, b) in among for c in range(len(people)))
    }
    for part, whole in sorted(direct, key=lambda pair: (pair[1], pair[0])):
        yield Subtraction(whole, (part,))
    for whole in range(len(people)):
        within = sorted(a for a, b in direct if b == whole)
        for i, a in enumerate(within):
            for b in within[i + 1 :]:
                if are_apart(people[a], people[b]):
                    yield Subtraction(whole, (a, b))


def are_among(some: People, others: People) -> bool:
    """Whether whoever meets the first conditions must meet the second.

    Examples
    --------
    >>> over_52 = frozenset({Condition("weeks_waited", more_than=52)})
    >>> over_65 = frozenset({Condition("weeks_waited", more_than=65)})
    >>> are_among(over_65, over_52), are_among(over_52, over_65)
    (True, False)
    """
    return all(any(_implies(own, wanted) for own in some) for wanted in others)


def are_apart(some: People, others: People) -> bool:
    """Whether nobody can meet both sets of conditions.

    Examples
    --------
    >>> within_18 = frozenset({Condition("weeks_waited", at_most=18)})
    >>> over_52 = frozenset({Condition("weeks_waited", more_than=52)})
    >>> are_apart(within_18, over_52)
    True
    """
    return any(_excludes(one, other) for one in some for other in others)


def _implies(one: Condition, other: Condition) -> bool:
    if one == other:
        return True
    if one.column != other.column:
        return False
    if other.is_known:
        return not one.is_known and not one.not_in
    if one.is_in and other.is_in:
        return set(one.is_in) <= set(other.is_in)
    if one.is_in and other.not_in:
        return not set(one.is_in) & set(other.not_in)
    if one.is_in and other.starts_with:
        return all(code.startswith(other.starts_with) for code in one.is_in)
    if _is_numeric(one) and _is_numeric(other):
        (low, open_low), (high, open_high) = _ends(one)
        (other_low, other_open_low), (other_high, other_open_high) = _ends(other)
        above = low > other_low or (low == other_low and open_low >= other_open_low)
        below = high < other_high or (high == other_high and open_high >= other_open_high)
        return above and below
    return False


def _excludes(one: Condition, other: Condition) -> bool:
    if one.column != other.column:
        return False
    if one.is_in and other.is_in:
        return not set(one.is_in) & set(other.is_in)
    if _is_numeric(one) and _is_numeric(other):
        return _lies_below(one, other) or _lies_below(other, one)
    return False


def _lies_below(one: Condition, other: Condition) -> bool:
    (high, open_high), (low, open_low) = _ends(one)[1], _ends(other)[0]
    return high < low or (high == low and (open_high or open_low))


def _is_numeric(one: Condition) -> bool:
    limits = (one.at_least, one.at_most, one.more_than, one.less_than)
    return any(limit is not None for limit in limits)


def _ends(one: Condition) -> tuple[tuple[float, bool], tuple[float, bool]]:
    """Lowest and highest value, each with whether it is left out."""
    low = (-inf, False) if one.at_least is None else (one.at_least, False)
    high = (inf, False) if one.at_most is None else (one.at_most, False)
    if one.more_than is not None:
        low = (one.more_than, True)
    if one.less_than is not None:
        high = (one.less_than, True)
    return low, high
