"""What people do with extracts: bring them, answer for them, put them in, take them out."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from equity_lens import pipeline
from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.files import folders
from equity_lens_web.evidence.files.standing import Effect, effect, standing
from equity_lens_web.evidence.models import Answers, Extract, Job
from equity_lens_web.evidence.services.refreshes import mark_superseded, remake

State = Extract.State
LONGEST_NAME = 200


class NotNow(EquityLensError):
    """The extract is not in a state in which this can be done."""


@transaction.atomic
def receive(
    *, organisation: Organisation, files: Iterable[UploadedFile], by: Person
) -> list[Extract]:
    """Keep each file under a random name until it has been prepared, and have it read."""
    require(by, Permission.EVIDENCE_UPLOAD, organisation=organisation)
    received = []
    for file in files:
        kept = folders.uploads_of(organisation) / folders.new_name()
        _move(file, kept)
        received.append(
            arrived(kept, name=file.name or "extract", organisation=organisation, by=by)
        )
    return received


def arrived(upload: Path, *, name: str, organisation: Organisation, by: Person) -> Extract:
    """A file that lies in the folder of uploads becomes an extract, and is put in the queue."""
    extract = Extract.objects.create(
        organisation=organisation,
        name=pipeline.safe_name(name)[-LONGEST_NAME:],
        size=upload.stat().st_size,
        upload=upload.name,
        received_by=by,
    )
    audit.record("extract.received", organisation=organisation, by=by, about=extract.name)
    jobs.ask(Job.Kind.INSPECT, organisation=organisation, by=by, extract=extract)
    return extract


@transaction.atomic
def answer(*, extract: Extract, given: Mapping[str, str], by: Person) -> None:
    """Take what the analyst says of the columns, remember it, and read the file again.

    Raises pipeline.AnswersNotUnderstood with an instruction for each question.
    """
    organisation = extract.organisation
    require(by, Permission.EVIDENCE_UPLOAD, organisation=organisation)
    extract = _held(extract, State.QUESTIONS)
    inspection = pipeline.inspection_from_plain(extract.inspection)
    before = said_before(organisation).get(inspection.contract)
    said = pipeline.answered(inspection, given, answers=before, as_at=extract.as_at)
    extract.contract, extract.as_at, extract.state = said.contract, said.as_at, State.RECEIVED
    extract.save(update_fields=["contract", "as_at", "state"])
    if said.answers != (before or pipeline.Answers()):
        remember(organisation=organisation, contract=said.contract, said=said.answers, by=by)
    jobs.ask(Job.Kind.INSPECT, organisation=organisation, by=by, extract=extract)


@transaction.atomic
def remember(
    *, organisation: Organisation, contract: str, said: pipeline.Answers, by: Person
) -> Answers:
    """Keep what was said of a contract's columns, for this file and every later one."""
    require(by, Permission.EVIDENCE_UPLOAD, organisation=organisation)
    plain = pipeline.answers_to_plain(said)
    kept, _ = Answers.objects.update_or_create(
        organisation=organisation,
        contract=contract,
        defaults={"said": plain, "said_by": by, "said_at": timezone.now()},
    )
    audit.record("answers.said", organisation=organisation, by=by, about=contract, said=plain)
    return kept


def said_before(organisation: Organisation) -> dict[str, pipeline.Answers]:
    """What was said of each contract."""
    return {
        each.contract: pipeline.answers_from_plain(each.contract, each.said)
        for each in organisation.answers.all()
    }


@transaction.atomic
def begin_again(*, extract: Extract, by: Person) -> Job:
    """Read a file once more whose reading was cancelled, or stopped by a fault of ours."""
    require(by, Permission.EVIDENCE_UPLOAD, organisation=extract.organisation)
    extract = _held(extract, State.RECEIVED)
    if extract.jobs.open().exists():
        raise NotNow(f"{extract.name} is being read already.", remedy="Wait until that is over.")
    return jobs.ask(Job.Kind.INSPECT, organisation=extract.organisation, by=by, extract=extract)


