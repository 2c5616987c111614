"""A driver diagram as an outline: an aim, and under it drivers and ideas, each at its level.

Lines stand in the order of reading. A line with all that lies deeper and follows it is its branch,
and moves with it. Every move gives the lines anew, as pairs of the place where a line stood and the
level that it now has; a move that the outline does not allow gives them as they stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass

PRIMARY, SECONDARY, IDEA = 1, 2, 3
LEVELS = {PRIMARY: "Primary driver", SECONDARY: "Secondary driver", IDEA: "Change idea"}

Arranged = list[tuple[int, int]]
"""The place where each line stood, and the level that it has now."""


@dataclass(frozen=True, slots=True)
class Line:
    """One driver or idea: its words, and its level from 1."""

    words: str
    level: int


def is_outline(levels: Sequence[int]) -> bool:
    """Whether the first line is a primary driver and no line lies two levels below the one before.

    >>> is_outline([1, 2, 3, 1]), is_outline([1, 3])
    (True, False)
    """
    before = 0
    for level in levels:
        if not PRIMARY <= level <= min(before + 1, IDEA):
            return False
        before = level
    return True


def branch(levels: Sequence[int], at: int) -> range:
    """The places of a line and of all that lies under it.

    >>> list(branch([1, 2, 3, 2, 1], 1))
    [1, 2]
    """
    end = at + 1
    while end < len(levels) and levels[end] > levels[at]:
        end += 1
    return range(at, end)


def moved_up(levels: Sequence[int], at: int) -> Arranged:
    """The line and its branch before the one above it at its level.

    >>> moved_up([1, 2, 1, 2], 2)
    [(2, 1), (3, 2), (0, 1), (1, 2)]
    """
    above = _above(levels, at)
    return _as_they_stand(levels) if above is None else _swapped(levels, above, at)


def moved_down(levels: Sequence[int], at: int) -> Arranged:
    """The line and its branch after the one below it at its level.

    >>> moved_down([1, 2, 1], 0)
    [(2, 1), (0, 1), (1, 2)]
    """
    below = branch(levels, at).stop
    if below == len(levels) or levels[below] != levels[at]:
        return _as_they_stand(levels)
    return _swapped(levels, at, below)


def indented(levels: Sequence[int], at: int) -> Arranged:
    """The line and its branch one level deeper, under the line above it at its level.

    >>> indented([1, 1, 2], 1)
    [(0, 1), (1, 2), (2, 3)]
    """
    moving = branch(levels, at)
    too_deep = max(levels[place] for place in moving) == IDEA
    if _above(levels, at) is None or too_deep:
        return _as_they_stand(levels)
    return [(place, level + (place in moving)) for place, level in enumerate(levels)]


def outdented(levels: Sequence[int], at: int) -> Arranged:
    """The line and its branch one level higher, after everything that shared its parent.

    >>> outdented([1, 2, 2], 1)
    [(0, 1), (2, 2), (1, 1)]
    """
    if levels[at] == PRIMARY:
        return _as_they_stand(levels)
    moving = branch(levels, at)
    end = moving.stop
    while end < len(levels) and levels[end] >= levels[at]:
        end += 1
    stay = _as_they_stand(levels)
    up = [(place, levels[place] - 1) for place in moving]
    return [*stay[:at], *stay[moving.stop : end], *up, *stay[end:]]


def removed(levels: Sequence[int], at: int) -> Arranged:
    """All but the line and its branch.

    >>> removed([1, 2, 1], 0)
    [(2, 1)]
    """
    gone = branch(levels, at)
    return [each for each in _as_they_stand(levels) if each[0] not in gone]


def in_plain_text(title: str, aim: str, lines: Sequence[Line]) -> str:
    """The outline as text that every program can read, each level further in.

    >>> print(in_plain_text("Missed appointments", "Fewer missed", [Line("Travel", 1)]))
    Missed appointments
    Aim: Fewer missed
      Primary driver: Travel
    """
    said = [title, f"Aim: {aim}"]
    said += [f"{'  ' * line.level}{LEVELS[line.level]}: {line.words}" for line in lines]
    return "\n".join(said)


def _as_they_stand(levels: Sequence[int]) -> Arranged:
    return list(enumerate(levels))


def _above(levels: Sequence[int], at: int) -> int | None:
    """The nearest line above at the same level and under the same parent."""
    for place in reversed(range(at)):
        if levels[place] == levels[at]:
            return place
        if levels[place] < levels[at]:
            return None
    return None


def _swapped(levels: Sequence[int], first: int, second: int) -> Arranged:
    """Two neighbouring branches, the second before the first."""
    lines = _as_they_stand(levels)
    end = branch(levels, second).stop
    return [*lines[:first], *lines[second:end], *lines[first:second], *lines[end:]]
