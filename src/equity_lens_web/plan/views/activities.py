"""Activities on the four quadrants of the board's work, and what was done of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.guidance.reading import entries
from equity_lens_web.plan.forms.activities import ActivityForm, EmptyQuadrantForm, EntryForm
from equity_lens_web.plan.models.activities import Quadrant
from equity_lens_web.plan.presenters import balance
from equity_lens_web.plan.reading import activities_of
from equity_lens_web.plan.services import activities as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Activities", "plan:activities")


@require_safe
@page(Permission.PLAN_READ)
def activities(request: Any) -> HttpResponse:
    """Every activity by quadrant, which quadrant is empty this quarter, and what is linked to nothing."""
    organisation = request.organisation
    planned = activities_of(organisation)
    return render(
        request,
        "plan/activities.jinja",
        {
            "quadrants": balance.quadrants(organisation, planned),
            "quarter": balance.quarter_in_words(moments.today()),
            "unlinked": [each for each in planned if not each.moves.all()],
            "over": list(organisation.plan_activities.exclude(ended_on=None).order_by("-ended_on")),
            "minutes": balance.minutes_this_quarter(planned),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def activity_starters(request: Any) -> HttpResponse:
    """Take starters into the plan: a tick each."""
    organisation = request.organisation
    if request.method == "POST":
        services.add_starters(
            organisation=organisation, keys=request.POST.getlist("starter"), by=request.user
        )
        return redirect("plan:activities")
    starters = entries("activity", organisation)
    taken = set(organisation.plan_activities.current().values_list("starter", flat=True))
    return render(
        request,
        "plan/starters.jinja",
        {
            "heading": "Choose activities to begin with",
            "lede": "Take what fits and leave the rest. Each can be changed, and you can add your own.",
            "task_minutes": 3,
            "within": HOME,
            "groups": balance.starters(starters, taken),
            "sources": sorted({(each.source, each.caution) for each in starters}),
            "words_of_button": "Add to the plan",
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def activity_new(request: Any) -> HttpResponse:
    """Add an activity of one's own."""
    organisation = request.organisation
    initial = {"quadrant": request.GET.get("quadrant"), "lead": request.membership}
    form = ActivityForm(organisation, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        made = services.add_activity(organisation=organisation, given=given, by=request.user)
        return reverse("plan:activity", args=[made.pk])

    task = Task("Add an activity", [page_of(*HOME)], saved="The activity is in the plan.")
    return filled_in(request, form, task, save)


@require_safe
@page(Permission.PLAN_READ)
def activity(request: Any, pk: int) -> HttpResponse:
    """One activity: who leads it, what it should move, and what was done."""
    found = _activity(request, pk)
    return render(
        request,
        "plan/activity.jinja",
        {
            "activity": found,
            "moves": list(found.moves.filter(ended_on=None)),
            "entries": list(found.entries.select_related("written_by")),
            "starter": balance.starter_of(request.organisation, found),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def activity_change(request: Any, pk: int) -> HttpResponse:
    """Change an activity."""
    found = _activity(request, pk)
    initial = {
        **{name: getattr(found, name) for name in ("title", "quadrant", "lead", "post", "bodies")},
        "helpers": found.helpers.all(),
        "moves": found.moves.all(),
    }
    form = ActivityForm(request.organisation, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.change_activity(activity=found, given=given, by=request.user)
        return reverse("plan:activity", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:activity", pk)]
    return filled_in(request, form, Task("Change this activity", within), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def activity_log(request: Any, pk: int) -> HttpResponse:
    """Write down what was done."""
    found = _activity(request, pk)
    initial = {"done_on": moments.today(), "state": found.state}
    form = EntryForm(sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.log_activity(activity=found, by=request.user, **given)
        return reverse("plan:activity", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:activity", pk)]
    task = Task("Write down what was done", within, caption=found.title)
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def empty_quadrant(request: Any, quadrant: str) -> HttpResponse:
    """Say why nothing is planned in a quadrant this quarter."""
    if quadrant not in Quadrant.values:
        raise Http404
    since = balance.quarter_from(moments.today())
    kept = request.organisation.plan_empty_quadrants.filter(quadrant=quadrant, quarter_from=since)
    initial = {"reason": kept.values_list("reason", flat=True).first()}
    form = EmptyQuadrantForm(sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.explain_empty_quadrant(
            organisation=request.organisation,
            quadrant=quadrant,
            quarter_from=since,
            reason=given["reason"],
            by=request.user,
        )
        return reverse("plan:activities")

    task = Task(
        f"{Quadrant(quadrant).label}: why nothing is planned",
        [page_of(*HOME)],
        caption=balance.quarter_in_words(since),
        lede="A quadrant may be left empty for a good reason. Kept here, it can be read next quarter.",
    )
    return filled_in(request, form, task, save)


def _activity(request: Any, pk: int) -> Any:
    return get_object_or_404(request.organisation.plan_activities.with_people(), pk=pk)
