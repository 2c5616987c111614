"""Bringing a project's own counts, and what became of each table."""

import csv
import datetime as dt
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens import pipeline
from equity_lens.errors import EquityLensError
from equity_lens.words.dates import period as in_words
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.presenters.extracts import problem
from equity_lens_web.improvement.forms.figures import CountsForm, PeriodForm, TableForm
from equity_lens_web.improvement.models import FigureTable, ProjectMeasure
from equity_lens_web.improvement.presenters.projects import splits
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import figures as services
from equity_lens_web.improvement.splits import measure_of, subgroups_of

HEADER = ("measure", "period", "organisation", "dimension", "subgroup", "numerator", "denominator")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def figures(request: Any, pk: int) -> HttpResponse:
    """Upload a table; see which months are known, and which lines were left out and why."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    form = TableForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    refused = None
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = services.upload_figures(
                project=project, name=file.name, content=file.read(), by=request.user
            )
        except EquityLensError as fault:
            refused = problem(str(fault))
        else:
            messages.success(request, _said(brought))
            return redirect("improvement:figures", project.pk)
    measures = list(project.measures.with_all().prefetch_related("tables"))
    own = [each for each in measures if each.is_counted_by_project]
    tables = FigureTable.objects.filter(measure__in=own).select_related("came_by").order_by("-pk")
    return render(
        request,
        "improvement/figures.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "form": form,
            "refused": refused,
            "known": [(split, _months(split.measure)) for split in splits(project, own)],
            "tables": [(table, _periods(table.periods)) for table in tables],
            "of_the_trust": [each for each in splits(project, measures) if each.measure not in own],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def key(request: Any, pk: int, split: int) -> HttpResponse:
    """Key the counts of one month or one week."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    own = project.measures.with_all().filter(counted=ProjectMeasure.Counted.TABLE)
    found = get_object_or_404(own, pk=split)
    period = PeriodForm(request.GET if "period" in request.GET else None)
    chosen = period.cleaned_data["period"] if period.is_bound and period.is_valid() else ""
    form = CountsForm(found, request.POST if request.method == "POST" else None)
    refused = None
    if chosen and form.is_bound and form.is_valid():
        try:
            services.key_figures(split=found, period=chosen, counts=form.counts, by=request.user)
        except EquityLensError as fault:
            refused = problem(str(fault))
        else:
            messages.success(request, f"Saved: {_period(chosen)}. The rule is being asked.")
            return redirect("improvement:figures", project.pk)
    measure = measure_of(found)
    return render(
        request,
        "improvement/key.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "measure": measure,
            "period": period,
            "chosen": _period(chosen) if chosen else "",
            "is_week": len(chosen) > len("2026-01"),
            "form": form if chosen else None,
            "refused": refused,
        },
    )


@require_safe
@page(Permission.IMPROVEMENT_WRITE)
def template(request: Any, pk: int) -> HttpResponse:
    """An empty counts table of last month, with a line for each group."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    month = moments.today().replace(day=1) - dt.timedelta(days=1)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for split in project.measures.filter(counted=ProjectMeasure.Counted.TABLE):
        for group in subgroups_of(split.dimension):
            place = (split.measure, f"{month:%Y-%m}", request.organisation.code, split.dimension)
            writer.writerow((*place, group.key, "", ""))
    name = f"project-{project.pk}-counts.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _said(brought: services.Brought) -> str:
    lines = "line" if brought.taken == 1 else "lines"
    said = f"{brought.taken} {lines} taken: {_periods(list(brought.periods))}."
    if brought.rejected:
        said += f" {len(brought.rejected)} left out: see below why."
    return f"{said} The rule is being asked."


def _months(split: ProjectMeasure) -> str:
    months = services.months_of(split)
    return _periods(months) if months else "No month yet"


def _periods(periods: list[str]) -> str:
    if not periods:
        return ""
    first, last = _period(periods[0]), _period(periods[-1])
    return first if first == last else f"{first} to {last}"


def _period(label: str) -> str:
    if len(label) > len("2026-01"):
        return f"week from {moments.day(dt.date.fromisoformat(label))}"
    return in_words(pipeline.week_and_month(label))
