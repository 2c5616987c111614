"""Spreading a design: to another site, to another trust as a file, and what became of it there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.improvement import designs
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.presenters import spread as present
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import spread as services
from equity_lens_web.improvement.spread_forms import BringForm, CopyForm, SettingForm, WhyForm

COPY, FILE = "copy", "file"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def spread(request: Any, pk: int) -> HttpResponse:
    """Copy a design to another site of the trust, or write it as a file for another trust."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    asked = request.POST.get("to") if request.method == "POST" else None
    copy = CopyForm(request.POST if asked == COPY else None)
    file = SettingForm(request.POST if asked == FILE else None, auto_id="file_%s")
    if asked == COPY and copy.is_valid():
        given = {key: said for key, said in copy.cleaned_data.items() if key != "as_it_is"}
        made = services.bring(
            organisation=request.organisation,
            design=designs.design_of(project, setting=given["setting"]),
            original=project,
            by=request.user,
            **given,
        )
        return _brought(request, made)
    if asked == FILE and file.is_valid():
        return _as_file(request, project, file.cleaned_data["setting"])
    return render(
        request,
        "improvement/spread.jinja",
        {"trail": trail_of(project), "project": project, "copy": copy, "file": file},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def bring(request: Any) -> HttpResponse:
    """Begin a project from another trust's design file; what cannot be used says why."""
    form = BringForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    refused = None
    if form.is_valid():
        try:
            given = form.cleaned_data
            design = designs.read(given["file"].read(designs.LONGEST_FILE + 1))
            made = services.bring(
                organisation=request.organisation,
                design=design,
                site=given["site"],
                setting=design.setting or "Not said in the file.",
                different_here=given["different_here"],
                by=request.user,
            )
            return _brought(request, made)
        except EquityLensError as refusal:
            refused = refusal
    return render(
        request,
        "improvement/bring.jinja",
        {"trail": trail_of(), "form": form, "refused": refused},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_READ)
def where_from(request: Any, pk: int) -> HttpResponse:
    """Where a copy comes from, what was different there, and what was adapted since, with the reasons."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    origin = present.origin(project)
    adapted = present.adapted(origin) if origin else []
    may_write = request.membership.may(Permission.IMPROVEMENT_WRITE)
    parts = [(each.part, each.name) for each in adapted]
    asked = request.POST if request.method == "POST" and may_write and origin else None
    form = WhyForm(parts, asked)
    if origin and form.is_valid():
        services.say_why(
            spread=origin,
            part=form.cleaned_data["part"],
            why=form.cleaned_data["why"],
            by=request.user,
        )
        return redirect("improvement:where-from", pk)
    return render(
        request,
        "improvement/where_from.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "origin": origin,
            "adapted": adapted,
            "clashes": designs.clashes(designs.from_plain(origin.design), request.organisation)
            if origin
            else [],
            "copies": project.spreads.select_related("project"),
            "form": form,
            "may_write": may_write,
        },
    )


def _brought(request: Any, made: Project) -> HttpResponse:
    messages.success(
        request, f"“{made.title}” is begun as a draft. Its own figures decide its verdict."
    )
    return redirect("improvement:where-from", made.pk)


def _as_file(request: Any, project: Project, setting: str) -> HttpResponse:
    seen(request, "design.written", f"Project {project.pk}")
    name = f"design-{slugify(project.title)[:60]}.json"
    return HttpResponse(
        designs.written(designs.design_of(project, setting=setting)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
