"""Choosing priorities: who stands, what each criterion weighs, what moves, what is chosen and why."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.plan.forms.parts import gap_of
from equity_lens_web.plan.forms.priorities import (
    CandidatesForm,
    ChosenForm,
    JudgedForm,
    JudgementsForm,
    WeightsForm,
)
from equity_lens_web.plan.gaps import finding_of
from equity_lens_web.plan.models import Candidate
from equity_lens_web.plan.presenters import ranking
from equity_lens_web.plan.reading import priorities_of, withdrawn_figures
from equity_lens_web.plan.scoring import JUDGED, Criterion, Placed, ranked, rule_of
from equity_lens_web.plan.services import priorities as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Priorities", "plan:priorities")


@require_safe
@page(Permission.PLAN_READ)
def priorities(request: Any) -> HttpResponse:
    """The priorities, the reasons for what was left out, and every round of choosing."""
    rounds = list(request.organisation.plan_rounds.prefetch_related("candidates"))
    settled = next((each for each in rounds if not each.is_open), None)
    return render(
        request,
        "plan/priorities.jinja",
        {
            "priorities": priorities_of(request.organisation),
            "open_round": next((each for each in rounds if each.is_open), None),
            "rounds": [each for each in rounds if not each.is_open],
            "withdrawn": withdrawn_figures(request.organisation),
            "left_out": ranking.left_out(settled),
            "has_figures": figures_of(request.organisation).refresh is not None,
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def candidates(request: Any) -> HttpResponse:
    """Say which gaps stand as candidates; begins a round where none is open."""
    organisation = request.organisation
    begins = not organisation.plan_rounds.filter(settled_on=None).exists()
    form = CandidatesForm(figures_of(organisation).findings(), sent(request), offers=begins)

    def save(given: dict[str, Any]) -> str:
        gaps = [_keys(gap_of(each)) for each in given["gaps"]]
        made = services.add_candidates(organisation=organisation, gaps=gaps, by=request.user)
        return reverse("plan:round", args=[made.pk])

    task = Task(
        "Gaps to choose among",
        [page_of(*HOME)],
        minutes=2,
        lede="These are the findings, the most certain first. "
        + (
            "The first of each measure is ticked: tick and untick until it is what you would talk about."
            if begins
            else "Tick those that you would talk about besides."
        ),
        button="Put these in order",
        saved="They stand as candidates, with their figures as they are today.",
    )
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def candidate_new(request: Any) -> HttpResponse:
    """Let one gap stand, from wherever it is shown."""
    asked = (request.GET.get(name, "") for name in ("measure", "by", "group"))
    measure, dimension, subgroup = asked
    finding = finding_of(request.organisation, (measure, dimension, subgroup))
    if finding is None:
        return redirect("plan:candidates")
    if request.method == "POST":
        made = services.add_candidates(
            organisation=request.organisation,
            gaps=[(measure, dimension, subgroup)],
            by=request.user,
        )
        messages.success(request, "It stands as a candidate.")
        return redirect("plan:round", made.pk)
    return render(request, "plan/candidate_new.jinja", {"finding": ranking.named(finding)})


@require_safe
@page(Permission.PLAN_READ)
def round_of_choosing(request: Any, pk: int) -> HttpResponse:
    """The candidates in order. Other weights in the address are tried, and what moves is said."""
    found = _round(request, pk)
    rule, _ = rule_of(request.organisation)
    standing = list(found.candidates.all())
    order = ranked(standing, rule, found.weights)
    form = WeightsForm(rule, found.weights, request.GET if "try" in request.GET else None)
    tried = form.weights if form.is_bound and form.is_valid() else None
    return render(
        request,
        "plan/round.jinja",
        {
            "round": found,
            "withdrawn": withdrawn_figures(request.organisation),
            "form": form,
            "rule": rule,
            "trial": ranking.trial(order, ranked(standing, rule, tried), tried) if tried else None,
            "table": ranking.table(rule, tried or found.weights, ranked(standing, rule, tried or found.weights)),
            "candidates": [each.candidate for each in order],
            "unjudged": [each.candidate for each in order if each.candidate.ability is None],
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )  # fmt: skip


@require_http_methods(["POST"])
@page(Permission.PLAN_WRITE)
def round_weights(request: Any, pk: int) -> HttpResponse:
    """Keep weights that were tried."""
    found = _round(request, pk)
    rule, _ = rule_of(request.organisation)
    form = WeightsForm(rule, found.weights, request.POST)
    if form.is_valid() and found.is_open:
        try:
            services.set_weights(choice_round=found, weights=form.weights, by=request.user)
            messages.success(request, "The weights are kept.")
        except services.ChoiceRefused as refusal:
            messages.warning(request, str(refusal))
    return redirect("plan:round", pk)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def candidate(request: Any, pk: int) -> HttpResponse:
    """Judge what no figure tells of a candidate."""
    found = get_object_or_404(
        Candidate.objects.select_related("choice_round__organisation"),
        choice_round__organisation=request.organisation,
        pk=pk,
    )
    if not found.choice_round.is_open:
        return redirect("plan:round", found.choice_round_id)
    rule, _ = rule_of(request.organisation)
    initial = {name: getattr(found, name) for name in (*JUDGED, "judged_because")}
    form = JudgedForm(rule, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        because = given.pop("judged_because")
        services.judge_candidate(candidate=found, because=because, by=request.user, **given)
        return reverse("plan:round", args=[found.choice_round_id])

    task = Task(
        "What no figure tells",
        [page_of(*HOME), page_of("Put in order", "plan:round", found.choice_round_id)],
        caption=found.title,
        lede=found.sentence,
    )
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def judge(request: Any, pk: int) -> HttpResponse:
    """Judge what no figure tells of all candidates on one page, or of those that vie for a place."""
    found = _round(request, pk)
    if not found.is_open:
        return redirect("plan:round", pk)
    rule, order = _in_order(request, found)
    form = JudgementsForm([each.candidate for each in order], rule, sent(request))

    def save(given: dict[str, Any]) -> str:
        services.judge_candidates(choice_round=found, judged=form.judged, by=request.user)
        return reverse("plan:round", args=[pk])

    task = Task(
        "What no figure tells",
        [page_of(*HOME), page_of("Put in order", "plan:round", pk)],
        minutes=5,
        lede="They stand as the figures order them. Score those that vie for a place, from 0 to 10; "
        "one that you leave empty is ordered by its figures alone.",
        terms=[(each.title, each.meaning) for each in rule if each.key in JUDGED],
    )
    return filled_in(request, form, task, save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def choose(request: Any, pk: int) -> HttpResponse:
    """Choose three priorities or fewer, and say why the rest are left out."""
    found = _round(request, pk)
    if not found.is_open:
        return redirect("plan:round", pk)
    _, order = _in_order(request, found)
    form = ChosenForm([each.candidate for each in order], sent(request))

    def save(given: dict[str, Any]) -> str:
        services.choose_priorities(
            choice_round=found, chosen=form.chosen, reasons=form.reasons, by=request.user
        )
        return reverse("plan:priorities")

    task = Task(
        "Choose your priorities",
        [page_of(*HOME), page_of("Put in order", "plan:round", pk)],
        minutes=5,
        lede="The order is a help, and the choice is yours. What is left out is kept with its reason.",
        button="Choose these",
        saved="The priorities are chosen, and the reasons for the rest are kept.",
    )
    return filled_in(request, form, task, save)


def _round(request: Any, pk: int) -> Any:
    rounds = request.organisation.plan_rounds.select_related("begun_by", "settled_by")
    return get_object_or_404(rounds, pk=pk)


def _in_order(request: Any, found: Any) -> tuple[list[Criterion], list[Placed]]:
    """The rule, and the candidates of a round in their order; a round without any has no page."""
    rule, _ = rule_of(request.organisation)
    order = ranked(list(found.candidates.all()), rule, found.weights)
    if not order:
        raise Http404
    return rule, order


def _keys(gap: dict[str, str]) -> tuple[str, str, str]:
    return gap["measure"], gap["dimension"], gap["subgroup"]
