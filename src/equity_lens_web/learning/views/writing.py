"""Writing a case study: begun from a project in one press, published with both halves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.learning import composing
from equity_lens_web.learning.forms import OwnerForm, WordsForm
from equity_lens_web.learning.models import CaseStudy
from equity_lens_web.learning.presenters import cases as present
from equity_lens_web.learning.services import cases as services


@require_http_methods(["POST"])
@page(Permission.CASES_WRITE)
def begin(request: Any, project: int) -> HttpResponse:
    """Begin the case of a project; where there is one, go on with it."""
    found = get_object_or_404(request.organisation.projects.begun(), pk=project)
    case = services.begin_case(project=found, by=request.user)
    return redirect("learning:draft", case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASES_WRITE)
def draft(request: Any, pk: int) -> HttpResponse:
    """Every word of a case, beside the figures, which nobody types."""
    case = _case(request, pk)
    names = [name for name in WordsForm.base_fields if name != "as_it_is"]
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(case, name) for name in names},
    )
    if form.is_valid():
        services.write(case=case, by=request.user, **form.words)
        if "publish" in request.POST:
            return _done(
                request,
                case,
                lambda: services.publish(case=case, by=request.user),
                "Published. Members and partners can read it.",
            )
        messages.success(request, "Saved. Nobody else reads it until you publish it.")
        return redirect("learning:draft", pk)
    kept = list(case.verdicts.select_related("refresh").order_by("pk"))
    return render(
        request,
        "learning/draft.jinja",
        {
            "case": case,
            "form": form,
            "told": present.told(composing.content_of(case, kept), kept, case),
        },
    )


@require_http_methods(["POST"])
@page(Permission.CASES_WRITE)
def figures(request: Any, pk: int) -> HttpResponse:
    """Bring the figures of the draft up to date."""
    case = _case(request, pk)
    services.bring_figures(case=case, by=request.user)
    messages.success(request, "The draft has the latest figures. What is published stays as it is.")
    return redirect("learning:draft", pk)


@require_http_methods(["POST"])
@page(Permission.CASES_WRITE)
def still_holds(request: Any, pk: int) -> HttpResponse:
    """Say that a case has been read again and holds."""
    case = _case(request, pk)
    return _done(
        request,
        case,
        lambda: services.still_holds(case=case, by=request.user),
        "Saved. You are asked again in 6 months.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASES_WRITE)
def owner(request: Any, pk: int) -> HttpResponse:
    """Give a case into somebody else's care."""
    case = _case(request, pk)
    members = request.organisation.memberships.current().that_may(Permission.CASES_WRITE)
    others = members.exclude(person=case.owner_id).select_related("person")
    form = OwnerForm(
        others.order_by("person__name"), request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        to = form.cleaned_data["owner"]
        return _done(
            request,
            case,
            lambda: services.hand_over(case=case, to=to, by=request.user),
            f"{to.person.name} looks after it now.",
        )
    return render(
        request, "learning/owner.jinja", {"case": case, "form": form, "are_others": others.exists()}
    )


@require_http_methods(["POST"])
@page(Permission.CASES_WRITE)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take a case out of the list."""
    case = _case(request, pk)
    return _done(
        request,
        case,
        lambda: services.withdraw(case=case, by=request.user),
        "Withdrawn. It can be published again.",
    )


def _case(request: Any, pk: int) -> CaseStudy:
    found = request.organisation.cases.select_related(
        "project__organisation", "organisation", "current"
    )
    return get_object_or_404(found, pk=pk)


def _done(request: Any, case: CaseStudy, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do one thing to a case, and say where it cannot be done."""
    try:
        act()
    except EquityLensError as refusal:
        messages.warning(request, " ".join((refusal.problem, *refusal.faults)))
        return redirect("learning:draft", case.pk)
    messages.success(request, said)
    if case.state == CaseStudy.State.PUBLISHED:
        return redirect("learning:case", case.pk)
    return redirect("learning:draft", case.pk)
