"""Pages of work in the background: watch it, stop it, try it again."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.models import Job
from equity_lens_web.evidence.presenters.extracts import problem
from equity_lens_web.evidence.presenters.jobs import percent_of, progress_of, step_of
from equity_lens_web.evidence.services import refreshes, stopping


@require_safe
@page(Permission.EVIDENCE_UPLOAD)
def job(request: Any, pk: int) -> HttpResponse:
    """One job: how far it is, or how it ended and where to go on."""
    found = get_object_or_404(request.organisation.jobs.select_related("extract"), pk=pk)
    return render(
        request,
        "evidence/data/job.jinja",
        {
            "trail": [{"text": "Data", "href": "/data/extracts/"}],
            "job": found,
            "progress": progress_of(found),
            "problem": problem(found.problem) if found.problem else None,
            "is_figures": found.kind == Job.Kind.REFRESH,
            "may_include": request.membership.may(Permission.EVIDENCE_INCLUDE),
            "may_read": request.membership.may(Permission.EVIDENCE_READ),
        },
    )


@require_safe
@page(Permission.EVIDENCE_UPLOAD)
def progress(request: Any, pk: int) -> JsonResponse:
    """How far a job is, for a page that asks every second."""
    found = get_object_or_404(request.organisation.jobs, pk=pk)
    answer = {
        "step": step_of(found),
        "percent": percent_of(found),
        "finished": found.is_over,
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_POST
@page(Permission.EVIDENCE_UPLOAD)
def cancel(request: Any, pk: int) -> HttpResponse:
    """Ask a job to stop; what it was about stays as it was."""
    found = get_object_or_404(request.organisation.jobs, pk=pk)
    stopping.cancel(job=found, by=request.user)
    return (
        redirect("evidence:extract", found.extract_id)
        if found.extract_id
        else redirect("evidence:job", pk)
    )


@require_POST
@page(Permission.EVIDENCE_INCLUDE)
def make_figures(request: Any) -> HttpResponse:
    """Make the figures again from the extracts in force."""
    made = refreshes.remake(organisation=request.organisation, by=request.user)
    return redirect("evidence:job", made.pk)
