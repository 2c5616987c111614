"""The wider area: what partners share responsibility for, beside England."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.context import context_of
from equity_lens.words.context import SHARED
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.area import area_of
from equity_lens_web.evidence.presenters.context import themes


@require_safe
@page(Permission.EVIDENCE_READ)
def context(request: Any) -> HttpResponse:
    """Wider determinants of the organisation's area, one by one; nothing is scored."""
    area, refused = area_of(request.organisation), ""
    shown = []
    if area is not None:
        try:
            shown = themes(context_of(area.authorities, area.board), area)
        except ReferenceMissing as lacking:
            refused = " ".join([lacking.problem, *lacking.faults])
    return render(
        request,
        "evidence/reading/context.jinja",
        {
            "area": area,
            "themes": shown,
            "shared": SHARED,
            "refused": refused,
            "may_change": request.membership.may(Permission.SETTINGS_CHANGE),
        },
    )
