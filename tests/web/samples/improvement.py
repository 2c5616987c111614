"""A project with a split, a verdict, an equity check with a plan, and a measure of the trust's own."""

import datetime as dt
from decimal import Decimal

from equity_lens.demonstration.projects import counts_of, projects
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.released import Organisation as Released
from equity_lens.disclosure.verdicts import release_verdicts
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.evidence.coding import encode
from equity_lens_web.improvement.models import EquityCheck, LocalMeasure, Project, ProjectMeasure
from web.samples.sample import Sample

PLANTED = projects()[1]


def _project(organisation: Organisation, member: Person) -> int:
    return _split_of(organisation, member).project_id


def _split(organisation: Organisation, member: Person) -> int:
    return _split_of(organisation, member).pk


def _draft(organisation: Organisation, member: Person) -> int:
    return Project.objects.create(organisation=organisation, title="A draft", started_by=member).pk


def _split_of(organisation: Organisation, member: Person) -> ProjectMeasure:
    project, is_new = Project.objects.get_or_create(
        organisation=organisation, title="A project", defaults={"started_by": member}
    )
    if not is_new:
        return project.measures.get()
    gap = PLANTED.gap
    split = project.measures.create(
        measure=gap.measure, dimension=gap.dimension, target=gap.target, reference=gap.reference,
        watched=list(gap.watched), smallest_that_matters=Decimal("0.02"), agreed_by=member,
    )  # fmt: skip
    split.baselines.create(before_from="2025-05", change_from="2025-11", agreed_by=member)
    (verdict,) = release_verdicts(
        [(gap, counts_of(PLANTED))], policy=policy("hes"), organisation=Released("SYN", "A trust")
    )
    split.verdicts.create(word=verdict.verdict, on=verdict.on, content=encode(verdict))
    project.split, project.state = split, Project.State.LIVE
    project.begins_on = dt.date(2025, 11, 1)
    project.save()
    return split


def _verdict(organisation: Organisation, member: Person) -> int:
    return _split_of(organisation, member).verdicts.get().pk


def _check(organisation: Organisation, member: Person) -> int:
    project = _split_of(organisation, member).project
    return EquityCheck.objects.get_or_create(project=project, defaults={"begun_by": member})[0].pk


def _mitigation(organisation: Organisation, member: Person) -> int:
    check = EquityCheck.objects.get(pk=_check(organisation, member))
    planned = check.mitigations.create(
        what="Calls", owner="Clinic manager", due_on=dt.date(2026, 12, 1)
    )
    return planned.pk


def _local(organisation: Organisation, member: Person) -> int:
    local = LocalMeasure.objects.create(
        organisation=organisation, key="local-1", title="Letters read", better="higher"
    )
    local.definitions.create(version=1, numerator="read", denominator="sent", said_by=member)
    return local.pk


SAMPLES = {
    "improvement:*:pk": Sample(_project),
    "api:send:project": Sample(_project),
    "improvement:no-split:pk": Sample(_draft),
    "improvement:*:split": Sample(_split, is_owned=False),
    "improvement:verdict:verdict": Sample(_verdict, is_owned=False),
    "improvement:check:check": Sample(_check, is_owned=False),
    "improvement:mitigation:pk": Sample(_mitigation),
    "improvement:definition:pk": Sample(_local),
}
