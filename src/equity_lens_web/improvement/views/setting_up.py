"""Setting a project up, a step at a time; each can be left and come back to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.aims import advice_on, agreed_words
from equity_lens_web.improvement.forms.projects import AimForm, NoSplitForm, PeopleForm, StartForm
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import projects as services

FROM_A_GAP = ("measure", "by", "group")
PEOPLE = ("sponsor", "sponsor_post", "lead", "team", "partners", "begins_on", "ends_on")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def new(request: Any) -> HttpResponse:
    """Begin a draft; a door beside a gap says which gap it is for."""
    form = StartForm(request.POST if request.method == "POST" else None)
    gap = {name: request.GET[name][:100] for name in FROM_A_GAP if request.GET.get(name)}
    if form.is_bound and form.is_valid():
        project = services.start_project(
            organisation=request.organisation,
            title=form.cleaned_data["title"],
            kind=form.cleaned_data["kind"],
            begun_from=gap,
            by=request.user,
        )
        return redirect("improvement:aim", project.pk)
    return render(request, "improvement/new.jinja", {"trail": trail_of(), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def aim(request: Any, pk: int) -> HttpResponse:
    """For whom, how much, by when: saved, and then read for what it does not say yet."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    initial = {
        "for_whom": project.for_whom,
        "how_much": project.how_much,
        "by_when": moments.day(project.by_when),
    }
    form = AimForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in services.AIM}
        project = services.describe(project=project, step="aim", said=said, by=request.user)
        if _advice(project) and "read" not in request.POST:
            messages.success(request, "Saved. Read the advice on the aim below, or go on.")
            return redirect("improvement:aim", project.pk)
        return _next(project, "improvement:people")
    return render(
        request,
        "improvement/aim.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "form": form,
            "advice_on_aim": _advice(project) if "aim" in project.steps_done else [],
            "terms": agreed_words(f"{project.for_whom} {project.how_much}"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def people(request: Any, pk: int) -> HttpResponse:
    """Who sponsors it, who does it, and its term."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    initial = {name: getattr(project, name) for name in (*PEOPLE, "learning_goal")}
    initial |= {name: moments.day(initial[name]) for name in ("begins_on", "ends_on")}
    initial |= {"sponsor": project.sponsor_id or "", "lead": project.lead_id or ""}
    given = request.POST if request.method == "POST" else None
    form = PeopleForm(given, initial=initial, project=project)
    if form.is_bound and form.is_valid():
        asked = [name for name in (*PEOPLE, "learning_goal") if name in form.fields]
        said = {name: form.cleaned_data[name] for name in asked}
        project = services.describe(project=project, step="people", said=said, by=request.user)
        return _next(project, "improvement:split")
    return render(
        request,
        "improvement/people.jinja",
        {"trail": trail_of(project), "project": project, "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def no_split(request: Any, pk: int) -> HttpResponse:
    """Why a project has no split by group: the board list shows it."""
    project = get_object_or_404(request.organisation.projects.filter(split=None), pk=pk)
    form = NoSplitForm(
        request.POST if request.method == "POST" else None,
        initial={"because": project.no_split_because},
    )
    if form.is_bound and form.is_valid():
        services.go_without_split(
            project=project, because=form.cleaned_data["because"], by=request.user
        )
        messages.success(request, "Saved. The board list shows the reason.")
        return redirect("improvement:project", project.pk)
    return render(
        request,
        "improvement/no_split.jinja",
        {"trail": trail_of(project), "project": project, "form": form},
    )


@require_POST
@page(Permission.IMPROVEMENT_WRITE)
def go_live(request: Any, pk: int) -> HttpResponse:
    """Set a project live, or say what is missing."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    try:
        services.go_live(project=project, by=request.user)
    except services.NotReady as refusal:
        messages.error(request, " ".join([refusal.problem, *refusal.faults]))
    else:
        messages.success(request, "The project is live. The rule is asked as soon as figures come.")
    return redirect("improvement:project", project.pk)


def _advice(project: Project) -> list[str]:
    return advice_on(project.for_whom, project.how_much, project.by_when, moments.today())


def _next(project: Project, step: str) -> HttpResponse:
    """The next step of a draft; a project that has begun goes back to its page."""
    return redirect(step if project.is_draft else "improvement:project", project.pk)
