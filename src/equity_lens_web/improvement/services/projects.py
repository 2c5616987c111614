"""Registering a project, setting it live, deciding at its end."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.models import Project, ProjectDecision
from equity_lens_web.improvement.reading import latest
from equity_lens_web.improvement.services.verdicts import ask_for_verdicts

AIM = ("for_whom", "how_much", "by_when")


class NotReady(EquityLensError):
    """A project cannot go live yet; ``faults`` say what is missing."""


@transaction.atomic
def start_project(
    *,
    organisation: Organisation,
    title: str,
    kind: str,
    by: Person,
    begun_from: Mapping[str, str] | None = None,
    copied_from: Project | None = None,
) -> Project:
    """Begin the draft of a project; a copy takes over the aim of another.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    project = Project(
        organisation=organisation,
        title=title,
        kind=kind,
        begun_from=dict(begun_from or {}),
        copied_from=copied_from,
        started_by=by,
        lead=by,
    )
    if copied_from is not None:
        for name in ("for_whom", "how_much", "learning_goal"):
            setattr(project, name, getattr(copied_from, name))
    project.save()
    _record("project.started", project, by, kind=kind)
    return project


@transaction.atomic
def describe(*, project: Project, step: str, said: Mapping[str, Any], by: Person) -> Project:
    """Save one step of setting up: the aim, the people, or the term.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    held = _held(project)
    for name, value in said.items():
        setattr(held, name, value)
    if step not in held.steps_done:
        held.steps_done = [*held.steps_done, step]
    held.save()
    _record("project.described", held, by, step=step)
    return held


@transaction.atomic
def go_without_split(*, project: Project, because: str, by: Person) -> Project:
    """Say why a project has no split by group. The board list shows the reason.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    held = _held(project)
    held.no_split_because = because
    held.save(update_fields=["no_split_because"])
    _record("project.without-split", held, by)
    return held


@transaction.atomic
def go_live(*, project: Project, by: Person, on: dt.date | None = None) -> Project:
    """Set a project live, with its split by group or the reason for having none.

    Raises PermissionDenied unless ``by`` may run projects, and NotReady with all that is missing.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    held = _held(project)
    if not held.is_draft:
        raise NotReady("This project is live already.", remedy="Read it on its page.")
    lacking = missing(held)
    if lacking:
        raise NotReady(
            "The project cannot go live yet.",
            faults=lacking,
            remedy="Take the steps that are open, then set it live.",
        )
    held.state, held.live_on = Project.State.LIVE, on or moments.today()
    held.save(update_fields=["state", "live_on"])
    _record("project.live", held, by, has_split=held.split_id is not None)
    ask_for_verdicts(held.measures.all(), organisation=held.organisation, by=by)
    return held


def missing(project: Project) -> list[str]:
    """What a draft still lacks, in the order of its steps; empty when it can go live."""
    has_term = project.kind in Project.HAS_TERM
    rules = (
        (bool(project.for_whom), "Say for whom it is."),
        (bool(project.how_much), "Say how much should change."),
        (project.by_when is not None, "Say by when."),
        (bool(project.sponsored_by), "Say who sponsors it."),
        (project.begins_on is not None, "Say on which day it begins."),
        (not has_term or project.ends_on is not None, "Say on which day it ends."),
        (
            project.kind != Project.Kind.EXPERIMENT or bool(project.learning_goal),
            "Say what the experiment should teach.",
        ),
        (
            project.split_id is not None or bool(project.no_split_because),
            "Choose a measure split by group, or say why there is none.",
        ),
    )
    return [what for is_there, what in rules if not is_there]


@transaction.atomic
def decide(
    *,
    project: Project,
    decision: str,
    reason: str,
    on: dt.date,
    by: Person,
    ended_on: dt.date | None = None,
    goes_on_until: dt.date | None = None,
    learning: str = "",
) -> Project:
    """Put on record that work is stopped, adapted or spread, and what was learnt.

    Work that is adapted may go on until another day; there it needs a decision again. Work that
    ended is read no further: later months tell of something else. A month that a verdict has read
    stays read, whatever day is given.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    held = _held(project)
    ProjectDecision.objects.create(
        project=held,
        decision=decision,
        reason=reason,
        on=on,
        goes_on_until=goes_on_until,
        made_by=by,
    )
    if learning:
        held.learning = learning
    if goes_on_until is not None:
        held.ends_on = goes_on_until
        held.decision, held.decision_reason, held.decided_on = "", "", None
    else:
        held.decision, held.decision_reason, held.decided_on = decision, reason, on
        held.state, held.ended_on = Project.State.ENDED, ended_on or on
        _read_until(held, f"{held.ended_on:%Y-%m}")
        ask_for_verdicts(held.measures.all(), organisation=held.organisation, by=by)
    held.save()
    _record("project.decided", held, by, decision=decision)
    return held


@transaction.atomic
def note_learning(*, project: Project, learning: str, by: Person) -> Project:
    """Write down what was learnt so far: what an experiment is judged on.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=project.organisation)
    held = _held(project)
    held.learning = learning
    held.save(update_fields=["learning"])
    _record("project.learning", held, by)
    return held


def _read_until(project: Project, month: str) -> None:
    measures = list(project.measures.filter(until=""))
    read = {pk: each.on.split("/")[-1] for pk, each in latest(each.pk for each in measures).items()}
    for each in measures:
        each.until = max(month, read.get(each.pk, ""))
        each.save(update_fields=["until"])


def _held(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


def _record(what: str, project: Project, by: Person, **detail: Any) -> None:
    about = f"Project {project.pk}"
    audit.record(what, organisation=project.organisation, by=by, about=about, **detail)
