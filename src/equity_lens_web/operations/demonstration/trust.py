"""The demonstration trust on the platform: loaded through the same doors as a person would use."""

import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from equity_lens.contracts.load import contracts
from equity_lens.demonstration.published import waiting_list_files
from equity_lens.demonstration.trust import DemonstrationTrust, truths, write_trust
from equity_lens.errors import EquityLensError
from equity_lens.pipeline import answers_from_plain
from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import roles
from equity_lens_web.evidence.models import Extract, Job
from equity_lens_web.evidence.services import extracts
from equity_lens_web.operations.worker import work_off_the_queue


def build() -> Iterator[str]:
    """Set up the trust, bring its files, put them into the figures; say each step.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    organisation = set_up()
    analyst = _member(organisation, "analyst")
    with tempfile.TemporaryDirectory() as folder:
        yield "Writing a synthetic trust's files"
        trust = write_trust(Path(folder))
        _remember_answers(trust, organisation, analyst)
        paths = (*trust.sources, public_file())
        yield f"Checking {len(paths)} files, row by row"
        for path in paths:
            with open(path, "rb") as file:
                upload = UploadedFile(file, name=path.name, size=path.stat().st_size)
                extracts.receive(organisation=organisation, files=[upload], by=analyst)
        work_off_the_queue()
    _complain_of_unusable(organisation)
    yield "Making the figures: the months before, then October"
    counts, records = _counts_and_records(organisation)
    _include(counts, analyst)
    _include(records, analyst)


def public_file() -> Path:
    """The newest real file of other providers' waiting lists, to stand beside."""
    (newest,) = (path for path in waiting_list_files() if "22-February-2026" in path.name)
    return newest


@transaction.atomic
def set_up() -> Organisation:
    """The trust, and one member of each role; nobody in it exists."""
    planted = truths()
    organisation, _ = Organisation.objects.get_or_create(
        code=planted["code"],
        defaults={
            "name": planted["title"],
            "synthetic": True,
            "sector": Organisation.Sector.ACUTE,
            "local_authorities": planted["local_authorities"],
        },
    )
    for role in roles().values():
        email = f"{role.key.replace('_', '-')}@{organisation.code.lower()}.example"
        if not Person.objects.filter(email=email).exists():
            person = Person.objects.create_user(email, name=f"Demonstration: {role.title}")
            Membership.objects.create(person=person, organisation=organisation, role=role.key)
    return organisation


def _member(organisation: Organisation, role: str) -> Person:
    return organisation.memberships.select_related("person").get(role=role).person


def _remember_answers(trust: DemonstrationTrust, organisation: Organisation, by: Person) -> None:
    """What the trust's analyst answered once of columns that are not recognised."""
    said = tomllib.loads(trust.mapping.read_text(encoding="utf-8"))
    for contract, answers in said.items():
        extracts.remember(
            organisation=organisation,
            contract=contract,
            said=answers_from_plain(contract, answers),
            by=by,
        )


def _counts_and_records(organisation: Organisation) -> tuple[list[Extract], list[Extract]]:
    """What was kept of earlier months, and the extracts of this one."""
    everything = list(organisation.extracts.order_by("pk"))
    records = {id for id, contract in contracts().items() if contract.kind != "aggregate"}
    return (
        [each for each in everything if each.contract not in records],
        [each for each in everything if each.contract in records],
    )


def _include(chosen: Iterable[Extract], by: Person) -> None:
    for extract in chosen:
        extracts.include(extract=extract, by=by)
    work_off_the_queue()
    _complain(Job.objects.exclude(state=Job.State.DONE))


def _complain_of_unusable(organisation: Organisation) -> None:
    _complain(organisation.jobs.exclude(state=Job.State.DONE))
    unusable = organisation.extracts.exclude(state=Extract.State.CHECKED)
    if unusable:
        raise EquityLensError(
            "The demonstration trust's files could not all be used.",
            faults=[
                f"{each.name}: {each.get_state_display()}. {each.problem}" for each in unusable
            ],
        )


def _complain(unfinished: Iterable[Job]) -> None:
    faults = [f"{job}: {job.problem}" for job in unfinished]
    if faults:
        raise EquityLensError("The demonstration could not be built.", faults=faults)
