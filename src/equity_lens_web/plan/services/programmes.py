"""Programmes, and what is added to their scope."""

import datetime as dt

from django.db import transaction

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.plan.models import Programme, ScopeAddition
from equity_lens_web.plan.services.keeping import Given, keep, may_write, noted


@transaction.atomic
def add_programme(*, organisation: Organisation, given: Given, by: Person) -> Programme:
    """Put a programme on the map; an owner and a priority can come later, and it is listed until then."""
    may_write(by, organisation)
    programme = Programme(organisation=organisation, added_by=by)
    return keep(programme, given, "programme.added", organisation=organisation, by=by)


@transaction.atomic
def change_programme(*, programme: Programme, given: Given, by: Person) -> Programme:
    """Change a programme. What it took on since its approval is added, and not written over."""
    may_write(by, programme.organisation)
    return keep(programme, given, "programme.changed", organisation=programme.organisation, by=by)


@transaction.atomic
def add_scope(
    *, programme: Programme, what: str, added_on: dt.date, agreed_by: str, by: Person
) -> ScopeAddition:
    """Write down what was added to a programme's scope since it was approved."""
    may_write(by, programme.organisation)
    addition = ScopeAddition.objects.create(
        programme=programme, what=what, added_on=added_on, agreed_by=agreed_by, written_by=by
    )
    noted(programme, "programme.scope-added", organisation=programme.organisation, by=by)
    return addition


@transaction.atomic
def end_programme(*, programme: Programme, by: Person) -> Programme:
    """Say that a programme has ended."""
    may_write(by, programme.organisation)
    given = {"ended_on": moments.today()}
    return keep(programme, given, "programme.ended", organisation=programme.organisation, by=by)
