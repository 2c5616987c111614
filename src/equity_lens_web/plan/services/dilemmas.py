"""Setting out a dilemma, and deciding it."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.plan.models import Dilemma, Effect, Option
from equity_lens_web.plan.services.keeping import Given, keep, may_write

FOR_ITS_WRITER = ("is_private", "readers")
OF_PEOPLE = ("lead", "post", "helpers", "bodies", *FOR_ITS_WRITER)
"""What may still change once it is decided: the question and what was weighed stay as they were."""
LEAST_OPTIONS = 2


class NotSetOut(ValueError):
    """A dilemma that cannot be decided yet; the message says what is missing."""


@transaction.atomic
def set_out_dilemma(*, organisation: Organisation, given: Given, by: Person) -> Dilemma:
    """Set out a dilemma."""
    may_write(by, organisation)
    dilemma = Dilemma(organisation=organisation, added_by=by)
    return keep(dilemma, given, "dilemma.set-out", organisation=organisation, by=by)


@transaction.atomic
def change_dilemma(*, dilemma: Dilemma, given: Given, by: Person) -> Dilemma:
    """Change a dilemma; who may read it is for its writer alone to change."""
    may_change(dilemma, by)
    if dilemma.decided_on is not None:
        given = {name: value for name, value in given.items() if name in OF_PEOPLE}
    if not dilemma.written_by(by):
        given = {name: value for name, value in given.items() if name not in FOR_ITS_WRITER}
    return keep(dilemma, given, "dilemma.changed", organisation=dilemma.organisation, by=by)


@transaction.atomic
def put_option(
    *,
    dilemma: Dilemma,
    title: str,
    effects: Mapping[str, tuple[str, str]],
    by: Person,
    option: Option | None = None,
) -> Option:
    """Add an option or change one, with what it means for each group: gains or loses, and how."""
    may_change(dilemma, by)
    _must_be_open(dilemma)
    if option is not None and option.dilemma_id != dilemma.pk:
        raise NotSetOut("Choose an option of this dilemma")
    put = option or Option(dilemma=dilemma)
    keep(put, {"title": title}, "option.put", organisation=dilemma.organisation, by=by)
    for group, (falls, how) in effects.items():
        Effect.objects.update_or_create(
            option=put, group=group, defaults={"falls": falls, "how": how}
        )
    return put


@transaction.atomic
def decide_dilemma(*, dilemma: Dilemma, decision: str, reasons: str, by: Person) -> Dilemma:
    """Record the decision and its reasons.

    Raises NotSetOut unless there are two options, and each says what it means for every group; and
    where it was decided already: what was decided, and on what grounds, stays as it was.
    """
    may_change(dilemma, by)
    _must_be_open(dilemma)
    options = dilemma.options.prefetch_related("effects")
    if len(options) < LEAST_OPTIONS:
        raise NotSetOut("Add at least two options before you record a decision")
    for option in options:
        said = {each.group for each in option.effects.all() if each.falls != Effect.Falls.UNKNOWN}
        silent = [group for group in dilemma.falls_on if group not in said]
        if silent:
            raise NotSetOut(f"Say who gains and who loses by “{option.title}”: {', '.join(silent)}")
    given = {
        "decision": decision,
        "reasons": reasons,
        "decided_on": moments.today(),
        "decided_by": by,
    }
    return keep(dilemma, given, "dilemma.decided", organisation=dilemma.organisation, by=by)


def _must_be_open(dilemma: Dilemma) -> None:
    """Of two who decide at once, the second is told; the dilemma is locked until then."""
    held = Dilemma.objects.select_for_update(of=("self",)).get(pk=dilemma.pk)
    if held.decided_on is not None:
        raise NotSetOut("This was decided already. Set out a new dilemma if it is open again")


def may_change(dilemma: Dilemma, by: Person) -> None:
    """Raises PermissionDenied unless somebody may write the plan and may see this dilemma."""
    may_write(by, dilemma.organisation)
    membership = by.memberships.current().get(organisation=dilemma.organisation)
    if not Dilemma.objects.filter(pk=dilemma.pk).seen_by(membership).exists():
        raise PermissionDenied("private")
