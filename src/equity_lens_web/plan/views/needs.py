"""Needs profiles: what may cause the gap of each priority, with what speaks for it and against it."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.plan.forms.others import CauseEvidenceForm, CauseForm
from equity_lens_web.plan.models import Cause
from equity_lens_web.plan.presenters.causes import for_and_against, progress
from equity_lens_web.plan.services import needs as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Needs", "plan:needs-profiles")


@require_safe
@page(Permission.PLAN_READ)
def needs_profiles(request: Any) -> HttpResponse:
    """Each priority, with how far its needs profile is."""
    current = request.organisation.plan_priorities.current()
    there = current.prefetch_related("causes__evidence").order_by("pk")
    return render(
        request,
        "plan/needs_profiles.jinja",
        {"profiles": [(each, progress(each)) for each in there]},
    )


@require_safe
@page(Permission.PLAN_READ)
def needs(request: Any, pk: int) -> HttpResponse:
    """One priority: suspected causes, with evidence for and against, and where it comes from."""
    found = _priority(request, pk)
    return render(
        request,
        "plan/needs.jinja",
        {
            "priority": found,
            "candidate": found.candidate,
            "causes": for_and_against(found),
            "progress": progress(found),
            "programmes": list(found.programmes.filter(ended_on=None)),
            "theories": list(found.theories.filter(ended_on=None)),
            "missions": list(found.missions.filter(ended_on=None)),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def cause_new(request: Any, pk: int) -> HttpResponse:
    """Name a suspected cause."""
    found = _priority(request, pk)
    form = CauseForm(sent(request))

    def save(given: dict[str, Any]) -> str:
        services.suspect_cause(priority=found, given=given, by=request.user)
        return reverse("plan:needs", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:needs", pk)]
    task = Task(
        "What may cause the gap", within, saved="Now say what speaks for it and against it."
    )
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def evidence_new(request: Any, pk: int) -> HttpResponse:
    """Add what speaks for a cause or against it."""
    causes = Cause.objects.select_related("priority__organisation")
    found = get_object_or_404(causes, priority__organisation=request.organisation, pk=pk)
    form = CauseEvidenceForm(sent(request), initial={"speaks": request.GET.get("speaks")})

    def save(given: dict[str, Any]) -> str:
        services.add_evidence(cause=found, given=given, by=request.user)
        return reverse("plan:needs", args=[found.priority_id])

    within = [page_of(*HOME), page_of(found.priority.title, "plan:needs", found.priority_id)]
    task = Task("Evidence for or against", within, minutes=2, caption=found.title)
    return filled_in(request, form, task, save)


def _priority(request: Any, pk: int) -> Any:
    there = request.organisation.plan_priorities.with_people()
    there = there.select_related("candidate__choice_round")
    return get_object_or_404(there.prefetch_related(Prefetch("causes__evidence")), pk=pk)
