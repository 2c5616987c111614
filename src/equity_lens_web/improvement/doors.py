"""What can be done with a project in rooms above: doors that they open on its page.

A room says so when it starts; a page of improvement knows no room above it.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.improvement.models import Project


@dataclass(frozen=True, slots=True)
class Door:
    """A page that takes a project's number: its title as a thing to do, and whom it opens to.

    ``begins`` is true where it begins something, and so is asked by a button and not by a link.
    """

    title: str
    view: str
    permission: Permission
    begins: bool


_doors: list[Door] = []


def open_door(title: str, view: str, permission: Permission, *, begins: bool = False) -> None:
    """Offer a page on every project that has begun."""
    door = Door(title, view, permission, begins)
    if door not in _doors:
        _doors.append(door)


def doors(membership: Membership, project: Project) -> list[dict[str, Any]]:
    """Title and address of each door that this person may take with a project, and how."""
    if project.is_draft:
        return []
    return [
        {
            "title": door.title,
            "href": reverse(door.view, args=[project.pk]),
            "begins": door.begins,
        }
        for door in _doors
        if membership.may(door.permission)
    ]
