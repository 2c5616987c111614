"""Support that fits three answers, in order, and how old each entry is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from equity_lens_web.design_system import moments
from equity_lens_web.guidance.reading import Entry
from equity_lens_web.guidance.shipped import Kind

STALE, OLD = 365, 2 * 365  # days since an entry was last checked


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody needs, who they are, and the minutes that they have."""

    need: str
    role: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry: what it is, and how it fits what was asked."""

    entry: Entry
    form: str
    checked: str
    age: str
    is_stale: bool
    fits: tuple[str, ...]


def offers(
    kind: Kind, found: Iterable[Entry], asked: Asked, *, with_old: bool = False
) -> list[Offer]:
    """What meets the need, in order: open to the role, within the minutes, written for the
    role, mainly about the need, checked within a year, shorter.

    What nobody has checked for over two years is left out unless ``with_old``.
    """
    meeting = [each for each in found if asked.need in each.fields.get("needs", ())]
    if not with_old:
        meeting = [each for each in meeting if days_since(each) <= OLD]
    return [_offer(kind, each, asked) for each in sorted(meeting, key=lambda e: _order(e, asked))]


def hidden(found: Iterable[Entry], asked: Asked) -> int:
    """How many meet the need and are left out for their age."""
    return sum(
        asked.need in each.fields.get("needs", ()) and days_since(each) > OLD for each in found
    )


def days_since(each: Entry) -> int:
    """Days since an entry was last checked; one that never was counts as old."""
    checked = each.fields.get("checked")
    return (moments.today() - checked).days if isinstance(checked, dt.date) else OLD + 1


def _order(each: Entry, asked: Asked) -> tuple[bool, bool, bool, bool, bool, int, str]:
    needs, roles = each.fields.get("needs", ()), each.fields.get("roles", ())
    is_for_role = asked.role in roles
    minutes = each.fields.get("minutes") or 0
    return (
        bool(roles) and not is_for_role,
        minutes > asked.minutes,
        not is_for_role,
        needs[0] != asked.need,
        days_since(each) > STALE,
        minutes,
        each.title,
    )


def _offer(kind: Kind, each: Entry, asked: Asked) -> Offer:
    roles, minutes = each.fields.get("roles", ()), each.fields.get("minutes") or 0
    named = ", ".join(kind.choices["roles"].get(role, role) for role in roles)
    fits = [f"Written for: {named}." if roles else "Written for everybody."]
    if minutes > asked.minutes:
        fits.append("Longer than the minutes that you have: it can be read in parts.")
    checked = each.fields.get("checked")
    return Offer(
        entry=each,
        form=kind.choices["form"].get(each.fields.get("form", ""), ""),
        checked=moments.day(checked) if checked else "never",
        age=moments.age(checked),
        is_stale=days_since(each) > STALE,
        fits=tuple(fits),
    )
