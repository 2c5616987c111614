"""The lead's own trust in fifteen minutes, and units on its own figures."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.presenters.findings import cards
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.guidance.reading import entry
from equity_lens_web.leadership import reading
from equity_lens_web.leadership.forms.induction import UnitForm
from equity_lens_web.leadership.models import StepMark
from equity_lens_web.leadership.presenters import trust as present
from equity_lens_web.leadership.services.induction import mark

MOST_FINDINGS = 5


@require_safe
@page(Permission.EVIDENCE_READ)
def own_trust(request: Any) -> HttpResponse:
    """Five findings, three gaps in the data, programmes, and who is who."""
    organisation = request.organisation
    figures = figures_of(organisation)
    care = {(each.measure, each.service): each for each in organisation.care.all()}
    return render(
        request,
        "leadership/own_trust.jinja",
        {
            "refresh": figures.refresh,
            "findings": cards(figures.findings()[:MOST_FINDINGS]),
            "gaps_in_data": present.gaps_in_data(
                figures.ledgers(), figures.profiles(dimensions="all"), care
            ),
            "programmes": reading.programmes(organisation),
            "people": reading.who_is_who(organisation),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.EVIDENCE_READ)
def unit(request: Any, unit: str) -> HttpResponse:
    """Points to read, the trust's own figure, two questions, and why. No answer is kept."""
    found = entry("learning_unit", unit, request.organisation)
    if found is None:
        raise Http404
    form = UnitForm(found, request.POST if request.method == "POST" else None)
    explained = form.explained() if form.is_valid() else []
    if explained:
        _mark_done(request, unit)
    return render(
        request,
        "leadership/unit.jinja",
        {
            "unit": found,
            "own": present.own_figure(unit, figures_of(request.organisation)),
            "form": form,
            "explained": explained,
        },
    )


def _mark_done(request: Any, step: str) -> None:
    """Whoever follows an induction has done this step."""
    if not request.membership.may(Permission.ROLE_WRITE):
        return
    mine = request.organisation.inductions.filter(person=request.user).first()
    if mine is not None:
        mark(induction=mine, steps=[step], state=StepMark.State.DONE, by=request.user)
