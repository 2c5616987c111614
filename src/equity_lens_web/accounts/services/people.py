"""What a person does about their own sessions, and how it is traced."""

from typing import Any

from django.db import transaction
from django.db.models import F

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.audit.record import record


@transaction.atomic
def sign_out_everywhere(*, by: Person) -> None:
    """End every session of a person, on every device, this one included."""
    end_sessions(by)
    record_everywhere("sign-in.ended-everywhere", by)


def end_sessions(person: Person) -> None:
    """Make every session of a person worthless from the next page on."""
    Person.objects.filter(pk=person.pk).update(times_signed_out=F("times_signed_out") + 1)


def record_everywhere(
    what: str, person: Person | None, *, named: bool = True, **detail: Any
) -> None:
    """Write something into the trail of every organisation that a person belongs to.

    So each of their administrators sees it. With ``named=False`` the event is about the person
    and not by them: somebody only gave their address.
    """
    here: list[Organisation | None] = []
    if person is not None:
        held = person.memberships.current().values("organisation")
        here = list(Organisation.objects.filter(pk__in=held).only("pk"))
    for organisation in here or [None]:
        record(what, organisation=organisation, by=person if named else None, **detail)
