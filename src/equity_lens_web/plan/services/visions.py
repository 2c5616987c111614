"""The shared vision, in a new wording each time, and its ambitions."""

from django.db import transaction

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.plan.models import Ambition, Vision
from equity_lens_web.plan.services.keeping import Given, keep, may_write


@transaction.atomic
def word_vision(*, organisation: Organisation, given: Given, by: Person) -> Vision:
    """Write the vision, or write it anew; earlier wordings are kept."""
    may_write(by, organisation)
    vision = Vision(organisation=organisation, written_by=by)
    return keep(vision, given, "vision.worded", organisation=organisation, by=by)


@transaction.atomic
def add_ambition(*, organisation: Organisation, given: Given, by: Person) -> Ambition:
    """Add an ambition, with how it is measured and who owns it."""
    may_write(by, organisation)
    ambition = Ambition(organisation=organisation, added_by=by)
    return keep(ambition, given, "ambition.added", organisation=organisation, by=by)


@transaction.atomic
def change_ambition(*, ambition: Ambition, given: Given, by: Person) -> Ambition:
    """Change an ambition."""
    may_write(by, ambition.organisation)
    return keep(ambition, given, "ambition.changed", organisation=ambition.organisation, by=by)


@transaction.atomic
def end_ambition(*, ambition: Ambition, by: Person) -> Ambition:
    """Say that an ambition is no longer one."""
    may_write(by, ambition.organisation)
    given = {"ended_on": moments.today()}
    return keep(ambition, given, "ambition.ended", organisation=ambition.organisation, by=by)
