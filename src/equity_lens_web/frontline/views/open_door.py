"""Sending an idea by the link of a ward, and reading its answer by a code: no sign-in, no cookie."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from equity_lens_web.accounts.access import public
from equity_lens_web.design_system.moments import day
from equity_lens_web.frontline.forms.ideas import CodeForm, IdeaForm
from equity_lens_web.frontline.limits import READING_AN_ANSWER, SENDING_AN_IDEA
from equity_lens_web.frontline.models import Idea, IdeaBox
from equity_lens_web.frontline.presenters import ideas as present
from equity_lens_web.frontline.services.ideas import IdeaRefused, share_by_box

# These two pages need no token against forged requests, and so no cookie: nobody is signed in on
# them, and whoever holds the link or the code may do all that they do.


@csrf_exempt
@never_cache
@sensitive_post_parameters("said")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def box(request: Any, token: str) -> HttpResponse:
    """The form of one ward or site. It shows the trust's name, the place, and nothing else of it."""
    found = IdeaBox.objects.of_token(token)
    if found is None or not found.is_open:
        return _page(request, "box_closed", status=404 if found is None else 410)
    form = IdeaForm(request.POST if request.method == "POST" else None)
    words = {"form": form, "trust": found.organisation.name, "place": found.place}
    if not form.is_bound:
        return _page(request, "box", words)
    if SENDING_AN_IDEA.is_passed(request, str(found.pk)):
        return _page(request, "wait", status=429)
    if not form.is_valid():
        return _page(request, "box", words)
    try:
        sent = share_by_box(
            box=found, kind=form.cleaned_data["kind"], said=form.cleaned_data["said"]
        )
    except IdeaRefused:
        return _page(request, "box_closed", status=410)
    return _page(request, "sent", {"code": sent.code, "due": day(sent.idea.due_on)})


@csrf_exempt
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def answer_by_code(request: Any) -> HttpResponse:
    """What became of an idea, for whoever keeps its code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, "answer_by_code", {"form": form})
    if READING_AN_ANSWER.is_passed(request):
        return _page(request, "wait", status=429)
    if form.is_valid():
        found = Idea.objects.of_code(form.cleaned_data["code"])
        if found is not None:
            words = {"line": present.line(found, reads_all=True), "trust": found.organisation.name}
            return _page(request, "answered", words)
        form.add_error("code", "No idea has this code. Check each letter, and enter it again")
    return _page(request, "answer_by_code", {"form": form})


def _page(
    request: Any, name: str, words: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    return render(request, f"frontline/open_door/{name}.jinja", words or {}, status=status)
