"""A page's words, and people by role."""

import html
import re

import pytest
from django.test import Client


@pytest.fixture
def words():
    """The words of a page, with the spaces of its layout folded."""

    def read(response) -> str:
        text = re.sub(r"<[^>]+>", " ", response.content.decode())
        return re.sub(r"\s+", " ", html.unescape(text))

    return read


@pytest.fixture
def browser(member):
    """A browser of its own for each role: ``browser(trust, "analyst")``."""

    def open_for(organisation, role):
        client = Client()
        client.person = member(organisation, role)
        client.force_login(client.person)
        return client

    return open_for
