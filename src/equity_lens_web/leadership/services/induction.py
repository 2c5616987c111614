"""What a lead does with their induction: three answers, and a mark on a step."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.leadership.models import Induction, StepMark


@transaction.atomic
def begin(
    *, organisation: Organisation, experience: str, time: str, kind: str, by: Person
) -> Induction:
    """Begin the path, or make it anew from other answers; marks on its steps stay."""
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    induction, _ = Induction.objects.update_or_create(
        organisation=organisation,
        person=by,
        defaults={"experience": experience, "time": time, "kind": kind},
    )
    audit.record("induction.begun", organisation=organisation, by=by)
    return induction


@transaction.atomic
def mark(*, induction: Induction, steps: Iterable[str], state: str, by: Person) -> None:
    """Say of steps that they are begun, done or skipped; a later mark takes an earlier one's place.

    A step that is done stays done when it is opened again.
    """
    require(by, Permission.ROLE_WRITE, organisation=induction.organisation)
    chosen = StepMark.State(state)
    for step in steps:
        if chosen == StepMark.State.BEGUN:
            StepMark.objects.get_or_create(
                induction=induction, step=step, defaults={"state": chosen}
            )
        else:
            StepMark.objects.update_or_create(
                induction=induction,
                step=step,
                defaults={"state": chosen, "at": timezone.now()},
            )
        audit.record(
            "induction.step-marked",
            organisation=induction.organisation,
            by=by,
            about=step,
            state=chosen,
        )
