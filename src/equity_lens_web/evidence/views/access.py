"""The access pathway, from referral to attendance."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.errors import PlanRefused
from equity_lens.planning.pathway import Walk
from equity_lens.planning.pathways import Pathway
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.fitting import concerning
from equity_lens_web.evidence.presenters import access as present
from equity_lens_web.evidence.presenters.measure import dimension_items
from equity_lens_web.evidence.reading import Figures, figures_of
from equity_lens_web.evidence.walking import walkable, walked


@dataclass(frozen=True)
class Chosen:
    """The pathway and the breakdown that were asked for; the walk, or why there is none."""

    pathways: list[Pathway]
    breakdowns: list[str]
    pathway: Pathway | None = None
    by: str = ""
    walk: Walk | None = None
    refused: str = ""


@require_safe
@page(Permission.EVIDENCE_READ)
@concerning("access")
def access(request: Any) -> HttpResponse:
    """Loss at each step for every group, and in a chart for one of them."""
    figures = figures_of(request.organisation)
    chosen = chosen_walk(figures, request.GET)
    shown = {}
    if chosen.walk is not None:
        group = present.group_of(chosen.walk, request.GET.get("group", ""))
        shown = present.context(chosen.walk, group, synthetic=request.organisation.synthetic)
    return render(
        request,
        "evidence/reading/access.jinja",
        {
            "refresh": figures.refresh,
            "chosen": chosen,
            "pathways": present.pathway_items(chosen.pathways),
            "dimensions": dimension_items(chosen.breakdowns),
            "may_model": request.membership.may(Permission.ACCESS_MODEL),
            **shown,
        },
    )


def chosen_walk(figures: Figures, asked: Any) -> Chosen:
    """What was asked for by ``pathway`` and ``by``; the first of each where it is not there."""
    found = walkable(figures)
    pathway = next(
        (each for each in found if each.id == asked.get("pathway")), next(iter(found), None)
    )
    if pathway is None:
        return Chosen([], [])
    keys = found[pathway]
    by = asked.get("by", "")
    by = by if by in keys else keys[0]
    try:
        return Chosen(list(found), keys, pathway, by, walked(figures, pathway, by))
    except PlanRefused as refusal:
        said = " ".join([refusal.problem, *refusal.faults])
        return Chosen(list(found), keys, pathway, by, refused=said)
