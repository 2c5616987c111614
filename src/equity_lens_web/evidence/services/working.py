"""What the worker does: read a file, check it row by row, make the figures."""

from pathlib import Path
from typing import Any

from equity_lens import pipeline
from equity_lens.disclosure.changes import changes
from equity_lens.disclosure.released import Release
from equity_lens.disclosure.released_changes import Changes
from equity_lens.errors import EquityLensError
from equity_lens.reports.figures import published
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.coding import encode
from equity_lens_web.evidence.files import folders
from equity_lens_web.evidence.files.standing import standing
from equity_lens_web.evidence.jobs import Finish, Progress, Work
from equity_lens_web.evidence.models import Extract, Job, Refresh
from equity_lens_web.evidence.reading import figures_at
from equity_lens_web.evidence.remembered import policies_before
from equity_lens_web.evidence.services.extracts import arrived, discard_upload, said_before
from equity_lens_web.evidence.services.refreshes import baseline, keep_release

State = Extract.State


def read(job: Job, progress: Progress) -> Finish:
    """What the file is and what must be asked; with nothing to ask, checking follows."""
    extract = _extract_of(job)
    uploads = folders.uploads_of(job.organisation)
    progress("Opening the file", None)
    inside = uploads / folders.new_name()
    inside.mkdir(mode=0o700)
    files = pipeline.unpack(uploads / extract.upload, into=inside)
    is_packed = files != (uploads / extract.upload,)
    if not is_packed:
        inside.rmdir()
    elif len(files) > 1:
        return lambda: _become_several(job, extract, files, inside)
    upload, name = (files[0], files[0].name) if is_packed else (files[0], extract.name)
    inspection = pipeline.inspect(
        upload,
        answers=said_before(job.organisation),
        contract=extract.contract or None,
        as_at=extract.as_at,
        name=name,
        progress=progress,
    )

    def finish() -> None:
        if is_packed:
            _take_out(extract, files[0], inside)
        extract.name = name
        extract.sha256, extract.contract = inspection.sha256, inspection.contract
        extract.contract_title = inspection.contract_title
        extract.inspection = pipeline.inspection_to_plain(inspection)
        same = _same_file(extract)
        if same is not None:
            extract.state = State.REFUSED
            extract.problem = (
                f"This is the same file, byte for byte, as {same.name}, which is here already.\n\n"
                "Nothing was done with it. Use the one that is here."
            )
            discard_upload(extract)
        else:
            extract.state = State.RECEIVED if inspection.is_ready else State.QUESTIONS
            extract.problem = ""
        extract.save()
        if extract.state == State.RECEIVED:
            _ask_to_check(job, extract)

    return finish


def check(job: Job, progress: Progress) -> Finish:
    """Every row accepted or rejected with a reason; linked, counted, and kept without names."""
    extract, organisation = _extract_of(job), job.organisation
    folder = folders.new_name()
    source = pipeline.prepare_source(
        folders.uploads_of(organisation) / extract.upload,
        store=folders.stores_of(organisation) / folder,
        key=folders.pseudonym_key(organisation),
        answers=said_before(organisation),
        contract=extract.contract or None,
        as_at=extract.as_at,
        edition=organisation.edition or None,
        organisation=organisation.code,
        policy=organisation.policy,
        residents=frozenset(organisation.local_authorities),
        known_organisations={organisation.code: organisation.name},
        synthetic=organisation.synthetic,
        name=extract.name,
        found_out=folders.protected_of(organisation),
        progress=progress,
    )

    def finish() -> None:
        extract.folder, extract.sha256 = folder, source.sha256
        extract.contract, extract.contract_title = source.contract, source.contract_title
        extract.periods, extract.left_out = list(source.periods), dict(source.left_out)
        extract.rows_read, extract.accepted = source.rows_read, source.accepted
        extract.rejected = source.rejected
        extract.ledger = encode(source.ledger)
        extract.state, extract.problem = State.CHECKED, ""
        discard_upload(extract)
        extract.save()
        audit.record(
            "extract.checked",
            organisation=organisation,
            by=job.asked_by,
            about=extract.name,
            rows_read=source.rows_read,
            rejected=source.rejected,
        )

    return finish


