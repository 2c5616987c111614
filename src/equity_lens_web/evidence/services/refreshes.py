"""Keeping what one refresh may show."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from equity_lens.disclosure.released import Release
from equity_lens.disclosure.stored import head_of, parts_of
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.evidence.coding import encode, pack
from equity_lens_web.evidence.models import Extract, Refresh, Result

MOST_AT_ONCE = 500


@transaction.atomic
def keep_release(
    released: Release,
    *,
    organisation: Organisation,
    by: Person,
    extracts: Iterable[Extract] = (),
    changes: bytes | None = None,
) -> Refresh:
    """Keep a release as the organisation's current figures: all of it, or nothing."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    earlier = organisation.refreshes.all()
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    earlier.filter(is_current=True).update(is_current=False)
    refresh = Refresh.objects.create(
        organisation=organisation,
        number=number,
        made_by=by,
        head=encode(head_of(released)),
        changes=changes,
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
    organisation.__dict__.pop("_figures", None)
    return refresh
