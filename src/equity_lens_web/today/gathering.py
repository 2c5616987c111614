"""What needs one person, from every room, in the order of their day.

A room says what it needs in `<room>/needs.py`, in a function `needs_of(membership)`: see
``actions.needs``. What evidence needs, which knows no room above it, is said in ``of_evidence``.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from equity_lens_web.accounts.models import Membership
from equity_lens_web.actions.needs import Need, in_order
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Cover
from equity_lens_web.today import covering, of_evidence

AT_MOST = 3
AHEAD = dt.timedelta(days=7)
OURS = "equity_lens_web."


@dataclass(frozen=True, slots=True)
class Day:
    """What needs a person: at most three things first, then the rest, then what is due later.

    ``covered_by`` says who has taken over while the person is away, until when.
    """

    first: tuple[Need, ...]
    others: tuple[Need, ...]
    later: tuple[Need, ...]
    covered_by: Cover | None = None

    @property
    def minutes(self) -> int:
        """How long all that needs the person now will take."""
        return sum(need.minutes for need in (*self.first, *self.others))


def day_of(membership: Membership) -> Day:
    """What needs a member: what has no day, or whose day is within a week, needs them now.

    While somebody covers for them, what that person may do for them stands with that person.
    """
    covers = covering.today_of(membership)
    away = next((each for each in covers if each.away_id == membership.pk), None)
    own = needs_of(membership)
    if away is not None:
        moved = covering.taken_over(own, away)
        own = [need for need in own if need not in moved]
    taken = [
        need
        for each in covers
        if each.covers_id == membership.pk
        for need in covering.on_behalf(needs_of(each.away), each, besides=own)
    ]
    needs = in_order([*own, *taken])
    until = moments.today() + AHEAD
    now = tuple(need for need in needs if need.due is None or need.due <= until)
    later = tuple(need for need in needs if need.due is not None and need.due > until)
    return Day(now[:AT_MOST], now[AT_MOST:], later, away)


def needs_of(membership: Membership) -> list[Need]:
    """What every room needs of a member."""
    return [need for room in _rooms() for need in room(membership)]


@cache
def _rooms() -> tuple[Callable[[Membership], list[Need]], ...]:
    """Every room that says what it needs."""
    found = [of_evidence.needs_of]
    for config in apps.get_app_configs():
        if config.name.startswith(OURS) and module_has_submodule(config.module, "needs"):
            found.append(import_module(f"{config.name}.needs").needs_of)
    return tuple(found)
