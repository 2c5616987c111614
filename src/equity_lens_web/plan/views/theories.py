"""Theories of change: an outline of arrows, its picture, and what the figures say against it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.plan.forms.parts import gap_of
from equity_lens_web.plan.forms.theories import ArrowForm, TheoryForm
from equity_lens_web.plan.models import Arrow
from equity_lens_web.plan.presenters import arrows as present
from equity_lens_web.plan.presenters.theory_picture import picture
from equity_lens_web.plan.services import theories as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Theories of change", "plan:theories")


@require_safe
@page(Permission.PLAN_READ)
def theories(request: Any) -> HttpResponse:
    """Every theory of change, and how many of its arrows the figures speak against."""
    there = request.organisation.plan_theories.current().with_people()
    there = there.select_related("priority").prefetch_related("arrows__refresh").order_by("pk")
    return render(
        request,
        "plan/theories.jinja",
        {
            "theories": present.listed(list(there), figures_of(request.organisation)),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def theory_new(request: Any) -> HttpResponse:
    """Begin a theory of change."""
    organisation = request.organisation
    form = TheoryForm(organisation, sent(request), initial={"lead": request.membership})

    def save(given: dict[str, Any]) -> str:
        made = services.begin_theory(organisation=organisation, given=given, by=request.user)
        return reverse("plan:theory", args=[made.pk])

    task = Task("Begin a theory of change", [page_of(*HOME)], saved="Now draw its arrows.")
    return filled_in(request, form, task, save)


@require_safe
@page(Permission.PLAN_READ)
def theory(request: Any, pk: int) -> HttpResponse:
    """One theory: its outline, its picture, and each arrow with what the figures say of it."""
    found = _theory(request, pk)
    arrows = present.read(
        found.arrows.filter(ended_on=None).select_related("refresh"),
        figures_of(request.organisation),
    )
    return render(
        request,
        "plan/theory.jinja",
        {
            "theory": found,
            "arrows": arrows,
            "picture": picture(found.title, [each.arrow for each in arrows]) if arrows else None,
            "disproved": [each for each in arrows if each.is_disproved],
            "how_judged": present.HOW_JUDGED,
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def theory_change(request: Any, pk: int) -> HttpResponse:
    """Change what a theory is called, and who leads it."""
    found = _theory(request, pk)
    kept = ("title", "priority", "lead", "post", "bodies")
    initial = {
        **{name: getattr(found, name) for name in kept},
        "helpers": found.helpers.all(),
    }
    form = TheoryForm(request.organisation, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.change_theory(theory=found, given=given, by=request.user)
        return reverse("plan:theory", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:theory", pk)]
    return filled_in(request, form, Task("Change this theory", within), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def arrow_new(request: Any, pk: int) -> HttpResponse:
    """Draw an arrow."""
    found = _theory(request, pk)
    form = ArrowForm(figures_of(request.organisation).findings(), sent(request))

    def save(given: dict[str, Any]) -> str:
        given = {**given, **gap_of(given.pop("gap", ""))}
        services.add_arrow(theory=found, given=given, by=request.user)
        return reverse("plan:theory", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:theory", pk)]
    task = Task("Draw an arrow", within, caption=found.title, saved="The arrow is drawn.")
    return filled_in(request, form, task, save)


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def arrow_withdraw(request: Any, pk: int) -> HttpResponse:
    """Take an arrow out of the outline."""
    arrows = Arrow.objects.select_related("theory__organisation")
    found = get_object_or_404(arrows, theory__organisation=request.organisation, pk=pk)
    services.withdraw_arrow(arrow=found, by=request.user)
    messages.success(request, "The arrow is taken out.")
    return redirect("plan:theory", found.theory_id)


def _theory(request: Any, pk: int) -> Any:
    theories = request.organisation.plan_theories.with_people().select_related("priority")
    return get_object_or_404(theories, pk=pk)
