"""The people of a charter, each with a browser, and the words of a page."""

import pytest
from django.test import Client


@pytest.fixture
def browser(trust, member):
    """A browser of a role at the trust: ``browser("chair")``; the person is its ``person``."""
    known = {}

    def of(role, organisation=trust):
        key = (role, organisation.pk)
        if key not in known:
            known[key] = Client()
            known[key].person = member(organisation, role)
            known[key].force_login(known[key].person)
        return known[key]

    return of
