"""The map of programmes: overlaps, orphans, and what was added since approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.plan.forms.programmes import AdditionForm, ProgrammeForm
from equity_lens_web.plan.presenters import programme_map
from equity_lens_web.plan.reading import priorities_of, programmes_of
from equity_lens_web.plan.services import programmes as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Programmes", "plan:programmes")
KEPT = ("title", "level", "group", "scope", "approved_on", "lead", "post", "bodies")


@require_safe
@page(Permission.PLAN_READ)
def programmes(request: Any) -> HttpResponse:
    """Every programme by level and priority, and what is out of order among them."""
    there = programmes_of(request.organisation)
    return render(
        request,
        "plan/programmes.jinja",
        {
            "programmes": there,
            "found": programme_map.found(there),
            "levels": programme_map.by_level(there),
            "priorities": priorities_of(request.organisation),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def programme_new(request: Any) -> HttpResponse:
    """Put a programme on the map."""
    organisation = request.organisation
    form = ProgrammeForm(organisation, sent(request), initial={"level": "organisation"})

    def save(given: dict[str, Any]) -> str:
        services.add_programme(organisation=organisation, given=given, by=request.user)
        return reverse("plan:programmes")

    return filled_in(request, form, Task("Add a programme", [page_of(*HOME)]), save)


@require_safe
@page(Permission.PLAN_READ)
def programme(request: Any, pk: int) -> HttpResponse:
    """One programme: whom it is for, what it was approved for, what was added."""
    found = _programme(request, pk)
    return render(
        request,
        "plan/programme.jinja",
        {
            "programme": found,
            "priorities": list(found.priorities.filter(ended_on=None)),
            "additions": list(found.additions.all()),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def programme_change(request: Any, pk: int) -> HttpResponse:
    """Change a programme."""
    found = _programme(request, pk)
    initial = {
        **{name: getattr(found, name) for name in KEPT},
        "helpers": found.helpers.all(),
        "priorities": found.priorities.all(),
    }
    form = ProgrammeForm(request.organisation, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.change_programme(programme=found, given=given, by=request.user)
        return reverse("plan:programme", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:programme", pk)]
    return filled_in(request, form, Task("Change this programme", within), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def scope_addition(request: Any, pk: int) -> HttpResponse:
    """Write down what was added to the scope."""
    found = _programme(request, pk)
    form = AdditionForm(sent(request), initial={"added_on": moments.today()})

    def save(given: dict[str, Any]) -> str:
        services.add_scope(programme=found, by=request.user, **given)
        return reverse("plan:programme", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:programme", pk)]
    task = Task("What was added to the scope", within, caption=found.title)
    return filled_in(request, form, task, save)


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def programme_end(request: Any, pk: int) -> HttpResponse:
    """Say that a programme has ended."""
    services.end_programme(programme=_programme(request, pk), by=request.user)
    messages.success(request, "The programme has ended. It is no longer on the map.")
    return redirect("plan:programmes")


def _programme(request: Any, pk: int) -> Any:
    return get_object_or_404(request.organisation.plan_programmes.with_people(), pk=pk)
