"""The demonstration's improvement room: its projects, as their people would have brought them.

Journey 3's project is brought in three stages, so that its verdict has a history.
"""

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterator
from decimal import Decimal

from equity_lens.demonstration.kept_counts import HEADER
from equity_lens.demonstration.projects import DemonstrationProject, projects, rows_of
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.improvement.models import EquityCheck, Project
from equity_lens_web.improvement.services import checks
from equity_lens_web.improvement.services import projects as services
from equity_lens_web.improvement.services.figures import upload_figures
from equity_lens_web.improvement.services.splits import agree_split, begin_baseline
from equity_lens_web.improvement.services.telling import mark_seen
from equity_lens_web.operations.worker import work_off_the_queue

LEAD, TEAM = "hi_lead", "qi_team"
STAGES = ("2026-01", "2026-04", "2026-10")
"""Month 3, month 6 and month 12 of journey 3."""

UNCHECKED = ("online-booking", "letters-by-an-app", "fewer-transport-bookings", "video-first")
"""Work that went ahead with no equity check before it began."""

LATE = "theatre-start-times"
"""Work that was checked after it had begun."""

BALANCED = "evening-clinics"
"""Work with a second measure, which must not get worse, from the trust's own figures."""

NEW_TO_THE_LEAD = ("appointment-reminders", "streaming-at-the-front-door")
"""Work of which the lead has still to read that the verdict is another one."""

REVIEWED_ON = dt.date(2026, 10, 12)
"""When checks of work that goes on were last looked at again."""

REASONS = {
    "spread": "The gap narrowed and the group fares better: every booking office is to do the same.",
    "stop": "More appointments were missed, most in the most deprived fifth.",
}


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """Register every project, bring its counts, and have the rule asked."""
    made = {each.id: register(each, organisation, people) for each in projects()}
    staged = projects()[0]
    for number, until in enumerate(STAGES):
        if number == len(STAGES) - 1:
            _begin_again(made[staged.id], staged, people[TEAM])
        bring_counts(made[staged.id], staged, people[TEAM], until)
        if not number:
            for each in projects()[1:]:
                bring_counts(made[each.id], each, people[TEAM])
        work_off_the_queue()
    for each in projects():
        _decide(made[each.id], each, people[TEAM])
        if each.id not in NEW_TO_THE_LEAD:
            mark_seen(project=made[each.id], by=people[LEAD])
    work_off_the_queue()


def register(
    planted: DemonstrationProject,
    organisation: Organisation,
    people: dict[str, Person],
    unchecked: Collection[str] = UNCHECKED,
) -> Project:
    """Set a project up in its steps, and live; checked before it begins unless it is ``unchecked``."""
    by = people[TEAM]
    project = services.start_project(
        organisation=organisation, title=planted.title, kind=planted.kind, by=by
    )
    for step, said in _steps(planted, people):
        project = services.describe(project=project, step=step, said=said, by=by)
    if planted.gap is None:
        services.go_without_split(project=project, because=planted.no_split_because, by=by)
    else:
        _split(project, planted, by)
    if planted.id == BALANCED:
        _balance(project, planted, by)
    if planted.id not in unchecked:
        _check(project, planted, by)
    return services.go_live(project=project, by=by, on=planted.begins_on)


def _steps(
    planted: DemonstrationProject, people: dict[str, Person]
) -> Iterator[tuple[str, dict[str, object]]]:
    is_lead = planted.sponsor == "HI lead"
    yield (
        "aim",
        {"for_whom": planted.for_whom, "how_much": planted.how_much, "by_when": planted.by_when},
    )
    yield (
        "people",
        {
            "sponsor": people[LEAD] if is_lead else None,
            "sponsor_post": "Health inequalities lead" if is_lead else planted.sponsor,
            "team": ", ".join(planted.team),
            "partners": ", ".join(planted.partners),
        },
    )
    yield (
        "term",
        {
            "begins_on": planted.begins_on,
            "ends_on": planted.ends_on,
            "learning_goal": planted.learning_goal,
            "learning": planted.learning,
        },
    )


