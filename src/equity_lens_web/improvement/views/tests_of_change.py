"""Tests of change of a project: planned with a prediction, noted in two minutes, ended with learning."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens.errors import EquityLensError
from equity_lens.planning.outline import IDEA
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.change_forms import EndForm, NoteForm, PlanForm, StopForm
from equity_lens_web.improvement.models import ChangeTest, Driver, Project
from equity_lens_web.improvement.models.tests_of_change import BEFORE_IT_BEGINS
from equity_lens_web.improvement.presenters import tests_of_change as present
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import tests_of_change as services


@require_safe
@page(Permission.IMPROVEMENT_READ)
def tests(request: Any, pk: int) -> HttpResponse:
    """Every test of a project, in turn."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    return render(
        request,
        "improvement/tests.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "cards": present.cards(project.tests_of_change.in_turn()),
            "may_write": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def plan(request: Any, pk: int) -> HttpResponse:
    """Plan a test, of a change idea of the diagram or of one's own."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    ideas = _ideas(project)
    chosen = next((each for each in ideas if str(each.pk) == request.GET.get("idea")), None)
    form = PlanForm(
        ideas,
        request.POST if request.method == "POST" else None,
        initial={"idea": chosen.pk, "title": chosen.words[:150]} if chosen else {},
    )
    if form.is_valid():
        test = services.plan_test(project=project, by=request.user, **form.planned)
        return redirect("improvement:test", test.pk)
    return _form(request, project, form, "Plan a test of change", 5)


@require_safe
@page(Permission.IMPROVEMENT_READ)
def test(request: Any, pk: int) -> HttpResponse:
    """One test: its plan, its notes, what came of it, its history."""
    found = _test(request, pk)
    return render(
        request,
        "improvement/test.jinja",
        {
            "trail": _trail(found),
            "test": found,
            "card": present.card(found),
            "notes": found.notes.select_related("by"),
            "history": present.history(found),
            "may_write": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def change(request: Any, pk: int) -> HttpResponse:
    """Change the plan of a test that has not begun."""
    found = _test(request, pk)
    form = PlanForm(
        _ideas(found.project),
        request.POST if request.method == "POST" else None,
        initial={field: getattr(found, field) for field in ("title", *BEFORE_IT_BEGINS)}
        | {
            "idea": found.idea_id,
            "begins_on": moments.day(found.begins_on),
            "ends_on": moments.day(found.ends_on),
        },
    )
    if form.is_valid():
        return _done(
            request,
            found,
            lambda: services.change_plan(test=found, by=request.user, **form.planned),
        )
    return _form(request, found.project, form, f"Plan of “{found.title}”", 5, _trail(found))


@require_http_methods(["POST"])
@page(Permission.IMPROVEMENT_WRITE)
def begin(request: Any, pk: int) -> HttpResponse:
    """Begin a test whose prediction has been made."""
    found = _test(request, pk)
    return _done(request, found, lambda: services.begin_test(test=found, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def note(request: Any, pk: int) -> HttpResponse:
    """Note what was seen."""
    found = _test(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None, initial=_today())
    if form.is_valid():
        given = {"said": form.cleaned_data["said"], "on": form.cleaned_data["on"]}
        return _done(request, found, lambda: services.note(test=found, by=request.user, **given))
    return _form(request, found.project, form, f"Note on “{found.title}”", 2, _trail(found))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def end(request: Any, pk: int) -> HttpResponse:
    """Say what came of it."""
    found = _test(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None, initial=_today())
    if form.is_valid():
        given = {key: said for key, said in form.cleaned_data.items() if key != "as_it_is"}
        return _done(
            request, found, lambda: services.end_test(test=found, by=request.user, **given)
        )
    return _form(
        request,
        found.project,
        form,
        f"What came of “{found.title}”",
        4,
        _trail(found),
        about=found.prediction,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def stop(request: Any, pk: int) -> HttpResponse:
    """Stop a test early."""
    found = _test(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None, initial=_today())
    if form.is_valid():
        given = {"learning": form.cleaned_data["learning"], "on": form.cleaned_data["on"]}
        return _done(
            request, found, lambda: services.stop_test(test=found, by=request.user, **given)
        )
    return _form(request, found.project, form, f"Stop “{found.title}”", 2, _trail(found))


def _test(request: Any, pk: int) -> ChangeTest:
    found = ChangeTest.objects.select_related("project__organisation", "idea", "planned_by")
    return get_object_or_404(found, pk=pk, project__organisation=request.organisation)


def _ideas(project: Project) -> list[Driver]:
    return list(Driver.objects.filter(diagram__project=project, level=IDEA))


def _today() -> dict[str, str]:
    return {"on": moments.day(moments.today())}


def _trail(test: ChangeTest) -> list[dict[str, str]]:
    tests = reverse("improvement:tests", args=[test.project_id])
    return [
        *trail_of(test.project),
        {"text": "Tests of change", "href": tests},
        {"text": test.title, "href": reverse("improvement:test", args=[test.pk])},
    ]


def _done(request: Any, test: ChangeTest, act: Callable[[], Any]) -> HttpResponse:
    """Do one thing to a test, and say on its page where it cannot be done."""
    try:
        act()
    except EquityLensError as refusal:
        said = " ".join((refusal.problem, *refusal.faults, refusal.remedy))
        messages.warning(request, said.strip())
    else:
        messages.success(request, "Saved.")
    return redirect("improvement:test", test.pk)


def _form(
    request: Any,
    project: Project,
    form: Any,
    title: str,
    minutes: int,
    back: list[dict[str, str]] | None = None,
    about: str = "",
) -> HttpResponse:
    return render(
        request,
        "improvement/test_form.jinja",
        {
            "trail": back or trail_of(project),
            "project": project,
            "form": form,
            "title": title,
            "takes": minutes,
            "about": about,
        },
    )
