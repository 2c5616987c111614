"""Tallies counted on paper: begun, saved as they are keyed, and sent through the same door as a file."""

import os
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from equity_lens import pipeline
from equity_lens.contracts.load import contracts
from equity_lens.errors import EquityLensError
from equity_lens.measures.load import library
from equity_lens.words.dates import last_day
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence.files import folders
from equity_lens_web.evidence.models import Extract, TallySheet
from equity_lens_web.evidence.services.extracts import arrived

Rows = Mapping[str, tuple[int | None, int | None]]
"""By subgroup, the numerator and the denominator; None where nobody counted."""


class AlreadySent(EquityLensError):
    """The sheet has become an extract."""


@transaction.atomic
def begin(
    *, organisation: Organisation, measure: str, dimension: str, month: str, by: Person
) -> TallySheet:
    """An empty sheet, or the unsent one that there is of the same measure, dimension and month.

    A list is counted as it stood on the last day of the month.
    """
    require(by, Permission.EVIDENCE_UPLOAD, organisation=organisation)
    period = _period(measure, month)
    sheet, is_new = organisation.tally_sheets.get_or_create(
        measure=measure,
        dimension=dimension,
        period=period,
        extract=None,
        defaults={"begun_by": by},
    )
    if is_new:
        audit.record("tally.begun", organisation=organisation, by=by, about=str(sheet))
    return sheet


@transaction.atomic
def save(*, sheet: TallySheet, rows: Rows, by: Person) -> TallySheet:
    """Keep what has been keyed so far."""
    require(by, Permission.EVIDENCE_UPLOAD, organisation=sheet.organisation)
    held = TallySheet.objects.select_for_update().get(pk=sheet.pk)
    if held.extract_id is not None:
        raise AlreadySent(
            "This sheet was sent already.", remedy="Withdraw its extract, and begin a new sheet."
        )
    held.rows = {subgroup: list(counted) for subgroup, counted in rows.items()}
    held.saved_at = timezone.now()
    held.save(update_fields=["rows", "saved_at"])
    return held


@transaction.atomic
def send(*, sheet: TallySheet, rows: Rows, by: Person) -> Extract:
    """Save the sheet, and let it become an extract: read, checked and put in like any file.

    Raises EquityLensError with every fault where the numbers cannot be.
    """
    held = save(sheet=sheet, rows=rows, by=by)
    organisation = held.organisation
    keyed = [
        pipeline.KeyedTally(
            measure=held.measure,
            period=held.period,
            organisation=organisation.code,
            dimension=held.dimension,
            subgroup=subgroup,
            numerator=numerator,
            denominator=denominator,
        )
        for subgroup, (numerator, denominator) in rows.items()
    ]
    upload = folders.uploads_of(organisation) / folders.new_name()
    upload.write_bytes(pipeline.tallies_to_counts(keyed, mark=folders.new_name()))
    os.chmod(upload, 0o600)
    held.extract = arrived(
        upload,
        name=f"paper-tally-{held.measure}-{held.period}.csv",
        organisation=organisation,
        by=by,
    )
    held.save(update_fields=["extract"])
    audit.record("tally.sent", organisation=organisation, by=by, about=str(held))
    return held.extract


def _period(measure: str, month: str) -> str:
    by_day = contracts()[library()[measure].contract].period == "day"
    last = last_day(month)
    return last.isoformat() if by_day and last is not None else month
