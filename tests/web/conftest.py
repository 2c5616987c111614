"""Two organisations, and a member of every role in each."""

import re

import pytest

from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import roles
from web.evidence_fixtures import refreshed_trust  # noqa: F401


def _organisation(code, name):
    return Organisation.objects.create(code=code, name=name, synthetic=True)


@pytest.fixture
def trust(db):
    """The trust whose people sign in."""
    return _organisation("TST", "Test trust (synthetic)")


@pytest.fixture
def other_trust(db):
    """Another trust, of which ours must see nothing."""
    return _organisation("OTH", "Other trust (synthetic)")


@pytest.fixture
def member():
    """Makes a member: ``member(trust, "analyst")``."""

    def make(organisation: Organisation, role: str) -> Person:
        email = f"{role}@{organisation.code.lower()}.example"
        person = Person.objects.create_user(email, "a long enough password", name=role)
        Membership.objects.create(person=person, organisation=organisation, role=role)
        return person

    return make


@pytest.fixture
def signed_in(client, member):
    """A browser signed in as a role: ``signed_in(trust, "chair")``."""

    def sign_in(organisation: Organisation, role: str):
        client.force_login(member(organisation, role))
        return client

    return sign_in


@pytest.fixture(params=list(roles()))
def role(request):
    """Each role in turn."""
    return request.param


@pytest.fixture
def words():
    """The words of a page, without its pictures, with the spaces of its layout folded."""

    def read(response) -> str:
        page = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.S)
        text = re.sub(r"<[^>]+>", " ", page)
        for code, sign in (("&#39;", "'"), ("&amp;", "&"), ("&#34;", '"')):
            text = text.replace(code, sign)
        return re.sub(r"\s+", " ", text)

    return read
