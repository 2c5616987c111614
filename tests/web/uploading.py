"""What tests of uploading share: a small waiting list, and a worker that does what is waiting."""

import atexit
import hashlib
import shutil
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from equity_lens import pipeline
from equity_lens.disclosure import stored
from equity_lens_web.evidence import jobs
from equity_lens_web.evidence.coding import pack
from equity_lens_web.evidence.files import folders
from equity_lens_web.evidence.models import Extract, Job
from equity_lens_web.evidence.services import extracts as services

HEADER = (
    "PATHWAY_ID,NHS Number,Organisation Code,Census Date,RTT Clock Start Date,Postcode,"
    "Ethnic Category,Age,Sex,Specialty"
)


def work_off() -> list[Job]:
    """Do every job that waits, and those that follow from it, as a worker would."""
    done = []
    while (
        waiting := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first()
    ) is not None:
        job = jobs.claim(waiting.pk)
        jobs.perform(job)
        job.refresh_from_db()
        done.append(job)
    return done


def uploaded(path: Path, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def waiting_list(
    code: str, *, day: str = "2026-10-31", people: int = 60, late: int = 20, unreadable: int = 0
) -> bytes:
    """A waiting list of one trust: ``late`` of ``people`` began to wait a year before the day.

    ``unreadable`` more rows have no day on which they began to wait, and are rejected.
    """
    year = int(day[:4])
    lines = [HEADER]
    for number in range(people):
        start = f"{year - 1}-09-01" if number < late else f"{year}-09-01"
        ethnic = "A" if number % 3 else "N"
        lines.append(
            f"P{number},,{code},{day},{start},,{ethnic},{20 + number % 60},{1 + number % 2},100"
        )
    lines += [f"X{number},,{code},{day},never,,A,40,1,100" for number in range(unreadable)]
    return ("\n".join(lines) + "\n").encode()


def bring(organisation, by, content: bytes, name: str = "list.csv") -> Extract:
    """Upload a file, and let the worker read and check it."""
    (extract,) = services.receive(
        organisation=organisation, files=[SimpleUploadedFile(name, content)], by=by
    )
    work_off()
    extract.refresh_from_db()
    return extract


def checked(organisation, by, name="list.csv", **asked) -> Extract:
    """An extract as the worker leaves it when every row was checked.

    The same list is prepared once for all tests, as that takes a second each time.
    """
    content = waiting_list(organisation.code, **asked)
    prepared = _prepared_once(organisation, name, content)
    folder = folders.new_name()
    shutil.copytree(prepared, folders.stores_of(organisation) / folder)
    source = pipeline.open_prepared(prepared)
    return Extract.objects.create(
        organisation=organisation,
        name=name,
        size=len(content),
        sha256=source.sha256,
        state=Extract.State.CHECKED,
        contract=source.contract,
        contract_title=source.contract_title,
        periods=list(source.periods),
        rows_read=source.rows_read,
        accepted=source.accepted,
        rejected=source.rejected,
        ledger=pack(stored.encode(source.ledger)),
        folder=folder,
        received_by=by,
    )


def _prepared_once(organisation, name: str, content: bytes) -> Path:
    kept = _kept / hashlib.sha256(organisation.code.encode() + name.encode() + content).hexdigest()
    if not kept.exists():
        file = _kept / "file"
        file.write_bytes(content)
        pipeline.prepare_source(
            file,
            store=kept,
            key=b"a secret of thirty-two bytes ...",
            organisation=organisation.code,
            known_organisations={organisation.code: organisation.name},
            synthetic=True,
            name=name,
        )
    return kept


_kept = Path(tempfile.mkdtemp(prefix="equity-lens-tests-"))
atexit.register(shutil.rmtree, _kept, ignore_errors=True)
