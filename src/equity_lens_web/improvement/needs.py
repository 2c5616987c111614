"""What improvement needs of a person: a new verdict to read, a decision, a review, figures."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.models import (
    EquityCheck,
    FigureTable,
    Mitigation,
    Project,
    ProjectMeasure,
    VerdictChange,
)
from equity_lens_web.improvement.models.projects import ProjectQuerySet
from equity_lens_web.improvement.services.telling import LEAD

WIDENING = "widening"
LOOK_AHEAD = dt.timedelta(days=14)
READ_WITHIN = dt.timedelta(days=7)
"""A gap that widens is read within a week; another change of verdict has no day."""
FIGURES_EVERY = dt.timedelta(days=45)
"""Counts of a month come within two weeks of its end; after that they are overdue."""


def needs_of(membership: Membership) -> list[Need]:
    """Each need of this person, in five queries however many projects there are."""
    if not membership.may(Permission.IMPROVEMENT_READ):
        return []
    needs = [*_changed(membership)]
    if membership.may(Permission.IMPROVEMENT_WRITE):
        needs += [
            *_undecided(membership),
            *_reviews(membership),
            *_planned(membership),
            *_figures(membership),
        ]
    return needs


def _changed(membership: Membership) -> Iterator[Need]:
    """Verdicts that changed, for the sponsor and the lead, until they say that they have read it."""
    changes = VerdictChange.objects.filter(project__organisation=membership.organisation)
    if membership.role != LEAD:
        changes = changes.filter(project__sponsor=membership.person)
    unseen = changes.exclude(seen__person=membership.person).select_related("project")
    newest = {each.project_id: each for each in unseen.order_by("pk")}
    for change in newest.values():
        title = f"The verdict on “{change.project.title}” is now “{change.now}”"
        due = timezone.localdate(change.at) + READ_WITHIN if change.now == WIDENING else None
        yield Need(title, _at("project", change.project_id), 2, due, f"It was “{change.was}”.")


def _undecided(membership: Membership) -> Iterator[Need]:
    for project in _sponsored_by(membership).undecided_past_end():
        title = f"Decide: stop, adapt or spread “{project.title}”"
        why = f"It was to end on {moments.day(project.ends_on)}."
        yield Need(title, _at("decide", project.pk), 3, project.ends_on, why)


def _reviews(membership: Membership) -> Iterator[Need]:
    soon = moments.today() + LOOK_AHEAD
    mine = _run_by(membership).live()
    newest = mine.annotate(last=Max("checks__pk")).values("last")
    due = EquityCheck.objects.filter(pk__in=newest, done_on__isnull=False, review_on__lte=soon)
    for check in due.select_related("project"):
        title = f"Review the equity check of “{check.project.title}”"
        why = f"It was made on {moments.day(check.done_on)}."
        yield Need(title, _at("checks", check.project_id), 10, check.review_on, why)


def _planned(membership: Membership) -> Iterator[Need]:
    soon = moments.today() + LOOK_AHEAD
    due = Mitigation.objects.filter(
        check_of__project__in=_run_by(membership), state=Mitigation.State.PLANNED, due_on__lte=soon
    )
    for each in due.select_related("check_of__project"):
        title = f"Say what became of it: {each.what}"
        why = f"The equity check of “{each.check_of.project.title}” planned it."
        yield Need(title, _at("mitigation", each.pk), 1, each.due_on, why)


def _figures(membership: Membership) -> Iterator[Need]:
    """Live work that counts for itself and has brought nothing for a while."""
    since = moments.today() - FIGURES_EVERY
    mine = ProjectMeasure.objects.filter(
        project__in=_run_by(membership).live(),
        project__begins_on__lte=since,
        counted=ProjectMeasure.Counted.TABLE,
    )
    fresh = FigureTable.objects.filter(came_at__date__gt=since).values("measure")
    seen: set[int] = set()
    for split in mine.exclude(pk__in=fresh).select_related("project"):
        if split.project_id not in seen:
            seen.add(split.project_id)
            title = f"Bring the figures of “{split.project.title}”"
            why = "Nothing has come for six weeks, so the verdict stands still."
            yield Need(title, _at("figures", split.project_id), 2, None, why)


def _sponsored_by(membership: Membership) -> ProjectQuerySet:
    """Projects that a person answers for: those they sponsor or run; the lead those of nobody."""
    if membership.role == LEAD:
        ours: ProjectQuerySet = Project.objects.filter(organisation=membership.organisation)
        return ours.filter(Q(sponsor=membership.person) | Q(sponsor=None))
    return _run_by(membership) | Project.objects.filter(
        organisation=membership.organisation, sponsor=membership.person
    )


def _run_by(membership: Membership) -> ProjectQuerySet:
    """Projects that a person runs, or began where nobody is named: upkeep is theirs."""
    ours: ProjectQuerySet = Project.objects.filter(organisation=membership.organisation)
    person = membership.person
    return ours.filter(Q(lead=person) | Q(lead=None, started_by=person))


def _at(name: str, pk: int) -> str:
    return reverse(f"improvement:{name}", args=[pk])
