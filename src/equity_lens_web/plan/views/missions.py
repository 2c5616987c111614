"""Joint missions: a goal that more than one body owns, with each one's part."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.plan.forms.others import MissionForm, PartForm
from equity_lens_web.plan.models import Part
from equity_lens_web.plan.services import missions as services
from equity_lens_web.plan.services.missions import NotJoint
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Joint missions", "plan:missions")
OF_THE_GOAL = ("title", "by_on", "priority", "lead", "post", "helpers", "bodies")


@require_safe
@page(Permission.PLAN_READ)
def missions(request: Any) -> HttpResponse:
    """Every joint mission, with the bodies that own it."""
    there = request.organisation.plan_missions.current().with_people().prefetch_related("parts")
    return render(
        request,
        "plan/missions.jinja",
        {
            "missions": [
                (each, [part.body for part in each.parts.all() if part.ended_on is None])
                for each in there.order_by("pk")
            ],
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def mission_new(request: Any) -> HttpResponse:
    """Begin a joint mission: the goal, and the parts of two bodies."""
    organisation = request.organisation
    initial = {"lead": request.membership, "body_1": organisation.name}
    form = MissionForm(organisation, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        made = services.begin_mission(
            organisation=organisation,
            given={name: given[name] for name in OF_THE_GOAL},
            parts=form.parts,
            by=request.user,
        )
        return reverse("plan:mission", args=[made.pk])

    task = Task("Begin a joint mission", [page_of(*HOME)], minutes=3)
    return filled_in(request, form, task, save)


@require_safe
@page(Permission.PLAN_READ)
def mission(request: Any, pk: int) -> HttpResponse:
    """One joint mission: the goal, and each body's part."""
    found = _mission(request, pk)
    parts = list(found.parts.all())
    return render(
        request,
        "plan/mission.jinja",
        {
            "mission": found,
            "parts": [each for each in parts if each.ended_on is None],
            "ended": [each for each in parts if each.ended_on],
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def part_new(request: Any, pk: int) -> HttpResponse:
    """Let one more body take a part."""
    found = _mission(request, pk)
    form = PartForm(sent(request))

    def save(given: dict[str, Any]) -> str:
        services.add_part(mission=found, given=given, by=request.user)
        return reverse("plan:mission", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:mission", pk)]
    return filled_in(request, form, Task("Add a body and its part", within), save)


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def part_end(request: Any, pk: int) -> HttpResponse:
    """Say that a body has left; one alone cannot stay."""
    parts = Part.objects.select_related("mission__organisation")
    found = get_object_or_404(parts, mission__organisation=request.organisation, pk=pk)
    try:
        services.end_part(part=found, by=request.user)
        messages.success(request, "The part has ended.")
    except NotJoint as refusal:
        messages.warning(request, str(refusal))
    return redirect("plan:mission", found.mission_id)


def _mission(request: Any, pk: int) -> Any:
    there = request.organisation.plan_missions.with_people().select_related("priority")
    return get_object_or_404(there, pk=pk)
