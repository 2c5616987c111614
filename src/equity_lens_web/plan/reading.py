"""What other rooms read of the plan: who leads what, priorities, activities, measures, programmes.

    for item in led_by(request.organisation):
        item.title, item.lead, item.href, item.hand_over_href

Private dilemmas are left out. Each reading is a bounded number of queries, however long the plan.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.kinds import KINDS
from equity_lens_web.plan.models import Activity, ChainMeasure, Priority, Programme


@dataclass(frozen=True, slots=True)
class LedItem:
    """One item of the plan, with who leads it and who else takes part."""

    kind: str
    kind_title: str
    pk: int
    title: str
    href: str
    lead: str
    helpers: tuple[str, ...]
    bodies: tuple[str, ...]
    is_left_behind: bool
    hand_over_href: str


def led_by(organisation: Organisation) -> list[LedItem]:
    """Every current item, by kind; ``is_left_behind`` where its lead's membership has ended."""
    return [
        LedItem(
            kind=kind.key,
            kind_title=kind.title,
            pk=item.pk,
            title=item.title,
            href=kind.href(item),
            lead=item.who,
            helpers=tuple(str(each.person) for each in item.helpers.all()),
            bodies=tuple(item.taking_part),
            is_left_behind=item.is_left_behind,
            hand_over_href=reverse("plan:hand-over", args=[kind.key, item.pk]),
        )
        for kind in KINDS.values()
        for item in _of_kind(kind.model, organisation)
    ]


def priorities_of(organisation: Organisation) -> list[Priority]:
    """The current priorities, each with the candidate that it was chosen as."""
    current = organisation.plan_priorities.current().with_people()
    return list(current.select_related("candidate__choice_round").order_by("pk"))


def reasons_for_the_rest(organisation: Organisation) -> list[tuple[str, str]]:
    """What was left out when priorities were last chosen, and why."""
    last = organisation.plan_rounds.exclude(settled_on=None).order_by("-settled_on", "-pk").first()
    if last is None:
        return []
    return list(last.candidates.filter(is_chosen=False).values_list("title", "reason"))


def withdrawn_figures(organisation: Organisation) -> dict[int, str]:
    """Refreshes whose figures no longer hold, by number: why."""
    withdrawn = organisation.refreshes.exclude(superseded_because="")
    return dict(withdrawn.values_list("number", "superseded_because"))


def activities_of(organisation: Organisation) -> list[Activity]:
    """The current activities in order of quadrant, with what they should move."""
    current = organisation.plan_activities.current().with_people()
    moves = Prefetch("moves", ChainMeasure.objects.filter(ended_on=None))
    return list(current.prefetch_related(moves, "entries").order_by("quadrant", "pk"))


def measures_of(organisation: Organisation, *, chosen: bool = True) -> list[ChainMeasure]:
    """The current measures of the chain; drafts too, if ``chosen`` is False."""
    current = organisation.plan_measures.current().with_people().select_related("refresh")
    current = current.defer("refresh__head", "refresh__changes")
    if chosen:
        current = current.exclude(chosen_on=None)
    activities = Prefetch("activities", Activity.objects.filter(ended_on=None))
    return list(current.prefetch_related(activities).order_by("pk"))


def programmes_of(organisation: Organisation) -> list[Programme]:
    """The current programmes, with their priorities and what was added to their scope."""
    current = organisation.plan_programmes.current().with_people()
    serving = Prefetch("priorities", Priority.objects.filter(ended_on=None))
    return list(current.prefetch_related(serving, "additions").order_by("title", "pk"))


def _of_kind(model: Any, organisation: Organisation) -> Any:
    items = model.objects.filter(organisation=organisation).current().with_people()
    return (items.filter(is_private=False) if hasattr(model, "is_private") else items).order_by(
        "pk"
    )
