"""A trust whose improvement room is that of the demonstration."""

import pytest

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.accounts.permissions import roles
from equity_lens_web.operations.demonstration import improvement as demonstration
from web.uploading import work_off


@pytest.fixture
def people(trust):
    """A member of each role, by its key."""
    found = {}
    for key in roles():
        person = Person.objects.create_user(f"{key}@demo.example", name=key)
        Membership.objects.create(person=person, organisation=trust, role=key)
        found[key] = person
    return found


@pytest.fixture
def portfolio(trust, people, monkeypatch):
    """The trust with every project of the demonstration, each with its verdicts."""
    monkeypatch.setattr(demonstration, "work_off_the_queue", work_off)
    trust.code = "SYN"
    trust.save()
    demonstration.fill(trust, people)
    return trust
