"""A project's driver diagram: the picture, and the outline in which it is written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.improvement.driver_forms import AimForm, LineForm, WordsForm
from equity_lens_web.improvement.models import Driver, DriverDiagram, Project
from equity_lens_web.improvement.presenters import driver_diagrams as present
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import driver_diagrams as services

REMOVE = "remove"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_READ)
def diagram(request: Any, pk: int) -> HttpResponse:
    """The picture with its outline; where there is none yet, a choice of starters."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    drawn = DriverDiagram.objects.filter(project=project).first()
    may_write = request.membership.may(Permission.IMPROVEMENT_WRITE)
    if drawn is None:
        return _begin(request, project, may_write=may_write)
    lines = list(drawn.lines.all())
    return render(
        request,
        "improvement/driver_diagram.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "diagram": drawn,
            "picture": present.picture(drawn, lines),
            "tree": present.tree(lines),
            "downloads": present.links(project),
            "starter": present.starter(drawn.template, request.organisation),
            "may_write": may_write,
        },
    )


def _begin(request: Any, project: Project, *, may_write: bool) -> HttpResponse:
    form = AimForm(
        request.POST if request.method == "POST" else None, initial={"aim": aim_of(project)}
    )
    if request.method == "POST" and form.is_valid():
        chosen = present.starter(request.POST.get("template", ""), request.organisation)
        services.begin_diagram(
            project=project,
            aim=form.cleaned_data["aim"],
            lines=present.lines_of(chosen) if chosen else (),
            template=chosen.key if chosen else "",
            template_version=chosen.version if chosen else None,
            by=request.user,
        )
        return redirect("improvement:driver-outline", project.pk)
    return render(
        request,
        "improvement/driver_begin.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "form": form,
            "starters": [
                (each, present.lines_of(each)) for each in present.starters(request.organisation)
            ],
            "may_write": may_write,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def outline(request: Any, pk: int) -> HttpResponse:
    """The outline with its buttons, and one more line."""
    drawn = _diagram(request, pk)
    lines = list(drawn.lines.all())
    form = LineForm(
        lines,
        request.POST if request.method == "POST" else None,
        initial={"under": request.GET.get("under", "")},
    )
    if form.is_valid():
        services.add_line(
            diagram=drawn, words=form.cleaned_data["words"], under=form.parent, by=request.user
        )
        under = form.parent.pk if form.parent else ""
        return redirect(f"{reverse('improvement:driver-outline', args=[pk])}?under={under}#add")
    return render(
        request,
        "improvement/driver_outline.jinja",
        {
            "trail": [*trail_of(drawn.project), _here(drawn.project)],
            "project": drawn.project,
            "diagram": drawn,
            "tree": present.tree(lines),
            "form": form,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def aim(request: Any, pk: int) -> HttpResponse:
    """The aim in other words."""
    drawn = _diagram(request, pk)
    form = AimForm(request.POST if request.method == "POST" else None, initial={"aim": drawn.aim})
    if form.is_valid():
        services.change_aim(diagram=drawn, aim=form.cleaned_data["aim"], by=request.user)
        return redirect("improvement:driver-outline", pk)
    return _words(request, drawn, form, "The aim", form["aim"])


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def line(request: Any, pk: int, line: int) -> HttpResponse:
    """One line in other words."""
    drawn = _diagram(request, pk)
    found = get_object_or_404(drawn.lines, pk=line)
    form = WordsForm(
        request.POST if request.method == "POST" else None, initial={"words": found.words}
    )
    if form.is_valid():
        services.rename_line(line=found, words=form.cleaned_data["words"], by=request.user)
        return redirect(_place(found))
    return _words(request, drawn, form, found.kind, form["words"])


@require_http_methods(["POST"])
@page(Permission.IMPROVEMENT_WRITE)
def move(request: Any, pk: int, line: int) -> HttpResponse:
    """Move a line with what lies under it, or take it out."""
    found = get_object_or_404(_diagram(request, pk).lines, pk=line)
    asked = request.POST.get("move", "")
    if asked == REMOVE:
        services.remove_line(line=found, by=request.user)
        messages.success(request, f"Removed “{found.words}” and what lay under it.")
        return redirect("improvement:driver-outline", pk)
    moved = asked in services.MOVES and services.move_line(line=found, move=asked, by=request.user)
    if not moved:
        messages.info(request, f"“{found.words}” cannot move further that way.")
    return redirect(_place(found))


@require_safe
@page(Permission.IMPROVEMENT_READ)
def file(request: Any, pk: int, form: str) -> HttpResponse:
    """The diagram as a picture or its outline as a text."""
    if form not in present.FORMS:
        raise Http404
    drawn = _diagram(request, pk)
    name = f"driver-diagram-{slugify(drawn.project.title)[:60]}.{form}"
    return HttpResponse(
        present.file_of(drawn, list(drawn.lines.all()), form),
        content_type=present.TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def aim_of(project: Project) -> str:
    """The aim of a project in one sentence, to begin from."""
    by_when = f" by {project.by_when:%-d %B %Y}" if project.by_when else ""
    said = f"{project.how_much}, for {project.for_whom}{by_when}"
    return (said[:1].upper() + said[1:])[:300]


def _here(project: Project) -> dict[str, str]:
    address = reverse("improvement:driver-diagram", args=[project.pk])
    return {"text": "Driver diagram", "href": address}


def _diagram(request: Any, pk: int) -> DriverDiagram:
    found = DriverDiagram.objects.select_related("project__organisation")
    return get_object_or_404(found, project__pk=pk, project__organisation=request.organisation)


def _place(line: Driver) -> str:
    """Where the outline shows a line, so that the next press finds its button again."""
    address = reverse("improvement:driver-outline", args=[line.diagram.project_id])
    return f"{address}#line-{line.pk}"


def _words(request: Any, drawn: DriverDiagram, form: Any, what: str, field: Any) -> HttpResponse:
    return render(
        request,
        "improvement/driver_words.jinja",
        {
            "trail": [*trail_of(drawn.project), _here(drawn.project)],
            "project": drawn.project,
            "form": form,
            "what": what,
            "field": field,
        },
    )
