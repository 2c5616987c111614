"""Charts of a measure as files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from equity_lens.charts import (
    control_chart,
    funnel_chart,
    interval_chart,
    representation_chart,
)
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.fitting import concerning
from equity_lens_web.evidence.presenters import access, representation, tables
from equity_lens_web.evidence.presenters.downloads import FORMS, TYPES, file_of
from equity_lens_web.evidence.presenters.measure import Drawn
from equity_lens_web.evidence.reading import Figures, figures_of
from equity_lens_web.evidence.views.access import chosen_walk
from equity_lens_web.evidence.views.measure import chosen_profile


@require_safe
@page(Permission.EVIDENCE_READ)
def chart_file(request: Any, measure: str, kind: str, form: str) -> HttpResponse:
    """One chart of one measure: of groups, a trend, providers or residents; as SVG, PNG or CSV."""
    if kind not in KINDS:
        raise Http404
    figures = figures_of(request.organisation)
    drawn = KINDS[kind](figures, measure, request.GET, request.organisation.synthetic)
    return _file(request, drawn, f"{measure}-{kind}", form)


@require_safe
@page(Permission.EVIDENCE_READ)
@concerning("access")
def pathway_file(request: Any, form: str) -> HttpResponse:
    """One group on a pathway: where it is lost, step by step; as SVG, PNG or CSV."""
    walk = chosen_walk(figures_of(request.organisation), request.GET).walk
    if walk is None:
        return redirect("evidence:access")  # which says why there is none
    group = access.group_of(walk, request.GET.get("group", ""))
    drawn = access.drawn(walk, group, synthetic=request.organisation.synthetic)
    return _file(request, drawn, f"{walk.pathway.id}-{group.subgroup.key}", form)


def _file(request: Any, drawn: Drawn, name: str, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    # What was asked for is not to be trusted in a header: a quotation mark would end the name.
    name = f"{slugify(name)}-{slugify(request.GET.get('by', '')) or 'all'}.{form}"
    return HttpResponse(
        file_of(drawn.chart, drawn.table, form, synthetic=request.organisation.synthetic),
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _groups(figures: Figures, measure: str, asked: Any, synthetic: bool) -> Drawn:
    profile = chosen_profile(
        figures, measure, asked.get("by", ""), asked.get("against", "")
    ).profile
    return Drawn(interval_chart(profile, synthetic=synthetic), tables.profile_table(profile))


def _trend(figures: Figures, measure: str, asked: Any, synthetic: bool) -> Drawn:
    wanted = (asked.get("subgroup", ""), "gap" in asked)
    for trend in figures.trends(measure, asked.get("by", "all")):
        if (trend.subgroup, trend.is_gap) == wanted:
            return Drawn(control_chart(trend, synthetic=synthetic), tables.trend_table(trend))
    raise Http404


def _funnel(figures: Figures, measure: str, asked: Any, synthetic: bool) -> Drawn:
    for funnel in figures.funnels(measure, asked.get("by", "all")):
        return Drawn(funnel_chart(funnel, synthetic=synthetic), tables.funnel_table(funnel))
    raise Http404


def _residents(figures: Figures, measure: str, asked: Any, synthetic: bool) -> Drawn:
    for shown in figures.representations():
        if (shown.measure.id, shown.dimension.key) == (measure, asked.get("by", "")):
            if not representation.is_drawn(shown):
                break
            return Drawn(
                representation_chart(shown, synthetic=synthetic), representation.table(shown)
            )
    raise Http404


KINDS = {"groups": _groups, "trend": _trend, "funnel": _funnel, "residents": _residents}
