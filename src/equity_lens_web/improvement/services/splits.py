"""Agreeing beforehand what is counted, for whom against whom, and with which months it is compared."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count

from django.db import transaction
from django.utils import timezone

from equity_lens.errors import EquityLensError, MeasureInvalid
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.improvement.models import (
    Baseline,
    LocalDefinition,
    LocalMeasure,
    Project,
    ProjectMeasure,
)
from equity_lens_web.improvement.services.verdicts import ask_for_verdicts
from equity_lens_web.improvement.splits import gap_of, measure_of

READ_OTHERWISE = (
    "along another breakdown it is read {} months at a time, and here {}: months that are read "
    "together must be shown singly nowhere else"
)
WHOLE_PERIODS = "it must lie a whole number of periods from {}: each holds {} months"
SHOWN_ELSEWHERE = "months that the trust's own figures show one by one cannot be counted together"


@transaction.atomic
def agree_split(
    *,
    project: Project,
    measure: str,
    dimension: str,
    target: str,
    reference: str,
    watched: Sequence[str],
    smallest_that_matters: Decimal,
    before_from: str,
    change_from: str,
    by: Person,
    role: str = "outcome",
    counted: str = "table",
    planned_looks: int = 12,
    months_together: int = 1,
    until: str = "",
) -> ProjectMeasure:
    """Agree one measure of a project along groups; the first one is what the project is judged by.

    It can be agreed anew until the first verdict on it was made, and never after.

    Raises PermissionDenied unless ``by`` may run projects, and EquityLensError where the gap cannot
    be judged.
    """
    organisation = project.organisation
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    held = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    earlier = held.measures.filter(measure=measure, dimension=dimension).first()
    if earlier is not None and earlier.verdicts.exists():
        raise EquityLensError(
            "A verdict was made on this split, so it stays as it was agreed.",
            remedy="Add another measure or breakdown, or begin a new baseline with its reason.",
        )
    local = organisation.local_measures.filter(key=measure).first()
    split = earlier or ProjectMeasure(project=held, measure=measure, dimension=dimension)
    split.local, split.role, split.counted = local, role, counted
    split.target, split.reference, split.watched = target, reference, list(watched)
    split.smallest_that_matters = smallest_that_matters
    ended = f"{held.ended_on:%Y-%m}" if held.ended_on else ""
    split.planned_looks, split.months_together = planned_looks, months_together
    split.until = until or ended
    split.agreed_by, split.agreed_at = by, timezone.now()
    if counted == ProjectMeasure.Counted.TRUST and months_together > 1:
        raise MeasureInvalid("This split cannot be judged:", faults=[SHOWN_ELSEWHERE],
                             remedy="Count each month for itself.")  # fmt: skip
    faults = list(_shown_apart(held, split, change_from))
    if faults:
        raise MeasureInvalid("This split cannot be judged:", faults=faults,
                             remedy="Read this measure as the project reads it already.")  # fmt: skip
    with transaction.atomic():
        split.save()
        split.baselines.all().delete()
        split.baselines.create(before_from=before_from, change_from=change_from, agreed_by=by)
        gap_of(split)  # refuses what cannot be, with every fault
        measure_of(split)
    if held.split_id is None:
        held.split, held.no_split_because = split, ""
        held.save(update_fields=["split", "no_split_because"])
    _record("split.agreed", split, by, measure=measure, dimension=dimension)
    ask_for_verdicts([split], organisation=organisation, by=by)
    return split


@transaction.atomic
def begin_baseline(
    *, split: ProjectMeasure, before_from: str, change_from: str, reason: str, by: Person
) -> Baseline:
    """Compare with other months from now on, for a reason that stands beside the verdict.

    The first baseline stays, and the change against it is shown.

    Raises PermissionDenied unless ``by`` may run projects, and MeasureInvalid where it cannot be.
    """
    organisation = split.project.organisation
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    held = ProjectMeasure.objects.select_for_update(of=("self",)).with_all().get(pk=split.pk)
    last = held.baselines.last()
    if last is not None and last.change_from >= change_from:
        raise MeasureInvalid(
            "The new baseline cannot begin then:",
            faults=[f"the last change began in {last.change_from}, and this one must be later"],
            remedy="Choose a later month.",
        )
    if last is not None and _apart(last.change_from, change_from) % held.months_together:
        raise MeasureInvalid(
            "The new baseline cannot begin then:",
            faults=[WHOLE_PERIODS.format(last.change_from, held.months_together)],
            remedy="Choose another month.",
        )
    baseline = Baseline.objects.create(
        measure=held,
        before_from=before_from,
        change_from=change_from,
        reason=reason,
        agreed_by=by,
    )
    gap_of(ProjectMeasure.objects.with_all().get(pk=held.pk))
    _record("baseline.begun", held, by, change_from=change_from)
    ask_for_verdicts([held], organisation=organisation, by=by)
    return baseline


@transaction.atomic
def define_measure(
    *,
    organisation: Organisation,
    title: str,
    better: str,
    numerator: str,
    denominator: str,
    noun: str,
    by: Person,
) -> LocalMeasure:
    """Define a measure that the library does not hold.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    taken = set(organisation.local_measures.values_list("key", flat=True))
    key = next(key for number in count(1) if (key := f"local-{number}") not in taken)
    local = LocalMeasure.objects.create(
        organisation=organisation, key=key, title=title, better=better, noun=noun
    )
    local.definitions.create(version=1, numerator=numerator, denominator=denominator, said_by=by)
    audit.record("measure.defined", organisation=organisation, by=by, about=local.key)
    return local


@transaction.atomic
def change_definition(
    *,
    local: LocalMeasure,
    numerator: str,
    denominator: str,
    from_month: str,
    because: str,
    by: Person,
) -> LocalDefinition:
    """Define a local measure anew from a month on. Every chart of it marks the month and says why.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=local.organisation)
    LocalMeasure.objects.select_for_update().get(pk=local.pk)
    changed = local.definitions.create(
        version=local.definitions.count() + 1,
        numerator=numerator,
        denominator=denominator,
        from_month=from_month,
        because=because,
        said_by=by,
    )
    audit.record(
        "measure.redefined",
        organisation=local.organisation,
        by=by,
        about=local.key,
        version=changed.version,
    )
    ask_for_verdicts(local.used_by.all(), organisation=local.organisation, by=by)
    return changed


def _shown_apart(project: Project, split: ProjectMeasure, change_from: str) -> Iterator[str]:
    """Where the same people are read in other periods: one sum less another is a small count again."""
    same = project.measures.filter(measure=split.measure, counted=split.counted)
    for other in same.exclude(pk=split.pk).prefetch_related("baselines"):
        first = other.baselines.first()
        if other.months_together != split.months_together:
            yield READ_OTHERWISE.format(other.months_together, split.months_together)
        elif first and _apart(first.change_from, change_from) % split.months_together:
            yield WHOLE_PERIODS.format(first.change_from, split.months_together)


def _apart(one: str, other: str) -> int:
    """Months from one to the other."""
    (year, month), (later, last) = (map(int, each.split("-")) for each in (one, other))
    return (later - year) * 12 + last - month


def _record(what: str, split: ProjectMeasure, by: Person, **detail: str) -> None:
    organisation = split.project.organisation
    audit.record(
        what, organisation=organisation, by=by, about=f"Project {split.project_id}", **detail
    )
