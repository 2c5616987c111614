"""What whoever runs the server does once: organisations, and the first administrator of each."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.services import invite
from equity_lens_web.audit import record as audit


@transaction.atomic
def add_organisation(*, code: str, name: str, kind: str, sector: str) -> Organisation:
    """Add an organisation. Raises EquityLensError where its code is here already."""
    code = code.strip().upper()
    if Organisation.objects.filter(code=code).exists():
        raise EquityLensError(
            f"An organisation with the code {code} is here already.",
            remedy="Its administrator can change its name on the settings page.",
        )
    organisation = Organisation(code=code, name=name.strip(), kind=kind, sector=sector)
    try:
        organisation.full_clean()
    except ValidationError as fault:
        raise EquityLensError(
            "The organisation cannot be added.",
            faults=[f"{field}: {' '.join(said)}" for field, said in fault.message_dict.items()],
        ) from fault
    organisation.save()
    audit.record("organisation.added", organisation=organisation, by=None, about=code)
    return organisation


def invite_administrator(*, code: str, email: str, name: str) -> str:
    """The link by which an organisation's administrator joins; only its hash is kept.

    Raises EquityLensError where there is no such organisation, or no such form of address.
    """
    organisation = Organisation.objects.filter(code=code.strip().upper()).first()
    if organisation is None:
        raise EquityLensError(
            f"There is no organisation with the code {code}.",
            remedy="Add it first, with `add-organisation`.",
        )
    try:
        validate_email(email)
    except ValidationError as fault:
        raise EquityLensError(
            f"{email} is not an e-mail address.", remedy="Give one like name@example.nhs.uk."
        ) from fault
    return invite(
        organisation=organisation, name=name, email=email, role="administrator", by=None
    ).link
