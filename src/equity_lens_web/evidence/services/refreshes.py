"""Making the figures again, keeping what they may show, and marking what no longer holds."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from equity_lens.disclosure.released import Release
from equity_lens.disclosure.released_changes import Changes
from equity_lens.disclosure.stored import head_of, parts_of
from equity_lens.reports.figures import published
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.coding import encode, pack
from equity_lens_web.evidence.models import Extract, Job, Refresh, Result
from equity_lens_web.evidence.signals import figures_made

MOST_AT_ONCE = 500
REFRESHES_KEPT = 24


@transaction.atomic
def keep_release(
    released: Release,
    *,
    organisation: Organisation,
    by: Person,
    extracts: Iterable[Extract] = (),
    changes: Changes | None = None,
    compared_with: Refresh | None = None,
) -> Refresh:
    """Keep a release as the organisation's current figures: all of it, or nothing.

    Its numbers are kept at the digits at which they are published: a page, a paper and a file then
    round the same number, and show the same text.
    """
    released = published(released)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    earlier = organisation.refreshes.all()
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    earlier.filter(is_current=True).update(is_current=False)
    refresh = Refresh.objects.create(
        organisation=organisation,
        number=number,
        made_by=by,
        head=encode(head_of(released)),
        changes=encode(changes) if changes is not None else None,
        compared_with=compared_with,
    )
    refresh.extracts.set(extracts)
    Result.objects.bulk_create(
        (
            Result(
                refresh=refresh,
                kind=part.kind.value,
                place=part.place,
                measure=part.measure,
                dimension=part.dimension,
                subgroup=part.subgroup,
                period=part.period,
                is_gap=part.is_gap,
                content=pack(part.content),
            )
            for part in parts_of(released)
        ),
        batch_size=MOST_AT_ONCE,
    )
    _forget_old_results(organisation)
    organisation.__dict__.pop("_figures", None)
    transaction.on_commit(lambda: _tell(organisation))
    return refresh


def _tell(organisation: Organisation) -> None:
    figures_made.send_robust(Organisation, organisation=organisation)


def baseline(organisation: Organisation) -> Refresh | None:
    """With which figures new ones are compared, or None where there are none.

    An analyst puts the files of a month in one after the other, so the last figures of an earlier
    day say more than those of a minute ago. Figures that rest on a withdrawn file say nothing.
    """
    sound = organisation.refreshes.filter(superseded_because="").order_by("-number")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return sound.filter(made_at__lt=midnight).first() or sound.first()


def remake(*, organisation: Organisation, by: Person) -> Job:
    """Have the figures made again from the extracts in force; one such job waits at most."""
    require(by, Permission.EVIDENCE_INCLUDE, organisation=organisation)
    return _queue(organisation, by)


def after_settings_changed(*, organisation: Organisation, by: Person, **_: Any) -> None:
    """Figures rest on the policy and the catchment: where there are any, they are made again."""
    if organisation.extracts.in_force().exists():
        _queue(organisation, by)


def _queue(organisation: Organisation, by: Person) -> Job:
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        waiting = organisation.jobs.filter(kind=Job.Kind.REFRESH, state=Job.State.WAITING).first()
        if waiting is not None:
            return waiting
        audit.record("figures.asked", organisation=organisation, by=by)
        return jobs.ask(Job.Kind.REFRESH, organisation=organisation, by=by)


def mark_superseded(extract: Extract, *, because: str) -> int:
    """Mark every refresh that used a withdrawn extract: pages show it no more, papers say so."""
    return extract.refreshes.filter(superseded_because="").update(
        superseded_because=f"{extract.name} was withdrawn: {because}"[:300], is_current=False
    )


def _forget_old_results(organisation: Organisation) -> None:
    """Results of long ago on which no paper rests: the record of the refresh stays."""
    old = organisation.refreshes.filter(papers=None).order_by("-number")[REFRESHES_KEPT:]
    Result.objects.filter(refresh__in=list(old.values_list("pk", flat=True))).delete()


def is_up_to_date(organisation: Organisation) -> bool:
    """Whether the current figures are made of exactly the extracts in force."""
    current = organisation.refreshes.only("pk").current()
    used = set(current.extracts.values_list("pk", flat=True)) if current else set()
    return used == set(organisation.extracts.in_force().values_list("pk", flat=True))
