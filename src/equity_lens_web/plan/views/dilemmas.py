"""Dilemmas: options, who gains and who loses, and what was decided. Private ones stay private."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.plan.forms.dilemmas import (
    PRIVATE,
    PUBLIC,
    DecisionForm,
    DilemmaForm,
    OptionForm,
)
from equity_lens_web.plan.models import Option
from equity_lens_web.plan.presenters.trade_offs import trade_offs
from equity_lens_web.plan.services import dilemmas as services
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Dilemmas", "plan:dilemmas")
KEPT = ("question", "groups", "values", "views_heard", "lead", "post", "bodies")


@require_safe
@page(Permission.PLAN_READ)
def dilemmas(request: Any) -> HttpResponse:
    """Every dilemma that this member may read."""
    there = request.organisation.plan_dilemmas.current().with_people().seen_by(request.membership)
    return render(
        request,
        "plan/dilemmas.jinja",
        {
            "dilemmas": list(there.order_by("decided_on", "pk")),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def dilemma_new(request: Any) -> HttpResponse:
    """Set out a dilemma."""
    organisation = request.organisation
    form = DilemmaForm(organisation, sent(request), initial={"lead": request.membership})

    def save(given: dict[str, Any]) -> str:
        made = services.set_out_dilemma(organisation=organisation, given=given, by=request.user)
        return reverse("plan:dilemma", args=[made.pk])

    task = Task("Set out a dilemma", [page_of(*HOME)], minutes=5, saved="Now add its options.")
    return filled_in(request, form, task, save)


@require_safe
@page(Permission.PLAN_READ)
def dilemma(request: Any, pk: int) -> HttpResponse:
    """One dilemma: each option beside each group, the views heard, and the decision."""
    found = _dilemma(request, pk)
    return render(
        request,
        "plan/dilemma.jinja",
        {
            "dilemma": found,
            "table": trade_offs(found),
            "readers": [str(each.person) for each in found.readers.select_related("person")],
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def dilemma_change(request: Any, pk: int) -> HttpResponse:
    """Change a dilemma."""
    found = _dilemma(request, pk)
    initial = {
        **{name: getattr(found, name) for name in KEPT},
        "is_private": PRIVATE if found.is_private else PUBLIC,
        "readers": found.readers.all(),
        "helpers": found.helpers.all(),
    }
    form = DilemmaForm(request.organisation, sent(request), initial=initial)
    if not found.written_by(request.user):
        del form.fields["is_private"], form.fields["readers"]
    if found.decided_on is not None:
        form.keep_what_was_decided()

    def save(given: dict[str, Any]) -> str:
        services.change_dilemma(dilemma=found, given=given, by=request.user)
        return reverse("plan:dilemma", args=[pk])

    within = [page_of(*HOME), page_of(found.question, "plan:dilemma", pk)]
    return filled_in(request, form, Task("Change this dilemma", within, minutes=3), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def option_new(request: Any, pk: int) -> HttpResponse:
    """Add an option, and say what it means for each group."""
    found = _dilemma(request, pk)
    form = OptionForm(found, sent(request))

    def save(given: dict[str, Any]) -> str:
        services.put_option(
            dilemma=found, title=given["title"], effects=form.effects, by=request.user
        )
        return reverse("plan:dilemma", args=[pk])

    within = [page_of(*HOME), page_of(found.question, "plan:dilemma", pk)]
    return filled_in(request, form, Task("Add an option", within, minutes=2), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def option_change(request: Any, pk: int) -> HttpResponse:
    """Change an option and what it means for each group."""
    there = Option.objects.filter(dilemma__organisation=request.organisation)
    option = get_object_or_404(there.prefetch_related("effects"), pk=pk)
    found = _dilemma(request, option.dilemma_id)
    effects = {each.group: each for each in option.effects.all()}
    initial: dict[str, Any] = {"title": option.title}
    for i, group in enumerate(found.falls_on):
        if group in effects:
            initial |= {f"falls_{i}": effects[group].falls, f"how_{i}": effects[group].how}
    form = OptionForm(found, sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.put_option(
            dilemma=found,
            option=option,
            title=given["title"],
            effects=form.effects,
            by=request.user,
        )
        return reverse("plan:dilemma", args=[found.pk])

    within = [page_of(*HOME), page_of(found.question, "plan:dilemma", found.pk)]
    return filled_in(request, form, Task("Change this option", within, minutes=2), save)


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def decide(request: Any, pk: int) -> HttpResponse:
    """Record what was decided, and why."""
    found = _dilemma(request, pk)
    initial = {"decision": found.decision, "reasons": found.reasons}
    form = DecisionForm(sent(request), initial=initial)

    def save(given: dict[str, Any]) -> str:
        services.decide_dilemma(dilemma=found, by=request.user, **given)
        return reverse("plan:dilemma", args=[pk])

    within = [page_of(*HOME), page_of(found.question, "plan:dilemma", pk)]
    task = Task("Record the decision", within, minutes=3, caption=found.question)
    return filled_in(request, form, task, save)


def _dilemma(request: Any, pk: int) -> Any:
    there = request.organisation.plan_dilemmas.with_people().seen_by(request.membership)
    return get_object_or_404(there, pk=pk)
