"""Goals that more than one body owns."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.plan.models import Mission, Part
from equity_lens_web.plan.services.keeping import Given, keep, may_write

LEAST_BODIES = 2


class NotJoint(ValueError):
    """A goal that one body would own alone."""


@transaction.atomic
def begin_mission(
    *, organisation: Organisation, given: Given, parts: Sequence[Given], by: Person
) -> Mission:
    """Begin a joint mission with each body's part.

    Raises NotJoint unless two bodies or more have a part in it.
    """
    may_write(by, organisation)
    if _bodies(part["body"] for part in parts) < LEAST_BODIES:
        raise NotJoint("Enter a second body: a goal of one body is not a joint mission")
    mission = Mission(organisation=organisation, added_by=by)
    keep(mission, given, "mission.begun", organisation=organisation, by=by)
    for part in parts:
        Part.objects.create(mission=mission, written_by=by, **part)
    return mission


@transaction.atomic
def add_part(*, mission: Mission, given: Given, by: Person) -> Part:
    """Let one more body take a part."""
    may_write(by, mission.organisation)
    part = Part(mission=mission, written_by=by)
    return keep(part, given, "mission.part-added", organisation=mission.organisation, by=by)


@transaction.atomic
def end_part(*, part: Part, by: Person) -> Part:
    """Say that a body has left.

    Raises NotJoint where one body alone would stay: then the goal is to be ended, or another found.
    """
    mission = part.mission
    may_write(by, mission.organisation)
    rest = mission.parts.filter(ended_on=None).exclude(pk=part.pk)
    if _bodies(rest.values_list("body", flat=True)) < LEAST_BODIES:
        raise NotJoint("Add another body first: a goal of one body is not a joint mission")
    given = {"ended_on": moments.today()}
    return keep(part, given, "mission.part-ended", organisation=mission.organisation, by=by)


def _bodies(names: Iterable[str]) -> int:
    return len({name.strip().casefold() for name in names})
