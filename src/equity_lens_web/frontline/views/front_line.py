"""What the front line brought to one project: its ideas, its huddle cards, its thanks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.frontline.presenters import cards, ideas, recognition
from equity_lens_web.improvement.presenters.trails import trail_of


@require_safe
@page(Permission.IMPROVEMENT_READ)
def front_line(request: Any, pk: int) -> HttpResponse:
    """Everything of the front line that belongs to a project."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    reads_all = request.membership.may(Permission.IDEAS_ANSWER)
    return render(
        request,
        "frontline/front_line.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "ideas": ideas.lines(project.ideas.for_a_list(), reads_all=reads_all),
            "cards": cards.lines(project.huddle_cards.for_a_list()),
            "thanks": recognition.lines(project.recognitions.for_a_list()),
        },
    )
