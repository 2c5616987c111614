"""Programmes on a map: by level, and what is out of order among them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from equity_lens_web.plan.models import Programme, ScopeAddition


@dataclass(frozen=True, slots=True)
class Overlap:
    """Programmes that serve one priority for one group."""

    priority: str
    group: str
    programmes: list[Programme]


@dataclass(frozen=True, slots=True)
class Found:
    """What is out of order: nobody owns it, it serves no priority, two do one thing, it has grown."""

    without_owner: list[Programme]
    without_priority: list[Programme]
    overlaps: list[Overlap]
    grown: list[tuple[Programme, list[ScopeAddition]]]


def found(programmes: Sequence[Programme]) -> Found:
    """Look through the programmes; their priorities and additions have been fetched with them."""
    return Found(
        [each for each in programmes if not each.who],
        [each for each in programmes if not each.priorities.all()],
        _overlaps(programmes),
        [(each, added) for each in programmes if (added := _since_approval(each))],
    )


def by_level(programmes: Sequence[Programme]) -> list[tuple[str, list[Programme]]]:
    """Each level with its programmes."""
    return [
        (title, [each for each in programmes if each.level == level])
        for level, title in Programme.Level.choices
    ]


def _overlaps(programmes: Sequence[Programme]) -> list[Overlap]:
    """The same priority and the same group, however its name is capitalised or spaced."""
    together: dict[tuple[Any, str], list[Programme]] = defaultdict(list)
    for each in programmes:
        for priority in each.priorities.all():
            together[priority, " ".join(each.group.casefold().split())].append(each)
    return [
        Overlap(priority.title, alike[0].group or "no group named", alike)
        for (priority, _), alike in together.items()
        if len(alike) > 1
    ]


def _since_approval(programme: Programme) -> list[ScopeAddition]:
    """What was added; without a day of approval, everything that was."""
    approved = programme.approved_on
    additions = programme.additions.all()
    return [each for each in additions if approved is None or each.added_on >= approved]