def _split(project: Project, planted: DemonstrationProject, by: Person) -> None:
    gap = planted.gap
    assert gap is not None
    first = gap.baselines[0]
    agree_split(
        project=project,
        measure=gap.measure,
        dimension=gap.dimension,
        target=gap.target,
        reference=gap.reference,
        watched=gap.watched,
        smallest_that_matters=Decimal(str(gap.smallest_that_matters)),
        before_from=first.before_from,
        change_from=first.change_from,
        until=gap.until,
        by=by,
    )


def _balance(project: Project, planted: DemonstrationProject, by: Person) -> None:
    gap = planted.gap
    assert gap is not None
    agree_split(
        project=project,
        measure="outpatient-cancelled-by-provider",
        dimension=gap.dimension,
        target=gap.target,
        reference=gap.reference,
        watched=gap.watched,
        smallest_that_matters=Decimal("0.02"),
        before_from=gap.baselines[0].before_from,
        change_from=gap.baselines[0].change_from,
        role="balancing",
        counted="trust",
        by=by,
    )


def _check(project: Project, planted: DemonstrationProject, by: Person) -> None:
    """The check before it began; and looked at again, where that was due and the work goes on."""
    week = dt.timedelta(weeks=1)
    on = planted.begins_on + 6 * week if planted.id == LATE else planted.begins_on - 2 * week
    if planted is projects()[0]:
        _check_of_reminders(project, planted, by, on)
        return
    said: dict[str, object] = {
        "left_out": "People whom this way of offering it does not reach.",
        "what_is_known": "The gap between the groups is known where this is done."
        if planted.gap
        else "Nothing is known by group where this is done.",
        "to_change": "Offer a second route beside the first one, and watch who takes it.",
    }
    review = on + 52 * week
    _finish_check(project, said | {"review_on": review}, by, on)
    if review <= REVIEWED_ON + 2 * week and planted.id != BALANCED and not planted.ended_on:
        _finish_check(project, said | {"review_on": REVIEWED_ON + 26 * week}, by, REVIEWED_ON)


def _check_of_reminders(
    project: Project, planted: DemonstrationProject, by: Person, on: dt.date
) -> None:
    """Journey 3's: who has no mobile number, and what was done for them."""
    check = _finish_check(
        project,
        {
            "left_out": "People whom this way of offering it does not reach: no mobile number, another "
            "first language, nobody to bring them.",
            "no_contact_all": Decimal(17),
            "no_contact_group": Decimal(22),
            "what_is_known": "The gap is known for the deprivation fifths of these clinics.",
            "to_change": "Offer a second route beside the first one, and watch who takes it.",
            "review_on": dt.date(2026, 11, 30),
        },
        by,
        on,
        checks.Planned(
            "Telephone calls for those who have no mobile number",
            "Outpatient clinic manager",
            planted.begins_on + dt.timedelta(weeks=26),
        ),
    )
    for mitigation in check.mitigations.all():
        checks.follow_up(
            mitigation=mitigation,
            state="done",
            came_of_it="Calls began in May 2026, in three languages.",
            by=by,
        )


def _finish_check(
    project: Project, said: dict[str, object], by: Person, on: dt.date, *planned: checks.Planned
) -> EquityCheck:
    check = checks.begin_check(project=project, by=by)
    return checks.finish_check(check=check, said=said, planned=planned, by=by, on=on)


def _begin_again(project: Project, planted: DemonstrationProject, by: Person) -> None:
    assert planted.gap is not None
    assert project.split is not None
    for later in planted.gap.baselines[1:]:
        begin_baseline(
            split=project.split,
            before_from=later.before_from,
            change_from=later.change_from,
            reason=later.reason,
            by=by,
        )


def bring_counts(
    project: Project, planted: DemonstrationProject, by: Person, until: str = ""
) -> None:
    """Upload what a project counts by itself, as it was by a month."""
    rows = rows_of(planted, until)
    if rows:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADER, *rows])
        name = f"project-{planted.id}.csv"
        upload_figures(project=project, name=name, content=text.getvalue().encode(), by=by)


def _decide(project: Project, planted: DemonstrationProject, by: Person) -> None:
    if planted.decision and planted.ended_on is not None:
        services.decide(
            project=project,
            decision=planted.decision,
            reason=REASONS[planted.decision],
            on=planted.ended_on,
            ended_on=planted.ended_on,
            by=by,
        )
