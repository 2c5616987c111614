"""Drawing a theory of change, arrow by arrow."""

from django.db import transaction

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.coding import encode
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.plan.gaps import gap_on
from equity_lens_web.plan.models import Arrow, Theory
from equity_lens_web.plan.services.keeping import Given, keep, may_write


@transaction.atomic
def begin_theory(*, organisation: Organisation, given: Given, by: Person) -> Theory:
    """Begin an outline."""
    may_write(by, organisation)
    theory = Theory(organisation=organisation, added_by=by)
    return keep(theory, given, "theory.begun", organisation=organisation, by=by)


@transaction.atomic
def change_theory(*, theory: Theory, given: Given, by: Person) -> Theory:
    """Change what an outline is called and about."""
    may_write(by, theory.organisation)
    return keep(theory, given, "theory.changed", organisation=theory.organisation, by=by)


@transaction.atomic
def add_arrow(*, theory: Theory, given: Given, by: Person) -> Arrow:
    """Draw an arrow; where it names a gap, the gap is kept as it stood when work on it began."""
    organisation = theory.organisation
    may_write(by, organisation)
    since = given.get("since") or moments.today()
    shown = None
    if given.get("measure"):
        keys = (given["measure"], given["dimension"], given["subgroup"])
        shown = gap_on(organisation, *keys, since)
    arrow = Arrow(theory=theory, written_by=by)
    refresh = figures_of(organisation).refresh if shown else None
    kept = {"since": since, "shown": encode(shown) if shown else None, "refresh": refresh}
    given = {**given, **kept}
    return keep(arrow, given, "arrow.drawn", organisation=organisation, by=by)


@transaction.atomic
def withdraw_arrow(*, arrow: Arrow, by: Person) -> Arrow:
    """Take an arrow out of the outline; that it once stood there is kept."""
    organisation = arrow.theory.organisation
    may_write(by, organisation)
    given = {"ended_on": moments.today()}
    return keep(arrow, given, "arrow.withdrawn", organisation=organisation, by=by)
