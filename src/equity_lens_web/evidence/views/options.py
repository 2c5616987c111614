"""Options modelled for groups. The address holds every choice, so that a model can be linked."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.errors import PlanRefused
from equity_lens.planning.fewer_losses import LossesAvoided
from equity_lens.planning.options import Option
from equity_lens.planning.pathway import Walk
from equity_lens.planning.share_of_slots import SlotsMoved, weekly_removals
from equity_lens.words import dates
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.fitting import concerning
from equity_lens_web.evidence.forms.options import LossForm, SlotsForm
from equity_lens_web.evidence.presenters import options as present
from equity_lens_web.evidence.reading import Figures, figures_of
from equity_lens_web.evidence.services.options import model_losses, model_slots
from equity_lens_web.evidence.views.access import Chosen, chosen_walk

LIST, REMOVALS = "waiting-list-size", "waiting-list-removals"
IN_PROPORTION, AS_REMOVED = "list", "removals"
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Waiting:
    """The list along the breakdown, and what each group has of the appointments, where known."""

    profile: ReleasedProfile
    bases: list[tuple[str, str]]
    slots: dict[str, float]


@require_safe
@page(Permission.ACCESS_MODEL)
@concerning("access")
def options(request: Any) -> HttpResponse:
    """Choose an option; say what is supposed; read what would change for every group."""
    figures = figures_of(request.organisation)
    chosen = chosen_walk(figures, request.GET)
    waiting = _waiting(figures, chosen.by)
    listed = present.offered(chosen.pathway, has_list=waiting is not None) if chosen.pathway else []
    option = next((each for each in listed if each.id == request.GET.get("option")), None)
    shown = _modelled(request, chosen, waiting, option) if option and chosen.walk else {}
    return render(
        request,
        "evidence/reading/options.jinja",
        {
            "chosen": chosen,
            "options": [(each, present.supposed_of(each)) for each in listed],
            "option": option,
            "address": request.build_absolute_uri(),
            **shown,
        },
    )


def _modelled(
    request: Any, chosen: Chosen, waiting: Waiting | None, option: Option
) -> dict[str, Any]:
    """The form, and the result once it has been filled in; what cannot be modelled says why."""
    asked = request.GET if "model" in request.GET else None
    shown: dict[str, Any] = {"result": None, "refused": None}
    try:
        if option.kind == "loss":
            assert chosen.walk is not None
            form: Form = LossForm(chosen.walk, option, asked)
            if asked is not None and form.is_valid():
                shown["result"] = present.losses(_losses(request, chosen.walk, option, form))
        else:
            assert waiting is not None
            groups = [each.subgroup for each in waiting.profile.groups]
            form = SlotsForm(groups, waiting.bases, asked)
            if asked is not None and form.is_valid():
                shown["result"] = present.slots(_slots(request, waiting, option, form), option)
    except PlanRefused as refusal:
        shown["refused"] = refusal
        shown["faults"] = [{"text": fault} for fault in refusal.faults]
    return {**shown, "form": form}


def _losses(request: Any, walk: Walk, option: Option, form: Any) -> LossesAvoided:
    return model_losses(
        organisation=request.organisation,
        walk=walk,
        option=option,
        step=form.cleaned_data["step"],
        assumption=form.supposed(at_most=1.0),
        reach=form.reached(),
        weekly_slots=form.cleaned_data["weekly_slots"],
        by=request.user,
    )


def _slots(request: Any, waiting: Waiting, option: Option, form: Any) -> SlotsMoved:
    given = form.cleaned_data
    return model_slots(
        organisation=request.organisation,
        waiting_list=waiting.profile,
        option=option,
        given_to=given["group"],
        share=given["share"] / 100,
        weekly_slots=given["weekly_slots"],
        slots_now=waiting.slots if given["basis"] == AS_REMOVED else None,
        added=given["added"] or 0.0,
        by=request.user,
    )


def _waiting(figures: Figures, by: str) -> Waiting | None:
    """The list by the breakdown, with the removals of a month where they are of every group."""
    profiles = {p.measure.id: p for p in figures.profiles((LIST, REMOVALS), by)}
    listed, removed = profiles.get(LIST), profiles.get(REMOVALS)
    if listed is None:
        return None
    bases = [(IN_PROPORTION, "Taken to be in proportion to its list")]
    weeks = _weeks_of(removed.period) if removed else 0.0
    slots = weekly_removals(removed, weeks=weeks) if removed and weeks else {}
    waiting = {g.subgroup.key for g in (*listed.groups, *listed.unknown) if g.denominator.value}
    if removed and slots and waiting <= set(slots):
        said = f"As people left the list {dates.when(removed.period)}: {sum(slots.values()):,.0f} a week"
        bases.append((AS_REMOVED, said))
    return Waiting(listed, bases, slots)


def _weeks_of(period: str) -> float:
    """Weeks of a month; 0 for a period that is not one."""
    last = dates.last_day(period)
    return last.day / DAYS_A_WEEK if last and len(period.split("-")) == 2 else 0.0
