"""The demonstration trust on the platform: loaded through the same doors as a person would use."""

import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

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
        yield f"Checking {len(trust.sources)} files, row by row"
        for path in trust.sources:
            with open(path, "rb") as file:
                upload = UploadedFile(file, name=path.name, size=path.stat().st_size)
                extracts.receive(organisation=organisation, files=[upload], by=analyst)
        work_off_the_queue()
    yield "Making the figures"
    _include_all(organisation, analyst)
    work_off_the_queue()
    _complain(organisation.jobs.exclude(state=Job.State.DONE))
    yield "The demonstration trust is ready."


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


def _include_all(organisation: Organisation, by: Person) -> None:
    _complain(organisation.jobs.exclude(state=Job.State.DONE))
    unusable = organisation.extracts.exclude(state=Extract.State.CHECKED)
    if unusable:
        raise EquityLensError(
            "The demonstration trust's files could not all be used.",
            faults=[
                f"{each.name}: {each.get_state_display()}. {each.problem}" for each in unusable
            ],
        )
    for extract in organisation.extracts.order_by("pk"):
        extracts.include(extract=extract, by=by)


def _complain(unfinished: Iterable[Job]) -> None:
    faults = [f"{job}: {job.problem}" for job in unfinished]
    if faults:
        raise EquityLensError("The demonstration could not be built.", faults=faults)
