"""The vision in three roles, and its ambitions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.plan.forms.others import AmbitionForm, VisionForm
from equity_lens_web.plan.models import Ambition
from equity_lens_web.plan.services import visions as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Vision", "plan:vision")
ROLES = ("employer", "provider", "anchor")


@require_safe
@page(Permission.PLAN_READ)
def vision(request: Any) -> HttpResponse:
    """The shared statement, role by role, with its ambitions and earlier wordings."""
    wordings = list(request.organisation.plan_visions.select_related("written_by"))
    ambitions = list(request.organisation.plan_ambitions.current().with_people().order_by("pk"))
    newest = wordings[0] if wordings else None
    return render(
        request,
        "plan/vision.jinja",
        {
            "vision": newest,
            "roles": [
                (
                    title,
                    getattr(newest, role, ""),
                    [each for each in ambitions if each.role == role],
                )
                for role, title in Ambition.InRole.choices
            ],
            "partners": [line for line in newest.partners.splitlines() if line] if newest else [],
            "earlier": wordings[1:],
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def vision_change(request: Any) -> HttpResponse:
    """Write the vision, or write it anew."""
    newest = request.organisation.plan_visions.first()
    initial = {name: getattr(newest, name, "") for name in (*ROLES, "partners")}
    form = VisionForm(sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.word_vision(organisation=request.organisation, given=given, by=request.user)
        return reverse("plan:vision")

    task = Task(
        "Write the vision",
        [page_of(*HOME)],
        minutes=10,
        lede="What you and your partners want to have come true, in each of the trust’s three roles.",
    )
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def ambition_new(request: Any) -> HttpResponse:
    """Add an ambition."""
    organisation = request.organisation
    form = AmbitionForm(organisation, sent(request), initial={"lead": request.membership})

    def save(given: dict[str, Any]) -> str:
        services.add_ambition(organisation=organisation, given=given, by=request.user)
        return reverse("plan:vision")

    return filled_in(request, form, Task("Add an ambition", [page_of(*HOME)]), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def ambition_change(request: Any, pk: int) -> HttpResponse:
    """Change an ambition."""
    found = _ambition(request, pk)
    kept = ("title", "role", "measured_by", "lead", "post", "bodies")
    initial = {
        **{name: getattr(found, name) for name in kept},
        "helpers": found.helpers.all(),
    }
    form = AmbitionForm(request.organisation, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.change_ambition(ambition=found, given=given, by=request.user)
        return reverse("plan:vision")

    return filled_in(request, form, Task("Change this ambition", [page_of(*HOME)]), save)


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def ambition_end(request: Any, pk: int) -> HttpResponse:
    """Say that an ambition is no longer one."""
    services.end_ambition(ambition=_ambition(request, pk), by=request.user)
    messages.success(request, "The ambition has ended.")
    return redirect("plan:vision")


def _ambition(request: Any, pk: int) -> Any:
    return get_object_or_404(request.organisation.plan_ambitions.current(), pk=pk)
