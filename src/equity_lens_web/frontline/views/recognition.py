"""Recognition: who was thanked for which gap, and thanking a team and its partners."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.frontline.forms.recognition import RecognitionForm
from equity_lens_web.frontline.presenters import recognition as present
from equity_lens_web.frontline.reading import to_be_recognised
from equity_lens_web.frontline.services import recognition as services
from equity_lens_web.frontline.services.recognition import RecognitionRefused

TRAIL = ("Recognition", "frontline:recognition")


@require_safe
@page(Permission.IMPROVEMENT_READ)
def recognition(request: Any) -> HttpResponse:
    """Everybody who was thanked, and projects whose gap has narrowed since."""
    may_thank = request.membership.may(Permission.IDEAS_ANSWER)
    return render(
        request,
        "frontline/recognition.jinja",
        {
            "lines": present.lines(request.organisation.recognitions.for_a_list()),
            "may_thank": may_thank,
            "to_thank": to_be_recognised(request.organisation) if may_thank else [],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IDEAS_ANSWER)
def thank(request: Any, pk: int) -> HttpResponse:
    """Thank the team and the partners of one project."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    first = {"team": project.team, "partner": project.partners}
    form = RecognitionForm(request.POST if request.method == "POST" else None, initial=first)
    words = {"trail": _trail(), "project": project, "form": form}
    try:
        words["sentence"] = services.what_narrowed(services.narrowing(project))
        if form.is_valid():
            services.recognise(
                project=project,
                team=form.cleaned_data["team"],
                partners=form.partners,
                thanks=form.cleaned_data["thanks"],
                by=request.user,
            )
            messages.success(request, "Saved. Copy your thanks from this page and send them.")
            return redirect("frontline:recognition")
    except RecognitionRefused as fault:
        words |= {"problem": fault.problem, "remedy": fault.remedy}
        return render(request, "frontline/thank_refused.jinja", words, status=422)
    return render(request, "frontline/thank.jinja", words)


def _trail() -> list[dict[str, str]]:
    text, name = TRAIL
    return [{"text": text, "href": reverse(name)}]
