"""Leaving a trace."""

from typing import Any

from django.db.models import Model

from equity_lens_web.audit.models import Event


def record(
    what: str,
    *,
    organisation: Model | None,
    by: Model | None,
    about: str = "",
    **detail: Any,
) -> Event:
    """Write down that a person did something, in the same transaction as what they did."""
    return Event.objects.create(
        what=what, organisation=organisation, person=by, about=about[:200], detail=detail
    )


def seen(request: Any, what: str, about: str = "") -> Event:
    """Write down that a person opened something that is worth knowing they opened."""
    return record(what, organisation=request.organisation, by=request.user, about=about)