@transaction.atomic
def include(*, extract: Extract, by: Person, replace: bool = False) -> Job:
    """Put a checked extract into the figures, which are then made again.

    Where it holds what another one gives already, it takes that one's place, and only if the
    analyst said ``replace``.
    """
    organisation = extract.organisation
    require(by, Permission.EVIDENCE_INCLUDE, organisation=organisation)
    extract = _held(extract, State.CHECKED)
    _one_at_a_time(organisation)
    changed = effect_of_including(extract)
    if changed.replaced and not replace:
        raise NotNow(
            f"{extract.name} holds figures that another file gives already.",
            faults=[f"{each.extract.name}" for each in changed.replaced],
            remedy="Choose to replace them, or leave this file out. Nothing is counted twice.",
        )
    extract.state, extract.included_by, extract.included_at = State.IN_FORCE, by, timezone.now()
    extract.save(update_fields=["state", "included_by", "included_at"])
    _say_how_they_stand(organisation)
    audit.record(
        "extract.included",
        organisation=organisation,
        by=by,
        about=extract.name,
        replaces=[each.extract.name for each in changed.replaced],
    )
    return remake(organisation=organisation, by=by)


@transaction.atomic
def withdraw(*, extract: Extract, because: str, by: Person) -> Job | None:
    """Take a mistaken upload out: figures that used it are marked, and made again without it.

    What it had replaced gives its figures again. Nothing is kept of the file but its ledger.
    """
    organisation = extract.organisation
    require(by, Permission.EVIDENCE_INCLUDE, organisation=organisation)
    for job in extract.jobs.open():  # before the extract is locked, as a job locks it after itself
        jobs.cancel(job)
    extract = _held(extract, *set(State) - {State.WITHDRAWN})
    _one_at_a_time(organisation)
    changed = effect_of_withdrawing(extract) if extract.is_included else None
    extract.state, extract.withdrawn_by = State.WITHDRAWN, by
    extract.withdrawn_at, extract.withdrawn_because = timezone.now(), because
    _forget_files(extract)
    extract.save()
    audit.record(
        "extract.withdrawn", organisation=organisation, by=by, about=extract.name, because=because
    )
    if changed is None:
        return None
    mark_superseded(extract, because=because)
    _say_how_they_stand(organisation)
    if not organisation.extracts.in_force().exists() or not changed.is_anything:
        return None
    return remake(organisation=organisation, by=by)


def effect_of_including(extract: Extract) -> Effect:
    """What the figures would gain, and what would change hands, if this file were put in."""
    included = list(extract.organisation.extracts.included())
    return effect(standing(included), standing([*included, extract]))


def effect_of_withdrawing(extract: Extract) -> Effect:
    """What the figures would lose, and what other files would give again."""
    included = list(extract.organisation.extracts.included())
    left = [each for each in included if each.pk != extract.pk]
    return effect(standing(included), standing(left))


def discard_upload(extract: Extract) -> None:
    """Remove the file itself, once nothing needs it; not before the transaction is safe."""
    if extract.upload:
        path = folders.uploads_of(extract.organisation) / extract.upload
        transaction.on_commit(lambda: folders.remove(path))
        extract.upload = ""


def _forget_files(extract: Extract) -> None:
    discard_upload(extract)
    if extract.folder:
        path = folders.stores_of(extract.organisation) / extract.folder
        transaction.on_commit(lambda: folders.remove(path))
        extract.folder = ""


def _say_how_they_stand(organisation: Organisation) -> None:
    """Of the files that were put in: which the figures use, and which later files replaced."""
    for stand in standing(list(organisation.extracts.included())):
        state = State.IN_FORCE if stand.is_used else State.REPLACED
        if stand.extract.state != state:
            organisation.extracts.filter(pk=stand.extract.pk).update(state=state)


def _one_at_a_time(organisation: Organisation) -> None:
    """Of two files that two people put in or take out at once, the second sees the first."""
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)


def _held(extract: Extract, *states: Any) -> Extract:
    """The record, locked, if it is in one of these states."""
    held = Extract.objects.select_for_update().get(pk=extract.pk)
    if held.state not in states:
        raise NotNow(
            f"{held.name} is now: {held.get_state_display().lower()}.",
            remedy="Somebody else may have been quicker. Look at its page again.",
        )
    return held


def _move(file: UploadedFile, kept: Path) -> None:
    """An upload that was streamed to a file is moved, a small one written; both for us alone."""
    streamed = getattr(file, "temporary_file_path", None)
    if streamed is not None:
        shutil.move(streamed(), kept)
    else:
        with kept.open("wb") as written:
            for chunk in file.chunks():
                written.write(chunk)
    os.chmod(kept, 0o600)
