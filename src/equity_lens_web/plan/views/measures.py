"""The chain of measures: drafts, what is chosen, what is warned of, and reviews."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.guidance.reading import entries
from equity_lens_web.plan.forms.measures import DraftsForm, MeasureForm, ReadingForm
from equity_lens_web.plan.forms.parts import gap_of
from equity_lens_web.plan.presenters import chain
from equity_lens_web.plan.reading import activities_of, measures_of
from equity_lens_web.plan.services import measures as services
from equity_lens_web.plan.services.measures import NotWhole
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Measures", "plan:measures")
KEPT = ("title", "stage", "definition", "baseline", "direction", "review_on", "lead", "post")


@require_safe
@page(Permission.PLAN_READ)
def measures(request: Any) -> HttpResponse:
    """The chain stage by stage, with warnings, drafts, and what is linked to nothing."""
    organisation = request.organisation
    every = measures_of(organisation, chosen=False)
    chosen = [each for each in every if each.chosen_on]
    stages = chain.stages_of(organisation)
    return render(
        request,
        "plan/measures.jinja",
        {
            "stages": chain.by_stage(stages, every),
            "warnings": chain.warnings(stages, chosen or every),
            "is_draft": not chosen and bool(every),
            "drafts": len(every) - len(chosen),
            "every": every,
            "unlinked": [each for each in every if not each.activities.all()],
            "unlinked_activities": [a for a in activities_of(organisation) if not a.moves.all()],
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def measure_starters(request: Any) -> HttpResponse:
    """Take starters into the chain as drafts: a tick each."""
    organisation = request.organisation
    if request.method == "POST":
        services.draft_starters(
            organisation=organisation, keys=request.POST.getlist("starter"), by=request.user
        )
        return redirect("plan:measures")
    starters = entries("chain_measure", organisation)
    taken = set(organisation.plan_measures.current().values_list("starter", flat=True))
    return render(
        request,
        "plan/starters.jinja",
        {
            "heading": "Choose measures to begin with",
            "lede": "Take one or two of each stage. They begin as drafts: a baseline, an owner and "
            "a review date make them yours.",
            "task_minutes": 5,
            "within": HOME,
            "groups": chain.starters(chain.stages_of(organisation), starters, taken),
            "sources": sorted({(each.source, each.caution) for each in starters}),
            "words_of_button": "Add as drafts",
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def measure_drafts(request: Any) -> HttpResponse:
    """Say of every draft where it stands and when it is reviewed, and choose those that are whole."""
    organisation = request.organisation
    stages = chain.stages_of(organisation)
    every = measures_of(organisation, chosen=False)
    drafts = [(each, chain.first_review(stages, each)) for each in every if not each.chosen_on]
    if not drafts:
        return redirect("plan:measures")
    form = DraftsForm(drafts, sent(request))

    def save(given: dict[str, Any]) -> str:
        services.choose_measures(organisation=organisation, given=form.chosen, by=request.user)
        return reverse("plan:measures")

    task = Task(
        "Choose your measures",
        [page_of(*HOME)],
        minutes=5,
        lede="Say where each stands now. The day of review is the first on which it can be seen to "
        "have moved; set another if you like. One without a baseline stays a draft.",
        button="Choose these",
        saved="Chosen. They are part of the plan.",
    )
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def measure_new(request: Any) -> HttpResponse:
    """Begin a measure of one's own."""
    organisation = request.organisation
    initial = {"stage": request.GET.get("stage"), "lead": request.membership}
    findings = figures_of(organisation).findings()
    form = MeasureForm(organisation, findings, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        made = services.draft_measure(
            organisation=organisation, given=_with_gap(given), by=request.user
        )
        return reverse("plan:measure", args=[made.pk])

    task = Task("Add a measure", [page_of(*HOME)], minutes=2, saved="The measure is a draft.")
    return filled_in(request, form, task, save)


@require_safe
@page(Permission.PLAN_READ)
def measure(request: Any, pk: int) -> HttpResponse:
    """One measure: its definition, its baseline, its owner, and what it was found to be."""
    found = _measure(request, pk)
    return render(
        request,
        "plan/measure.jinja",
        {
            "measure": found,
            "cannot_move": chain.cannot_move(chain.stages_of(request.organisation), found),
            "readings": list(found.readings.select_related("written_by")),
            "activities": list(found.activities.filter(ended_on=None)),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def measure_change(request: Any, pk: int) -> HttpResponse:
    """Change a measure, or fill in what it lacks."""
    found = _measure(request, pk)
    gap = ":".join((found.measure, found.dimension, found.subgroup)) if found.measure else ""
    initial = {
        **{name: getattr(found, name) for name in KEPT},
        "gap": gap,
        "bodies": found.bodies,
        "helpers": found.helpers.all(),
    }
    findings = figures_of(request.organisation).findings()
    form = MeasureForm(request.organisation, findings, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.change_measure(measure=found, given=_with_gap(given), by=request.user)
        return reverse("plan:measure", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:measure", pk)]
    return filled_in(request, form, Task("Change this measure", within, minutes=2), save)


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def measure_choose(request: Any, pk: int) -> HttpResponse:
    """Choose a draft for the plan; what it lacks is said instead."""
    try:
        services.choose_measure(measure=_measure(request, pk), by=request.user)
        messages.success(request, "Chosen. It is part of the plan.")
    except NotWhole as refusal:
        messages.warning(request, str(refusal))
    return redirect("plan:measure", pk)


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def measure_end(request: Any, pk: int) -> HttpResponse:
    """Take a measure out of the chain."""
    services.end_measure(measure=_measure(request, pk), by=request.user)
    messages.success(request, "Taken out of the chain. What was read of it is kept.")
    return redirect("plan:measures")


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def measure_review(request: Any, pk: int) -> HttpResponse:
    """Write down what a measure was found to be, and when it is looked at next."""
    found = _measure(request, pk)
    form = ReadingForm(sent(request), initial={"read_on": moments.today()})

    def save(given: dict[str, Any]) -> str:
        services.review_measure(measure=found, by=request.user, **given)
        return reverse("plan:measure", args=[pk])

    within = [page_of(*HOME), page_of(found.title, "plan:measure", pk)]
    task = Task("Review this measure", within, minutes=2, caption=found.title)
    return filled_in(request, form, task, save)


def _measure(request: Any, pk: int) -> Any:
    there = request.organisation.plan_measures.with_people().select_related("refresh")
    return get_object_or_404(there.defer("refresh__head", "refresh__changes"), pk=pk)


def _with_gap(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    return {**given, **gap_of(given.pop("gap"))} if "gap" in given else given
