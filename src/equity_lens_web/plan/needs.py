"""What the plan needs of a person, for the page Today."""

import datetime as dt

from django.urls import reverse

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system import moments
from equity_lens_web.plan.presenters.balance import quadrants, quarter_from, quarter_in_words
from equity_lens_web.plan.reading import activities_of, programmes_of

SOON = dt.timedelta(days=14)


def needs_of(membership: Membership) -> list[Need]:
    """Reviews that are due, priorities not chosen, quadrants left empty, programmes without an owner.

    They are for those who may write the plan; a review is for the measure's owner as well.
    """
    organisation = membership.organisation
    reviews = _reviews(organisation, membership)
    if not membership.may(Permission.PLAN_WRITE):
        return reviews
    return [
        *reviews,
        *_priorities(organisation),
        *_empty_quadrants(organisation),
        *_orphans(organisation),
    ]


def _reviews(organisation: Organisation, membership: Membership) -> list[Need]:
    due = organisation.plan_measures.current().exclude(chosen_on=None)
    due = due.filter(review_on__lte=moments.today() + SOON)
    if not membership.may(Permission.PLAN_WRITE):
        due = due.filter(lead=membership)
    return [
        Need(
            f"Review {measure.title}",
            reverse("plan:measure", args=[measure.pk]),
            2,
            measure.review_on,
            "Its review was set for that day when it was chosen.",
        )
        for measure in due.order_by("review_on", "pk")
    ]


def _priorities(organisation: Organisation) -> list[Need]:
    begun = organisation.plan_rounds.filter(settled_on=None).first()
    if begun is not None:
        why = f"The round of {moments.day(begun.begun_on)} is still open."
        return [Need("Choose priorities", reverse("plan:round", args=[begun.pk]), 15, None, why)]
    if organisation.plan_priorities.current().exists():
        return []
    why = "None is chosen yet. Few priorities get done."
    return [Need("Choose priorities", reverse("plan:priorities"), 15, None, why)]


def _empty_quadrants(organisation: Organisation) -> list[Need]:
    planned = activities_of(organisation)
    quarter = quarter_in_words(moments.today())
    end = _quarter_end(moments.today())
    return [
        Need(
            f"Plan something in {side.title}, or say why not",
            reverse("plan:activities"),
            1,
            end,
            f"Nothing is planned in it for {quarter}.",
        )
        for side in quadrants(organisation, planned)
        if side.is_empty and not side.reason
    ]


def _orphans(organisation: Organisation) -> list[Need]:
    programmes = programmes_of(organisation)
    has_priorities = organisation.plan_priorities.current().exists()
    orphans = [
        each
        for each in programmes
        if not each.who or (has_priorities and not each.priorities.all())
    ]
    if not orphans:
        return []
    number = len(orphans)
    title = f"Settle {number} programme{'' if number == 1 else 's'} without an owner or a priority"
    why = "Nobody answers for them, or they serve nothing that was chosen."
    return [Need(title, reverse("plan:programmes"), 5, None, why)]


def _quarter_end(day: dt.date) -> dt.date:
    next_quarter = quarter_from(quarter_from(day) + dt.timedelta(days=100))
    return next_quarter - dt.timedelta(days=1)
