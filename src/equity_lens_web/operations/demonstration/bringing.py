"""A made-up trust with its members and files, loaded through the same doors as people would use."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import roles
from equity_lens_web.evidence.models import Extract, Job
from equity_lens_web.evidence.services import extracts
from equity_lens_web.operations.worker import work_off_the_queue


@transaction.atomic
def set_up_trust(
    code: str, name: str, sector: str, local_authorities: Sequence[str]
) -> Organisation:
    """The trust, and one member of each role; nobody in it exists."""
    organisation, _ = Organisation.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "synthetic": True,
            "sector": sector,
            "local_authorities": list(local_authorities),
        },
    )
    for role in roles().values():
        email = f"{role.key.replace('_', '-')}@{organisation.code.lower()}.example"
        if not Person.objects.filter(email=email).exists():
            person = Person.objects.create_user(email, name=f"Demonstration: {role.title}")
            Membership.objects.create(person=person, organisation=organisation, role=role.key)
    return organisation


def members(organisation: Organisation) -> dict[str, Person]:
    """The members by the key of their role."""
    there = organisation.memberships.current().select_related("person")
    return {member.role: member.person for member in there}


def bring(paths: Iterable[Path], *, organisation: Organisation, by: Person) -> None:
    """Upload files and have every row checked.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    for path in paths:
        with open(path, "rb") as file:
            upload = UploadedFile(file, name=path.name, size=path.stat().st_size)
            extracts.receive(organisation=organisation, files=[upload], by=by)
    work_off_the_queue()
    _complain(organisation.jobs.exclude(state=Job.State.DONE))
    unusable = organisation.extracts.exclude(state=Extract.State.CHECKED)
    if unusable:
        raise EquityLensError(
            f"The files of {organisation} could not all be used.",
            faults=[
                f"{each.name}: {each.get_state_display()}. {each.problem}" for each in unusable
            ],
        )


def include(chosen: Iterable[Extract], by: Person) -> None:
    """Put extracts into the figures, and make them."""
    for extract in chosen:
        extracts.include(extract=extract, by=by)
    work_off_the_queue()
    _complain(Job.objects.exclude(state=Job.State.DONE))


def _complain(unfinished: Iterable[Job]) -> None:
    faults = [f"{job}: {job.problem}" for job in unfinished]
    if faults:
        raise EquityLensError("The demonstration could not be built.", faults=faults)
