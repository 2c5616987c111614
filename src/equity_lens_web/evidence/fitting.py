"""Pages about something that concerns some kinds of trust alone: others are told so, and whom to ask.

@page(Permission.EVIDENCE_READ)
@concerning("waiting-list")
def waiting_list(request): ...
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from equity_lens.measures.material import Material, material, material_of, measure_fits, page_fits
from equity_lens.measures.measure import Measure
from equity_lens_web.accounts.permissions import Permission, roles

View = Callable[..., HttpResponse]


def concerning(key: str) -> Callable[[View], View]:
    """Mark a view by its key in the kinds of material."""

    def mark(view: View) -> View:
        @wraps(view)
        def shown(request: Any, *args: Any, **named: Any) -> HttpResponse:
            if page_fits(key, request.organisation.material_shown):
                return view(request, *args, **named)
            return _does_not_concern(request, [k for k in material().values() if key in k.pages])

        return shown

    return mark


def measure_does_not_fit(request: Any, measure: Measure) -> HttpResponse | None:
    """What somebody is told who opens a measure of another kind of trust; None where it fits."""
    if measure_fits(measure, request.organisation.material_shown):
        return None
    return _does_not_concern(request, [material()[material_of(measure)]])


def _does_not_concern(request: Any, kinds: list[Material]) -> HttpResponse:
    """Not found, in words: what the page is about, and who can switch it on."""
    settle = [role.key for role in roles().values() if Permission.SETTINGS_CHANGE in role.may]
    there = request.organisation.memberships.current().filter(role__in=settle)
    keepers = list(there.order_by("person__name").values_list("person__name", flat=True))
    return render(
        request,
        "evidence/reading/does_not_concern.jinja",
        {
            "kinds": kinds,
            "keepers": keepers,
            "may_settle": request.membership.may(Permission.SETTINGS_CHANGE),
        },
        status=404,
    )
