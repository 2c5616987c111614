"""What can be done with a gap in other rooms: doors that they open beside it.

Rooms above evidence say so when they start; a page of evidence knows no room above it.
"""

from dataclasses import dataclass

from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap by its keys: whose, in what, and compared by what."""

    measure: str
    dimension: str
    subgroup: str


@dataclass(frozen=True, slots=True)
class Door:
    """A page that takes a gap: its title as a thing to do, its address, whom it opens to."""

    title: str
    view: str
    permission: Permission


_doors: list[Door] = []


def open_door(title: str, view: str, permission: Permission) -> None:
    """Offer a page wherever a gap is shown; it is given ``measure``, ``by`` and ``group``."""
    door = Door(title, view, permission)
    if door not in _doors:
        _doors.append(door)


def doors(membership: Membership, gap: Gap) -> list[dict[str, str]]:
    """Title and address of each door that this person may take with a gap."""
    query = {"measure": gap.measure, "by": gap.dimension, "group": gap.subgroup}
    return [
        {"title": door.title, "href": reverse(door.view, query=query)}
        for door in _doors
        if membership.may(door.permission)
    ]
