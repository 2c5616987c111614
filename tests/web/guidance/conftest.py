"""A page's words, and people by role."""

import pytest
from django.test import Client


@pytest.fixture
def browser(member):
    """A browser of its own for each role: ``browser(trust, "analyst")``."""

    def open_for(organisation, role):
        client = Client()
        client.person = member(organisation, role)
        client.force_login(client.person)
        return client

    return open_for
