"""What a room needs of a person: one line on the page Today, with its minutes.

    # in <room>/needs.py
    def needs_of(membership: Membership) -> list[Need]: ...

Each room says what it needs in a bounded number of queries; Today puts the lists together.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do: what, where, in how many minutes, by when (None: no day), and why."""

    title: str
    href: str
    minutes: int
    due: dt.date | None
    why: str


def in_order(needs: Iterable[Need]) -> list[Need]:
    """What is due first comes first, then what has no day; the shorter of two, then by title.

    >>> day = dt.date(2026, 12, 1)
    >>> later = Need("Read the plan", "/plan/", 5, None, "A year has passed.")
    >>> sooner = Need("Answer an idea", "/ideas/", 2, day, "It has waited 12 days.")
    >>> [need.title for need in in_order([later, sooner])]
    ['Answer an idea', 'Read the plan']
    """
    return sorted(
        needs, key=lambda need: (need.due or dt.date.max, need.minutes, need.title, need.href)
    )
