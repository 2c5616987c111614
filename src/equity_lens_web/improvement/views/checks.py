"""The equity check: its history, the check itself, and following up what it planned."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.forms.checks import CheckForm, FollowUpForm
from equity_lens_web.improvement.models import EquityCheck, Mitigation
from equity_lens_web.improvement.presenters.checks import (
    contact_sentence,
    followed,
    known,
    overdue,
)
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import checks as services


@require_safe
@page(Permission.IMPROVEMENT_READ)
def checks(request: Any, pk: int) -> HttpResponse:
    """Every check of one project, the latest first, with what became of what was planned."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    made = list(
        project.checks.select_related("done_by").prefetch_related("mitigations").order_by("-pk")
    )
    done = [each for each in made if each.is_done]
    return render(
        request,
        "improvement/checks.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "open": next((each for each in made if not each.is_done), None),
            "checks": [
                (each, known(each), contact_sentence(each), followed(each.mitigations.all()))
                for each in done
            ],
            "is_due": overdue(done[0]) if done else False,
            "may_write": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )


@require_POST
@page(Permission.IMPROVEMENT_WRITE)
def begin(request: Any, pk: int) -> HttpResponse:
    """Begin a check or a review, or go on with the one that is open."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    check = services.begin_check(project=project, by=request.user)
    return redirect("improvement:check", project.pk, check.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def check(request: Any, pk: int, check: int) -> HttpResponse:
    """One open check: saved as far as it is, or finished."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    found = get_object_or_404(project.checks, pk=check)
    if found.is_done:
        return redirect("improvement:checks", project.pk)
    form = CheckForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    if form.is_bound and form.is_valid():
        if "finish" in request.POST:
            form.need_everything()
        if not form.errors:
            return _keep(request, found, form)
    return render(
        request,
        "improvement/check.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "check": found,
            "known": known(found),
            "contact": contact_sentence(found),
            "form": form,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def mitigation(request: Any, pk: int) -> HttpResponse:
    """Say what became of something that was planned."""
    ours = Mitigation.objects.filter(check_of__project__organisation=request.organisation)
    found = get_object_or_404(ours.select_related("check_of__project"), pk=pk)
    form = FollowUpForm(found, request.POST if request.method == "POST" else None)
    project = found.check_of.project
    if form.is_bound and form.is_valid():
        services.follow_up(
            mitigation=found,
            state=form.cleaned_data["state"],
            came_of_it=form.cleaned_data["came_of_it"],
            by=request.user,
        )
        messages.success(request, "Saved.")
        return redirect("improvement:checks", project.pk)
    return render(
        request,
        "improvement/mitigation.jinja",
        {"trail": trail_of(project), "project": project, "mitigation": found, "form": form},
    )


def _keep(request: Any, check: EquityCheck, form: CheckForm) -> HttpResponse:
    try:
        if "finish" in request.POST:
            services.finish_check(
                check=check,
                said=form.answers,
                planned=form.planned,
                on=form.made_on,
                by=request.user,
            )
            messages.success(request, "The check is finished. It stays as it is.")
        else:
            services.save_check(check=check, said=form.answers, by=request.user)
            messages.success(request, "Saved. You can go on another time.")
    except EquityLensError as quicker:
        messages.error(request, quicker.problem)
    return redirect("improvement:checks", check.project_id)


def _initial(check: EquityCheck) -> dict[str, Any]:
    names = ("left_out", "no_contact_all", "no_contact_group", "what_is_known", "to_change")
    initial = {name: getattr(check, name) for name in names}
    initial |= {
        name: f"{initial[name].normalize():f}"
        for name in ("no_contact_all", "no_contact_group")
        if initial[name] is not None
    }
    return initial | {"review_on": moments.day(check.review_on)}