def make_figures(job: Job, progress: Progress) -> Finish:
    """Everything that may be shown of the extracts in force, in place of the figures before."""
    organisation = job.organisation
    progress("Opening the files in the figures", None)
    included = list(organisation.extracts.included())
    stands = [stand for stand in standing(included) if stand.is_used]
    made = pipeline.analyse(
        [stand.source for stand in stands],
        organisation=organisation.code,
        policy=organisation.policy,
        residents=frozenset(organisation.local_authorities),
        names={organisation.code: organisation.name},
        synthetic=organisation.synthetic,
        found_out=folders.protected_of(organisation),
        before=policies_before(organisation, organisation.policy),
        progress=progress,
    )
    progress("Comparing with the figures before", None)
    before = baseline(organisation)
    release = published(made.release)
    since = _changes(before, release) if before is not None else None

    def finish() -> None:
        now = organisation.extracts.included().values_list("pk", flat=True)
        if list(now) != [extract.pk for extract in included]:
            return  # Somebody put a file in or took one out since; their job makes the figures.
        refresh = keep_release(
            release,
            organisation=organisation,
            by=job.asked_by,
            extracts=[stand.extract for stand in stands],
            changes=since,
            compared_with=before if since is not None else None,
        )
        audit.record(
            "figures.made",
            organisation=organisation,
            by=job.asked_by,
            about=f"Refresh {refresh.number}",
        )

    return finish


def _changes(before: Refresh, now: Release) -> Changes | None:
    """What is new; None where an older version kept the figures in a way that is read no more."""
    try:
        return changes(figures_at(before).release(history=False), now)
    except EquityLensError:
        return None


def stopped(job: Job, problem: str, is_theirs: bool) -> None:
    """A file that cannot be used is not kept; after a fault of ours it can be tried again."""
    extract = _extract_of(job)
    extract.problem = problem
    if is_theirs:
        extract.state = State.REFUSED
        discard_upload(extract)
    extract.save(update_fields=["problem", "state", "upload"])


def stopped_figures(job: Job, problem: str, is_theirs: bool) -> None:
    """The figures stay as they were; the job itself says what went wrong."""


def start() -> None:
    """Tell the jobs how each kind of work is done."""
    jobs.KINDS[Job.Kind.INSPECT] = Work(read, stopped)
    jobs.KINDS[Job.Kind.PREPARE] = Work(check, stopped)
    jobs.KINDS[Job.Kind.REFRESH] = Work(make_figures, stopped_figures)


def _extract_of(job: Job) -> Extract:
    if job.extract is None:
        raise ValueError(f"job {job.pk} is about no extract")
    return job.extract


def _ask_to_check(job: Job, extract: Extract) -> None:
    jobs.ask(Job.Kind.PREPARE, organisation=job.organisation, by=job.asked_by, extract=extract)


def _same_file(extract: Extract) -> Extract | None:
    # One that is still being checked has its hash already: two may have come at once.
    here = (State.RECEIVED, State.QUESTIONS, State.CHECKED, State.IN_FORCE, State.REPLACED)
    alike = extract.organisation.extracts.filter(sha256=extract.sha256, state__in=here)
    return alike.exclude(pk=extract.pk).first()


def _take_out(extract: Extract, file: Path, inside: Path) -> None:
    """The only file of a zip takes the zip's place."""
    discard_upload(extract)
    kept = folders.uploads_of(extract.organisation) / folders.new_name()
    file.rename(kept)
    folders.remove(inside)
    extract.upload, extract.size = kept.name, kept.stat().st_size


def _become_several(job: Job, extract: Extract, files: tuple[Any, ...], inside: Path) -> None:
    """Each file of a zip becomes an extract of its own, and the zip itself is done with."""
    for file in files:
        kept = folders.uploads_of(extract.organisation) / folders.new_name()
        name = file.name
        file.rename(kept)
        arrived(kept, name=name, organisation=extract.organisation, by=job.asked_by)
    folders.remove(inside)
    discard_upload(extract)
    extract.state = State.WITHDRAWN
    extract.withdrawn_because = f"Unpacked into {len(files)} files."
    extract.save()
