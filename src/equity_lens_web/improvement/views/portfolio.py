"""The portfolio, the register, and what went ahead with no equity check."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.improvement.models import Mitigation, Project, ProjectMeasure
from equity_lens_web.improvement.presenters import portfolio as present
from equity_lens_web.improvement.presenters.checks import followed
from equity_lens_web.improvement.presenters.projects import cards
from equity_lens_web.improvement.reading import latest

GAPS_SHOWN = 8


@require_safe
@page(Permission.IMPROVEMENT_READ)
def portfolio(request: Any) -> HttpResponse:
    """One page for the board: is our work closing gaps, and is it where the gaps are?"""
    begun = list(request.organisation.projects.begun().listed())
    verdicts = latest(each.split_id for each in begun if each.split_id)
    live = ProjectMeasure.objects.filter(
        project__in=[each for each in begun if each.state == Project.State.LIVE]
    )
    may_write = request.membership.may(Permission.IMPROVEMENT_WRITE)
    shown = present.portfolio(
        begun,
        verdicts,
        live.select_related("project").order_by("project__title"),
        figures_of(request.organisation).findings(),
        may_start=may_write,
    )
    unchecked = request.organisation.projects.unchecked().count()
    return render(
        request,
        "improvement/portfolio.jinja",
        {
            "portfolio": shown,
            "kinds": present.kinds(begun),
            "gaps": shown.first_needs(GAPS_SHOWN),
            "past_end": cards(
                request.organisation.projects.undecided_past_end().listed(), verdicts
            ),
            "unchecked": unchecked,
            "may_write": may_write,
        },
    )


@require_safe
@page(Permission.IMPROVEMENT_READ)
def projects(request: Any) -> HttpResponse:
    """Every project: being set up, live, ended."""
    every = list(request.organisation.projects.listed())
    verdicts = latest(each.split_id for each in every if each.split_id)
    made = cards(every, verdicts)
    return render(
        request,
        "improvement/projects.jinja",
        {
            "groups": [
                (title, [card for card in made if card.project.state == state])
                for state, title in (
                    (Project.State.LIVE, "Live"),
                    (Project.State.DRAFT, "Being set up"),
                    (Project.State.ENDED, "Ended"),
                )
            ],
            "may_write": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )


@require_safe
@page(Permission.IMPROVEMENT_READ)
def unchecked(request: Any) -> HttpResponse:
    """Changes that went ahead with no equity check, and what became of what checks planned."""
    every = list(request.organisation.projects.unchecked().listed())
    later = set(
        request.organisation.projects.filter(checks__done_on__isnull=False).values_list(
            "pk", flat=True
        )
    )
    mitigations = Mitigation.objects.filter(check_of__project__organisation=request.organisation)
    return render(
        request,
        "improvement/unchecked.jinja",
        {
            "cards": cards(every, latest(each.split_id for each in every if each.split_id)),
            "later": later,
            "begun": request.organisation.projects.begun().count(),
            "followed": followed(mitigations.select_related("check_of__project")),
            "may_write": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )
