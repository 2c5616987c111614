"""Needs of somebody who is away, and which of them go to whoever covers.

What is theirs alone stays with them, and so does what the role of the other does not open.
"""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import resolve

from equity_lens_web.accounts.access import access_of
from equity_lens_web.accounts.models import Membership
from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Cover


def today_of(membership: Membership) -> list[Cover]:
    """The covers of today in which a member is away, or covers for somebody who is still a member."""
    today = moments.today()
    return list(
        Cover.objects.filter(Q(away=membership) | Q(covers=membership))
        .filter(from_on__lte=today, to_on__gte=today, away__ended_at=None, covers__ended_at=None)
        .select_related("away__person", "away__organisation", "covers__person")
        .defer("away__organisation__logo", "away__organisation__word_template")
    )


def taken_over(needs: Iterable[Need], cover: Cover) -> list[Need]:
    """Those that go to whoever covers."""
    return [need for need in needs if not need.theirs_alone and _opens(need.href, to=cover.covers)]


def on_behalf(needs: Iterable[Need], cover: Cover, *, besides: Iterable[Need]) -> list[Need]:
    """Those that go to whoever covers, under the name of who is away; what they have already, once."""
    there = {need.href for need in besides}
    return [
        replace(need, on_behalf_of=cover.away.person.name)
        for need in taken_over(needs, cover)
        if need.href not in there
    ]


def _opens(href: str, *, to: Membership) -> bool:
    """Whether a page is open to a member."""
    access = access_of(resolve(urlsplit(href).path).func)
    return access is not None and (access.permission is None or to.may(access.permission))
