"""Planning a test of change, beginning it, noting what is seen, and saying what came of it."""

import datetime as dt
from typing import Any

from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system.moments import today
from equity_lens_web.improvement.models import ChangeNote, ChangeStep, ChangeTest, Driver, Project
from equity_lens_web.improvement.models.tests_of_change import BEFORE_IT_BEGINS

STILL_TO_SAY = {
    "prediction": "what you expect to see, and by how much",
    "plan": "what you will do",
    "included": "who the test includes",
    "left_out": "who the test leaves out",
}


@transaction.atomic
def plan_test(
    *,
    project: Project,
    title: str,
    begins_on: dt.date,
    by: Person,
    ends_on: dt.date | None = None,
    idea: Driver | None = None,
    prediction: str = "",
    plan: str = "",
    included: str = "",
    left_out: str = "",
) -> ChangeTest:
    """Plan a test of change. What is not known yet can be said later, but before it begins.

    Raises PermissionDenied unless ``by`` may change projects at the project's organisation.
    """
    _ask(project, by)
    test = ChangeTest.objects.create(
        project=project,
        title=title,
        idea=idea,
        prediction=prediction,
        plan=plan,
        included=included,
        left_out=left_out,
        begins_on=begins_on,
        ends_on=ends_on,
        planned_by=by,
    )
    _stepped(test, "planned", by)
    return test


@transaction.atomic
def change_plan(*, test: ChangeTest, by: Person, **plan: Any) -> ChangeTest:
    """Change the plan of a test that has not begun.

    Raises EquityLensError where it has: a prediction that can be changed afterwards is none.
    """
    _ask(test.project, by)
    if test.state != ChangeTest.State.PLANNED:
        raise EquityLensError(
            f"“{test.title}” has begun, so its prediction and plan stay as they were.",
            remedy="Note what you did differently, or plan another test.",
        )
    for field, said in plan.items():
        setattr(test, field, said)
    test.save(update_fields=list(plan))
    _stepped(test, "changed", by)
    return test


@transaction.atomic
def begin_test(*, test: ChangeTest, by: Person, on: dt.date | None = None) -> None:
    """Begin a planned test: on the day that its plan says, or today where that is still to come.

    Raises EquityLensError where its prediction, its plan, or who it includes and leaves out is not
    said yet, or it has begun before.
    """
    _ask(test.project, by)
    if test.state != ChangeTest.State.PLANNED:
        raise EquityLensError(f"“{test.title}” has begun already.")
    if test.still_to_say:
        raise EquityLensError(
            f"“{test.title}” cannot begin yet.",
            faults=[f"Say {STILL_TO_SAY[field]}." for field in test.still_to_say],
            remedy="Change the plan, then begin.",
        )
    began_on = on or min(test.begins_on, today())
    test.state, test.began_on = ChangeTest.State.RUNNING, began_on
    test.save(update_fields=["state", "began_on"])
    _stepped(test, "began", by)


@transaction.atomic
def note(*, test: ChangeTest, said: str, by: Person, on: dt.date | None = None) -> ChangeNote:
    """Note what was seen on a day while a test runs."""
    _ask(test.project, by)
    if test.state != ChangeTest.State.RUNNING:
        raise EquityLensError(
            f"“{test.title}” does not run, so nothing can be noted.",
            remedy="Begin it first, or plan another test.",
        )
    kept = ChangeNote.objects.create(test=test, said=said, on=on or today(), by=by)
    _told("test.noted", test, by)
    return kept


@transaction.atomic
def end_test(
    *,
    test: ChangeTest,
    happened: str,
    against_prediction: str,
    learning: str,
    next_step: str,
    by: Person,
    on: dt.date | None = None,
) -> None:
    """Say what came of a test that ran, beside what was predicted, and what is done next."""
    _ask(test.project, by)
    if test.state != ChangeTest.State.RUNNING:
        raise EquityLensError(f"“{test.title}” does not run, so it cannot end.")
    test.happened, test.against_prediction = happened, against_prediction
    test.learning, test.next_step = learning, next_step
    test.state, test.ended_on = ChangeTest.State.DONE, on or today()
    test.save()
    _stepped(test, "ended", by)


@transaction.atomic
def stop_test(*, test: ChangeTest, learning: str, by: Person, on: dt.date | None = None) -> None:
    """Stop a test before its end; what was learnt by then is kept as of any other."""
    _ask(test.project, by)
    if test.is_over:
        raise EquityLensError(f"“{test.title}” is over already.")
    test.learning, test.state, test.ended_on = learning, ChangeTest.State.STOPPED, on or today()
    test.save(update_fields=["learning", "state", "ended_on"])
    _stepped(test, "stopped", by)


def _ask(project: Project, by: Person) -> None:
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)


def _stepped(test: ChangeTest, what: str, by: Person) -> None:
    ChangeStep.objects.create(
        test=test,
        what=what,
        plan_then={field: getattr(test, field) for field in ("title", *BEFORE_IT_BEGINS)},
        by=by,
    )
    _told(f"test.{what}", test, by)


def _told(what: str, test: ChangeTest, by: Person) -> None:
    audit.record(
        what, organisation=test.project.organisation, by=by, about=f"Test of change {test.pk}"
    )
