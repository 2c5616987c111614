"""Planning, doing and stopping activities; and saying why a quadrant is empty."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.reading import entries
from equity_lens_web.plan.models import Activity, ActivityEntry, EmptyQuadrant
from equity_lens_web.plan.services.keeping import Given, keep, may_write, noted

OVER = {Activity.State.DONE, Activity.State.STOPPED}


@transaction.atomic
def add_starters(*, organisation: Organisation, keys: Iterable[str], by: Person) -> list[Activity]:
    """Take starters into the plan as they stand, to be changed later; each is led by whoever took it."""
    lead = require(by, Permission.PLAN_WRITE, organisation=organisation)
    chosen = set(keys) - set(
        organisation.plan_activities.current().values_list("starter", flat=True)
    )
    return [
        _add(
            organisation,
            {
                "title": each.title,
                "quadrant": each.fields["quadrant"],
                "starter": each.key,
                "lead": lead,
            },
            by,
        )
        for each in entries("activity", organisation)
        if each.key in chosen
    ]


@transaction.atomic
def add_activity(*, organisation: Organisation, given: Given, by: Person) -> Activity:
    """Plan an activity of one's own."""
    may_write(by, organisation)
    return _add(organisation, given, by)


@transaction.atomic
def change_activity(*, activity: Activity, given: Given, by: Person) -> Activity:
    """Change what an activity is called, where it belongs, who takes part, what it should move."""
    may_write(by, activity.organisation)
    return keep(activity, given, "activity.changed", organisation=activity.organisation, by=by)


@transaction.atomic
def log_activity(
    *,
    activity: Activity,
    what: str,
    done_on: dt.date,
    minutes: int,
    state: str,
    by: Person,
    evidence: str = "",
) -> ActivityEntry:
    """Write down what was done on a day, and how far the activity is now."""
    may_write(by, activity.organisation)
    entry = ActivityEntry.objects.create(
        activity=activity,
        what=what,
        done_on=done_on,
        minutes=minutes,
        evidence=evidence,
        state=state,
        written_by=by,
    )
    activity.state = state
    activity.ended_on = done_on if state in OVER else None
    activity.save()
    noted(
        activity,
        "activity.logged",
        organisation=activity.organisation,
        by=by,
        minutes=minutes,
        state=state,
    )
    return entry


@transaction.atomic
def explain_empty_quadrant(
    *, organisation: Organisation, quadrant: str, quarter_from: dt.date, reason: str, by: Person
) -> EmptyQuadrant:
    """Say why nothing is planned in a quadrant this quarter."""
    may_write(by, organisation)
    said, _ = EmptyQuadrant.objects.update_or_create(
        organisation=organisation,
        quadrant=quadrant,
        quarter_from=quarter_from,
        defaults={"reason": reason, "written_by": by},
    )
    noted(said, "quadrant.explained", organisation=organisation, by=by, quadrant=quadrant)
    return said


def _add(organisation: Organisation, given: Given, by: Person) -> Activity:
    activity = Activity(organisation=organisation, added_by=by)
    return keep(activity, given, "activity.added", organisation=organisation, by=by)
